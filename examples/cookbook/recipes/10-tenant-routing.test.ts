/** Recipe 10: a database alias for each tenant. */
import { it } from 'vitest';

it.todo('S-054 S-055: reads and writes go to the alias of the current tenant [router]');
it.todo('S-056: one set of migrations for every alias [migrate]');
