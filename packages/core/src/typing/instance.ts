/** From a model's fields to the type of its instances, of its primary key and of what a column stores. */
import type { AnyField, CompositeKey, Field, ForeignKey, IsPrimary, IsRelation, Kind } from './fields.js';
import type { ManyRelatedManager } from './relations.js';

declare const shape: unique symbol;
declare const notLoaded: unique symbol;

/** Carries the fields of a model: the phantom member that every other type reads. */
export interface Shaped<S> {
  readonly [shape]: S;
}
/** The fields of model M. */
export type ShapeOf<M> = M extends { readonly [shape]: infer S } ? S : never;
export type Nullable<T, Mode> = Mode extends 'nullable' ? T | null : T;

// ---------- primary keys ----------
type PrimaryNames<S> = { [K in keyof S]: S[K] extends IsPrimary ? K : never }[keyof S];
type KeyValue<S, K> = K extends keyof S
  ? Stored<S[K]>
  : K extends `${infer R}Id`
    ? R extends keyof S
      ? Stored<S[R]>
      : never
    : never;
type PkOfShape<S> = S extends { readonly pk: CompositeKey<infer Names> }
  ? { -readonly [I in keyof Names]: KeyValue<S, Names[I]> }
  : [PrimaryNames<S>] extends [never]
    ? number
    : KeyValue<S, PrimaryNames<S>>;
/** The primary key of model M. */
export type Pk<M> = M extends { readonly pk: infer P } ? P : never;

// ---------- relations on an instance ----------
/** A relation that is not in memory yet: await it. */
export interface NotLoaded<T> extends PromiseLike<T> {
  readonly [notLoaded]: true;
}
/** A loaded instance, or a promise of it: what a relation reads as, and what may be assigned to it. */
export type Lazy<T> = T | NotLoaded<T>;
/** What the column stores: for a foreign key, the key of its target. */
export type Stored<F> =
  F extends ForeignKey<infer M, infer N, string | undefined, infer Key>
    ? Nullable<Key extends keyof M ? M[Key] : never, N>
    : F extends Field<infer T, Kind, infer N>
      ? Nullable<T, N>
      : never;

// ---------- instances ----------
type Attribute<F> =
  F extends Field<infer T, infer K, infer N>
    ? K extends 'relation'
      ? Nullable<Lazy<T>, N>
      : K extends 'many'
        ? ManyRelatedManager<T>
        : K extends 'composite'
          ? unknown
          : Nullable<T, N>
    : never;
export type RelationNames<S> = { [K in keyof S]: S[K] extends IsRelation ? K : never }[keyof S] & string;
type Attributes<S> = { -readonly [K in keyof S]: Attribute<S[K]> };
type ForeignIds<S> = { [K in RelationNames<S> as `${K}Id`]: Stored<S[K]> };
type AutoId<S> = [PrimaryNames<S>] extends [never]
  ? S extends { readonly pk: AnyField }
    ? unknown
    : { readonly id: number }
  : unknown;

/** Names that can be saved: fields and their `authorId` forms. */
type ColumnNameOf<S> = (keyof S & string) | `${RelationNames<S>}Id`;
export type ColumnName<M> = ColumnNameOf<ShapeOf<M>>;

export interface SaveOptions<S> {
  /** Write these columns only; a row that is gone is an error then. */
  updateFields?: readonly ColumnNameOf<S>[];
  forceInsert?: boolean;
  forceUpdate?: boolean;
  /** The alias of the database. */
  using?: string;
}
export interface RefreshOptions<S> {
  /** Read these columns again; default: all of them. */
  fields?: readonly ColumnNameOf<S>[];
  using?: string;
}
export interface CleanOptions<S> {
  /** Fields that are not validated. */
  exclude?: readonly (keyof S & string)[];
}
export interface DeleteOptions {
  using?: string;
}
/** How many rows went, in all and by model label: `[3, { 'blog.Post': 1, 'blog.Comment': 2 }]`. */
export type Deleted = [total: number, perModel: Readonly<Record<string, number>>];

/**
 * The methods of every instance. They read the fields from `this: Shaped<S>`: with the type `this`, every row type would get its own copy.
 */
export interface ModelMethods {
  /** Inserts the row, or updates it when it came from the database. */
  save<S>(this: Shaped<S>, options?: SaveOptions<S>): Promise<void>;
  /** Deletes the row, and what its relations say goes with it. */
  delete(options?: DeleteOptions): Promise<Deleted>;
  /** Reads the row again, and forgets its loaded relations. */
  refreshFromDb<S>(this: Shaped<S>, options?: RefreshOptions<S>): Promise<void>;
  /** Validates every field, `clean()` and uniqueness; throws one ValidationError for all that is wrong. */
  fullClean<S>(this: Shaped<S>, options?: CleanOptions<S>): Promise<void>;
  /** Validates each field on its own. */
  cleanFields<S>(this: Shaped<S>, options?: CleanOptions<S>): void;
  /** Yours to override: validates what concerns several fields at once. */
  clean(): void | Promise<void>;
  /** Whether both are the same row: the same model and the same primary key. Unsaved ones never are. */
  equals(other: unknown): boolean;
  /** The own columns and the loaded relations, as `JSON.stringify` wants them; a bigint is text. */
  toJSON(): Record<string, unknown>;
}
export interface Identity<S> extends ModelMethods, Shaped<S> {
  readonly [notLoaded]: false;
  /** The primary key, whatever its field is called. */
  readonly pk: PkOfShape<S>;
}
export type Instance<S> = Identity<S> & AutoId<S> & Attributes<S> & ForeignIds<S>;
