/** Recipe 13: connections that are open before the first request. */
import { it } from 'vitest';

it.todo('S-070 S-071 S-072: the first query opens nothing [warm-up]');
