/** slice(start, end): what Python slices, with the same rules. */
import { Q, QuerySetError } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Book } from '../models/index.js';
import { counted, hostile, refusal, statements } from './expectations.js';
import { fillShelf, makeAuthor, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

async function tenBooks(): Promise<void> {
  const author = await makeAuthor('A');
  await Book.objects.bulkCreate(Array.from({ length: 10 }, (_, n) => new Book({ title: `b${n}`, author, pages: n })));
}

export function slicingSuite({ it }: Workbench): void {
  it('S-014: slice(start, end) gives the page, counted from 0, without its end', async () => {
    await tenBooks();
    expect(await titles(Book.objects.orderBy('pages').slice(0, 3))).toEqual(['b0', 'b1', 'b2']);
    expect(await titles(Book.objects.orderBy('pages').slice(8, 20))).toEqual(['b8', 'b9']);
    expect(await titles(Book.objects.orderBy('pages').slice(7))).toEqual(['b7', 'b8', 'b9']);
    expect(await titles(Book.objects.orderBy('pages').slice(20, 30))).toEqual([]);
  });

  it('S-014: an empty slice sends nothing', async () => {
    await tenBooks();
    expect(await counted(0, () => titles(Book.objects.slice(4, 4)))).toEqual([]);
    expect(await counted(0, () => Book.objects.slice(0, 0).count())).toBe(0);
  });

  it('T-038: pages in an order that pk completes hold every row once, equal ones too', async () => {
    const author = await makeAuthor('A');
    await Book.objects.bulkCreate(
      Array.from({ length: 60 }, (_, n) => new Book({ title: 'same', author, pages: n % 3 })),
    );
    const ordered = Book.objects.orderBy('-pages', 'pk');
    const seen: number[] = [];
    for (let at = 0; at < 60; at += 7) {
      seen.push(...(await ordered.slice(at, at + 7).valuesList('pk', { flat: true })));
    }
    expect(seen).toEqual(await ordered.valuesList('pk', { flat: true }));
    expect(new Set(seen).size).toBe(60);
    const [page] = await statements(() => ordered.slice(0, 7));
    expect(page).toMatch(/order by "pages" desc, "id" limit 7$/i);
  });

  it('S-016: the recipe for pages by key: several columns, ties, and rows that come and go meanwhile', async () => {
    const author = await makeAuthor('A');
    const make = (n: number) => new Book({ title: 'same', author, pages: n % 4 });
    await Book.objects.bulkCreate(Array.from({ length: 40 }, (_, n) => make(n)));
    const wanted = await Book.objects.orderBy('-pages', 'pk').valuesList('pk', { flat: true });
    const after = (last: Book) => Q.or({ pages__lt: last.pages }, { pages: last.pages, pk__gt: last.pk });
    const seen: number[] = [];
    let page = await Book.objects.orderBy('-pages', 'pk').slice(0, 7);
    for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
      seen.push(...page.map((book) => book.pk));
      // A row before the place where we are: with OFFSET the next page would skip one.
      await Book.objects.filter({ pk: seen[0] ?? 0 }).update({ pages: 0 });
      if (seen.length === 7) await Book.objects.create({ title: 'late', author, pages: 9 });
      page = await Book.objects.filter(after(last)).orderBy('-pages', 'pk').slice(0, 7);
    }
    expect(seen.filter((pk) => pk !== wanted[0])).toEqual(wanted.slice(1));
  });

  it('T-024: a slice of a slice composes as arrays do', async () => {
    await tenBooks();
    expect(await titles(Book.objects.orderBy('pages').slice(2, 6).slice(1, 2))).toEqual(['b3']);
    const all = Array.from({ length: 10 }, (_, n) => `b${n}`);
    const bound = fc.integer({ min: 0, max: 12 });
    const cut = fc.tuple(bound, fc.option(bound, { nil: undefined }));
    const cuts = fc.array(cut, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts, async (slices) => {
        let expected = all;
        let books = Book.objects.orderBy('pages');
        for (const [start, length] of slices) {
          const end = length === undefined ? undefined : start + length;
          expected = expected.slice(start, end);
          books = end === undefined ? books.slice(start) : books.slice(start, end);
        }
        expect(await titles(books)).toEqual(expected);
        expect(await books.count()).toBe(expected.length);
      }),
      { numRuns: 100 },
    );
  });

  it('T-024: filter, exclude, orderBy, reverse and distinct after a slice are refused', async () => {
    const page = Book.objects.orderBy('pages').slice(0, 5);
    const after = {
      filter: () => page.filter({ pages: 1 }),
      exclude: () => page.exclude({ pages: 1 }),
      orderBy: () => page.orderBy('title'),
      reverse: () => page.reverse(),
      distinct: () => page.distinct(),
    };
    for (const [name, step] of Object.entries(after)) {
      const error = await refusal(step, QuerySetError);
      expect(error.message, name).toMatch(/slice/);
      expect(error.hint, name).not.toBeNull();
    }
  });

  it('T-024: update, delete and last() after a slice are refused, and change nothing', async () => {
    await tenBooks();
    const page = Book.objects.orderBy('pages').slice(0, 5);
    await refusal(() => page.update({ pages: 99 }), QuerySetError);
    await refusal(() => page.delete(), QuerySetError);
    await refusal(() => page.last(), QuerySetError);
    expect(await Book.objects.filter({ pages: 99 }).count()).toBe(0);
    expect(await Book.objects.count()).toBe(10);
  });

  it('T-025: count() honours the slice', async () => {
    await tenBooks();
    expect(await Book.objects.slice(0, 3).count()).toBe(3);
    expect(await Book.objects.slice(8, 100).count()).toBe(2);
    expect(await Book.objects.slice(100, 200).count()).toBe(0);
    expect(await Book.objects.filter({ pages__gte: 4 }).slice(1, 3).count()).toBe(2);
  });

  it('T-030: exists() honours the slice', async () => {
    await tenBooks();
    expect(await Book.objects.slice(0, 3).exists()).toBe(true);
    expect(await Book.objects.slice(10, 13).exists()).toBe(false);
    expect(await Book.objects.slice(9).exists()).toBe(true);
  });

  it('T-026: get() works on a slice without arguments only', async () => {
    await tenBooks();
    expect((await Book.objects.orderBy('pages').slice(4, 5).get()).title).toBe('b4');
    await refusal(() => Book.objects.slice(0, 5).get({ pages: 1 }), QuerySetError);
  });

  it('T-027: first() on a slice is the first of the slice', async () => {
    await tenBooks();
    expect((await Book.objects.orderBy('pages').slice(4, 8).first())?.title).toBe('b4');
    expect(await Book.objects.orderBy('pages').slice(40, 80).first()).toBeNull();
  });

  it('T-028: negative, fractional and foreign bounds are refused with the reason', async () => {
    await fillShelf();
    const bad: unknown[] = [
      -1,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      '1',
      '1; drop table x',
      {},
      [1],
      null,
      true,
      1n,
    ];
    for (const bound of bad) {
      const error = await refusal(() => Book.objects.slice(hostile(bound)), QuerySetError);
      expect(error.hint, String(bound)).not.toBeNull();
      await refusal(() => Book.objects.slice(0, hostile(bound)), QuerySetError);
    }
  });

  it('T-028: an end before the start gives nothing, as arrays do', async () => {
    await tenBooks();
    expect(await titles(Book.objects.orderBy('pages').slice(5, 2))).toEqual([]);
  });

  it('T-030: exists() of a distinct slice looks at the rows of the slice', async () => {
    await tenBooks();
    expect(await Book.objects.distinct().slice(3).exists()).toBe(true);
    expect(await Book.objects.distinct().slice(3, 5).exists()).toBe(true);
    expect(await Book.objects.distinct().slice(10).exists()).toBe(false);
  });
}
