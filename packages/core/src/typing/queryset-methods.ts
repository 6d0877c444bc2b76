/**
 * The methods of a queryset. They take everything they need from `this: On<…>`, so these interfaces name neither the class's `M` nor the
 * type `this`: the compiler then has one copy of them for all models and chains. `W extends object = Hint<M>`: hints are defaults, which
 * only an editor that completes works out. Result types are written out where they are used, for an alias would stand in every hover.
 */
import type { CheckExprs, CheckNeeds, ExprBrand, Needing, NeedsOf, ResultOf } from './expressions.js';
import type { Hint, OrderName, OwnName, PathHint, PathName } from './hints.js';
import type { ColumnName, Deleted, Pk } from './instance.js';
import type { Check, Quiet } from './lookups.js';
import type { CheckColumn, CheckOrder, CheckPath, CheckRelation, ReadAt, Selected } from './paths.js';
import type { AnyPrefetch, CheckPrefetches, WithPrefetched } from './prefetch.js';
import type {
  Aliased,
  Annotated,
  Creates,
  On,
  Projected,
  QueryLike,
  RowOf,
  SqlText,
  Values,
  With,
} from './queryset.js';
import type { RawOptions, RawQuerySet, RawSql } from './raw-queryset.js';
import type {
  CheckCreate,
  CheckDefaults,
  CheckRows,
  CheckUpdate,
  CheckUpdateDefaults,
  CreateHint,
  UpdateHint,
} from './writes.js';

type AnnotatedBy<V, X> = unknown extends V ? Annotated<X> : Annotated<X> & Values<V & X>;
type Tuple<M, A, P> = { -readonly [I in keyof P]: P[I] extends string ? ReadAt<M, A, P[I]> : never };
// The checks of a tuple are mapped over its type parameter alone, so that an editor that completes meets `string` and gets the names.
type CheckOrders<M, A, P> = { [I in keyof P]: CheckOrderItem<M, A, P[I]> };
type CheckOrderItem<M, A, X> = X extends string
  ? string extends X
    ? OrderName<M> | AnnotationOrder<A>
    : Quiet<CheckOrder<M, A, X>>
  : X & Quiet<CheckNeeds<M, A, NeedsOf<X>>>;
type AnnotationOrder<A> = (keyof A & string) | `-${keyof A & string}`;
type CheckPaths<M, A, P> = { [I in keyof P]: CheckListed<M, A, P[I]> };
type CheckListed<M, A, X> = X extends string
  ? string extends X
    ? PathName<M> | (keyof A & string)
    : Quiet<CheckPath<M, A, X>>
  : never;
type CheckAggregates<M, A, X> = { [K in keyof X]: CheckNeeds<M, A, NeedsOf<X[K]>> };

export interface LockOptions {
  /** Leave out rows that another transaction has locked. */
  skipLocked?: boolean;
  /** Fail at once instead of waiting. */
  noWait?: boolean;
}
export interface KeysetOptions {
  /** The `nextCursor` of the page before; null, the default, for the first page. */
  after?: string | null | undefined;
  /** How many rows a page has; default: 50. */
  pageSize?: number;
}
export interface KeysetPage<Row> {
  readonly items: Row[];
  /** What to give as `after` for the next page; null: this is the last one. */
  readonly nextCursor: string | null;
}
/** Methods that keep the rows' type. */
export interface FilterMethods {
  /** A copy of this queryset; on a manager, the queryset to start from. */
  all<Self>(this: On<Self>): Self;
  /** A queryset that matches nothing, without asking the database. */
  none<Self>(this: On<Self>): Self;
  distinct<Self>(this: On<Self>): Self;
  /** The other way round; on an unordered queryset no change. */
  reverse<Self>(this: On<Self>): Self;
  /** On the database of this alias. */
  using<Self>(this: On<Self>, alias: string): Self;
  /** The rows from `start` (0 is the first) up to, not including, `end`. */
  slice<Self>(this: On<Self>, start: number, end?: number): Self;
  /** Locks the rows until the transaction ends. */
  selectForUpdate<Self>(this: On<Self>, options?: LockOptions): Self;
  /**
   * The rows that match every lookup; a second condition may be a Q.
   *
   * @example
   * Post.objects.filter({ author__name__iContains: 'ada', views__gte: 3 })
   */
  filter<Self, M, A, W extends object = Hint<M>, V extends object = {}>(
    this: On<Self, M, A>,
    where: Check<M, A, W>,
    and?: Check<M, A, V>,
  ): Self;
  /** The rows that do not match all of it. */
  exclude<Self, M, A, W extends object = Hint<M>, V extends object = {}>(
    this: On<Self, M, A>,
    where: Check<M, A, W>,
    and?: Check<M, A, V>,
  ): Self;
  /** Ordered by paths (`-` in front: descending; `?`: at random) and expressions; without arguments, unordered. */
  orderBy<Self, M, A, const P extends readonly (string | Needing)[]>(
    this: On<Self, M, A>,
    ...by: CheckOrders<M, A, P>
  ): Self;
  /**
   * Reads these columns alone, and the key: `only('title', 'author__name')`. A second only() replaces the first; without names, every column.
   * To read another column of such a row throws NotLoadedError; `refreshFromDb({ fields })` loads it, and save() writes what is loaded.
   */
  only<Self, M, P extends string = OwnName<M>>(this: On<Self, M>, ...fields: (P & Quiet<CheckColumn<M, P>>)[]): Self;
  /** Reads every column but these, the key always; a second defer() adds to the first. `defer(null)` takes it all back. */
  defer<Self, M>(this: On<Self, M>, everything: null): Self;
  defer<Self, M, P extends string = OwnName<M>>(this: On<Self, M>, ...fields: (P & Quiet<CheckColumn<M, P>>)[]): Self;
  /** The rows of this queryset and of the others, without duplicates. */
  union<Self>(this: On<Self>, ...others: QueryLike[]): Self;
}

