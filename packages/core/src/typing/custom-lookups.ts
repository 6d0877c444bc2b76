/** Lookups and transforms of an application's own. */
import type { QueryNode } from '@dorm/query';
import type { Lookups } from './lookup-tables.js';

/** A kind of value that is not the field's own. */
export type OperandKind = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'time' | 'dateTime';

/** A comparison: `{ sql: (left, right) => sql`${left} <> ${right}` }`. */
export interface LookupDefinition {
  /** What is compared with the field: `value`, the default, what the field itself holds; or another kind of value. */
  readonly takes?: 'value' | OperandKind;
  readonly output?: never;
  /** The condition, in SQL of every database that it is used on. Both sides are expressions; the right one is bound. */
  sql(left: QueryNode, right: QueryNode): QueryNode;
}
/** What is read off a field before it is compared: `{ output: 'integer', sql: (left) => sql`abs(${left})` }`. */
export interface TransformDefinition {
  /** What it gives, which decides the lookups that may follow; `same`: what the field holds. */
  readonly output: 'same' | OperandKind;
  sql(left: QueryNode): QueryNode;
}
type KindName = keyof Lookups<unknown> & string;
type NameOf<K> = K extends KindName ? keyof Lookups<unknown>[K] & string : never;

/** The type of `registerLookup`: names are those that the kind's interface declares. */
export type RegisterLookup = <K extends KindName>(
  kind: K,
  name: NameOf<K>,
  definition: LookupDefinition | TransformDefinition,
) => void;
/** The type of `unregisterLookup`. */
export type UnregisterLookup = <K extends KindName>(kind: K, name: NameOf<K>) => void;
