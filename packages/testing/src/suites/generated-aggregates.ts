/**
 * annotate(), values().annotate() and aggregate() against what they mean by definition, on generated graphs: one to three aggregates over own columns,
 * reverse sides, many-to-many and models to themselves, with conditions before and after. 2,080 questions a run.
 */
import { Count, captureQueries, F, Q, QuerySetError, Sum } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Artist, Band, Bio, Company, Gig, Membership, Song, Tag } from '../models/index.js';
import { answer, totalsOf } from './aggregate-oracle.js';
import {
  expressionsOf,
  ofAll,
  ofAnswers,
  ofGroups,
  ofRows,
  type Question,
  type Totals,
} from './aggregate-questions.js';
import { conditionOf } from './related-oracle.js';
import { type Graph, graphs, type Plain, storeGraph } from './studio-graph.js';
import { fillStudio } from './studio-rows.js';
import type { Workbench } from './workbench.js';

const MODELS = { Artist, Band, Bio, Company, Gig, Membership, Song, Tag };
const GRAPHS = 26;
const QUESTIONS = 20;

/** What the managers of different models have in common. */
interface Asking extends PromiseLike<readonly Readonly<Record<string, Plain>>[]> {
  all(): Asking;
  filter(where: unknown): Asking;
  exclude(where: unknown): Asking;
  distinct(): Asking;
  slice(start: number, end: number): Asking;
  orderBy(...terms: unknown[]): Asking;
  annotate(what: object): Asking;
  values(...paths: string[]): Asking;
  valuesList(...paths: string[]): PromiseLike<Plain[][]>;
  aggregate(what: object): Promise<Record<string, Plain>>;
  count(): Promise<number>;
  exists(): Promise<boolean>;
}

export function generatedAggregatesSuite({ it }: Workbench): void {
  it('T-041: an aggregate computed apart counts who has no related row, too, when its condition holds there', async () => {
    await fillStudio();
    const none = Q.or({ songs__pk__isNull: true }, { songs__year: 2 });
    const found = await Artist.objects
      .annotate({
        n: Count('*', { filter: none }),
        sum: Sum(F('age').mul(1), { filter: none }),
        bandCount: Count('bands'),
      })
      .orderBy('name')
      .valuesList('name', 'n', 'sum', 'bandCount');
    expect(found).toEqual([
      ['Ada', 1, 30, 1],
      ['Bob', 1, 20, 1],
      ['Cem', 1, null, 0],
    ]);
  });

  it('T-041: an aggregate over two relations at once, beside another, is what it is alone', async () => {
    await fillStudio();
    const pairs = Count('songs', { filter: { bands__slug: 'duo' } });
    const query = Artist.objects.orderBy('name');
    const alone = await query.annotate({ pairs }).valuesList('name', 'pairs');
    const beside = await query.annotate({ pairs, fans: Count('followers') }).valuesList('name', 'pairs');
    expect(beside).toEqual(alone);
    expect(alone).toEqual([
      ['Ada', 3],
      ['Bob', 1],
      ['Cem', 0],
    ]);
  });

  it('T-044: a relation that was joined for an annotation repeats nothing where that is not asked for', async () => {
    await fillStudio();
    const query = Artist.objects.annotate({ n: Count('songs') });
    expect(await query.aggregate({ age: Sum('age') })).toEqual({ age: 50 });
    expect(await query.orderBy('name').valuesList('name', { flat: true })).toEqual(['Ada', 'Bob', 'Cem']);
    expect(await Artist.objects.filter({ pk__in: query }).count()).toBe(3);
  });

  it(
    'I-054 I-084 T-041: annotations over several relations are each right by themselves',
    () => run(ofRows, compareRows),
    120_000,
  );
  it(
    'T-042 T-043: values().annotate() makes groups, conditions on aggregates choose among them',
    () => run(ofGroups, compareGroups),
    120_000,
  );
  it('T-045: aggregate() over rows, also where there are none', () => run(ofAll, compareTotals), 120_000);
  it(
    'T-044: aggregate() over what a query gives: annotated, grouped, distinct, sliced',
    () => run(ofAnswers, compareTotals),
    120_000,
  );
}

