/** Whole queries against the oracle: conditions, orderings with NULLs, slices, columns and distinct together. */
import { F } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Book, type BookQuerySet } from '../models/index.js';
import { hostile } from './expectations.js';
import { condition, type Flat, fillOracle, holds, trees } from './oracle.js';
import type { Workbench } from './workbench.js';

type Term = { readonly path: string; readonly down: boolean; readonly nulls: 'first' | 'last' };
type Value = Flat[string];

const PATHS = ['pages', 'title', 'rating', 'author__name', 'author__age', 'author__mentor__name', 'publisher__founded'];

const path = fc.constantFrom(...PATHS);
const nulls = fc.constantFrom('first' as const, 'last' as const);
const terms: fc.Arbitrary<Term[]> = fc.array(fc.record({ path, down: fc.boolean(), nulls }), { maxLength: 3 });
const bound = fc.nat(45);
const slices = fc.option(fc.tuple(bound, fc.option(bound)));

function compare(left: Flat, right: Flat, by: readonly Term[]): number {
  for (const { path: name, down, nulls: place } of by) {
    const [x, y] = [left[name] ?? null, right[name] ?? null];
    if (x === y) continue;
    if (x === null || y === null) return (x === null) === (place === 'first') ? -1 : 1;
    return x < y === down ? 1 : -1;
  }
  return 0;
}

function ordered(books: BookQuerySet, by: readonly Term[]): BookQuerySet {
  const order = by.map(({ path: name, down, nulls: place }) => {
    const value = F(name as 'pages');
    return down ? value.desc({ nulls: place }) : value.asc({ nulls: place });
  });
  return books.orderBy(...order, 'pk');
}

function cut<T>(rows: readonly T[], slice: readonly [number, number | null] | null): readonly T[] {
  return slice === null ? rows : rows.slice(slice[0], slice[1] === null ? undefined : slice[0] + slice[1]);
}

function sliced(books: BookQuerySet, slice: readonly [number, number | null] | null): BookQuerySet {
  if (slice === null) return books;
  return slice[1] === null ? books.slice(slice[0]) : books.slice(slice[0], slice[0] + slice[1]);
}

export function queryOracleSuite({ it }: Workbench): void {
  it('I-050: condition, ordering with NULLs, slice and selectRelated together match the oracle', async () => {
    const { rows } = await fillOracle();
    const query = fc.record({ tree: trees, by: terms, reverse: fc.boolean(), slice: slices, related: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(query, async ({ tree, by, reverse, slice, related }) => {
        const matching = [...rows].filter(([, row]) => holds(tree, row));
        matching.sort(([a, left], [b, right]) => compare(left, right, by) || a - b);
        if (reverse) matching.reverse();
        const expected = cut(matching, slice);
        let books = ordered(Book.objects.filter(condition(tree)), by);
        if (reverse) books = books.reverse();
        books = sliced(books, slice);
        if (related) books = books.selectRelated('author__mentor', 'publisher') as BookQuerySet;
        const found = await books;
        expect(found.map((book) => book.pk)).toEqual(expected.map(([pk]) => pk));
        expect(await books.count()).toBe(expected.length);
        expect(await books.exists()).toBe(expected.length > 0);
        expect((await books.first())?.pk).toBe(expected[0]?.[0]);
        for (const [index, book] of found.entries()) {
          const row = expected[index]?.[1];
          expect([book.title, book.pages, book.rating]).toEqual([row?.['title'], row?.['pages'], row?.['rating']]);
          if (!related) continue;
          const { author, publisher } = book as unknown as Record<
            'author' | 'publisher',
            { name: string; mentor: { name: string } | null } | null
          >;
          expect([author?.name, author?.mentor?.name ?? null, publisher?.name ?? null]).toEqual([
            row?.['author__name'],
            row?.['author__mentor__name'],
            row?.['publisher__name'],
          ]);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('S-017: values, valuesList and distinct match the oracle', async () => {
    const { rows } = await fillOracle();
    const names = fc.uniqueArray(path, { minLength: 1, maxLength: 3 });
    const query = fc.record({ tree: trees, names, distinct: fc.boolean(), down: fc.boolean(), slice: slices });
    await fc.assert(
      fc.asyncProperty(query, async ({ tree, names: columns, distinct, down, slice }) => {
        const by: Term[] = columns.map((name) => ({ path: name, down, nulls: 'last' }));
        const matching = [...rows]
          .filter(([, row]) => holds(tree, row))
          .sort(([a, l], [b, r]) => compare(l, r, by) || a - b);
        let expected = matching.map(([, row]) => columns.map((name): Value => row[name] ?? null));
        if (distinct) expected = [...new Map(expected.map((values) => [JSON.stringify(values), values])).values()];
        const order = by.map((term) =>
          down ? F(term.path as 'pages').desc({ nulls: 'last' }) : F(term.path as 'pages').asc({ nulls: 'last' }),
        );
        let books = Book.objects.filter(condition(tree)).orderBy(...order) as BookQuerySet;
        if (distinct) books = books.distinct();
        books = sliced(books, slice);
        const kept = cut(expected, slice);
        expect(await books.valuesList(...hostile<['pages', 'title']>(columns))).toEqual(kept);
        expect(await books.values(...hostile<['pages']>(columns))).toEqual(
          kept.map((values) => Object.fromEntries(columns.map((name, n) => [name, values[n]]))),
        );
        expect(await books.values(...hostile<['pages']>(columns)).count()).toBe(kept.length);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('I-049: update() and delete() of a random condition touch exactly its rows', async () => {
    const { rows } = await fillOracle();
    await fc.assert(
      fc.asyncProperty(trees, fc.boolean(), async (tree, exclude) => {
        const books = exclude ? Book.objects.exclude(condition(tree)) : Book.objects.filter(condition(tree));
        const expected = [...rows].filter(([, row]) => holds(tree, row) !== exclude).map(([pk]) => pk);
        expect(await books.update({ price: '7.50' })).toBe(expected.length);
        const touched = await Book.objects.filter({ price: '7.50' }).orderBy('pk').valuesList('pk', { flat: true });
        expect(touched).toEqual(expected);
        await Book.objects.all().update({ price: '0' });
      }),
      { numRuns: 150 },
    );
  }, 60_000);
}
