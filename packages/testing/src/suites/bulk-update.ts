/** bulkUpdate(): each instance's own values, one statement a batch, all or none. */
import { closeAll, DormError, F, FieldError, IntegrityError, QuerySetError, ValidationError } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Country, Publisher, Sample } from '../models/index.js';
import { failure, hostile, refusal, statements } from './expectations.js';
import { fillShelf, makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

const publishers = (count: number): Promise<Publisher[]> =>
  Publisher.objects.bulkCreate(Array.from({ length: count }, (_, n) => ({ name: `p${n}`, founded: n })));
const updates = async (work: () => unknown): Promise<number> =>
  (await statements(work)).filter((sql) => sql.startsWith('update')).length;

export function bulkUpdateSuite(bench: Workbench): void {
  const { it } = bench;
  it('I-070 T-057: each row gets its own values, in one statement, and the matched rows are counted', async () => {
    const rows = await publishers(5);
    for (const [n, row] of rows.entries()) Object.assign(row, { name: `new ${n}`, founded: n === 2 ? null : n * 10 });
    const gone = new Publisher({ id: 99_999, name: 'nobody' });
    let matched = 0;
    const sent = await updates(async () => {
      matched = await Publisher.objects.bulkUpdate([...rows.slice(0, 4), gone], ['name', 'founded']);
    });
    expect([sent, matched]).toEqual([1, 4]);
    expect(await Publisher.objects.orderBy('pk').valuesList('name', 'founded')).toEqual([
      ['new 0', 0],
      ['new 1', 10],
      ['new 2', null],
      ['new 3', 30],
      ['p4', 4],
    ]);
  });

  it('I-070: a field that is not named stays as it is stored', async () => {
    const [row] = await publishers(1);
    Object.assign(row as Publisher, { name: 'new', founded: 1999 });
    await Publisher.objects.bulkUpdate([row as Publisher], ['name']);
    expect(await Publisher.objects.valuesList('name', 'founded')).toEqual([['new', 0]]);
  });

  it('I-070: batches of batchSize, and of 500 at most', async () => {
    const rows = await publishers(1200);
    for (const row of rows) row.founded = (row.founded ?? 0) + 1;
    expect(await updates(() => Publisher.objects.bulkUpdate(rows.slice(0, 10), ['founded'], { batchSize: 4 }))).toBe(3);
    let matched = 0;
    expect(await updates(async () => (matched = await Publisher.objects.bulkUpdate(rows, ['founded'])))).toBe(3);
    expect(matched).toBe(1200);
    const founded = await Publisher.objects.orderBy('pk').valuesList('founded', { flat: true });
    expect(founded).toEqual(rows.map((row) => row.founded));
  }, 30_000);

  it('I-070: no statement has more parameters than the database takes', async () => {
    const rows = await publishers(10);
    for (const row of rows) row.name = `new ${row.name}`;
    const capabilities = { ...bench.driver.capabilities, maxParameters: 13 };
    const narrow = Object.create(bench.driver, { capabilities: { value: capabilities } });
    const other = bench.configured({ databases: { default: narrow } });
    // One parameter for the list of keys, four for the two fields of a row.
    const sent = await other.run(() => updates(() => Publisher.objects.bulkUpdate(rows, ['name', 'founded'])));
    await other.run(closeAll);
    expect(sent).toBe(4);
    expect(await Publisher.objects.filter({ name__startsWith: 'new' }).count()).toBe(10);
  });

  it('I-070: all batches or none', async () => {
    const authors = await Promise.all(['a', 'b', 'c'].map((name) => makeAuthor(name)));
    const [first, second, third] = authors.map(({ email }) => email);
    for (const [n, author] of authors.entries()) author.email = n < 2 ? `new${n}@x.org` : 'new0@x.org';
    await failure(() => Author.objects.bulkUpdate(authors, ['email'], { batchSize: 1 }), IntegrityError);
    expect(await Author.objects.orderBy('pk').valuesList('email', { flat: true })).toEqual([first, second, third]);
  });

  it('T-057: the same row twice is counted once, and the last one given counts', async () => {
    const [row] = await publishers(1);
    const twin = await Publisher.objects.get();
    Object.assign(row as Publisher, { name: 'first' });
    twin.name = 'last';
    const given = [row as Publisher, row as Publisher, twin];
    expect(await Publisher.objects.bulkUpdate(given, ['name'], { batchSize: 1 })).toBe(1);
    expect((await Publisher.objects.get()).name).toBe('last');
  });

  it('T-057: values of every type come back as they were', async () => {
    const rows = await Sample.objects.bulkCreate([{}, {}]);
    const values = [
      { decimal: '1.50', bigInteger: 9_007_199_254_740_993n, boolean: true, json: { a: [1] }, date: '2024-02-29' },
      { decimal: null, bigInteger: null, boolean: false, json: 'text', date: null },
    ];
    for (const [n, row] of rows.entries()) Object.assign(row, values[n]);
    const names = ['decimal', 'bigInteger', 'boolean', 'json', 'date'] as const;
    await Sample.objects.bulkUpdate(rows, names);
    expect(await Sample.objects.orderBy('pk').values(...names)).toEqual(values);
  });

  it('I-070: foreign keys, conditions of the QuerySet and the other side of a relation', async () => {
    const { ursula, italo, books } = await fillShelf();
    for (const book of books) Object.assign(book, { author: italo, pages: 1 });
    expect(await ursula.books.bulkUpdate(books, ['pages'])).toBe(await ursula.books.filter({ pages: 1 }).count());
    expect(await Book.objects.filter({ pages: 1 }).exclude({ author: ursula }).count()).toBe(0);
    expect(await Book.objects.filter({ author__name: 'Ursula' }).bulkUpdate(books, ['author'])).toBe(2);
    expect(await italo.books.count()).toBe(3);
    expect(await Book.objects.none().bulkUpdate(books, ['pages'])).toBe(0);
    expect(await Book.objects.bulkUpdate([], ['pages'])).toBe(0);
  });

  it('I-070 T-057: what cannot be written is refused before a statement is sent', async () => {
    const [row] = (await publishers(1)) as [Publisher];
    const country = await Country.objects.create({ code: 'pl', name: 'Polska' });
    const ask =
      (rows: unknown, fields: unknown, options: unknown = {}) =>
      () =>
        Publisher.objects.bulkUpdate(hostile(rows), hostile(fields), hostile(options));
    for (const fields of [[], ['id'], ['pk'], null, 'name']) await refusal(ask([row], fields), QuerySetError);
    await refusal(ask([row], ['nope']), FieldError);
    await refusal(ask([row, new Publisher({ name: 'unsaved' })], ['name']), QuerySetError);
    for (const other of [country, null, 1, {}, [row]]) await refusal(ask([row, other], ['name']), ValidationError);
    for (const batchSize of [0, -1, 1.5, '4', null]) await refusal(ask([row], ['name'], { batchSize }), QuerySetError);
    await refusal(ask([row], ['name'], { batch: 1 }), DormError);
    await refusal(() => Publisher.objects.slice(0, 1).bulkUpdate([row], ['name']), QuerySetError);
    await refusal(ask([Object.assign(row, { founded: F('founded').add(1) })], ['founded']), QuerySetError);
    await refusal(ask([Object.assign(row, { founded: 'soon' })], ['founded']), ValidationError);
    expect((await Publisher.objects.get()).name).toBe('p0');
  });
}
