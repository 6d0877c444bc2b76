/** Prefetch: a relation to load with a queryset of your own, and where to put it. */
import type { RelationName } from './hints.js';
import type { Quiet } from './lookups.js';
import type { CheckPrefetch } from './paths.js';
import type { QueryLike, RowOf, With } from './queryset.js';

/** `Prefetch('posts', { queryset: Post.objects.recent(), toAttr: 'recent' })` */
export interface Prefetch<P extends string, Query, To extends string> {
  readonly path: P;
  readonly queryset: Query;
  readonly toAttr: To;
}
/** The type of `Prefetch`. */
export type PrefetchFunction = <
  const P extends string,
  Query extends QueryLike = never,
  const To extends string = never,
>(
  path: P,
  options?: { queryset?: Query; toAttr?: To },
) => Prefetch<P, Query, To>;
/** The type of `prefetchRelatedObjects`. */
export type PrefetchRelatedObjectsFunction = <M extends object, const X extends readonly (string | AnyPrefetch)[]>(
  rows: readonly M[],
  ...what: CheckPrefetches<M, X>
) => Promise<readonly ([X[number]] extends [string] ? M : M & Prefetched<X[number]>)[]>;
export type AnyPrefetch = Prefetch<string, unknown, string>;

type PutBy<X> = X extends Prefetch<string, infer Query, infer To> ? { [K in To]: RowOf<Query>[] } : never;
/** The attributes that Prefetches put on rows. */
export type Prefetched<X> = Both<PutBy<X>>;
type Both<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
/** The arguments of prefetchRelated(), each with its path checked. */
export type CheckPrefetches<M, X> = { [I in keyof X]: CheckOne<M, X[I]> };
type CheckOne<M, X> = X extends string
  ? string extends X
    ? RelationName<M>
    : Quiet<CheckPrefetch<M, X>>
  : X extends Prefetch<infer P, unknown, string>
    ? X & Quiet<CheckPrefetch<M, P> extends P ? unknown : CheckPrefetch<M, P>>
    : never;
/** Self, and the attributes that the Prefetches put on its rows. */
export type WithPrefetched<Self, X> = [X] extends [string] ? Self : Self & With<Prefetched<X>>;
