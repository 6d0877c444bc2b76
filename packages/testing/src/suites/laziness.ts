/** QuerySets run when they are awaited, once, and never before. */
import { inspect } from 'node:util';
import { QuerySetError } from '@dorm/core';
import { expect } from 'vitest';
import { Book, Ledger } from '../models/index.js';
import { counted, failure, statements } from './expectations.js';
import { fillShelf, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function lazinessSuite({ it }: Workbench): void {
  it('T-022: building a QuerySet sends nothing, and each step is a new object', async () => {
    await fillShelf();
    await counted(0, async () => {
      const all = Book.objects.all();
      const steps = [
        all,
        all.filter({ pages__gt: 200 }),
        all.exclude({ title: 'x' }),
        all.orderBy('-pages'),
        all.reverse(),
        all.distinct(),
        all.slice(0, 2),
        all.selectRelated('author'),
        all.all(),
        all.none(),
        all.using('default'),
      ];
      expect(new Set(steps).size).toBe(steps.length);
    });
  });

  it('T-023 S-018: awaiting a QuerySet twice runs one query and gives the same rows', async () => {
    await fillShelf();
    const books = Book.objects.filter({ pages__lt: 300 });
    await counted(1, async () => {
      const first = await books;
      const second = await books;
      expect(first.map((book) => book.title)).toEqual(['A Wizard of Earthsea', 'Invisible Cities', 'Solaris']);
      for (const [index, book] of second.entries()) expect(book).toBe(first[index]);
    });
  });

  it('T-023: concurrent awaits of one QuerySet share its one query', async () => {
    await fillShelf();
    const books = Book.objects.all();
    const [a, b] = await counted(1, () => Promise.all([books.then((rows) => rows), books.then((rows) => rows)]));
    expect(a[0]).toBe(b[0]);
  });

  it('T-023: a step from an evaluated QuerySet has no rows of its own yet', async () => {
    await fillShelf();
    const books = Book.objects.all();
    await books;
    await counted(1, () => titles(books.all()));
    await counted(1, () => titles(books.filter({ pages: 204 })));
  });

  it('T-023: count() and exists() use rows that are there, and ask otherwise', async () => {
    await fillShelf();
    const books = Book.objects.filter({ pages__gt: 180 });
    await counted(2, async () => {
      expect(await books.count()).toBe(3);
      expect(await books.exists()).toBe(true);
    });
    await books;
    await counted(0, async () => {
      expect(await books.count()).toBe(3);
      expect(await books.exists()).toBe(true);
    });
  });

  it('T-023: iterator() passes the cache by, and does not fill it', async () => {
    await fillShelf();
    const books = Book.objects.all();
    await books;
    await counted(1, async () => {
      let n = 0;
      for await (const book of books.iterator()) n += book.title.length > 0 ? 1 : 0;
      expect(n).toBe(4);
    });
  });

  it('I-071: for await over a QuerySet loads it once, and again costs nothing', async () => {
    await fillShelf();
    const books = Book.objects.all();
    await counted(1, async () => {
      for (let round = 0; round < 2; round++) {
        const seen: string[] = [];
        for await (const book of books) seen.push(book.title);
        expect(seen).toEqual(['A Wizard of Earthsea', 'Invisible Cities', 'Solaris', 'The Dispossessed']);
      }
    });
  });

  it('I-071: toArray() gives what awaiting gives', async () => {
    await fillShelf();
    const books = Book.objects.filter({ pages__gt: 200 });
    expect((await books.toArray()).map((book) => book.pk)).toEqual((await books.all()).map((book) => book.pk));
  });

  it('T-107: an async function that returns a QuerySet gives rows, one that returns lazy() gives the QuerySet', async () => {
    await fillShelf();
    const eager = async () => Book.objects.filter({ pages__gt: 200 });
    const rows = await counted(1, eager);
    expect(Array.isArray(rows)).toBe(true);
    const held = async () => Book.objects.filter({ pages__gt: 200 }).lazy();
    const { queryset } = await counted(0, held);
    await counted(1, async () => expect(await queryset.count()).toBe(2));
  });

  it('T-107: a manager is neither awaitable nor iterable', async () => {
    const manager: object = Book.objects;
    expect('then' in manager).toBe(false);
    expect(Symbol.asyncIterator in manager).toBe(false);
    expect(await counted(0, async () => manager)).toBe(manager);
  });

  it('T-107: JSON.stringify of a QuerySet says to await it first', async () => {
    const error = await failure(() => JSON.stringify(Book.objects.all()), QuerySetError);
    expect(error.message).toMatch(/await/);
  });

  it('T-107: inspecting a QuerySet shows its SQL and does not run it', async () => {
    const shown = await counted(0, async () => inspect(Book.objects.filter({ title: 'zanzibar' })));
    expect(shown).toMatch(/library_book/);
    expect(shown).not.toMatch(/zanzibar/);
  });

  it('T-022: toSql() gives the statement and its parameters without running it', async () => {
    const { sql, params } = await counted(0, async () =>
      Book.objects.filter({ title: 'zanzibar', pages__gt: 7 }).toSql(),
    );
    expect(sql).toMatch(/^select /i);
    expect(sql).not.toMatch(/zanzibar/);
    expect(params).toContain('zanzibar');
    expect(params.map(Number)).toContain(7);
  });

  it('T-022: a failed query leaves the QuerySet free to be awaited again', async () => {
    await fillShelf();
    const books = Book.objects.filter({ author__name: 'Ursula' });
    await books.using('default');
    const broken = Ledger.objects.all();
    await failure(() => broken);
    await failure(() => broken);
    expect(await statements(() => books)).toHaveLength(1);
  });

  it('T-022: rows written after a QuerySet was awaited show in a new one only', async () => {
    await fillShelf();
    const books = Book.objects.filter({ pages: 204 });
    expect(await titles(books)).toEqual(['Solaris']);
    await Book.objects.filter({ pages: 204 }).update({ title: 'Eden' });
    expect(await titles(books)).toEqual(['Solaris']);
    expect(await titles(books.all())).toEqual(['Eden']);
  });
}
