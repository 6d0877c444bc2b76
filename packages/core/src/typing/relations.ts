/** The far sides of relations: what a model declares for a foreign key, one-to-one or many-to-many that names it. */
import type { NotLoaded, Pk } from './instance.js';
import type { QuerySet, relations } from './queryset.js';

declare const related: unique symbol;
declare const relatedOne: unique symbol;

/** The mark of a reverse or many-to-many side, on its own so that comparing with it is cheap. */
export interface RelatedTo<M> {
  readonly [related]: M;
}
/** The reverse side of a foreign key: `declare posts: RelatedManager<Post>`. Give your queryset to have its methods here too. */
export type RelatedManager<M, Query = QuerySet<M>> = RelatedTo<M> & Query & RelatedMethods<M>;
export interface RelatedMethods<M> {
  /** create() here needs no foreign key: the manager knows it. */
  [relations](): {};
  add(...items: (M | Pk<M>)[]): Promise<void>;
  remove(...items: (M | Pk<M>)[]): Promise<void>;
  set(items: readonly (M | Pk<M>)[]): Promise<void>;
  clear(): Promise<void>;
}
/** A many-to-many field as an instance has it, and its reverse side. */
export type ManyRelatedManager<M> = RelatedManager<M>;

/** The reverse side of a one-to-one that is not in memory yet: await it. */
export interface NotLoadedReverse<M> extends NotLoaded<M | null> {
  readonly [relatedOne]: M;
}
/**
 * The reverse side of a one-to-one: awaited, it is the row, or null when there is none.
 *
 * @example
 * declare profile: ReverseOneToOne<Profile>;
 */
export type ReverseOneToOne<M> = M | null | NotLoadedReverse<M>;
interface RelatedOneTo<M> {
  readonly [relatedOne]: M;
}
/** The model of a ReverseOneToOne, never for anything else. */
export type ReverseOne<T> = T extends RelatedOneTo<infer M> ? M : never;
