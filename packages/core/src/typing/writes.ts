/** What create(), getOrCreate(), bulkCreate() and update() take. */
import type { JsonNull } from '../fields/json-null.js';
import type { CheckNeeds, ExprBrand, NeedsOf, ResultOf, SoundOn } from './expressions.js';
import type { Field, IsComposite, IsMany, IsRequired, NotColumn } from './fields.js';
import type { Nullable, RelationNames, Shaped, ShapeOf, Stored } from './instance.js';
import type { LookupError } from './lookups.js';

type Input<F> =
  F extends Field<infer T, infer K, infer N>
    ? K extends 'many' | 'composite'
      ? never
      : K extends 'json'
        ? Nullable<T, N> | JsonNull
        : Nullable<T, N>
    : never;
type WritableNames<S> = { [K in keyof S]: S[K] extends IsMany | IsComposite ? never : K }[keyof S];
/** Everything a row may be made from, all optional: what `new Author({ … })` takes. */
export type InputOf<S> = { -readonly [K in WritableNames<S>]?: Input<S[K]> } & {
  -readonly [K in RelationNames<S> as `${K}Id`]?: Stored<S[K]>;
} & (S extends { readonly id: unknown } | { readonly pk: unknown } ? {} : { id?: number });
/** The names that create() knows: what an editor offers. */
export type CreateHint<M> = { [K in keyof InputOf<ShapeOf<M>>]?: unknown };
/** The names that update() knows. */
export type UpdateHint<M> = CreateHint<M>;

type InputAt<M, I, K> = K extends keyof I ? Exclude<I[K], undefined> : LookupError<`no field '${K & string}'`, M>;

// ---------- create ----------
/** What create() takes, with every relation still optional in both its forms. */
export type CreateInput<M> = CreateColumns<M, ShapeOf<M>> & RelationForms<ShapeOf<M>>;
type OptionalNames<S> = { [K in keyof S]: S[K] extends NotColumn | IsRequired ? never : K }[keyof S];
type RequiredColumnNames<S> = {
  [K in keyof S]: S[K] extends IsRequired ? (S[K] extends NotColumn ? never : K) : never;
}[keyof S];
type CreateColumns<M, S> = { [K in RequiredColumnNames<S>]: Input<S[K]> | SoundOn<M, {}> } & {
  [K in OptionalNames<S>]?: Input<S[K]> | SoundOn<M, {}>;
} & AutoIdInput<S>;
type AutoIdInput<S> = S extends { readonly id: unknown } | { readonly pk: unknown } ? unknown : { id?: number };
type RelationForms<S> = { [K in RelationNames<S>]?: Input<S[K]> } & {
  [K in RelationNames<S> as `${K}Id`]?: Stored<S[K]>;
};
/** Each relation: the name of its id, what it takes, whether it must be given. Worked out once a model. */
export type RelationTable<S> = {
  [K in RelationNames<S>]: { id: `${K}Id`; takes: Input<S[K]>; required: S[K] extends IsRequired ? true : false };
};
/** A relation is given once, as `author` or as `authorId`, and must be when it is NOT NULL; and nothing unknown is given. */
export type CheckCreate<I, T, Given extends PropertyKey> = Relations<T, Given> & {
  [K in Exclude<Given, keyof I>]: LookupError<`no field '${K & string}'`>;
};
type Relations<T, Given> = {
  [K in keyof T as T[K] extends { id: Given }
    ? K extends Given
      ? K
      : never
    : K extends Given
      ? never
      : T[K] extends { required: true }
        ? K
        : never]: K extends Given
    ? LookupError<`give '${K & string}' or '${K & string}Id', not both`>
    : T[K] extends { takes: infer V }
      ? V
      : never;
};
type Missing<S, T, Given> = { [K in Exclude<RequiredColumnNames<S>, Given>]: Input<S[K]> } & Relations<T, Given>;

/** The rows of bulkCreate(): each an instance of the model, or what create() takes. */
export type CheckRows<M, I, T, Rows> = { [K in keyof Rows]: CheckRow<M, I, T, Rows[K]> };
type CheckRow<M, I, T, Row> = Row extends Shaped<unknown> ? M : I & CheckCreate<I, T, keyof Row>;

// ---------- getOrCreate, update ----------
/** The lookup's own fields and the defaults together must make a row. */
export type CheckDefaults<M, T, W, D> =
  {} extends Missing<ShapeOf<M>, T, keyof W>
    ? [options?: { defaults?: D & CheckDefaultValues<M, D> }]
    : [options: { defaults: D & CheckDefaultValues<M, D> & MissingDefaults<M, T, keyof W | keyof D> }];
/** The same; where createDefaults are given, they make the row and the defaults only change one. */
export type CheckUpdateDefaults<M, T, W, D, C> =
  {} extends Missing<ShapeOf<M>, T, keyof W>
    ? [options?: { defaults?: D & CheckDefaultValues<M, D>; createDefaults?: C & CheckDefaultValues<M, C> }]
    : [C] extends [never]
      ? [
          options: {
            defaults: D & CheckDefaultValues<M, D> & MissingDefaults<M, T, keyof W | keyof D>;
            createDefaults?: C;
          },
        ]
      : [
          options: {
            defaults?: D & CheckDefaultValues<M, D>;
            createDefaults: C & CheckDefaultValues<M, C> & MissingDefaults<M, T, keyof W | keyof C>;
          },
        ];
type MissingDefaults<M, T, Given> = Late<Missing<ShapeOf<M>, T, Given>>;
/** Values, or functions that make them when they are needed. */
type Late<X> = { [K in keyof X]: X[K] | (() => X[K]) };
type CheckDefaultValues<M, D> = { [K in keyof D]: LateInput<InputAt<M, InputOf<ShapeOf<M>>, K>> };
type LateInput<V> = V | (() => V);

export type CheckUpdate<M, A, V> = {
  [K in keyof V]: V[K] extends ExprBrand
    ? UpdateExpr<M, A, K, V[K], InputOf<ShapeOf<M>>>
    : InputAt<M, InputOf<ShapeOf<M>>, K>;
};
/** An expression must be sound, stay on the row (no `__`), and give the column's type. */
type UpdateExpr<M, A, K, E, I> =
  NeedsOf<E> extends infer N
    ? [Extract<N, `${string}__${string}`>] extends [never]
      ? CheckNeeds<M, A, N> extends infer C
        ? unknown extends C
          ? K extends keyof I
            ? ResultOf<M, A, E> extends I[K]
              ? unknown
              : LookupError<`wrong type for '${K & string}'`, M>
            : InputAt<M, I, K>
          : C
        : never
      : LookupError<`update() cannot follow relations: '${Extract<N, `${string}__${string}`> & string}'`, M>
    : never;
