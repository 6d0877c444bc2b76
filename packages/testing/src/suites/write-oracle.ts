/** Random writes in nested blocks, and random walks over relations, against plain JavaScript that does the same. */
import { atomic, IntegrityError } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Author, Book, Country } from '../models/index.js';
import { failure, stateOf } from './expectations.js';
import { makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

type Step =
  | { readonly do: 'create' | 'save' | 'update' | 'delete' | 'bulk'; readonly code: string; readonly name: string }
  | { readonly do: 'block'; readonly steps: readonly Step[]; readonly fails: boolean }
  | { readonly do: 'together'; readonly codes: readonly string[]; readonly name: string };

const code = fc.constantFrom('aa', 'bb', 'cc', 'dd');
const name = fc.constantFrom('x', 'y', 'z');
const { step: steps }: { step: fc.Arbitrary<Step> } = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3 },
    fc.record({ do: fc.constantFrom('create', 'save', 'update', 'delete', 'bulk'), code, name }) as fc.Arbitrary<Step>,
    fc.record({ do: fc.constant('together' as const), codes: fc.uniqueArray(code, { maxLength: 3 }), name }),
    fc.record({
      do: fc.constant('block' as const),
      steps: fc.array(tie('step'), { maxLength: 5 }),
      fails: fc.boolean(),
    }),
  ),
}));

class Cancel extends Error {}

/** Runs a step on the database and on the map; both must go the same way. */
async function run(step: Step, rows: Map<string, string>): Promise<void> {
  switch (step.do) {
    case 'create':
    case 'bulk': {
      const values = { code: step.code, name: step.name };
      const work = () =>
        step.do === 'create'
          ? Country.objects.create(values)
          : Country.objects.bulkCreate([values]).then((made) => made[0]);
      if (rows.has(step.code)) {
        // In a block of its own, so that the failure takes back no more than itself.
        expect((await failure(() => atomic(work), IntegrityError)).kind).toBe('unique');
      } else {
        const made = await work();
        expect(stateOf(made as Country).adding).toBe(false);
        rows.set(step.code, step.name);
      }
      return;
    }
    case 'save':
      await new Country({ code: step.code, name: step.name }).save();
      rows.set(step.code, step.name);
      return;
    case 'update':
      expect(await Country.objects.filter({ code: step.code }).update({ name: step.name })).toBe(
        rows.has(step.code) ? 1 : 0,
      );
      if (rows.has(step.code)) rows.set(step.code, step.name);
      return;
    case 'delete':
      expect((await Country.objects.filter({ code: step.code }).delete())[0]).toBe(rows.delete(step.code) ? 1 : 0);
      return;
    case 'together':
      await Promise.all(step.codes.map((one) => Country.objects.filter({ code: one }).update({ name: step.name })));
      for (const one of step.codes) if (rows.has(one)) rows.set(one, step.name);
      return;
    case 'block': {
      const before = new Map(rows);
      const outcome = await atomic(async () => {
        for (const inner of step.steps) await run(inner, rows);
        await expectSame(rows);
        if (step.fails) throw new Cancel('on purpose');
      }).catch((error: unknown) => error);
      if (!step.fails) expect(outcome).toBeUndefined();
      else {
        expect(outcome).toBeInstanceOf(Cancel);
        rows.clear();
        for (const [key, value] of before) rows.set(key, value);
      }
      await expectSame(rows);
    }
  }
}

async function expectSame(rows: ReadonlyMap<string, string>): Promise<void> {
  const stored = await Country.objects.orderBy('code').valuesList('code', 'name');
  expect(stored).toEqual([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Move =
  | { readonly do: 'read' | 'refresh' | 'save' | 'readAll'; readonly row: number }
  | { readonly do: 'setKey' | 'setInstance'; readonly row: number; readonly author: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    do: fc.constantFrom('read' as const, 'refresh' as const, 'save' as const, 'readAll' as const),
    row: fc.nat(5),
  }),
  fc.record({ do: fc.constantFrom('setKey' as const, 'setInstance' as const), row: fc.nat(5), author: fc.nat(2) }),
);

export function writeOracleSuite({ it }: Workbench): void {
  it('I-123: random writes in nested blocks that succeed and fail leave what plain JavaScript leaves', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 8 }), async (all) => {
        await Country.objects.all().delete();
        const rows = new Map<string, string>();
        for (const step of all) await run(step, rows);
        await expectSame(rows);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('T-108: whatever is read, assigned, saved and refreshed, a relation is that of the key', async () => {
    const authors = [await makeAuthor('a0'), await makeAuthor('a1'), await makeAuthor('a2')];
    const keys = authors.map((author) => author.pk);
    const made = await Book.objects.bulkCreate(
      Array.from({ length: 6 }, (_, n) => ({ title: `b${n}`, authorId: keys[n % 3] as number, pages: n })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 15 }), fc.boolean(), async (moves, related) => {
        for (const [n, book] of made.entries())
          await Book.objects.filter({ pk: book.pk }).update({ authorId: keys[n % 3] as number });
        const stored = made.map((_, n) => keys[n % 3]);
        const books = await (related ? Book.objects.selectRelated('author') : Book.objects).orderBy('pages').all();
        const held = [...stored];
        for (const one of moves) {
          const book = books[one.row] as Book;
          if (one.do === 'setKey') {
            book.authorId = keys[one.author] as number;
            held[one.row] = keys[one.author];
          } else if (one.do === 'setInstance') {
            book.author = authors[one.author] as Author;
            held[one.row] = keys[one.author];
          } else if (one.do === 'refresh') {
            await book.refreshFromDb();
            held[one.row] = stored[one.row];
          } else if (one.do === 'save') {
            await book.save();
            stored[one.row] = held[one.row];
          } else {
            const wanted = one.do === 'read' ? [one.row] : books.map((_, n) => n);
            const read = await Promise.all(wanted.map(async (n) => (await (books[n] as Book).author).pk));
            expect(read).toEqual(wanted.map((n) => held[n]));
          }
          expect(book.authorId).toBe(held[one.row]);
        }
        for (const [n, book] of books.entries()) expect((await book.author).pk).toBe(held[n]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
}
