/** raw(): instances of SQL that was written by hand. */
import {
  as,
  captureQueries,
  DatabaseError,
  FieldError,
  NotLoadedError,
  Prefetch,
  QuerySetError,
  sql,
} from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Country, Sample } from '../models/index.js';
import { counted, failure, hostile, refusal } from './expectations.js';
import { fillShelf } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function rawSuite({ it }: Workbench): void {
  it('I-063: columns go to fields by their names in the database, in any order, decoded as everywhere', async () => {
    const { books } = await fillShelf();
    const text = sql`select published, price, id, author_id, in_print from library_book where pages > ${200} order by pages`;
    const rows = await Book.objects.raw(text);
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { id: books[2].id, authorId: books[2].authorId, price: '0.00', published: null, inPrint: true },
      { id: books[1].id, authorId: books[1].authorId, price: '10.00', published: '1974-05-01', inPrint: false },
    ]);
    expect(rows[0]).toBeInstanceOf(Book);
    expect(rows[0]?.equals(books[2])).toBe(true);
    // Awaited once more it is not asked again; relations load for all its rows at once.
    const query = Book.objects.raw(sql`select * from library_book`);
    await counted(2, async () => {
      await query;
      for (const book of await query) await book.author;
    });
  });

  it('I-063: every kind of field is read as a query reads it', async () => {
    const made = await Sample.objects.create({
      integer: 7,
      bigInteger: 9007199254740993n,
      decimal: '1.50',
      boolean: true,
      dateTime: new Date('2024-02-29T12:00:00Z'),
      duration: 1500,
      json: { a: [1, null] },
      binary: Uint8Array.of(1, 2),
    });
    const [row] = await Sample.objects.raw(sql`select * from samples_sample where id = ${made.id}`);
    expect({ ...row }).toEqual({ ...(await Sample.objects.get({ pk: made.pk })) });
  });

  it('I-063: other columns become attributes', async () => {
    await fillShelf();
    const [author] = await Author.objects.raw(
      sql`select library_author.*, length(name) as size, 'x' as mark from library_author where name = ${'Ursula'}`,
      { annotations: as<{ size: number; mark: string }>() },
    );
    expect([author?.size, author?.mark, author?.name]).toEqual([6, 'x', 'Ursula']);
  });

  it('I-063: what is not selected is deferred, and translations name the fields of other columns', async () => {
    await fillShelf();
    const query = Author.objects.raw(sql`select id, name as writer from library_author where age = 88`, {
      translations: { writer: 'name' },
    });
    const [author] = await query;
    expect(author?.name).toBe('Ursula');
    expect(() => author?.email).toThrow(NotLoadedError);
    await author?.refreshFromDb({ fields: ['email'] });
    expect(author?.email).toContain('@');
    await refusal(() => Author.objects.raw('select 1', { translations: { writer: hostile('nam') } }), FieldError);
  });

  it('I-063: the primary key must be there, under whatever name its column has', async () => {
    await fillShelf();
    const error = await failure(() => Author.objects.raw(sql`select name from library_author`), QuerySetError);
    expect(error.message).toContain("must read the primary key, the column 'id'");
    await failure(() => Author.objects.raw(sql`select name from library_author where 1 = 0`), QuerySetError);
    const [country] = await Country.objects.raw(sql`select code from library_country`);
    expect(country?.pk).toBe('us');
  });

  it('I-063: a column that would hide what an instance has is refused', async () => {
    await fillShelf();
    for (const name of ['save', 'authorId', 'author', 'constructor', '__proto__']) {
      const query = Book.objects.raw(sql`select id, 1 as ${sql.id(name)} from library_book`);
      expect((await failure(() => query, QuerySetError)).message).toContain(`a column '${name}'`);
    }
  });

  it('I-063: values are bound, and a count that does not fit is an error', async () => {
    await fillShelf();
    const evil = "x' or 1 = 1 --";
    const query = Author.objects.raw(sql`select * from library_author where name = ${evil}`);
    expect(query.toSql().params).toEqual([evil]);
    expect(query.toSql().sql).not.toContain(evil);
    expect(await query).toEqual([]);
    await failure(() => Author.objects.raw('select * from library_author where name = ?'), DatabaseError);
    await refusal(() => Author.objects.raw(hostile({ sql: 'select 1' })), QuerySetError);
    await failure(() => Author.objects.raw(sql`select nonsense from library_author`), DatabaseError);
  });

  it('I-063: iterator() streams, and prefetchRelated() loads relations', async () => {
    const { ursula } = await fillShelf();
    const all = Author.objects.raw(sql`select * from library_author order by name desc`);
    const names: string[] = [];
    for await (const { name } of all.iterator({ chunkSize: 1 })) names.push(name);
    expect(names).toEqual(['Ursula', 'Stanisław', 'Italo']);
    for await (const { name } of all) names.push(name);
    expect(names).toHaveLength(6);
    await refusal(() => all.iterator({ chunkSize: 0 }), QuerySetError);
    const { result, queries } = await captureQueries(() =>
      all.prefetchRelated('books', Prefetch('books', { queryset: Book.objects.long(), toAttr: 'longOnes' })),
    );
    expect(queries).toHaveLength(3);
    const found = result.find((author) => author.equals(ursula));
    expect(found?.longOnes.map((book) => book.title)).toEqual(['The Dispossessed']);
    await counted(0, async () => expect(await found?.books).toHaveLength(2));
  });
}
