/** Managers: a queryset's methods on the class (`Author.objects`). */

import type { annotations, Derived, model, Of, projection, QueryLike, QuerySet, row, self } from './queryset.js';
import type { QuerySetMethods } from './queryset-methods.js';

declare const managed: unique symbol;

interface ManagerMethods<Query> {
  readonly [managed]: Query;
  /** Override it to change what every query of this manager starts from. */
  getQuerySet(): Query;
}
/** The manager of a plain queryset. It is not the queryset (its `self` is), so it is neither awaitable nor iterable: say `.all()`. */
export interface Manager<M> extends QuerySetMethods, Derived<M>, ManagerMethods<QuerySet<M>> {
  readonly [self]: QuerySet<M>;
  [model](): M;
  readonly [row]: M;
  readonly [annotations]: {};
  [projection](): unknown;
}
/** What a queryset is and its manager is not. */
type QueryOnly = 'then' | 'ordered' | 'totallyOrdered' | typeof Symbol.asyncIterator;
/** The manager of your own queryset: its members, mapped, which fixes `this` to the queryset: methods return querysets. */
export type ManagerOf<Query> = {
  readonly [K in Exclude<keyof Query, QueryOnly>]: Query[K];
} & ManagerMethods<Query>;
/**
 * The type of the class `Manager`.
 *
 * @example
 * class ArticleManager extends Manager.fromQuerySet(ArticleQuerySet) {
 *   draft(title: string) {
 *     return this.create({ title });
 *   }
 * }
 */
export interface ManagerClass {
  new <M>(): Manager<M>;
  // biome-ignore lint/suspicious/noExplicitAny: what instanceof narrows to, whatever the model
  readonly prototype: Manager<any>;
  /** A manager class with the methods of your queryset, to extend or to instantiate. */
  fromQuerySet<Query extends QueryLike>(queryset: new () => Query): new () => ManagerOf<Query>;
}

/** Any manager, told by its mark alone. */
export interface AnyManager {
  readonly [managed]: unknown;
}
/** A manager of an abstract base, on model Self: same methods, Self's rows. */
export type Rebound<Mgr, Self> = Mgr extends { readonly [managed]: infer Query }
  ? keyof Query extends keyof QuerySet<unknown>
    ? Manager<Self>
    : ManagerOf<Query & Of<Self>>
  : never;
