/** Expressions: values that name paths. The path is a literal type; the method that receives the expression checks it. */
import type { ShapeOf } from './instance.js';
import type { AnyProblem, LookupError, ValueAt } from './lookups.js';
import type { CheckPath, ReadAt } from './paths.js';

declare const check: unique symbol;
declare const recipe: unique symbol;
export declare const expr: unique symbol;
export declare const needs: unique symbol;

/** Where an expression is checked: a model and its annotations. */
interface Place<M, A> {
  readonly model: M;
  readonly annotations: A;
}
/** An expression or condition as a method sees it. Comparing one with `SoundOn` makes it check its own paths, and only then. */
export interface SoundOn<M, A> {
  readonly [check]: (place: Place<M, A>) => true;
}
interface Checked<Needs> {
  readonly [check]: <M, A>(place: Place<M, A>) => Verdict<M, A, Needs>;
}
/** Any expression, told by its mark alone. */
export interface ExprBrand {
  readonly [expr]: unknown;
}
/** What names paths: an expression, an ordering, a condition. */
export interface Needing {
  readonly [needs]: unknown;
}
/**
 * An expression: an aggregate, a function, `F('views')`. `T` is its type, or a recipe that the model turns into one. `Needs` are the paths
 * and conditions to check.
 */
export interface Expr<T, Needs = never> extends ExprBrand, Checked<Needs> {
  readonly [expr]: T;
  readonly [needs]: Needs;
  add<X extends Operand>(x: X): Expr<T, Needs | OperandNeeds<X>>;
  sub<X extends Operand>(x: X): Expr<T, Needs | OperandNeeds<X>>;
  mul<X extends Operand>(x: X): Expr<T, Needs | OperandNeeds<X>>;
  div<X extends Operand>(x: X): Expr<T, Needs | OperandNeeds<X>>;
  mod<X extends Operand>(x: X): Expr<T, Needs | OperandNeeds<X>>;
  asc(options?: OrderingOptions): Ordering<Needs>;
  desc(options?: OrderingOptions): Ordering<Needs>;
}
export interface OrderingOptions {
  /** Where rows without a value come. Default: where the database puts them. */
  nulls?: 'first' | 'last';
}
/** An expression to order by: `F('views').desc({ nulls: 'last' })`. */
export interface Ordering<Needs> extends Checked<Needs> {
  readonly [needs]: Needs;
}
/** An operand of arithmetic: a value, or an expression. Text is a value here, not a path. */
export type Operand = number | bigint | string | Date | Needing;
/** An argument of a function: a string is a path (as in Django), `Value('x')` is the text. */
export type Argument = string | number | bigint | boolean | Date | null | ExprBrand;

// ---------- recipes: types that wait for a model ----------
interface Recipe {
  readonly [recipe]: string;
}
/** The type at path P. */
export interface At<P extends string> extends Recipe {
  readonly at: P;
}
/** The type at path P, without null. */
export interface Solid<P extends string> extends Recipe {
  readonly solid: P;
}
/** The paths and conditions that E brings along. */
export type NeedsOf<E> = E extends { readonly [needs]: infer N } ? N : E extends string ? E : never;
/** The same for an operand, where text is a value. */
export type OperandNeeds<E> = E extends string ? never : NeedsOf<E>;
export type TypeOf<E> = E extends { readonly [expr]: infer T } ? T : E extends string ? At<E> : E;
export type SolidType<T> = T extends At<infer P> ? Solid<P> : Exclude<T, null>;

/** A recipe worked out on model M with annotations A. */
type Evaluate<M, A, T> = T extends Recipe
  ? T extends At<infer P>
    ? ReadAt<M, A, P>
    : T extends Solid<infer P>
      ? Exclude<ReadAt<M, A, P>, null>
      : never
  : T;
/** The type of expression E on model M with annotations A. */
export type ResultOf<M, A, E> = E extends { readonly [expr]: infer T } ? Evaluate<M, A, T> : never;

// ---------- checks at the receiver ----------
/** A condition inside an expression or a Q. */
export interface Where<W> {
  readonly where: W;
}
/** The errors in Needs, never when there are none. */
type Faults<M, A, N> = N extends string
  ? CheckPath<M, A, N> extends infer C
    ? C extends AnyProblem
      ? C
      : never
    : never
  : N extends Where<infer W>
    ? WhereFaults<M, A, W>
    : never;
type WhereFaults<M, A, W> = { [K in keyof W]: KeyFault<M, A, ValueAt<M, A, K & string>, W[K], K> }[keyof W];
type KeyFault<M, A, V, Given, K> = [V] extends [AnyProblem]
  ? V
  : Given extends { readonly [needs]: infer N }
    ? Faults<M, A, N>
    : [Given] extends [V]
      ? never
      : LookupError<`wrong value for '${K & string}'`, M>;
type Verdict<M, A, N> = [N] extends [never] ? true : [Faults<M, A, N>] extends [never] ? true : Faults<M, A, N>;
/** unknown when N is sound on M and A, else what is wrong. */
export type CheckNeeds<M, A, N> = [N] extends [never]
  ? unknown
  : [Faults<M, A, N>] extends [never]
    ? unknown
    : Faults<M, A, N>;
/** annotate({ name: expression }): each expression checked, and no name that the model already has. */
export type CheckExprs<M, A, X> = {
  [K in keyof X]: K extends keyof ShapeOf<M>
    ? LookupError<`'${K & string}' is a field; choose another name`, M>
    : CheckNeeds<M, A, NeedsOf<X[K]>>;
};

// ---------- Q ----------
/** A condition that stands on its own; `Needs` is checked where it is used. */
export interface Q<Needs> {
  readonly [needs]: Needs;
  not(): Q<Needs>;
  and<const X>(other: X): Q<Needs | Conditions<X>>;
  or<const X>(other: X): Q<Needs | Conditions<X>>;
}
export type Conditions<X> = X extends { readonly [needs]: infer N } ? N : Where<X>;
/** The type of `Q`: `Q({ views__gt: 100 }).or({ author__role: 'admin' })`. */
export interface QFunction {
  /** A condition of lookups, all of which must hold. */
  <const W extends object>(where: W): Q<Where<W>>;
  /** Any of them holds. */
  or<const X extends readonly object[]>(...any: X): Q<Conditions<X[number]>>;
  /** All of them hold. */
  and<const X extends readonly object[]>(...all: X): Q<Conditions<X[number]>>;
  /** It does not hold. */
  not<const X extends object>(one: X): Q<Conditions<X>>;
}
