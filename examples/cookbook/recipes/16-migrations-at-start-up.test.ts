/** Recipe 16: migrations run by the program itself. */
import { it } from 'vitest';

it.todo('S-083 S-084 S-085: migrate, migrate to, roll back, show [executor]');
