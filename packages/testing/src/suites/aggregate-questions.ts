/** What is asked of aggregates on the studio's graphs: generated, and as dorm takes it. */
import { Avg, Count, Max, Min, Sum } from '@dorm/core';
import fc from 'fast-check';
import {
  type Call,
  conditionOf,
  mixes,
  type Tree,
  trees,
  treesAlong,
  treesOf,
  type Way,
  ways,
} from './related-oracle.js';
import { type ModelName, SCHEMA, TEXTS } from './studio-graph.js';

export type AggregateName = 'Count' | 'Sum' | 'Avg' | 'Min' | 'Max';

/** One aggregate. */
export interface Aggregated {
  readonly name: AggregateName;
  /** The relations that it goes along; null: rows are counted. */
  readonly hops: readonly string[] | null;
  /** null: the key at their end. */
  readonly column: string | null;
  readonly distinct: boolean;
  readonly filter: Tree | null;
  /** Whether it is 0 over nothing. */
  readonly orZero: boolean;
}

/** A column that groups are made by. */
export interface Grouping {
  readonly hops: readonly string[];
  readonly column: string;
}

/** filter() and exclude(), then aggregates, then filter() and exclude() once more. */
export interface Question {
  readonly model: ModelName;
  readonly before: readonly Call[];
  /** What values() names; null: each row is a group of its own. */
  readonly groups: readonly Grouping[] | null;
  /** What annotate() computes; named a0, a1 … */
  readonly aggregates: readonly Aggregated[];
  readonly after: readonly Call[];
  /** Conditions on what was computed. */
  readonly having: readonly Call[];
}

/** Over what aggregate() computes. */
export interface Totals {
  readonly question: Question;
  readonly distinct: boolean;
  readonly slice: readonly [number, number] | null;
  /** On the rows themselves when nothing comes between, else on their columns and on what annotate() computed. */
  readonly totals: readonly Aggregated[];
}

const FUNCTIONS = { Count, Sum, Avg, Min, Max } as unknown as Readonly<
  Record<AggregateName, (what: string, settings: object) => unknown>
>;

/** The aggregates as annotate() and aggregate() take them. */
export function expressionsOf(aggregates: readonly Aggregated[], prefix = 'a'): Record<string, unknown> {
  return Object.fromEntries(
    aggregates.map(({ name, hops, column, distinct, filter, orZero }, n) => {
      const path = hops === null ? '*' : [...hops, ...(column === null ? [] : [column])].join('__');
      const settings = {
        ...(distinct ? { distinct } : {}),
        ...(filter === null ? {} : { filter: conditionOf(filter) }),
        ...(orZero ? { default: 0 } : {}),
      };
      return [`${prefix}${n}`, FUNCTIONS[name](path === '' ? 'pk' : path, settings)];
    }),
  );
}

/** Artists have the most relations, so they are asked most. */
const models = fc.oneof(
  { weight: 2, arbitrary: fc.constant<ModelName>('Artist') },
  { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(SCHEMA) as ModelName[])) },
);

function numbersOf(model: ModelName): readonly string[] {
  return SCHEMA[model].columns.filter((column) => !TEXTS.has(column));
}

/** An aggregate at the end of a way; its filter stays near that way, so that it can be computed apart. */
function aggregateAlong(model: ModelName, way: Way): fc.Arbitrary<Aggregated> {
  const { hops, end } = way;
  const number = fc.constantFrom(...numbersOf(end));
  const named = fc.oneof(
    { weight: 4, arbitrary: fc.record({ name: fc.constant('Count' as const), column: fc.option(number) }) },
    {
      weight: 4,
      arbitrary: fc.record({ name: fc.constantFrom('Sum' as const, 'Min' as const, 'Max' as const), column: number }),
    },
    { weight: 1, arbitrary: fc.record({ name: fc.constant('Avg' as const), column: number }) },
    {
      weight: 1,
      arbitrary: fc.record({
        name: fc.constantFrom('Min' as const, 'Max' as const, 'Count' as const),
        column: fc.constantFrom(...SCHEMA[end].columns),
      }),
    },
  );
  const filter = fc.option(treesAlong(model, [way], true), { freq: 2 });
  const settings = { distinct: fc.nat(3).map((n) => n === 0), filter, orZero: fc.nat(4).map((n) => n === 0) };
  const plain = fc.record({ named, ...settings }).map(({ named: { name, column }, ...rest }): Aggregated => {
    const orZero = rest.orZero && name !== 'Count' && column !== null && !TEXTS.has(column);
    return { name, hops, column, ...rest, orZero };
  });
  const star = filter.map(
    (one): Aggregated => ({ name: 'Count', hops: null, column: null, distinct: false, filter: one, orZero: false }),
  );
  return fc.oneof({ weight: 8, arbitrary: plain }, { weight: 1, arbitrary: star });
}

function aggregates(model: ModelName): fc.Arbitrary<Aggregated[]> {
  const one = ways(model, 2).chain((way) => aggregateAlong(model, way));
  const several = fc.array(ways(model, 2), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 1, arbitrary: one.map((aggregate) => [aggregate]) },
    { weight: 3, arbitrary: several.chain((some) => fc.tuple(...some.map((way) => aggregateAlong(model, way)))) },
  );
}

