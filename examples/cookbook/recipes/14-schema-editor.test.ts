/** Recipe 14: DDL outside of migrations. */
import { it } from 'vitest';

it.todo('S-073 S-074 S-075: a table, a column, another type [editor]');