async function run<T>(
  questions: fc.Arbitrary<T>,
  compare: (question: T, graph: Graph) => Promise<boolean>,
): Promise<void> {
  let answered = 0;
  const some = fc.array(questions, { minLength: QUESTIONS, maxLength: QUESTIONS });
  await fc.assert(
    fc.asyncProperty(graphs, some, async (seeds, asked) => {
      const graph = await storeGraph(seeds);
      for (const question of asked) if (await compare(question, graph)) answered++;
    }),
    { numRuns: GRAPHS },
  );
  // What is refused, because it cannot be computed apart, is the exception.
  expect(answered / (GRAPHS * QUESTIONS)).toBeGreaterThan(0.7);
}

async function compareRows(question: Question, graph: Graph): Promise<boolean> {
  const wanted = answer(question, graph);
  const query = ask(question);
  if (typeof wanted === 'string') return refuses(query, wanted);
  const names = question.aggregates.map((_, n) => `a${n}`);
  const rows = wanted.map(({ row, computed }) => [row?.pk ?? null, ...computed]);
  const { result: found, queries } = await captureQueries(async () =>
    (await query.orderBy('pk')).map((row) => ['pk', ...names].map((name) => row[name] ?? null)),
  );
  const sql = queries.map((one) => one.sql).join('\n');
  expect(found, sql).toEqual(rows);
  expect(await query.count(), sql).toBe(rows.length);
  expect(await query.exists(), sql).toBe(rows.length > 0);
  // Ordered by what was computed; NULLs go where each database has them, so they are put first here.
  const first = names.at(-1) ?? '';
  const ordered = await query.orderBy(`-${first}`, 'pk').valuesList('pk', first);
  const there = ordered.filter(([, value]) => value !== null);
  expect(there, sql).toEqual(
    rows
      .map((row) => [row[0], row.at(-1)])
      .filter(([, value]) => value !== null)
      .sort(([, a], [, b]) => (a === b ? 0 : (a ?? 0) < (b ?? 0) ? 1 : -1)),
  );
  return true;
}

async function compareGroups(question: Question, graph: Graph): Promise<boolean> {
  const wanted = answer(question, graph);
  const query = ask(question);
  if (typeof wanted === 'string') return refuses(query, wanted);
  const rows = wanted.map(({ columns, computed }) => [...columns, ...computed]);
  const { result: found, queries } = await captureQueries(async () => (await query).map((row) => Object.values(row)));
  const sql = queries.map((one) => one.sql).join('\n');
  expect(sorted(found), sql).toEqual(sorted(rows));
  expect(await query.count(), sql).toBe(rows.length);
  return true;
}

async function compareTotals(asked: Totals, graph: Graph): Promise<boolean> {
  const { question, distinct, slice, totals } = asked;
  const wanted = totalsOf(asked, graph);
  let query = question.groups === null ? ask(question).orderBy('pk') : ask(question);
  if (distinct) query = query.distinct();
  if (slice !== null) query = query.slice(...slice);
  const total = (): Promise<Record<string, Plain>> => query.aggregate(expressionsOf(totals, 't'));
  if (typeof wanted === 'string')
    return refuses({ then: (...args) => total().then(...args) } as PromiseLike<unknown>, wanted);
  const { result: found, queries } = await captureQueries(total);
  expect(Object.values(found), queries.map(({ sql }) => sql).join('\n')).toEqual(wanted);
  return true;
}

async function refuses(query: PromiseLike<unknown>, why: string): Promise<false> {
  const error = await Promise.resolve(query).catch((reason: unknown) => reason);
  expect(error, why).toBeInstanceOf(QuerySetError);
  expect(String(error)).toContain(why);
  return false;
}

function ask({ model, before, groups, aggregates, after, having }: Question): Asking {
  const where = (query: Asking, calls: Question['before']): Asking =>
    calls.reduce(
      (all, { exclude, tree }) => (exclude ? all.exclude(conditionOf(tree)) : all.filter(conditionOf(tree))),
      query,
    );
  let query = where((MODELS[model].objects as unknown as Asking).all(), before);
  if (groups !== null) query = query.values(...groups.map(({ hops, column }) => [...hops, column].join('__')));
  if (aggregates.length > 0) query = query.annotate(expressionsOf(aggregates));
  return where(where(query, after), having);
}

function sorted(rows: readonly (readonly unknown[])[]): readonly unknown[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
