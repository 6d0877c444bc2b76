/** Recipe 18: tests on a database in memory. */
import { closeAll, configure, getConnection } from '@dorm/core';
import { createTables } from '@dorm/core/schema';
import { sqlite } from '@dorm/driver-sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Author, blog } from '../src/models.js';

// #region setup
beforeAll(async () => {
  configure({ databases: { default: sqlite(':memory:') }, apps: [blog] });
  await createTables();
});
afterAll(closeAll);
// #endregion

it('S-090: configured in code, on a database that nobody else sees [setup]', async () => {
  await Author.objects.create({ name: 'Alice', email: 'alice@example.org', age: 30 });
  expect(await Author.objects.count()).toBe(1);
});

it('S-005: a connection says which database it speaks to [vendor]', async () => {
  // #region vendor
  const { vendor } = getConnection(); // 'sqlite', 'postgresql' or 'mysql'
  // #endregion
  expect(vendor).toBe('sqlite');
});

it('S-091: after closeAll() the next query opens a new database [close]', async () => {
  expect(await Author.objects.count()).toBe(1);
  await closeAll();
  await createTables();
  expect(await Author.objects.count()).toBe(0);
});

it.todo('S-092 S-093 S-094: each test is rolled back [rollback]');
it.todo('S-095: the same for class-style suites [class]');
it.todo('S-096: a throwaway PostgreSQL for integration tests [containers]');
