/** Model: `class Author extends Model<Author>('blog.Author')({ name: f.char({ maxLength: 100 }) }) {}`. */
import type { ConstraintOn, IndexOn } from './constraints.js';
import type { Needing } from './expressions.js';
import type { Shape } from './fields.js';
import type { Instance, RelationNames, ShapeOf } from './instance.js';
import type { AnyManager, Manager, Rebound } from './manager.js';
import type { InputOf } from './writes.js';

declare const ordered: unique symbol;

/** What rows are ordered by: own names, paths that start at one, expressions. Paths are followed to their end by defineApp(). */
type OrderItem<S> = OwnOrder<OwnName<S>> | Needing;
type OwnName<S> = (keyof S & string) | `${RelationNames<S>}Id` | 'id' | 'pk';
type OwnOrder<N extends string> = N | `-${N}` | `${N}__${string}` | `-${N}__${string}` | '?';

/** What an abstract base may say, and its models inherit. */
export interface AbstractMeta<S> {
  /** The order of queries that ask for none: `['-createdAt', 'author__name', F('views').desc()]`. */
  ordering?: readonly OrderItem<S>[];
  /** Whether createTables() and migrations make the table. Default true. */
  managed?: boolean;
  /** What a person calls one row. Default: the model's name in small words, `blog post`. */
  verboseName?: string;
  /** What a person calls many. Default: verboseName with an s. */
  verboseNamePlural?: string;
  /** Pairs of a code and what a person reads: `[['publish', 'Can publish posts']]`. Kept in `meta.permissions`, for programs to read. */
  permissions?: readonly (readonly [code: string, name: string])[];
  /** The manager that relations of many rows start from, and whose condition they keep. Default `'objects'`. */
  defaultManagerName?: string;
  /** The manager by which foreign keys and refreshFromDb() find a row. Default: one that leaves no row out. */
  baseManagerName?: string;
}
/** What a model may say besides its fields. */
export interface Meta<S> extends AbstractMeta<S> {
  /** The table's name. Default: the label in snake_case, `blog_author`. */
  dbTable?: string;
  uniqueTogether?: readonly (readonly (keyof S & string)[])[];
  /** `[Index({ fields: ['-views', 'author'] })]`. */
  indexes?: readonly IndexOn<OwnName<S> | `-${OwnName<S>}`>[];
  /** `[UniqueConstraint({ … }), CheckConstraint({ … })]`. */
  constraints?: readonly ConstraintOn<OwnName<S>>[];
  /** The table and the fields of its one base, with other methods and managers. */
  proxy?: boolean;
}

/** Infers the ordering as literals, for defineApp() to follow. */
interface OrderingOf<O> {
  ordering?: O;
}

/** What is known of a model at run time: `Author.meta`. */
export interface ModelMeta {
  /** `'blog.Author'`: what identifies the model. */
  readonly label: string;
  readonly appLabel: string;
  readonly modelName: string;
  readonly dbTable: string;
  readonly managed: boolean;
  readonly proxy: boolean;
  readonly verboseName: string;
  readonly verboseNamePlural: string;
  readonly permissions: readonly (readonly [code: string, name: string])[];
  readonly defaultManagerName: string;
  /** null: a manager that leaves no row out. */
  readonly baseManagerName: string | null;
  /** The names of its fields, in the order of their definition. */
  readonly fieldNames: readonly string[];
  /** The name of its primary key. */
  readonly pkName: string;
}
/** An error class of one model: `Author.DoesNotExist`. */
export interface ModelErrorClass {
  new (message: string): ModelError;
  readonly prototype: ModelError;
}
export interface ModelError extends Error {
  readonly code: string;
  readonly hint: string | null;
  readonly model: string | null;
}
/** The static side of every model. */
export interface ModelStatics {
  readonly meta: ModelMeta;
  /** Thrown by get() when no row matches. */
  readonly DoesNotExist: ModelErrorClass;
  /** Thrown by get() when more than one row matches. */
  readonly MultipleObjectsReturned: ModelErrorClass;
}
/** Remembers the ordering of a model, for defineApp() to check. */
export interface Ordered<O> {
  readonly [ordered]: O;
}
export interface ModelClass<Self, S, O = unknown> extends ModelStatics, Ordered<O> {
  new (values?: InputOf<S>): Instance<S>;
  readonly objects: Manager<Self>;
}
/** An abstract base: fields, methods and managers to be inherited. */
export interface AbstractClass<S> {
  new (): Instance<S>;
}
type AnyBase = abstract new (...args: never) => { readonly pk: unknown };

// ---------- models with bases ----------
/** Instances of several bases at once. */
type BaseInstances<B> = B extends readonly [abstract new (...args: never) => infer I, ...infer R]
  ? I & BaseInstances<R>
  : unknown;
type BaseShapes<B> = B extends readonly [abstract new (...args: never) => infer I, ...infer R]
  ? ShapeOf<I> & BaseShapes<R>
  : unknown;
type BaseStatics<B, Self> = B extends readonly [infer C, ...infer R]
  ? { readonly [K in keyof C as C[K] extends AnyManager ? K : never]: Rebound<C[K], Self> } & BaseStatics<R, Self>
  : unknown;
/** The managers of the bases, on Self; and `objects` when no base has its own. */
type Managers<B, Self> = BaseStatics<B, Self> &
  ('objects' extends keyof BaseStatics<B, Self> ? unknown : { readonly objects: Manager<Self> });
export interface DerivedClass<S, B, O = unknown> extends ModelStatics, Ordered<O> {
  new (values?: InputOf<S & BaseShapes<B>>): Instance<S> & BaseInstances<B>;
}

// ---------- the functions ----------
/** What `Model<Author>('blog.Author')` gives: call it with the fields, or say `.extends(…)` first. */
export interface Definition<Self> {
  <S extends Shape, const O extends readonly unknown[] = readonly unknown[]>(
    fields: S,
    meta?: Meta<S> & OrderingOf<O>,
  ): ModelClass<Self, S, O>;
  /** Inherits from abstract bases, or from one model: multi-table inheritance, or a proxy of it. */
  extends<const B extends readonly AnyBase[]>(...bases: B): DerivedDefinition<Self, B>;
}
export type DerivedDefinition<Self, B> = <S extends Shape, const O extends readonly unknown[] = readonly unknown[]>(
  fields: S,
  meta?: Meta<S & BaseShapes<B>> & OrderingOf<O>,
) => DerivedClass<S, B, O> & Managers<B, Self>;
/** The type of `Model`. The label is the model's identity; class names are not, for minifiers change them. */
export type ModelFunction = <Self>(label: string) => Definition<Self>;
/** The type of `AbstractModel`: `class Timestamped extends AbstractModel({ createdAt: f.dateTime({ autoNowAdd: true }) }) {}`. */
export type AbstractModelFunction = <S extends Shape>(fields: S, meta?: AbstractMeta<S>) => AbstractClass<S>;
