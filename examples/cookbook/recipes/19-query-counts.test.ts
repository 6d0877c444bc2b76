/** Recipe 19: tests that pin the number of queries. */
import { it } from 'vitest';

it.todo('S-098 S-100 S-101: an exact number, and the statements to look at [exact]');
it.todo('S-099 S-102: an upper bound, as a wrapper too [bound]');
it.todo('S-104: concurrent tests count apart [apart]');
