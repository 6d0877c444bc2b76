/** Values in SQL: bound now, bound later by slot, or printed into the text. */
import { count, oneOf } from '../check.js';
import { QueryError } from '../errors.js';
import { make, type Node } from '../node.js';
import type { DataType } from './data-type.js';

const FORMS = ['plain', 'list', 'contains', 'startsWith', 'endsWith'] as const;

/**
 * How a value is prepared before it is bound. `list`: a whole array travels in one parameter. The text forms make a
 * LIKE pattern: wildcards in the value are escaped, then `%` is added.
 */
export type Form = (typeof FORMS)[number];

/** A value that is known when the SQL is made, and is bound. */
export interface ValueNode extends Node<'value'> {
  readonly value: unknown;
  readonly type: DataType | null;
  readonly form: Form;
}

/** A value that comes later, out of a flat array, by its slot. */
export interface ParameterNode extends Node<'parameter'> {
  readonly slot: number;
  readonly type: DataType | null;
  readonly form: Form;
}

/** A constant that is printed into the SQL. */
export interface LiteralNode extends Node<'literal'> {
  readonly value: null | boolean | number | bigint | string;
}

/** The default of a column, in an INSERT's row or an UPDATE's assignment. */
export type DefaultNode = Node<'default'>;

/** The database's clock. */
export type CurrentTimestampNode = Node<'currentTimestamp'>;

/**
 * A value that is bound, never printed.
 * @param type What it stands against; without one, the compiler takes the type of the column it is compared with.
 */
export function value(value: unknown, type: DataType | null = null, form: Form = 'plain'): ValueNode {
  if (value === undefined) throw new QueryError('a value cannot be undefined', { hint: 'null is SQL NULL' });
  return make<ValueNode>({ kind: 'value', value, type, form: oneOf('form', FORMS, form) });
}

/**
 * A place for a value that comes later.
 * @param slot Index in the flat array of values, from 0. The same slot may stand in several places.
 */
export function parameter(slot: number, type: DataType | null = null, form: Form = 'plain'): ParameterNode {
  return make<ParameterNode>({
    kind: 'parameter',
    slot: count('a slot', slot),
    type,
    form: oneOf('form', FORMS, form),
  });
}

/** A constant printed into the SQL: quoted by the dialect, and refused where it cannot be (NaN, NUL in text). */
export function literal(value: null | boolean | number | bigint | string): LiteralNode {
  const known = value === null || ['boolean', 'number', 'bigint', 'string'].includes(typeof value);
  if (!known)
    throw new QueryError('a literal is null, a boolean, a number, a bigint or a text', {
      hint: 'bind it with value()',
    });
  if (typeof value === 'number' && !Number.isFinite(value)) throw new QueryError('a literal number must be finite');
  if (typeof value === 'string' && value.includes('\0'))
    throw new QueryError('a literal text cannot hold the character NUL');
  return make<LiteralNode>({ kind: 'literal', value });
}

const DEFAULT = make<DefaultNode>({ kind: 'default' });
const NOW = make<CurrentTimestampNode>({ kind: 'currentTimestamp' });

/** The column's own default. */
export function defaultValue(): DefaultNode {
  return DEFAULT;
}

/** The database's current time. */
export function currentTimestamp(): CurrentTimestampNode {
  return NOW;
}
