/** Types of Index, UniqueConstraint and CheckConstraint: their field names are checked by the model that takes them. */
import type { Needing } from './expressions.js';

declare const names: unique symbol;
declare const constrains: unique symbol;

/** An index on fields of these names. */
export interface IndexOn<Names> {
  readonly [names]: Names;
}
/** A constraint on fields of these names. */
export interface ConstraintOn<Names> {
  readonly [constrains]: Names;
}
export interface IndexOptions<N, I> {
  /** What is sorted; `-views` descending. */
  fields?: readonly N[];
  /** At most 30 characters. Default: Django's, of the table, the first field and a digest; needed with a condition or expressions. */
  name?: string;
  /** Only rows for which it holds are in the index. It speaks of the model's own columns. */
  condition?: Needing;
  /** Columns kept beside the keys, where the database can (`coveringIndexes`); elsewhere they are left out. */
  include?: readonly I[];
  /** In place of fields: `[Lower('title').desc()]`. */
  expressions?: readonly Needing[];
}
export interface UniqueOptions<N, I> extends IndexOptions<N, I> {
  name: string;
  /** When it is looked at: `'deferred'` at the end of the transaction. Only where the database can (`deferrableUnique`). */
  deferrable?: 'deferred' | 'immediate';
}
export interface CheckOptions {
  /** What every row fulfils, on the model's own columns. */
  check: Needing;
  name: string;
}
export type IndexFunction = <const N extends string = never, const I extends string = never>(
  options: IndexOptions<N, I>,
) => IndexOn<N | I>;
export type UniqueFunction = <const N extends string = never, const I extends string = never>(
  options: UniqueOptions<N, I>,
) => ConstraintOn<N | I>;
export type CheckFunction = (options: CheckOptions) => ConstraintOn<never>;
