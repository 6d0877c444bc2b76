/** Recipe 15: a soft delete that takes the children along. */
import { it } from 'vitest';

it.todo('S-079 S-080 S-081: children that can be restored go and come back [cascade]');
