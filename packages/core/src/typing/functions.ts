/** The functions that make expressions, as types: `F`, `Value`, aggregates, `Case`, `Window`, subqueries. */
import type { RawNode } from '@dorm/query';
import type {
  Argument,
  At,
  Conditions,
  Expr,
  ExprBrand,
  expr,
  NeedsOf,
  needs,
  OperandNeeds,
  SolidType,
  TypeOf,
} from './expressions.js';
import type { AnyField } from './fields.js';
import type { Stored } from './instance.js';
import type { CheckPath, ReadAt } from './paths.js';
import type { QueryLike, RowOf } from './queryset.js';

/** `F('views').add(1)`: the value at a path, in the database. */
export type FFunction = <P extends string>(path: P) => Expr<At<P>, P>;
/** `Value('text')`: a value where a string would be a path. */
export type ValueFunction = <const T>(value: T) => Expr<T>;

// ---------- aggregates ----------
export interface CountOptions<W> {
  /** Each value once. Default: false. */
  distinct?: boolean;
  /** Count only the rows that match. */
  filter?: W;
}
export interface AggregateOptions<W, D> extends CountOptions<W> {
  /** What it is over no rows. Default: null. */
  default?: D;
}
export interface SpreadOptions<W, D> extends AggregateOptions<W, D> {
  /** Of a sample, in place of all there is. Default: false. */
  sample?: boolean;
}
type Default = number | bigint | string | boolean | Date | null | ExprBrand;
type Filtered<E, W> = NeedsOf<E> | (W extends object ? Conditions<W> : never);
/** A constant takes on the type of what is aggregated, a bigint excepted. */
type OrDefault<T, D> = [D] extends [null]
  ? T | null
  : SolidType<T> | (D extends ExprBrand ? TypeOf<D> : D extends bigint ? bigint : never);
/** `Count('comments')`, `Count('*')`. */
export type CountFunction = <const E extends Argument, const W = undefined>(
  what: E,
  options?: CountOptions<W>,
) => Expr<number, E extends '*' ? Filtered<never, W> : Filtered<E, W>>;
/** `Max`, `Min` and `Sum`: of the argument's own type, null over no rows. */
export type AggregateFunction = <const E extends Argument, const W = undefined, const D extends Default = null>(
  what: E,
  options?: AggregateOptions<W, D>,
) => Expr<OrDefault<TypeOf<E>, NoInfer<D>>, Filtered<E, W> | OperandNeeds<NoInfer<D>>>;
/** `Avg`: a number, null over no rows. */
export type AvgFunction = <const E extends Argument, const W = undefined, const D extends Default = null>(
  what: E,
  options?: AggregateOptions<W, D>,
) => Expr<OrDefault<number, NoInfer<D>>, Filtered<E, W> | OperandNeeds<NoInfer<D>>>;
/** `StdDev` and `Variance`: a number, null over no rows, and of a sample over one row. */
export type SpreadFunction = <const E extends Argument, const W = undefined, const D extends Default = null>(
  what: E,
  options?: SpreadOptions<W, D>,
) => Expr<OrDefault<number, NoInfer<D>>, Filtered<E, W> | OperandNeeds<NoInfer<D>>>;

// ---------- functions ----------
/** `Lower` and `Upper`. */
export type TextFunction = <const E extends Argument>(text: E) => Expr<string, NeedsOf<E>>;
export type LengthFunction = <const E extends Argument>(text: E) => Expr<number, NeedsOf<E>>;
export type ConcatFunction = <const E extends readonly Argument[]>(...parts: E) => Expr<string, NeedsOf<E[number]>>;
export type NowFunction = () => Expr<Date>;
export type TruncFunction = <const E extends Argument>(
  what: E,
  to: 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second',
) => Expr<Date, NeedsOf<E>>;
type CoalesceType<E extends readonly unknown[]> = E extends readonly [...infer H, infer L]
  ? SolidType<TypeOf<H[number]>> | TypeOf<L>
  : never;
/** `Coalesce(Max('views'), 0)`: the first that is not null. */
export type CoalesceFunction = <const E extends readonly Argument[]>(
  ...items: E
) => Expr<CoalesceType<E>, NeedsOf<E[number]>>;

/** `RawSQL(sql\`length(title)\`, f.integer())`: SQL of your own, read as the field's values are. */
export type RawSQLFunction = <F extends AnyField>(text: RawNode, output: F) => Expr<Stored<F>>;

// ---------- Case, Window ----------
/** One branch of a Case. */
export interface WhenClause<T, Needs> {
  readonly [expr]: T;
  readonly [needs]: Needs;
}
export type WhenFunction = <const W extends object, const E extends Argument>(
  where: W,
  then: E,
) => WhenClause<TypeOf<E>, Conditions<W> | NeedsOf<E>>;
/** `Case(When({ views__gt: 9 }, Value('hot')), { default: Value('cold') })` */
export type CaseFunction = <const C extends readonly (WhenClause<unknown, unknown> | { default: Argument })[]>(
  ...clauses: C
) => Expr<CaseType<C>, CaseNeeds<C[number]>>;
type CaseType<C extends readonly unknown[]> = C extends readonly [...unknown[], { default: infer D }]
  ? BranchType<C[number]> | TypeOf<D>
  : BranchType<C[number]> | null;
type BranchType<C> = C extends WhenClause<infer T, unknown> ? T : never;
type CaseNeeds<C> = C extends WhenClause<unknown, infer N> ? N : C extends { default: infer D } ? NeedsOf<D> : never;

type Bare<P> = P extends `-${infer R}` ? R : P extends readonly (infer E)[] ? Bare<E> : P;
/** `RowNumber()` and `Rank()`, to be used in a Window. */
export type RankFunction = () => Expr<number>;
/** `Lag('views')`: the value of an earlier row of the window. */
export type LagFunction = <const E extends Argument>(what: E, offset?: number) => Expr<TypeOf<E> | null, NeedsOf<E>>;
/** `Window(RowNumber(), { partitionBy: 'author', orderBy: '-views' })` */
export type WindowFunction = <
  E extends ExprBrand,
  const P extends string | readonly string[] = never,
  const O extends string | readonly string[] = never,
>(
  expression: E,
  over: { partitionBy?: P; orderBy?: O },
) => Expr<TypeOf<E>, NeedsOf<E> | Bare<P> | Bare<O>>;

// ---------- subqueries ----------
/** `OuterRef('pk')` is checked when the query runs, for the outer query is not known; `OuterRef(Post, 'pk')` is checked at once. */
export interface OuterRefFunction {
  // biome-ignore lint/suspicious/noExplicitAny: its type is the outer query's to know, so it fits wherever a value does
  (path: string): Expr<any>;
  /** `OuterRef(OuterRef('pk'))`: one query further out. */
  <T>(outer: Expr<T>): Expr<T>;
  <M, P extends string>(
    model: abstract new (...args: never) => M,
    path: P & CheckPath<M, {}, P>,
  ): Expr<ReadAt<M, {}, P>>;
}
type OnlyColumn<R> = R extends object ? (R extends Date ? R : R[keyof R]) : R;
/** `Subquery(Comment.objects.filter({ post: OuterRef('pk') }).values('text').slice(0, 1))`: its one column, or null. */
export type SubqueryFunction = <Query extends QueryLike>(query: Query) => Expr<OnlyColumn<RowOf<Query>> | null>;
/** `Exists(query)`: a condition, and a boolean expression. */
export type ExistsFunction = (query: QueryLike) => Expr<boolean>;
