/** Recipe 11: a PostgreSQL schema for each tenant, and its migrations. */
import { it } from 'vitest';

it.todo('S-057 S-058 S-059: a tenant is registered and gets its schema [one]');
it.todo('S-060 S-061: one that fails is reported and stops no other [all]');
it.todo('S-062 S-063: the same from the command line [cli]');
