/**
 * filter() and exclude() over relations of many rows, against what they mean by definition, on generated graphs: rows with NULLs, reverse sides,
 * many-to-many, joining models, models to themselves, keys of text. 3,200 queries a run, each of them asked four ways.
 */
import { captureQueries } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Artist, Band, Bio, Company, Gig, Membership, Song, Tag } from '../models/index.js';
import { type Call, conditionOf, mixes, timesFound, trees } from './related-oracle.js';
import { type Graph, graphs, type ModelName, type Plain, storeGraph } from './studio-graph.js';
import type { Workbench } from './workbench.js';

const MODELS = { Artist, Band, Bio, Company, Gig, Membership, Song, Tag };

/** What is asked of a graph: conditions alone. What annotate() and aggregate() are asked stands in aggregate-questions.ts. */
interface Question {
  readonly model: ModelName;
  readonly calls: readonly Call[];
}

/** A kind of questions. */
interface Property {
  readonly title: string;
  calls(model: ModelName): fc.Arbitrary<Call[]>;
}

const PROPERTIES: readonly Property[] = [
  {
    title: 'T-005 T-012 T-013: one filter() call speaks of one choice of related rows, and repeats the parent for each',
    calls: (model) => trees(model, { negation: false }).map((tree) => [{ exclude: false, tree }]),
  },
  {
    title: 'T-005 T-013: chained filter() calls choose anew, and their repetitions multiply',
    calls: (model) =>
      fc.array(
        trees(model, { negation: false, depth: 2 }).map((tree) => ({ exclude: false, tree })),
        { minLength: 2, maxLength: 3 },
      ),
  },
  {
    title: 'T-001 T-002 T-003: exclude() drops those for whom each condition has a related row of its own',
    calls: (model) => trees(model).map((tree) => [{ exclude: true, tree }]),
  },
  {
    title: 'T-018: nested NOT, AND and OR in chains of filter() and exclude()',
    calls: (model) =>
      fc.array(
        fc
          .record({ exclude: fc.boolean(), tree: trees(model, { depth: 2 }) })
          .filter(({ exclude, tree }) => exclude || !mixes(tree)),
        { minLength: 1, maxLength: 3 },
      ),
  },
];

const GRAPHS = 40;
const QUESTIONS = 20;

/** What the managers of different models have in common. */
interface Asking {
  filter(where: unknown): Asking;
  exclude(where: unknown): Asking;
  distinct(): Asking;
  orderBy(...terms: unknown[]): Asking;
  count(): Promise<number>;
  exists(): Promise<boolean>;
  valuesList(path: string, options: { flat: true }): Promise<Plain[]>;
}

export function relatedFilterOracleSuite({ it }: Workbench): void {
  for (const { title, calls } of PROPERTIES) {
    it(title, async () => {
      let asked = 0;
      await fc.assert(
        fc.asyncProperty(graphs, questions(calls), async (seeds, some) => {
          const graph = await storeGraph(seeds);
          for (const question of some) await compare(question, graph);
          asked += some.length;
        }),
        { numRuns: GRAPHS },
      );
      expect(asked).toBe(GRAPHS * QUESTIONS);
    }, 120_000);
  }
}

/** Artists have the most relations, so they are asked most. */
function questions(calls: Property['calls']): fc.Arbitrary<Question[]> {
  const model = fc.oneof(
    { weight: 2, arbitrary: fc.constant<ModelName>('Artist') },
    { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(MODELS) as ModelName[])) },
  );
  const one = model.chain((name) => fc.record({ model: fc.constant(name), calls: calls(name) }));
  return fc.array(one, { minLength: QUESTIONS, maxLength: QUESTIONS });
}

async function compare(question: Question, graph: Graph): Promise<void> {
  const query = ask(question);
  const wanted = answer(question, graph);
  const { result: found, queries } = await captureQueries(() => query.valuesList('pk', { flat: true }));
  expect(found, queries.map(({ sql }) => sql).join('\n')).toEqual(wanted);
  expect(await query.count()).toBe(wanted.length);
  expect(await query.exists()).toBe(wanted.length > 0);
  expect(await query.distinct().count()).toBe(new Set(wanted).size);
}

function ask({ model, calls }: Question): Asking {
  return calls.reduce<Asking>(
    (query, { exclude, tree }) => (exclude ? query.exclude(conditionOf(tree)) : query.filter(conditionOf(tree))),
    (MODELS[model].objects as unknown as Asking).orderBy('pk'),
  );
}

/** The keys of the rows, in their order, each as often as it is found. */
function answer({ model, calls }: Question, graph: Graph): Plain[] {
  return graph[model].flatMap((row) => Array.from({ length: timesFound(row, calls) }, () => row.pk));
}
