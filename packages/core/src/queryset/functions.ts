/** The functions of expressions: F, Value, Now and Q, under their types; and those whose types came first. */
import type {
  AggregateFunction,
  AvgFunction,
  CaseFunction,
  CoalesceFunction,
  ConcatFunction,
  CountFunction,
  ExistsFunction,
  FFunction,
  LengthFunction,
  NowFunction,
  OuterRefFunction,
  PrefetchFunction,
  PrefetchRelatedObjectsFunction,
  QFunction,
  Q as QType,
  RawSQLFunction,
  SpreadFunction,
  SubqueryFunction,
  TextFunction as TextFunctionType,
  ValueFunction,
  WhenFunction,
} from '../typing/index.js';
import { type AggregateName, type AggregateSettings, aggregateOf } from './aggregates.js';
import { Branch, CaseExpression } from './case.js';
import { argument, Constant, CurrentTime, FieldReference } from './expressions.js';
import { Coalescence, TextFunction } from './function-expressions.js';
import { PrefetchOf } from './prefetch.js';
import { prefetchObjects } from './prefetch-objects.js';
import { makeQ } from './q.js';
import { RawExpression } from './raw-expression.js';
import { ExistsOf, OuterReference, SubqueryOf } from './subqueries.js';

// What is typed here carries literal paths in phantom members; the objects behind know nothing of them.
/** A field of the row, by its path: `F('views').add(1)`, `F('author__age')`. */
export const F: FFunction = ((path: string) => new FieldReference(path)) as unknown as FFunction;
/** A constant; needed for text, which would be a path otherwise. */
export const Value: ValueFunction = ((value: unknown) => new Constant(value)) as unknown as ValueFunction;
/** The database's clock. */
export const Now: NowFunction = (() => new CurrentTime()) as unknown as NowFunction;
/** A condition that stands on its own: `Q({ views__gt: 3 }).or({ title: 'x' })`, `Q.or(…)`, `Q.and(…)`, `Q.not(…)`. */
export const Q: QFunction = makeQ as unknown as QFunction;
export type Q<Needs> = QType<Needs>;
/** A relation for prefetchRelated() with a QuerySet of its own, and the property that takes its rows. */
export const Prefetch: PrefetchFunction = ((path: string, options?: object) =>
  new PrefetchOf(path, options)) as unknown as PrefetchFunction;

/** How many rows there are, or values that are not NULL: `Count('comments')`, `Count('*')`. */
export const Count: CountFunction = aggregateFunction('Count') as CountFunction;
/** The sum; NULL over no rows. */
export const Sum: AggregateFunction = aggregateFunction('Sum') as AggregateFunction;
/** The average; NULL over no rows. */
export const Avg: AvgFunction = aggregateFunction('Avg') as AvgFunction;
/** The smallest. */
export const Min: AggregateFunction = aggregateFunction('Min') as AggregateFunction;
/** The largest. */
export const Max: AggregateFunction = aggregateFunction('Max') as AggregateFunction;
/** The standard deviation, of all there is or of a `sample`. */
export const StdDev: SpreadFunction = aggregateFunction('StdDev') as SpreadFunction;
/** The variance, of all there is or of a `sample`. */
export const Variance: SpreadFunction = aggregateFunction('Variance') as SpreadFunction;
/** The first that is not NULL: `Coalesce(Max('views'), 0)`. */
export const Coalesce: CoalesceFunction = ((...list: unknown[]) =>
  new Coalescence(list.map(argument))) as unknown as CoalesceFunction;
/** In lower case. */
export const Lower: TextFunctionType = ((text: unknown) =>
  new TextFunction('lower', [text])) as unknown as TextFunctionType;
/** In upper case. */
export const Upper: TextFunctionType = ((text: unknown) =>
  new TextFunction('upper', [text])) as unknown as TextFunctionType;
/** How many characters. */
export const Length: LengthFunction = ((text: unknown) =>
  new TextFunction('length', [text])) as unknown as LengthFunction;
/** Texts in a row; a missing one is empty. */
export const Concat: ConcatFunction = ((...parts: unknown[]) =>
  new TextFunction('concat', parts)) as unknown as ConcatFunction;
/** One branch of a Case(): `When({ views__gt: 9 }, Value('hot'))`. */
export const When: WhenFunction = ((where: object, then: unknown) =>
  new Branch(where, then)) as unknown as WhenFunction;
/** The value of the first branch that holds: `Case(When(…), { default: Value('cold') })`. */
export const Case: CaseFunction = ((...clauses: unknown[]) => new CaseExpression(clauses)) as unknown as CaseFunction;
/** The one column of a QuerySet's first row, or NULL. */
export const Subquery: SubqueryFunction = ((query: unknown) => new SubqueryOf(query)) as unknown as SubqueryFunction;
/** Whether a QuerySet has a row. */
export const Exists: ExistsFunction = ((query: unknown) => new ExistsOf(query)) as unknown as ExistsFunction;
/** A path on the query around this one: `OuterRef('pk')`, or checked at once: `OuterRef(Post, 'pk')`. */
export const OuterRef: OuterRefFunction = ((...what: unknown[]) =>
  new OuterReference(what.at(-1))) as unknown as OuterRefFunction;

function aggregateFunction(name: AggregateName): unknown {
  return (what: unknown, settings?: AggregateSettings) => aggregateOf(name, what, settings);
}

/** SQL of your own, with its values bound: `RawSQL(sql\`length(title) + ${n}\`, f.integer())`. The field says what it gives. */
export const RawSQL: RawSQLFunction = ((text: unknown, output: unknown) =>
  new RawExpression(text, output)) as unknown as RawSQLFunction;
/**
 * Loads relations for instances that are in memory already, each in one query a level, and gives the same instances back.
 *
 * @param rows instances of one model
 * @throws FieldError for a path that is no relation, QuerySetError for what is no list of instances
 * @example await prefetchRelatedObjects(posts, 'author', 'tags')
 */
export const prefetchRelatedObjects: PrefetchRelatedObjectsFunction = ((rows: readonly unknown[], ...what: unknown[]) =>
  prefetchObjects(rows, what)) as unknown as PrefetchRelatedObjectsFunction;
