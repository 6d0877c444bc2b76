/** keyset(): pages by key, over any total order. */
import { Count, F, Length, Prefetch, Q, QuerySetError, ValidationError } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Author, Book, Publisher, Review, Sample } from '../models/index.js';
import { counted, failure, hostile, refusal, statements } from './expectations.js';
import { fillShelf, makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

interface Page<Row> {
  readonly items: Row[];
  readonly nextCursor: string | null;
}

/** All pages one behind the other, as they came. */
async function read<Row>(ask: (after: string | null) => Promise<Page<Row>>): Promise<Row[][]> {
  const pages: Row[][] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const { items, nextCursor } = await ask(after ?? null);
    pages.push(items);
    after = nextCursor;
  }
  return pages;
}

const FIELDS = [
  'integer',
  'bigInteger',
  'float',
  'decimal',
  'longDecimal',
  'char',
  'boolean',
  'date',
  'time',
  'dateTime',
  'microTime',
  'duration',
  'uuid',
  'binary',
  'json',
] as const;

/** Rows with gaps and ties in every field; microseconds, and numbers that a double does not hold. */
async function fillSamples(): Promise<void> {
  const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  const pick = <T>(list: readonly T[], n: number): T | null => (n % 4 === 3 ? null : (list[n % list.length] ?? null));
  for (let n = 0; n < 24; n++) {
    await Sample.objects.create({
      integer: pick([3, -1, 3, 12], n),
      bigInteger: pick([9_007_199_254_740_993n, 9_007_199_254_740_992n, 5n], n),
      float: pick([0.1, 0.30000000000000004, Number.POSITIVE_INFINITY], n),
      decimal: pick(['9.50', '10.00', '-3.25'], n),
      longDecimal: pick(['123456789012345678.0123456789', '9.0000000000', '123456789012345678.0123456788'], n),
      char: pick(['é', 'e', "o'x", ''], n),
      boolean: pick([true, false], n),
      date: pick(['2024-02-29', '1999-12-31'], n),
      time: pick(['10:00:00.123456', '10:00:00.123457', '09:00:00'], n),
      dateTime: pick([new Date(1e12), new Date(1e12 + 1)], n),
      microTime: pick(['2024-01-01T00:00:00.123456Z', '2024-01-01T00:00:00.123457Z'], n),
      duration: pick([1500.5, 3], n),
      uuid: pick([uuid(2), uuid(1)], n),
      binary: pick([new Uint8Array([255, 0]), new Uint8Array([1])], n),
      json: pick([{ b: 1, a: 2 }, [1], 'text'], n),
    });
  }
  // As another program may have written it: below the milliseconds that a Date has.
  await Sample.objects.filter({ id__gt: 0 }).update({ dateTime: hostile<Date>(F('microTime')) });
}

