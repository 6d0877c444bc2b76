/** QuerySet: lazy, immutable, chainable. A row's type lives in phantom members, so `this` can carry it through your own methods. */

import type { ShapeOf } from './instance.js';
import type { ManagerOf } from './manager.js';
import type { QuerySetMethods } from './queryset-methods.js';
import type { CreateInput, RelationTable } from './writes.js';

export declare const self: unique symbol;
export declare const model: unique symbol;
export declare const input: unique symbol;
export declare const relations: unique symbol;
export declare const row: unique symbol;
export declare const annotations: unique symbol;
export declare const projection: unique symbol;

// ---------- what a chain adds to a queryset's type ----------
/** Each addition knows the whole it is part of, also inside the methods of your own queryset class. */
interface Chained {
  readonly [self]: this;
}
/** Types worked out once a model, so that a call does not work them out again. */
export interface Derived<M> {
  [input](): CreateInput<M>;
  [relations](): RelationTable<ShapeOf<M>>;
}
/** The model. A later `Of` wins over an earlier one: that is how managers of abstract bases are inherited. */
export interface Of<M> extends Chained, Derived<M> {
  [model](): M;
  readonly [row]: M;
}
/** annotate({ n: … }): `n` is on the row, and may be filtered on. */
export interface Annotated<X> extends Chained {
  readonly [row]: X;
  readonly [annotations]: X;
}
/** alias({ n: … }): `n` may be filtered on. */
export interface Aliased<X> extends Chained {
  readonly [annotations]: X;
}
/** selectRelated, Prefetch toAttr: the row has more. */
export interface With<X> extends Chained {
  readonly [row]: X;
}
/** values(), valuesList(): rows are X instead of instances. The last one wins. */
export interface Values<X> extends Chained {
  [projection](): X;
}

// ---------- what is asked of a queryset ----------
/** What methods ask of `this`: the queryset's own type, its model, its annotations. Tiny, so that it is cheap to compare. */
export interface On<Self, M = unknown, A = unknown> {
  readonly [annotations]: A;
  readonly [self]: Self;
  [model](): M;
}
/** What create() asks of `this`. */
export interface Creates<M, I, T> {
  [model](): M;
  [input](): I;
  [relations](): T;
}
/** What annotate() asks of `this` besides. */
export interface Projected<V> {
  [projection](): V;
}
/** Any queryset: an argument of Subquery, Exists, `__in`. */
export interface QueryLike {
  [model](): unknown;
  [projection](): unknown;
  readonly [row]: unknown;
}
/** The type of the rows of a queryset: `RowOf<ReturnType<typeof Post.objects.popular>>`. */
export type RowOf<Query> = Query extends { [projection](): infer V; readonly [row]: infer R }
  ? unknown extends V
    ? R
    : V
  : never;
/** The model of a queryset. */
export type ModelOf<Query> = Query extends { [model](): infer M } ? M : never;

/** The value that `{ sql, params }` of a query is told apart in. */
export interface SqlText {
  readonly sql: string;
  /** The values that are bound, in order. */
  readonly params: readonly unknown[];
}

/**
 * A lazy, immutable query of model M. Await it, or iterate it with `for await`, to run it; its rows are kept, so that it runs once.
 *
 * @example
 * class PostQuerySet extends QuerySet<Post> {
 *   published() {
 *     return this.filter({ publishedAt__isNull: false });
 *   }
 * }
 */
export interface QuerySet<M> extends QuerySetMethods {
  readonly [self]: this;
  [model](): M;
  [input](): CreateInput<M>;
  [relations](): RelationTable<ShapeOf<M>>;
  readonly [row]: M;
  readonly [annotations]: {};
  [projection](): unknown;
  /** Whether its rows come in an order: orderBy()'s or the model's. */
  readonly ordered: boolean;
  /** Whether no two rows are equal in that order, so that pages neither overlap nor leave out: it ends with the key, say. */
  readonly totallyOrdered: boolean;
  /** Runs the query; a second call gives the same rows. What `await` calls. */
  then<T = RowOf<this>[], E = never>(
    ok?: ((rows: RowOf<this>[]) => T | PromiseLike<T>) | null,
    failed?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<T | E>;
  /** Runs the query and gives its rows one by one. */
  [Symbol.asyncIterator](): AsyncIterator<RowOf<this>>;
}
/** The type of the class `QuerySet`. */
export interface QuerySetClass {
  new <M>(): QuerySet<M>;
  // biome-ignore lint/suspicious/noExplicitAny: what instanceof narrows to, whatever the model
  readonly prototype: QuerySet<any>;
  /** This queryset class as a manager: `static override objects = ArticleQuerySet.asManager()`. */
  asManager<Query extends QueryLike>(this: new () => Query): ManagerOf<Query>;
}
