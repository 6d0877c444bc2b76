/** The far sides of relations: what a model declares for a foreign key, one-to-one or many-to-many that names it. */
import type { NotLoaded, Pk } from './instance.js';
import type { Quiet } from './lookups.js';
import type { Creates, QuerySet, relations } from './queryset.js';
import type { BulkCreateOptions } from './queryset-methods.js';
import type { CheckCreate, CheckRows } from './writes.js';

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
  /**
   * Points these rows at this one: one UPDATE, whoever they belonged to. Instances, or keys.
   *
   * @throws the model's DoesNotExist for a key that no row has; QuerySetError for an instance that is not stored. Nothing is written then.
   * @example
   * await author.posts.add(post, 7);
   */
  add(...items: (M | Pk<M>)[]): Promise<void>;
  /** Takes these rows away: their foreign key becomes null. @throws NotSupportedError where it is NOT NULL; DoesNotExist for rows of another. */
  remove(...items: (M | Pk<M>)[]): Promise<void>;
  /** The rows are these and no others. @throws NotSupportedError when one would have to leave whose foreign key is NOT NULL. */
  set(items: readonly (M | Pk<M>)[], options?: { clear?: boolean }): Promise<void>;
  /** Takes every row away. @throws NotSupportedError where the foreign key is NOT NULL. */
  clear(): Promise<void>;
}
/** Both sides of a many-to-many relation: as an instance has the field, and as the target declares it. Give your queryset to have its methods here too. */
export type ManyRelatedManager<M, Query = QuerySet<M>> = RelatedTo<M> & Query & ManyRelatedMethods<M>;
/** What a row of a joining model of your own holds besides its two keys. */
export interface LinkOptions {
  throughDefaults?: { readonly [field: string]: unknown };
}
export interface ManyRelatedMethods<M> {
  /**
   * Links these rows; a link that exists stays as it is. Instances, or keys. `throughDefaults` last, for a joining model of your own.
   *
   * @throws the model's DoesNotExist for a key that no row has; QuerySetError for an instance that is not stored. Nothing is written then.
   * @example
   * await post.tags.add(tag, 7);
   * await band.members.add(ada, { throughDefaults: { role: 'bass' } });
   */
  add(...items: (M | Pk<M>)[]): Promise<void>;
  add(...items: [...(M | Pk<M>)[], LinkOptions]): Promise<void>;
  /** Takes the links to these rows away; one that is not linked is no error. */
  remove(...items: (M | Pk<M>)[]): Promise<void>;
  /** The links are these and no others: only the difference is written, with `clear: true` all of them anew. */
  set(items: readonly (M | Pk<M>)[], options?: LinkOptions & { clear?: boolean }): Promise<void>;
  /** Takes every link away. The rows stay. */
  clear(): Promise<void>;
  /** Makes a row and its link, both or neither; the second argument is for a joining model of your own. */
  create<N, I, T, V extends object>(
    this: Creates<N, I, T>,
    values: V & NoInfer<I> & CheckCreate<I, T, keyof V>,
    options: LinkOptions,
  ): Promise<N>;
  bulkCreate<N, I, T, const Rows extends readonly object[]>(
    this: Creates<N, I, T>,
    rows: Rows & Quiet<CheckRows<N, I, T, Rows>>,
    options: BulkCreateOptions<N> & LinkOptions,
  ): Promise<N[]>;
}

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
