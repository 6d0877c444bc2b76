/** filter, exclude, Q trees and orderings against a small oracle in TypeScript, over rows with NULLs. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { Book } from '../models/index.js';
import { condition, fillOracle, holds, keysOf, trees } from './oracle.js';
import type { Workbench } from './workbench.js';

export function filterOracleSuite({ it }: Workbench): void {
  it('S-017: filter() and exclude() of random Q trees match the oracle, NULLs included', async () => {
    const { rows } = await fillOracle();
    await fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        const kept = await Book.objects.filter(condition(tree)).orderBy('pk').valuesList('pk', { flat: true });
        expect(kept).toEqual(keysOf(rows, (row) => holds(tree, row)));
        const dropped = await Book.objects.exclude(condition(tree)).orderBy('pk').valuesList('pk', { flat: true });
        expect(dropped).toEqual(keysOf(rows, (row) => !holds(tree, row)));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('S-017: chains of filter() and exclude() match the oracle, and count() and exists() agree', async () => {
    const { rows } = await fillOracle();
    const step = fc.record({ exclude: fc.boolean(), tree: trees });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 4 }), async (steps) => {
        let books = Book.objects.orderBy('pk');
        for (const { exclude, tree } of steps) {
          books = exclude ? books.exclude(condition(tree)) : books.filter(condition(tree));
        }
        const expected = keysOf(rows, (row) => steps.every(({ exclude, tree }) => holds(tree, row) !== exclude));
        expect(await books.valuesList('pk', { flat: true })).toEqual(expected);
        expect(await books.count()).toBe(expected.length);
        expect(await books.exists()).toBe(expected.length > 0);
        expect((await books.first())?.pk ?? null).toBe(expected[0] ?? null);
        expect((await books.last())?.pk ?? null).toBe(expected.at(-1) ?? null);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('I-050: random orderings without NULLs match the oracle, and reverse() is their mirror', async () => {
    const { rows } = await fillOracle();
    const path = fc.constantFrom('pages', 'title', 'author__name');
    const by = fc.array(fc.tuple(path, fc.boolean()), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(by, async (parts) => {
        const names = [...parts.map(([name, down]) => (down ? `-${name}` : name)), 'pk'];
        const expected = [...rows].sort(([a, left], [b, right]) => {
          for (const [name, down] of parts) {
            const [x, y] = [left[name] ?? '', right[name] ?? ''];
            if (x !== y) return x < y === down ? 1 : -1;
          }
          return a - b;
        });
        const books = Book.objects.orderBy(...(names as ['pk']));
        expect(await books.valuesList('pk', { flat: true })).toEqual(expected.map(([pk]) => pk));
        expect(await books.reverse().valuesList('pk', { flat: true })).toEqual(expected.map(([pk]) => pk).reverse());
      }),
      { numRuns: 300 },
    );
  }, 60_000);
}
