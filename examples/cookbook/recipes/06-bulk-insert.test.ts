/** Recipe 6: many rows at once, without those that are there. */
import { captureQueries, getConnection, sql } from '@dorm/core';
import { expect, it } from 'vitest';
import { makeAuthor, useDatabase } from '../src/database.js';
import { Author } from '../src/models.js';

useDatabase();

const batch = [
  { name: 'Ada', email: 'ada@example.org' },
  { name: 'Alan', email: 'alan@example.org' },
  { name: 'Grace', email: 'grace@example.org' },
];

it('S-037 S-038: one query finds what is there, the rest is inserted [known]', async () => {
  await makeAuthor('Ada');
  const { queries } = await captureQueries(async () => {
    // #region known
    const emails = batch.map((user) => user.email);
    const known = new Set(await Author.objects.filter({ email__in: emails }).valuesList('email', { flat: true }));
    const newcomers = batch.filter((user) => !known.has(user.email));
    await Author.objects.bulkCreate(newcomers, { batchSize: 500 });
    // #endregion
  });
  expect(queries.filter((query) => query.sql.startsWith('select'))).toHaveLength(1);
  expect(await Author.objects.orderBy('email').valuesList('name', { flat: true })).toEqual(['Ada', 'Alan', 'Grace']);
});

it('SQL by hand: rows are bound, never pasted into the text [raw]', async () => {
  await makeAuthor('Ada');
  // #region raw
  const rows = sql.values(batch, 'name', 'email');
  const insert = sql`INSERT INTO blog_author (name, email) VALUES ${rows} ON CONFLICT (email) DO NOTHING`;
  await getConnection().execute(insert);
  // #endregion
  expect(await Author.objects.count()).toBe(3);
});

it.todo('bulkCreate skips what is there, on every database [ignore]');
