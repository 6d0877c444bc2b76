/** defineApp: names an app, registers its models, and compares every relatedName with the declared reverse sides. */
import type { CheckNeeds, Needing, NeedsOf } from './expressions.js';
import type { Field, IsSingle, Mode, NamesReverse } from './fields.js';
import type { ShapeOf } from './instance.js';
import type { Ordered } from './model.js';
import type { CheckOrder } from './paths.js';
import type { RelatedTo, ReverseOne } from './relations.js';

declare const appProblem: unique symbol;
/** Never a value: the compiler prints its argument, which says what is wrong. */
export interface AppError<Message extends string> {
  readonly [appProblem]: Message;
}
type AnyModel = abstract new (...args: never) => { readonly pk: unknown };
type InstanceOf<C> = C extends abstract new (...args: never) => infer I ? I : never;

/** Relations of model I that name a reverse side their target lacks, or has of another sort. */
type MissingSides<I, S, Name extends string> = {
  [K in keyof S & string]: S[K] extends Field<infer T, 'relation' | 'many', Mode> & NamesReverse<infer R extends string>
    ? R extends keyof T
      ? S[K] extends IsSingle
        ? SingleSide<I, ReverseOne<T[R]>, `${Name}.${K}: '${R}' on the target`, Name>
        : ManySide<I, T[R], `${Name}.${K}: '${R}' on the target`>
      : AppError<`${Name}.${K}: the target lacks  declare ${R}: ${S[K] extends IsSingle ? 'ReverseOneToOne' : 'RelatedManager'}<${Name}>`>
    : never;
}[keyof S & string];
type ManySide<I, Side, Where extends string> =
  Side extends RelatedTo<infer C>
    ? [C] extends [I]
      ? never
      : AppError<`${Where} is a RelatedManager of another model`>
    : AppError<`${Where} is not a RelatedManager`>;
type SingleSide<I, C, Where extends string, Name extends string> = [C] extends [never]
  ? AppError<`${Where} is not a ReverseOneToOne<${Name}>`>
  : [C] extends [I]
    ? never
    : AppError<`${Where} is a ReverseOneToOne of another model`>;
/** Declared reverse sides of model I that no relation names. */
type OrphanSides<I, S, Name extends string> = {
  [K in Exclude<keyof I & string, keyof S>]: I[K] extends RelatedTo<infer C>
    ? K extends ReverseNamesOf<ShapeOf<C>>
      ? never
      : AppError<`${Name}.${K}: no relation has relatedName '${K}'`>
    : [ReverseOne<I[K]>] extends [never]
      ? never
      : K extends ReverseNamesOf<ShapeOf<ReverseOne<I[K]>>>
        ? never
        : AppError<`${Name}.${K}: no relation has relatedName '${K}'`>;
}[Exclude<keyof I & string, keyof S>];
type ReverseNamesOf<S> = { [K in keyof S]: S[K] extends NamesReverse<infer R extends string> ? R : never }[keyof S];
/** Paths of Meta.ordering that lead nowhere. */
type BadOrder<I, O> = O extends readonly (infer P)[]
  ? P extends string
    ? CheckOrder<I, {}, P> extends P
      ? never
      : CheckOrder<I, {}, P>
    : P extends Needing
      ? unknown extends CheckNeeds<I, {}, NeedsOf<P>>
        ? never
        : CheckNeeds<I, {}, NeedsOf<P>>
      : never
  : never;
type OrderOf<C> = C extends Ordered<infer O> ? O : never;
type Problems<I, O, Name extends string> =
  | MissingSides<I, ShapeOf<I>, Name>
  | OrphanSides<I, ShapeOf<I>, Name>
  | BadOrder<I, O>;
type CheckModel<C, I, Name extends string> = [Problems<I, OrderOf<C>, Name>] extends [never]
  ? unknown
  : Problems<I, OrderOf<C>, Name>;

/** An app: what `defineConfig({ apps })` takes. */
export interface App<Models = unknown> {
  readonly label: string;
  readonly models: Models;
}
/**
 * The type of `defineApp`.
 *
 * @example
 * export const blog = defineApp('blog', { Author, Post, Tag });
 */
export type DefineApp = <T extends { readonly [name: string]: AnyModel }>(
  label: string,
  models: T & { [K in keyof T]: CheckModel<T[K], InstanceOf<T[K]>, K & string> },
) => App<T>;
