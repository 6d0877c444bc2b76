/** Lookup paths (`author__posts__title__iContains`): the value each one takes, checked one written key at a time. */
import type { JsonNull } from '../fields/json-null.js';
import type { CheckNeeds, needs, SoundOn } from './expressions.js';
import type { Field } from './fields.js';
import type { Nullable, Pk, RelationNames, ShapeOf, Stored } from './instance.js';
import type {
  CommonLookups,
  DateLookups,
  ListOf,
  Lookups,
  OrderedLookups,
  TextLookups,
  TimeLookups,
} from './lookup-tables.js';
import type { QueryLike } from './queryset.js';
import type { RelatedTo, ReverseOne } from './relations.js';

declare const problem: unique symbol;
/** Never a value: the compiler prints its arguments, which say what is wrong and on which model. */
export interface LookupError<Message extends string, Model = unknown> {
  readonly [problem]: [Message, Model];
}
/** Any LookupError, to compare with. */
export interface AnyProblem {
  readonly [problem]: unknown;
}
export type NoSuchField<M, H extends string> = LookupError<`no field '${H}'`, M>;

export type LookupsOf<K, T> = K extends keyof Lookups<T> ? Lookups<T>[K] : CommonLookups<T>;
/** Lookups of an annotation: its kind follows from its type. */
type KindOf<T> = T extends string
  ? 'text'
  : T extends number
    ? 'number'
    : T extends bigint
      ? 'bigint'
      : T extends boolean
        ? 'boolean'
        : T extends Date
          ? 'dateTime'
          : 'json';

// ---------- what a path takes ----------
/**
 * What filter() takes at path P of model M with annotations A. What does not name an annotation is worked out without A: once a model,
 * not once a chain.
 */
export type ValueAt<M, A, P extends string> = P extends keyof A
  ? A[P]
  : P extends `${infer H extends keyof A & string}__${infer R}`
    ? LookupValue<M, H, LookupsOf<KindOf<NonNullable<A[H]>>, NonNullable<A[H]>>, 'annotation', A[H], R>
    : ModelValue<M, P>;
type ModelValue<M, P extends string> = P extends keyof ShapeOf<M>
  ? Exact<M, ShapeOf<M>[P]>
  : P extends `${infer H}__${infer R}`
    ? ValueBelow<M, H, R>
    : P extends 'pk' | 'id'
      ? Pk<M>
      : P extends keyof M
        ? M[P] extends RelatedTo<infer C>
          ? C | Pk<C> | null
          : P extends `${RelationNames<ShapeOf<M>>}Id`
            ? M[P]
            : ReverseValue<M, P, ReverseOne<M[P]>>
        : NoSuchField<M, P>;
type ReverseValue<M, P extends string, C> = [C] extends [never] ? NoSuchField<M, P> : C | Pk<C> | null;
type Exact<M, F> =
  F extends Field<infer T, infer K, infer N>
    ? K extends 'relation'
      ? T | Stored<F> | null
      : K extends 'many'
        ? T | Pk<T> | null
        : K extends 'composite'
          ? Pk<M>
          : K extends 'json'
            ? Nullable<T, N> | JsonNull
            : Nullable<T, N>
    : never;

type ValueBelow<M, H extends string, R extends string> = H extends keyof ShapeOf<M>
  ? ShapeOf<M>[H] extends Field<infer T, infer K, infer _>
    ? K extends 'relation' | 'many'
      ? RelationValue<T, R>
      : LookupValue<M, H, LookupsOf<K, T>, K, T, R>
    : never
  : H extends 'pk' | 'id'
    ? LookupValue<M, H, LookupsOf<KindOf<Pk<M>>, Pk<M>>, 'key', Pk<M>, R>
    : H extends keyof M
      ? M[H] extends RelatedTo<infer C>
        ? RelationValue<C, R>
        : H extends `${RelationNames<ShapeOf<M>>}Id`
          ? LookupValue<M, H, LookupsOf<KindOf<NonNullable<M[H]>>, NonNullable<M[H]>>, 'key', M[H], R>
          : ReverseBelow<M, H, ReverseOne<M[H]>, R>
      : NoSuchField<M, H>;
type ReverseBelow<M, H extends string, C, R extends string> = [C] extends [never]
  ? NoSuchField<M, H>
  : RelationValue<C, R>;
/** The relation's own lookups; a field of the target that has the name of one comes first, as Django has it. */
type RelationValue<T, R extends string> = R extends keyof RelationLookups<T>
  ? R extends keyof ShapeOf<T>
    ? ModelValue<T, R>
    : RelationLookups<T>[R]
  : ModelValue<T, R>;
interface RelationLookups<T> {
  isNull: boolean;
  gt: Pk<T>;
  gte: Pk<T>;
  lt: Pk<T>;
  lte: Pk<T>;
  range: readonly [from: Pk<T>, to: Pk<T>];
  in: ListOf<T | Pk<T>> | QueryLike;
  exact: T | Pk<T> | null;
}
/** L is the lookup table of name H; a transform may stand before the last lookup: `publishedAt__year__gte`. */
type LookupValue<M, H extends string, L, K, T, R extends string> = R extends keyof L
  ? L[R]
  : K extends 'json'
    ? JsonValue<T, R>
    : R extends `${infer X}__${infer Y}`
      ? X extends keyof L
        ? Y extends keyof OrderedLookups<L[X]>
          ? OrderedLookups<L[X]>[Y]
          : AfterTransform<M, `${H}__${X}`, X, L[X], Y>
        : LookupError<`no lookup '${X}' on '${H}'`, M>
      : LookupError<`no lookup '${R}' on '${H}'`, M>;
/** What follows a transform: lookups and transforms of what it gives. A day and a time are texts to TypeScript alone. */
type AfterTransform<M, P extends string, X, V, Y extends string> = X extends 'date'
  ? LookupValue<M, P, DateLookups<string>, X, V, Y>
  : X extends 'time'
    ? LookupValue<M, P, TimeLookups<string>, X, V, Y>
    : LookupValue<M, P, LookupsOf<KindOf<V>, V>, KindOf<V>, V, Y>;
type JsonValue<T, R extends string> = R extends keyof T
  ? T[R] | JsonNull | null
  : R extends `${infer X}__${infer Y}`
    ? X extends keyof T
      ? Y extends keyof TextLookups<T[X]>
        ? TextLookups<T[X]>[Y]
        : JsonValue<T[X], Y>
      : unknown
    : unknown;

// ---------- checking what was written ----------
/**
 * Keeps inference out of T. Inferring `W` from an argument, TypeScript would otherwise walk every branch of the check beside it, once an
 * argument. NoInfer does the same but leaves a wrapper, in messages too.
 */
export type Quiet<T> = [T][T extends unknown ? 0 : never];
/** `filter<W>(where: Check<M, A, W>)`: every written key with the type it must have; a Q or Exists has its own paths checked. */
export type Check<M, A, W> = W extends { readonly [needs]: infer N }
  ? W & Quiet<CheckNeeds<M, A, N>>
  : { [K in keyof W]: ValueAt<M, A, K & string> | SoundOn<M, A> };
