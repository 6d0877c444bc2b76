/** Fields as types: what a column holds, which lookups it has, and whether a row may be made without it. */

declare const kind: unique symbol;
declare const mode: unique symbol;
declare const type: unique symbol;
declare const primary: unique symbol;
declare const reverse: unique symbol;
declare const single: unique symbol;
declare const through: unique symbol;
declare const referred: unique symbol;

/** Chooses the lookups of a field. A driver adds its own by augmenting `Lookups`. */
export type Kind =
  | 'text'
  | 'number'
  | 'bigint'
  | 'decimal'
  | 'boolean'
  | 'dateTime'
  | 'date'
  | 'time'
  | 'duration'
  | 'json'
  | 'binary'
  | 'relation'
  | 'many'
  | 'composite'
  | (string & {});
/** required: create() must get it. optional: has a default. nullable: may be null. generated: never given by hand. */
export type Mode = 'required' | 'optional' | 'nullable' | 'generated';

/** A column of type `T`. The members are phantoms: they exist for the compiler alone. */
export interface Field<T, K extends Kind, M extends Mode> {
  readonly [kind]: K;
  readonly [mode]: M;
  readonly [type]: T;
}
/** A field that is (part of) the primary key. */
export interface PrimaryKey<T, K extends Kind, M extends Mode> extends Field<T, K, M>, IsPrimary {}
/** A foreign key to `Target`. `Reverse` is its relatedName, `Key` the attribute of the target that it stores. */
export interface ForeignKey<
  Target,
  M extends Mode,
  Reverse extends string | undefined = undefined,
  Key extends string = 'pk',
> extends Field<Target, 'relation', M> {
  readonly [reverse]: Reverse;
  readonly [referred]: Key;
}
/** A foreign key that is unique, so that its reverse side is one row or none. */
export interface OneToOne<
  Target,
  M extends Mode,
  Reverse extends string | undefined = undefined,
  Key extends string = 'pk',
> extends ForeignKey<Target, M, Reverse, Key>,
    IsSingle {}
/** A many-to-many field; `Through` is the joining model when it is your own. */
export interface ManyToMany<Target, Reverse extends string | undefined = undefined, Through = unknown>
  extends Field<Target, 'many', 'optional'> {
  readonly [reverse]: Reverse;
  readonly [through]: Through;
}
/** A primary key made of several fields: `pk: f.compositeKey('organisation', 'number')`. */
export interface CompositeKey<Names extends readonly string[]> extends Field<Names, 'composite', 'generated'> {}

// biome-ignore lint/suspicious/noExplicitAny: any field at all; `unknown` would refuse those whose members are narrower
export type AnyField = Field<any, any, any>;
/** The fields of a model by name, as they are written. */
export type Shape = { readonly [name: string]: AnyField };

// ---------- small structural tests: cheaper to compare with than Field<…> ----------
export interface IsRelation {
  readonly [kind]: 'relation';
}
export interface IsMany {
  readonly [kind]: 'many';
}
export interface IsComposite {
  readonly [kind]: 'composite';
}
/** What create() does not take as a plain column. */
export interface NotColumn {
  readonly [kind]: 'many' | 'composite' | 'relation';
}
export interface IsRequired {
  readonly [mode]: 'required';
}
export interface IsPrimary {
  readonly [primary]: true;
}
export interface IsSingle {
  readonly [single]: true;
}
export interface NamesReverse<R> {
  readonly [reverse]: R;
}
export interface Typed<T> {
  readonly [type]: T;
}

/** A model named by its label, for cycles and for `'self'`. Made by `ref<Post>('blog.Post')`. */
export interface Ref<M> {
  readonly label: string;
  /** A phantom: the model's instance type. */
  readonly [type]: M;
}
/** What a relation may point at: a function that gives the class, or a ref. Only the instance type is ever looked at. */
export type To<M> = (() => abstract new (...args: never) => M) | Ref<M>;
/**
 * The type of `ref`: names a model by its label, so that two files can point at each other.
 *
 * @example
 * mentor: f.foreignKey(ref<Author>('self'), { null: true, onDelete: 'SET_NULL' })
 */
export type RefFunction = <M>(label: string) => Ref<M>;

/** A type handed over as a value, so that it and the options beside it are both inferred. */
export interface As<T> {
  /** A phantom: nothing is stored. */
  readonly [type]: T;
}
/** The type of `as`: `f.json(as<Settings>(), { null: true })`. */
export type AsFunction = <T>() => As<T>;
/** What dorm asks of a Standard Schema (zod, valibot, arktype …) that stands in for `as<T>()`. */
export interface StandardSchema<T> {
  readonly '~standard': {
    readonly validate: (value: unknown) => unknown;
    readonly types?: { readonly input: unknown; readonly output: T } | undefined;
  };
}