/** Methods that give rows more members, or other rows. */
export interface RowMethods {
  /** Loads foreign keys and one-to-ones in the same query: `selectRelated('author__mentor')`. */
  selectRelated<Self, M, P extends string = PathHint<M>>(
    this: On<Self, M>,
    ...paths: (P & Quiet<CheckRelation<M, P>>)[]
  ): Self & With<Selected<M, P>>;
  /** Loads relations of any sort, each in one more query: `prefetchRelated('posts__tags', Prefetch('comments', { … }))`. */
  prefetchRelated<Self, M, const X extends readonly (string | AnyPrefetch)[]>(
    this: On<Self, M>,
    ...what: CheckPrefetches<M, X>
  ): WithPrefetched<Self, X[number]>;
  /** Adds computed values to each row: `annotate({ n: Count('comments') })`. After values(), groups by what was selected. */
  annotate<Self, M, A, V, X extends { [name: string]: ExprBrand }>(
    this: On<Self, M, A> & Projected<V>,
    what: X & CheckExprs<M, A, X>,
  ): Self & AnnotatedBy<V, { -readonly [K in keyof X]: ResultOf<M, A, X[K]> }>;
  /** Names a computed value for filter() and orderBy() without adding it to the rows. */
  alias<Self, M, A, X extends { [name: string]: ExprBrand }>(
    this: On<Self, M, A>,
    what: X & CheckExprs<M, A, X>,
  ): Self & Aliased<{ -readonly [K in keyof X]: ResultOf<M, A, X[K]> }>;
  /** Rows are plain objects of these paths: `values('title', 'author__name')`. */
  values<Self, M, A, P extends string = PathHint<M> | (keyof A & string)>(
    this: On<Self, M, A>,
    ...paths: (P & Quiet<CheckPath<M, A, P>>)[]
  ): Self & Values<{ [K in P]: ReadAt<M, A, K> }>;
  /** Rows are the values of one path: `valuesList('email', { flat: true })`. */
  valuesList<Self, M, A, P extends string = PathHint<M> | (keyof A & string)>(
    this: On<Self, M, A>,
    path: P & Quiet<CheckPath<M, A, P>>,
    options: { flat: true },
  ): Self & Values<ReadAt<M, A, P>>;
  /** Rows are tuples of these paths. */
  valuesList<Self, M, A, const P extends readonly string[]>(
    this: On<Self, M, A>,
    ...paths: CheckPaths<M, A, P>
  ): Self & Values<Tuple<M, A, P>>;
}

/** Methods that ask the database. */
export interface ReadMethods {
  /** The rows, as a plain promise. */
  toArray<Self>(this: On<Self>): Promise<RowOf<Self>[]>;
  /** The rows one by one as the database gives them, without holding them all. `chunkSize` rows are read at a time. */
  iterator<Self>(this: On<Self>, options?: { chunkSize?: number }): AsyncIterable<RowOf<Self>>;
  /**
   * Instances of a statement by hand, which must select the primary key. Columns go to the fields by their names in the database; fields that
   * are not selected are deferred, other columns become attributes. What filter() and its like said does not enter the statement.
   *
   * @throws QuerySetError when it is awaited and the key is missing; NotLoadedError when a deferred column is read.
   * @example
   * Author.objects.raw(sql`select *, length(name) as size from blog_author where age > ${age}`, { annotations: as<{ size: number }>() })
   */
  raw<Self, M, X = unknown>(this: On<Self, M>, query: RawSql, options?: RawOptions<M, X>): RawQuerySet<M, M & X>;
  /** A wrapper to return from an async function, which would otherwise run the query. */
  lazy<Self>(this: On<Self>): { readonly queryset: Self };
  /**
   * A page of rows behind a cursor, in an order in which no two are equal. Unlike `slice()` it reads none of the rows before, and rows that
   * come or go meanwhile make none appear twice or never.
   *
   * @throws QuerySetError when the order leaves something to chance; ValidationError for a cursor that is none of this order.
   * @example
   * const { items, nextCursor } = await Post.objects.orderBy('-views', 'pk').keyset({ after: cursor, pageSize: 20 })
   */
  keyset<Self>(this: On<Self>, options?: KeysetOptions): Promise<KeysetPage<RowOf<Self>>>;
  /** The SQL and the values it binds; nothing runs. */
  toSql(): SqlText;
  /** The one row that matches; throws the model's DoesNotExist or MultipleObjectsReturned otherwise. */
  get<Self, M, A, W extends object = Hint<M>, V extends object = {}>(
    this: On<Self, M, A>,
    where?: Check<M, A, W>,
    and?: Check<M, A, V>,
  ): Promise<RowOf<Self>>;
  /** The one row that matches, or null; throws MultipleObjectsReturned when there are more. */
  getOrNone<Self, M, A, W extends object = Hint<M>, V extends object = {}>(
    this: On<Self, M, A>,
    where?: Check<M, A, W>,
    and?: Check<M, A, V>,
  ): Promise<RowOf<Self> | null>;
  /** The first row in this order, or by primary key when there is none. */
  first<Self>(this: On<Self>): Promise<RowOf<Self> | null>;
  last<Self>(this: On<Self>): Promise<RowOf<Self> | null>;
  count(): Promise<number>;
  exists(): Promise<boolean>;
  /** The rows by primary key. */
  inBulk<Self, M>(this: On<Self, M>, ids?: readonly Pk<M>[]): Promise<Map<Pk<M>, RowOf<Self>>>;
  /** Computed over all rows: `aggregate({ top: Max('views') })`. */
  aggregate<M, A, X extends { [name: string]: ExprBrand }>(
    this: On<unknown, M, A>,
    what: X & CheckAggregates<M, A, X>,
  ): Promise<{ -readonly [K in keyof X]: ResultOf<M, A, X[K]> }>;
}