export function keysetSuite({ it }: Workbench): void {
  it('S-016: pages by key are the whole list in its order, with ties, and end with null', async () => {
    const author = await makeAuthor('A');
    await Book.objects.bulkCreate(
      Array.from({ length: 40 }, (_, n) => new Book({ title: `t${n % 2}`, author, pages: n % 4 })),
    );
    const books = Book.objects.orderBy('-pages', 'title', 'pk');
    const pages = await read((after) => books.keyset({ after, pageSize: 7 }));
    expect(pages.map((page) => page.length)).toEqual([7, 7, 7, 7, 7, 5]);
    expect(pages.flat().map(({ pk }) => pk)).toEqual(await books.valuesList('pk', { flat: true }));
    expect(pages[0]?.[0]).toBeInstanceOf(Book);
    expect(await read((after) => books.keyset({ after, pageSize: 40 }))).toHaveLength(1);
    expect(await books.keyset()).toMatchObject({ items: { length: 40 }, nextCursor: null });
    expect(await books.filter({ pages: 99 }).keyset({ after: null })).toEqual({ items: [], nextCursor: null });
    expect(await counted(0, () => books.none().keyset())).toEqual({ items: [], nextCursor: null });
  });

  it('S-016: one statement a page, which skips nothing and which an index can serve', async () => {
    const author = await makeAuthor('A');
    await Book.objects.bulkCreate(Array.from({ length: 5 }, (_, n) => new Book({ title: 't', author, pages: n })));
    const books = Book.objects.orderBy('-pages', 'pk');
    const { nextCursor } = await books.keyset({ pageSize: 2 });
    const sent = await statements(() => books.keyset({ after: nextCursor, pageSize: 2 }));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/"pages" <= \? and .*limit 3$/i);
    expect(sent[0]).not.toMatch(/offset/i);
  });

  it('S-016: rows that come and go meanwhile shift nothing', async () => {
    const author = await makeAuthor('A');
    await Book.objects.bulkCreate(Array.from({ length: 20 }, (_, n) => new Book({ title: 't', author, pages: n % 4 })));
    const books = Book.objects.orderBy('-pages', 'pk');
    const wanted = await books.valuesList('pk', { flat: true });
    const seen: number[] = [];
    await read(async (after) => {
      const page = await books.keyset({ after, pageSize: 3 });
      seen.push(...page.items.map(({ pk }) => pk));
      await Book.objects.create({ title: 'early', author, pages: 9 });
      await Book.objects.filter({ pk: seen.at(-1) ?? 0 }).delete(); // the very row of the cursor
      return page;
    });
    expect(seen).toEqual(wanted);
  });

  it('S-016: any total order of fields of every type, both directions, with NULLs', async () => {
    await fillSamples();
    const term = fc.tuple(
      fc.constantFrom<(typeof FIELDS)[number]>(...FIELDS),
      fc.boolean(),
      fc.constantFrom<'first' | 'last' | undefined>('first', 'last', undefined),
    );
    const order = fc.tuple(
      fc.array(term, { maxLength: 3 }),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
    );
    type Order = typeof order extends fc.Arbitrary<infer T> ? T : never;
    const check = async ([terms, down, turned, pageSize]: Order): Promise<void> => {
      const by = terms.map(([name, desc, nulls]) => {
        const options = nulls === undefined ? {} : { nulls };
        return desc ? F(name).desc(options) : F(name).asc(options);
      });
      const all = Sample.objects.orderBy(...hostile<['id']>([...by, down ? '-id' : 'id']));
      const rows = turned ? all.reverse() : all;
      const pages = await read((after) => rows.only('id').keyset({ after, pageSize }));
      expect(pages.flat().map(({ id }) => id)).toEqual(await rows.valuesList('id', { flat: true }));
    };
    for (const name of FIELDS) await check([[[name, false, undefined]], false, false, 2]);
    await fc.assert(fc.asyncProperty(order, check), { numRuns: 100 });
  });

  it('S-016: over relations, computed values, aggregates and other rows than instances', async () => {
    await fillShelf();
    const check = async <Row>(
      rows: { keyset(o: { after: string | null; pageSize: number }): Promise<Page<Row>> } & PromiseLike<Row[]>,
    ) => {
      const pages = await read((after) => rows.keyset({ after, pageSize: 1 }));
      const plain = (list: unknown) => JSON.parse(JSON.stringify(list));
      expect(plain(pages.flat())).toEqual(plain(await rows));
      expect(pages.length).toBeGreaterThan(1);
    };
    await check(Book.objects.orderBy('-author__mentor__name', 'publisher__founded', 'pk'));
    await check(Book.objects.orderBy('publisher__country__name', '-pk'));
    await check(Book.objects.orderBy(F('pages').mul(0.5).desc(), 'pk'));
    await check(Book.objects.orderBy(F('rating').mul(F('pages')).asc({ nulls: 'first' }), 'pk'));
    await check(Book.objects.annotate({ size: Length('title') }).orderBy('-size', 'pk'));
    await check(Author.objects.annotate({ n: Count('books') }).orderBy('-n', 'pk'));
    await check(
      Book.objects
        .values('author')
        .annotate({ n: Count('id') })
        .orderBy('-n', 'author'),
    );
    await check(Book.objects.values('title', 'pages').orderBy('pages', 'pk'));
    await check(Book.objects.orderBy('published__year', 'pk').valuesList('title', { flat: true }));
    await check(Author.objects.filter({ books__pages__gt: 1 }).distinct().orderBy('-name', 'pk'));
    await check(
      Book.objects
        .selectRelated('author')
        .filter(Q.not({ pages: 3 }))
        .orderBy('pk'),
    );
    await check(Review.objects.orderBy('reviewer__name', 'pk'));
    await check(Publisher.objects.orderBy(F('founded').desc({ nulls: 'last' }), 'pk'));
  });

  it('S-016: what is loaded with rows is loaded with a page', async () => {
    const { ursula } = await fillShelf();
    const authors = Author.objects.orderBy('pk').prefetchRelated(Prefetch('books'));
    const { items } = await counted(2, () => authors.keyset({ pageSize: 2 }));
    expect(await counted(0, () => items.find(({ pk }) => pk === ursula.pk)?.books)).toHaveLength(2);
  });

  it('S-016: an order with ties is refused, and so are a slice and a page of no rows', async () => {
    for (const books of [Book.objects.all(), Book.objects.orderBy('pages'), Book.objects.orderBy('?')]) {
      const error = await refusal(() => books.keyset(), QuerySetError);
      expect(error.hint).toMatch(/orderBy\('-views', 'pk'\)/);
    }
    const books = Book.objects.orderBy('pk');
    await refusal(() => books.slice(0, 9).keyset(), QuerySetError);
    for (const pageSize of [0, -1, 1.5, Number.NaN, 2 ** 53, '3', null])
      await refusal(() => books.keyset({ pageSize: hostile(pageSize) }), QuerySetError);
    expect((await failure(() => books.keyset(hostile({ size: 3 })))).message).toContain('size');
  });

  it('S-016: a cursor is data from outside: what no page of this order gave is refused, and nothing of it is shown', async () => {
    await fillShelf();
    const books = Book.objects.orderBy('title', 'pk');
    const { nextCursor } = await books.keyset({ pageSize: 1 });
    const written = (list: unknown) => Buffer.from(JSON.stringify(list)).toString('base64url');
    const good = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString()) as unknown[];
    expect(await books.keyset({ after: written(good) })).toMatchObject({ items: { length: 3 } });
    const bad: unknown[] = [
      '',
      'secret-secret',
      7,
      {},
      written(null),
      written({ length: 3 }),
      written([]),
      written(good.slice(0, 2)),
      written([...good, 1]),
      written([good[0], 'secret', 'x']),
      written([good[0], 5, 1]),
      written([good[0], { secret: 1 }, 1]),
      written([good[0], ['n', 'secret'], 1]),
      written([good[0], ['__proto__'], 1]),
      written([0, 'secret', 1]),
    ];
    for (const after of bad) {
      const error = await refusal(() => books.keyset({ after: hostile(after) }), ValidationError);
      expect(Object.keys(error.messages)).toEqual(['after']);
      expect(error.message).not.toContain('secret');
    }
    await refusal(() => Book.objects.orderBy('-title', 'pk').keyset({ after: nextCursor }), ValidationError);
    await refusal(() => Author.objects.orderBy('name', 'pk').keyset({ after: nextCursor }), ValidationError);
    const text = await statements(() => books.keyset({ after: written([good[0], "x' or 1 = 1 --", 1]) }));
    expect(text.join()).not.toContain('1 = 1');
  });
}