/** filter() without NOT, and exclude(): which rows a NOT beside the same relation means is asked elsewhere. */
function calls(model: ModelName, maxLength: number): fc.Arbitrary<Call[]> {
  const filter = trees(model, { negation: false, depth: 2 }).map((tree): Call => ({ exclude: false, tree }));
  const exclude = trees(model, { depth: 2 })
    .filter((tree) => !mixes(tree))
    .map((tree): Call => ({ exclude: true, tree }));
  return fc.array(fc.oneof({ weight: 3, arbitrary: filter }, { weight: 1, arbitrary: exclude }), { maxLength });
}

/** The names of those that are numbers. */
function comparable(some: readonly Aggregated[]): readonly string[] {
  return some.flatMap(({ name, column }, n) =>
    column !== null && TEXTS.has(column) && name !== 'Count' ? [] : [`a${n}`],
  );
}

/**
 * Conditions on computed values, and beside them on the row's own columns when `own` is given. Left out: a column of another group than the row
 * beside an aggregate under OR or NOT, as it stands in HAVING and makes the groups smaller, which the SQL of both means but nobody asks for.
 */
function having(computed: readonly Aggregated[], own: readonly string[]): fc.Arbitrary<Call[]> {
  const name = fc.constantFrom(...comparable(computed), ...own);
  const small = fc.nat(5);
  const end = fc.oneof(
    { weight: 5, arbitrary: fc.record({ lookup: fc.constantFrom('exact', 'gt', 'lte'), value: small }) },
    { weight: 1, arbitrary: fc.record({ lookup: fc.constant('in'), value: fc.array(small, { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ lookup: fc.constant('range'), value: fc.tuple(small, small) }) },
    { weight: 1, arbitrary: fc.record({ lookup: fc.constant('isNull'), value: fc.boolean() }) },
  );
  const leaf = fc.tuple(name, end).map(([column, rest]) => ({ hops: [], column, ...rest }));
  return fc.array(fc.record({ exclude: fc.boolean(), tree: treesOf(leaf, true) }), { maxLength: 2 });
}

function groupings(model: ModelName): fc.Arbitrary<Grouping[]> {
  const one = ways(model, 2).chain(({ hops, end }) =>
    fc.constantFrom(...SCHEMA[end].columns).map((column): Grouping => ({ hops, column })),
  );
  return fc.uniqueArray(one, {
    minLength: 1,
    maxLength: 2,
    selector: ({ hops, column }) => [...hops, column].join('__'),
  });
}

/** annotate() of rows. */
export const ofRows: fc.Arbitrary<Question> = models.chain((model) =>
  aggregates(model)
    .filter((some) => comparable(some).length > 0)
    .chain((some) =>
      fc.record({
        model: fc.constant(model),
        before: calls(model, 2),
        groups: fc.constant(null),
        aggregates: fc.constant(some),
        after: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: calls(model, 1) }),
        having: having(some, numbersOf(model)),
      }),
    ),
);

/** values().annotate(). */
export const ofGroups: fc.Arbitrary<Question> = models.chain((model) =>
  aggregates(model)
    .filter((some) => comparable(some).length > 0)
    .chain((some) =>
      fc.record({
        model: fc.constant(model),
        before: calls(model, 1),
        groups: groupings(model),
        aggregates: fc.constant(some),
        after: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: calls(model, 1) }),
        having: having(some, []),
      }),
    ),
);

/** aggregate() over rows. */
export const ofAll: fc.Arbitrary<Totals> = models.chain((model) =>
  fc.record({ before: calls(model, 2), totals: aggregates(model) }).map(({ before, totals }) => ({
    question: { model, before, groups: null, aggregates: [], after: [], having: [] },
    distinct: false,
    slice: null,
    totals,
  })),
);

/** Aggregates of columns that a query in FROM has. */
function totalsOver(columns: readonly string[]): fc.Arbitrary<Aggregated[]> {
  const total = fc.record({
    name: fc.constantFrom<AggregateName>('Count', 'Sum', 'Avg', 'Min', 'Max'),
    hops: fc.constant([]),
    column: fc.constantFrom(...columns),
    distinct: fc.boolean(),
    filter: fc.constant(null),
    orZero: fc.constant(false),
  });
  return fc.array(total, { minLength: 1, maxLength: 3 });
}

const slices = fc.option(fc.tuple(fc.nat(3), fc.integer({ min: 4, max: 8 })));

/** aggregate() over rows that filter() may repeat: each once, or the first of them. */
const ofSomeRows: fc.Arbitrary<Totals> = models.chain((model) =>
  fc
    .record({ before: calls(model, 2), distinct: fc.boolean(), slice: slices, totals: totalsOver(numbersOf(model)) })
    .map(({ before, ...rest }) => ({
      question: { model, before, groups: null, aggregates: [], after: [], having: [] },
      ...rest,
    })),
);

/** aggregate() over what annotate() computed, for each row or group. */
const ofComputed: fc.Arbitrary<Totals> = fc.oneof(ofRows, ofGroups).chain((question) => {
  const grouped = question.groups !== null;
  const columns = [...comparable(question.aggregates), ...(grouped ? [] : numbersOf(question.model))];
  return fc.record({
    question: fc.constant(question),
    distinct: grouped ? fc.constant(false) : fc.boolean(),
    slice: grouped ? fc.constant(null) : slices,
    totals: totalsOver(columns),
  });
});

/** aggregate() over what a query gives: annotated, grouped, distinct or sliced. */
export const ofAnswers: fc.Arbitrary<Totals> = fc.oneof(
  { weight: 1, arbitrary: ofSomeRows },
  { weight: 3, arbitrary: ofComputed },
);