export interface BulkCreateOptions<M> {
  /** How many rows one statement inserts. */
  batchSize?: number;
  ignoreConflicts?: boolean;
  updateConflicts?: boolean;
  updateFields?: readonly ColumnName<M>[];
  uniqueFields?: readonly ColumnName<M>[];
}
/** Methods that write. */
export interface WriteMethods {
  /** Makes one row. A foreign key is given as `author` or as `authorId`. */
  create<M, I, T, V extends object>(
    this: Creates<M, I, T>,
    values: V & NoInfer<I> & CheckCreate<I, T, keyof V>,
  ): Promise<M>;
  /** Makes many rows, from instances or from what create() takes. */
  bulkCreate<M, I, T, const Rows extends readonly object[]>(
    this: Creates<M, I, T>,
    rows: Rows & Quiet<CheckRows<M, I, T, Rows>>,
    options?: BulkCreateOptions<M>,
  ): Promise<M[]>;
  /**
   * Writes these fields of the instances, each row its own values, in one UPDATE a batch: all of them or none. No save(), no autoNow.
   *
   * @param options `batchSize`: rows a statement, at most 500 and what the database takes.
   * @returns how many rows matched.
   * @throws QuerySetError for no fields, a field of the key, an instance without a key, an expression as a value.
   * @example
   * await Post.objects.bulkUpdate(posts, ['title', 'views']);
   */
  bulkUpdate<M>(
    this: On<unknown, M>,
    instances: readonly M[],
    fields: readonly ColumnName<M>[],
    options?: { batchSize?: number },
  ): Promise<number>;
  /**
   * The row that matches, or one made from the lookup and the defaults; a default may be a function, called when a row is made. A unique
   * constraint on what the lookup names decides between callers at the same time: one makes the row, the others get it.
   *
   * @returns the instance, and whether it was made.
   * @throws MultipleObjectsReturned; IntegrityError when the row cannot be made and is not there.
   * @example
   * const [author, created] = await Author.objects.getOrCreate({ email }, { defaults: { name } });
   */
  getOrCreate<M, I, T, W extends CreateHint<M>, D extends CreateHint<M> = {}>(
    this: Creates<M, I, T>,
    lookup: W & Check<M, {}, W>,
    ...options: CheckDefaults<M, T, W, D>
  ): Promise<[instance: M, created: boolean]>;
  /**
   * The row that matches, updated with the defaults (only what they name is written), or one made from the lookup and the defaults, or the
   * `createDefaults` where they are given. All of it in one transaction.
   *
   * @returns the instance, and whether it was made.
   * @throws MultipleObjectsReturned; IntegrityError when the row cannot be made and is not there.
   * @example
   * await Post.objects.updateOrCreate({ author, title }, { defaults: { views: 0 } });
   */
  updateOrCreate<M, I, T, W extends CreateHint<M>, D extends CreateHint<M> = {}, C extends CreateHint<M> = never>(
    this: Creates<M, I, T>,
    lookup: W & Check<M, {}, W>,
    ...options: CheckUpdateDefaults<M, T, W, D, C>
  ): Promise<[instance: M, created: boolean]>;
  /** Writes to every row that matches, without loading it; how many matched. */
  update<M, A, V extends UpdateHint<M>>(this: On<unknown, M, A>, values: V & CheckUpdate<M, A, V>): Promise<number>;
  /** Deletes every row that matches, and what their relations say goes with them. */
  delete(): Promise<Deleted>;
}
export interface QuerySetMethods extends FilterMethods, RowMethods, ReadMethods, WriteMethods {}
