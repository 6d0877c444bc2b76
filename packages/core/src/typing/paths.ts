/** Paths that are read (values(), orderBy(), F()) and relations that are loaded (selectRelated(), prefetchRelated()). */
import type { Field, Mode } from './fields.js';
import type { Nullable, Pk, RelationNames, ShapeOf, Stored } from './instance.js';
import type { DateLookups, DayParts, TimeLookups, TimeParts } from './lookup-tables.js';
import type { AnyProblem, LookupError, LookupsOf, NoSuchField, Quiet } from './lookups.js';
import type { RelatedTo, ReverseOne } from './relations.js';

// ---------- reading ----------
/**
 * The type read at path P, or a LookupError. Through a nullable or many relation the value may be missing.
 * (`Quiet` also makes the compiler remember ReadModel: a conditional in tail position is worked out anew.)
 */
export type ReadAt<M, A, P extends string> = P extends keyof A ? A[P] : Quiet<ReadModel<M, P>>;
type ReadModel<M, P extends string> = P extends keyof ShapeOf<M>
  ? ReadField<ShapeOf<M>[P]>
  : P extends `${infer H}__${infer R}`
    ? ReadBelow<M, H, R>
    : P extends 'pk' | 'id'
      ? Pk<M>
      : P extends keyof M
        ? M[P] extends RelatedTo<infer C>
          ? Pk<C> | null
          : P extends `${RelationNames<ShapeOf<M>>}Id`
            ? M[P]
            : ReadReverse<M, P, ReverseOne<M[P]>>
        : NoSuchField<M, P>;
type ReadReverse<M, P extends string, C> = [C] extends [never] ? NoSuchField<M, P> : Pk<C> | null;
type ReadField<F> = F extends Field<infer T, 'many', Mode> ? Pk<T> | null : Stored<F>;
type ReadBelow<M, H extends string, R extends string> = H extends keyof ShapeOf<M>
  ? ShapeOf<M>[H] extends Field<infer T, infer K, infer N>
    ? K extends 'relation'
      ? N extends 'nullable'
        ? OrNull<ReadModel<T, R>>
        : ReadModel<T, R>
      : K extends 'many'
        ? OrNull<ReadModel<T, R>>
        : ReadTransform<M, H, LookupsOf<K, T>, K, R>
    : never
  : H extends keyof M
    ? M[H] extends RelatedTo<infer C>
      ? OrNull<ReadModel<C, R>>
      : ReadReverseBelow<M, H, ReverseOne<M[H]>, R>
    : NoSuchField<M, H>;
type ReadReverseBelow<M, H extends string, C, R extends string> = [C] extends [never]
  ? NoSuchField<M, H>
  : OrNull<ReadModel<C, R>>;
type OrNull<T> = T extends AnyProblem ? T : T | null;
/** Transforms can be read too: `publishedAt__year`, `meta__theme`. */
type ReadTransform<M, H extends string, L, K, R extends string> = K extends 'json'
  ? unknown
  : R extends Transform & keyof L
    ? L[R]
    : R extends `date__${infer Y}`
      ? ReadAfter<M, H, L, 'date', DateLookups<string>, Y>
      : R extends `time__${infer Y}`
        ? ReadAfter<M, H, L, 'time', TimeLookups<string>, Y>
        : LookupError<`no transform '${R}' on '${H}'`, M>;
type ReadAfter<M, H extends string, L, X extends string, After, Y extends string> = X extends keyof L
  ? ReadTransform<M, `${H}__${X}`, After, X, Y>
  : LookupError<`no transform '${X}' on '${H}'`, M>;
type Transform = keyof DayParts | keyof TimeParts | 'date' | 'time' | 'length';

/** P itself when it can be read, else the error. */
export type CheckPath<M, A, P extends string> = P extends unknown
  ? ReadAt<M, A, P> extends AnyProblem
    ? ReadAt<M, A, P>
    : P
  : never;
/** P itself when rows can be ordered by it: a path, `-path` or `?`, else the error. */
export type CheckOrder<M, A, P extends string> = P extends '?'
  ? P
  : P extends `-${infer R}`
    ? ReadAt<M, A, R> extends AnyProblem
      ? ReadAt<M, A, R>
      : P
    : CheckPath<M, A, P>;

// ---------- columns to load ----------
/** P when it names a column, on the model or beyond relations of at most one row, else the error. */
export type CheckColumn<M, P extends string> = P extends `${infer H}__${infer R}`
  ? [Single<M, H>] extends [never]
    ? LookupError<`no relation '${H}' to one row`, M>
    : CheckColumn<Single<M, H>, R> extends AnyProblem
      ? CheckColumn<Single<M, H>, R>
      : P
  : P extends keyof ShapeOf<M>
    ? ShapeOf<M>[P] extends Field<unknown, 'many', Mode>
      ? LookupError<`'${P}' has no column`, M>
      : P
    : P extends 'pk' | 'id' | `${RelationNames<ShapeOf<M>>}Id`
      ? P
      : NoSuchField<M, P>;

// ---------- relations to load ----------
/** P when every step is held by a row (a foreign key, or a one-to-one from either side), else the error. */
export type CheckRelation<M, P extends string> = P extends `${infer H}__${infer R}`
  ? [Single<M, H>] extends [never]
    ? LookupError<`no relation '${H}' to select`, M>
    : CheckRelation<Single<M, H>, R> extends AnyProblem
      ? CheckRelation<Single<M, H>, R>
      : P
  : [Single<M, P>] extends [never]
    ? LookupError<`no relation '${P}' to select`, M>
    : P;
/** The model at a relation that leads to one row. */
export type Single<M, H> = H extends keyof ShapeOf<M>
  ? ShapeOf<M>[H] extends Field<infer T, 'relation', Mode>
    ? T
    : never
  : H extends keyof M
    ? ReverseOne<M[H]>
    : never;
/** P when every step is a relation of any sort, else the error. */
export type CheckPrefetch<M, P extends string> = P extends `${infer H}__${infer R}`
  ? [Target<M, H>] extends [never]
    ? LookupError<`no relation '${H}' to prefetch`, M>
    : CheckPrefetch<Target<M, H>, R> extends AnyProblem
      ? CheckPrefetch<Target<M, H>, R>
      : P
  : [Target<M, P>] extends [never]
    ? LookupError<`no relation '${P}' to prefetch`, M>
    : P;
/** The model that name H of model M leads to, or never. */
export type Target<M, H> = H extends keyof ShapeOf<M>
  ? ShapeOf<M>[H] extends Field<infer T, 'relation' | 'many', Mode>
    ? T
    : never
  : H extends keyof M
    ? M[H] extends RelatedTo<infer C>
      ? C
      : ReverseOne<M[H]>
    : never;

type Head<P> = P extends `${infer H}__${string}` ? H : P;
type Tail<P, H extends PropertyKey> = P extends `${H & string}__${infer R}` ? R : never;
/** What selectRelated('author__mentor') adds to a row: `{ author: Author & { mentor: Author | null } }`. */
export type Selected<M, P> = { readonly [H in Head<P> & string]: SelectedOne<M, H, Tail<P, H>> };
type SelectedOne<M, H, Rest> = H extends keyof ShapeOf<M>
  ? ShapeOf<M>[H] extends Field<infer T, 'relation', infer N>
    ? Nullable<Deeper<T, Rest>, N>
    : never
  : H extends keyof M
    ? Deeper<ReverseOne<M[H]>, Rest> | null
    : never;
type Deeper<T, Rest> = [Rest] extends [never] ? T : T & Selected<T, Rest>;
