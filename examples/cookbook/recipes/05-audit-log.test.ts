/** Recipe 5: an audit log written by signals. */
import { it } from 'vitest';

it.todo('S-030 S-031 S-034: every save and delete leaves a row, in the same transaction [audit]');
