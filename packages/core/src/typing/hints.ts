/**
 * What an editor offers while a path is typed. These types are defaults of type parameters: a written argument decides the parameter, so
 * only an editor that completes ever works one out.
 */
import type { needs } from './expressions.js';
import type { Field, Mode } from './fields.js';
import type { RelationNames, ShapeOf } from './instance.js';
import type { LookupsOf } from './lookups.js';
import type { Target } from './paths.js';
import type { RelatedTo, ReverseOne } from './relations.js';

/** In `filter({ | })`: own fields, their lookups, and the fields one relation away. */
export type Hint<M> = { [K in HintKey<ShapeOf<M>> | 'pk' | ReverseKey<M>]?: unknown } & Open;
/**
 * Keeps the hint from being a closed list: deeper paths, annotations and Q objects are welcome too. The mark spares it from the check of
 * its keys, which the compiler asks for when a call such as `Q({ … })` stands in the place of the hint.
 */
interface Open {
  readonly [needs]: never;
}
type HintKey<S> = {
  [K in keyof S & string]: S[K] extends Field<infer T, infer F, Mode>
    ? F extends 'relation' | 'many'
      ? K | `${K}__${BelowKey<ShapeOf<T>>}` | (F extends 'relation' ? `${K}Id` : never)
      : K | LookupKey<K, F>
    : never;
}[keyof S & string];
type ReverseKey<M> = {
  [K in ReverseNames<M>]: `${K}__${BelowKey<ShapeOf<Target<M, K>>>}`;
}[ReverseNames<M>];
/** Names alone, for a model with many relations would else offer many thousand keys. The empty text is `author__` itself: what leads on. */
type BelowKey<S> = '' | 'isNull' | (keyof S & string);
type LookupKey<K extends string, F> = `${K}__${keyof LookupsOf<F, unknown> & string}`;
/** The declared far sides of relations. */
export type ReverseNames<M> = {
  [K in keyof M]-?: M[K] extends RelatedTo<unknown> ? K : [ReverseOne<M[K]>] extends [never] ? never : K;
}[keyof M] &
  string;

/** Names that a read path may start with. */
export type PathName<M> = OwnName<M> | ReverseNames<M>;
/** Names to order by. */
export type OrderName<M> = OwnName<M> | `-${OwnName<M>}` | '?';
/** Names to prefetch. */
export type RelationName<M> = RelationNames<ShapeOf<M>> | ReverseNames<M>;
/** Names of columns. */
export type OwnName<M> = (keyof ShapeOf<M> & string) | `${RelationNames<ShapeOf<M>>}Id` | 'id' | 'pk';
/** Names that a read path may start with, or anything. */
export type PathHint<M> = PathName<M> | (string & {});
