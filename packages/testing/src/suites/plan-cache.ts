/** Plans by shape: the same keys reuse one, a step never changes its parent, and hostile shapes cannot grow memory. */
import { planCacheStats, Q } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Author, Book, type BookQuerySet } from '../models/index.js';
import { hostile, statements } from './expectations.js';
import { fillShelf, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

/** How many plans work builds. */
async function plans(work: () => unknown): Promise<number> {
  const before = planCacheStats().plansBuilt;
  await work();
  return planCacheStats().plansBuilt - before;
}

export function planCacheSuite({ it }: Workbench): void {
  it('T-022: the same keys with other values reuse the plan', async () => {
    const ask = (pages: number, name: string) =>
      Book.objects
        .filter({ pages__gt: pages, author__name__iContains: name })
        .exclude({ title: name })
        .orderBy('-pages')
        .toArray();
    await ask(1, 'a');
    expect(
      await plans(async () => {
        for (let n = 0; n < 50; n++) await ask(n, `name ${n}`);
      }),
    ).toBe(0);
  });

  it('T-022: get, count, exists, first, create, save, update and delete reuse theirs', async () => {
    const round = async (n: number) => {
      const author = await Author.objects.create({ name: `n${n}`, email: `${n}@x.org` });
      author.age = n;
      await author.save();
      await Author.objects.get({ pk: author.pk });
      await Author.objects.filter({ age: n }).count();
      await Author.objects.filter({ age: n }).exists();
      await Author.objects.filter({ age: n }).first();
      await Author.objects.filter({ pk: author.pk }).update({ age: n + 1 });
      await author.delete();
      await Author.objects.filter({ pk: n }).delete();
    };
    await round(1);
    expect(
      await plans(async () => {
        for (let n = 2; n < 12; n++) await round(n);
      }),
    ).toBe(0);
  });

  it('T-022: the length of a list is no part of the shape', async () => {
    const ask = (count: number) =>
      Author.objects.filter({ age__in: Array.from({ length: count }, (_, n) => n) }).toArray();
    await ask(3);
    expect(
      await plans(async () => {
        for (const count of [1, 2, 5, 100, 5000]) await ask(count);
      }),
    ).toBe(0);
  });

  it('T-022: null, true and false are part of the shape, and answer rightly from it', async () => {
    await fillShelf();
    for (let round = 0; round < 3; round++) {
      expect(await Author.objects.filter({ age: 88 }).count()).toBe(1);
      expect(await Author.objects.filter({ age: null }).count()).toBe(1);
      expect(await Book.objects.filter({ inPrint: true }).count()).toBe(3);
      expect(await Book.objects.filter({ inPrint: false }).count()).toBe(1);
      expect(await Book.objects.filter({ rating__isNull: true }).count()).toBe(2);
      expect(await Book.objects.filter({ rating__isNull: false }).count()).toBe(2);
      expect(await Book.objects.filter({ pages__in: [] }).count()).toBe(0);
      expect(await Book.objects.filter({ pages__in: [204] }).count()).toBe(1);
    }
  });

  it('S-014: pages of any size and place share a bounded number of plans', async () => {
    await fillShelf();
    const pages = async () => {
      for (let n = 0; n < 200; n++) {
        expect(await titles(Book.objects.orderBy('pages').slice(n % 5, (n % 5) + (n % 60)))).toHaveLength(
          Math.max(0, Math.min(n % 60, 4 - (n % 5))),
        );
      }
    };
    expect(await plans(pages)).toBeLessThan(60);
    expect(await plans(pages)).toBe(0);
  });

  it('T-022: a derived QuerySet never changes its parent, over random chains', async () => {
    await fillShelf();
    type Books = BookQuerySet;
    const steps: ((books: Books, n: number) => Books)[] = [
      (books, n) => books.filter({ pages__gt: 100 + n * 20 }),
      (books, n) => books.exclude({ pages: [165, 183, 204, 341][n % 4] as number }),
      (books, n) => books.filter(Q.or({ title__contains: 'abcdefghij'[n] as string }, { inPrint: n % 2 === 0 })),
      (books, n) => books.orderBy(n % 2 === 0 ? '-pages' : 'title'),
      (books) => books.reverse(),
      (books, n) => books.filter({ author__age__gt: n * 10 }),
      (books, n) => books.filter({ pages__in: [165, 183, 204, 341].slice(n % 4) }),
      (books) => books.distinct(),
      (books) => books.selectRelated('author') as Books,
      (books) => books.all(),
    ];
    const move = fc.record({ from: fc.nat(), step: fc.nat(steps.length - 1), n: fc.nat(9) });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 2, maxLength: 12 }), async (moves) => {
        const tree: { books: Books; sql: string; params: string }[] = [];
        const grow = (books: Books): void => {
          const { sql, params } = books.toSql();
          tree.push({ books, sql, params: JSON.stringify(params) });
        };
        grow(Book.objects.all());
        for (const { from, step, n } of moves) {
          const parent = tree[from % tree.length] as (typeof tree)[number];
          grow((steps[step] as (typeof steps)[number])(parent.books, n));
        }
        for (const { books, sql, params } of tree) {
          const now = books.toSql();
          expect(now.sql).toBe(sql);
          expect(JSON.stringify(now.params)).toBe(params);
        }
        // The rows of each agree with the same chain built alone, whatever was built beside it.
        const last = tree.at(-1) as (typeof tree)[number];
        expect((await last.books.all()).length).toBe(await last.books.count());
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('T-022: branches off one parent keep their own values', async () => {
    await fillShelf();
    const parent = Book.objects.filter({ pages__gt: 170 });
    const branches = [180, 200, 300, 1000].map((pages) => parent.filter({ pages__lt: pages }));
    const counts = await Promise.all(branches.map((books) => books.count()));
    expect(counts).toEqual([0, 1, 2, 3]);
    expect(await parent.count()).toBe(3);
    expect((await Promise.all(branches.map((books) => titles(books)))).map((rows) => rows.length)).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('T-022: 10,000 different shapes stay within the bound, and queries in flight survive', async () => {
    await fillShelf();
    const { maxShapes } = planCacheStats();
    const kept = Book.objects.filter({ pages: 204 });
    expect(await titles(kept)).toEqual(['Solaris']);
    const keys = [
      'pages',
      'title',
      'rating',
      'price',
      'published',
      'author__name',
      'author__age',
      'publisher__name',
      'pages__gt',
      'pages__lt',
      'rating__gt',
      'title__contains',
      'author__mentor__age',
      'publisher__founded',
    ];
    const values: Record<string, unknown> = {
      title: 'x',
      price: '1',
      published: '2024-01-01',
      author__name: 'x',
      publisher__name: 'x',
      title__contains: 'x',
    };
    for (let n = 0; n < 10_000; n++) {
      const where: Record<string, unknown> = {};
      keys.forEach((key, bit) => {
        if ((n >> bit) & 1) where[key] = values[key] ?? 1;
      });
      Book.objects.filter(hostile<object>(where)).toSql();
      if (n % 1000 === 0) expect(planCacheStats().shapes).toBeLessThanOrEqual(maxShapes);
    }
    expect(planCacheStats().shapes).toBeLessThanOrEqual(maxShapes);
    expect(await titles(kept.all())).toEqual(['Solaris']);
    expect(await titles(kept.filter(hostile<object>({ rating: 4 })))).toEqual(['Solaris']);
  }, 60_000);

  it('T-022: conditions in another order are as right as in the first', async () => {
    await fillShelf();
    expect(await titles(Book.objects.filter({ pages: 204, rating: 4 }))).toEqual(['Solaris']);
    expect(await titles(Book.objects.filter({ rating: 4, pages: 204 }))).toEqual(['Solaris']);
    const [sql] = await statements(() => Book.objects.filter({ rating: 4 }).filter({ pages: 204 }));
    expect(sql).toMatch(/where/i);
  });

  it('T-022: the bound holds for the branches of a QuerySet that is kept, too', async () => {
    const kept = Book.objects.filter({ pages__gt: 0 });
    const branch = () => kept.filter({ title: 'x' }).toSql();
    branch();
    // Cuts the tree: what grows on a kept QuerySet must be cut with it, or it grows for ever.
    const { maxShapes } = planCacheStats();
    const keys = ['pages', 'pages__gt', 'pages__lt', 'pages__gte', 'pages__lte', 'rating', 'rating__gt', 'rating__lt'];
    for (let n = 0; n < maxShapes; n++) {
      let books = Book.objects.all();
      for (let left = n; left > 0; left = Math.floor(left / 8)) {
        books = books.filter(hostile<object>({ [keys[left % 8] as string]: 1 }));
      }
    }
    expect(await plans(branch)).toBe(1);
  });
}
