/** filter() and exclude() over relations of many rows, against what they mean by definition, on generated graphs. */
import { captureQueries } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Artist, Band, Song } from '../models/index.js';
import { type Call, conditionOf, mixes, timesFound, trees } from './related-oracle.js';
import { type Graph, graphs, storeGraph } from './studio-graph.js';
import type { Workbench } from './workbench.js';

const MODELS = { Artist, Song, Band };
type Asked = keyof typeof MODELS;
/** What the managers of different models have in common. */
interface Asking {
  filter(where: unknown): Asking;
  exclude(where: unknown): Asking;
  distinct(): Asking;
  orderBy(...terms: unknown[]): Asking;
  count(): Promise<number>;
  exists(): Promise<boolean>;
  valuesList(path: string, options: { flat: true }): Promise<number[]>;
}

function asked(model: Asked, calls: readonly Call[]): Asking {
  return calls.reduce<Asking>(
    (query, { exclude, tree }) => (exclude ? query.exclude(conditionOf(tree)) : query.filter(conditionOf(tree))),
    (MODELS[model].objects as unknown as Asking).orderBy('pk'),
  );
}

function expected(graph: Graph, model: Asked, calls: readonly Call[]): number[] {
  return graph[model].flatMap((row) => Array.from({ length: timesFound(row, calls) }, () => Number(row.pk)));
}

/** A graph, and some series of calls that are asked of it. */
function questions(
  make: (model: Asked) => fc.Arbitrary<Call[]>,
): fc.Arbitrary<[Parameters<typeof storeGraph>[0], [Asked, Call[]][]]> {
  const one = fc
    .constantFrom<Asked[]>('Artist', 'Artist', 'Song', 'Band')
    .chain((model) => fc.tuple(fc.constant(model), make(model)));
  return fc.tuple(graphs, fc.array(one, { minLength: 20, maxLength: 20 }));
}

const RUNS = { numRuns: 40 };
const LIMIT = 120_000;

async function check(model: Asked, calls: readonly Call[], graph: Graph): Promise<void> {
  const query = asked(model, calls);
  const want = expected(graph, model, calls);
  const { result: found, queries } = await captureQueries(() => query.valuesList('pk', { flat: true }));
  const shown = queries.map(({ sql }) => sql).join('\n');
  expect(found, shown).toEqual(want);
  expect(await query.count()).toBe(want.length);
  expect(await query.exists()).toBe(want.length > 0);
  expect(await query.distinct().count()).toBe(new Set(want).size);
}

export function relatedFilterOracleSuite({ it }: Workbench): void {
  it(
    'T-005 T-012 T-013: one filter() call speaks of one choice of related rows, and repeats the parent for each',
    async () => {
      const one = (model: Asked) => trees(model, { negation: false }).map((tree): Call[] => [{ exclude: false, tree }]);
      await fc.assert(
        fc.asyncProperty(questions(one), async ([seeds, asks]) => {
          const graph = await storeGraph(seeds);
          for (const [model, calls] of asks) await check(model, calls, graph);
        }),
        RUNS,
      );
    },
    LIMIT,
  );

  it(
    'T-005 T-013: chained filter() calls choose anew, and their repetitions multiply',
    async () => {
      const chain = (model: Asked) =>
        fc.array(
          trees(model, { negation: false, depth: 2 }).map((tree): Call => ({ exclude: false, tree })),
          { minLength: 2, maxLength: 3 },
        );
      await fc.assert(
        fc.asyncProperty(questions(chain), async ([seeds, asks]) => {
          const graph = await storeGraph(seeds);
          for (const [model, calls] of asks) await check(model, calls, graph);
        }),
        RUNS,
      );
    },
    LIMIT,
  );

  it(
    'T-001 T-002 T-003: exclude() drops those for whom each condition has a related row of its own',
    async () => {
      const one = (model: Asked) => trees(model).map((tree): Call[] => [{ exclude: true, tree }]);
      await fc.assert(
        fc.asyncProperty(questions(one), async ([seeds, asks]) => {
          const graph = await storeGraph(seeds);
          for (const [model, calls] of asks) await check(model, calls, graph);
        }),
        RUNS,
      );
    },
    LIMIT,
  );

  it(
    'T-018: nested NOT, AND and OR in chains of filter() and exclude()',
    async () => {
      const chain = (model: Asked) =>
        fc.array(
          fc
            .record({ exclude: fc.boolean(), tree: trees(model, { depth: 2 }) })
            .filter(({ exclude, tree }) => exclude || !mixes(tree)),
          { minLength: 1, maxLength: 3 },
        );
      await fc.assert(
        fc.asyncProperty(questions(chain), async ([seeds, asks]) => {
          const graph = await storeGraph(seeds);
          for (const [model, calls] of asks) await check(model, calls, graph);
        }),
        RUNS,
      );
    },
    LIMIT,
  );
}
