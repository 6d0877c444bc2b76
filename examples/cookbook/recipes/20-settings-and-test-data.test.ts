/** Recipe 20: other settings for a block, rows for a suite. */
import { it } from 'vitest';

it.todo('S-105 S-106 S-107: settings hold inside the callback only [settings]');
it.todo('S-108 S-109: rows made once, fresh copies for each test [data]');
