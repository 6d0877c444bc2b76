/** Codecs of fields: how a field's value travels, on every path the same. The dialect's codec, plus what only the model knows. */
import type { Codec, Dialect } from '@dorm/query';
import { JsonNull } from '../fields/index.js';
import type { BoundField } from '../model/bound-field.js';

/** Reads a value of the database that is not NULL; null: it is the JavaScript value already. */
export type Read = (value: never) => unknown;

/** How a column's values are read. */
export function reader(field: BoundField, dialect: Dialect): Read | null {
  const codec: Codec = dialect.codec(field.type);
  if (field.kind.lookups !== 'json') return codec.read;
  const { read } = codec;
  if (read === null) return null;
  // In a nullable column null is SQL NULL, so JSON's null needs another value; elsewhere null can only be JSON's.
  return field.null ? (value: never) => read(value) ?? JsonNull : read;
}

/** Whether a column's values are bigints in JavaScript: the driver must then hand its integers out exactly. */
export function isBigint(field: BoundField): boolean {
  return field.kind.lookups === 'bigint';
}

/** Reads a value that may be NULL. */
export function nullableReader(field: BoundField, dialect: Dialect): (cell: unknown) => unknown {
  const read = reader(field, dialect);
  return read === null ? (cell) => cell : (cell) => (cell === null ? null : read(cell as never));
}

/** Reads the columns that a write handed back, by field. */
export function returnedReader(
  fields: readonly BoundField[],
  dialect: Dialect,
): (row: readonly unknown[]) => ReadonlyMap<BoundField, unknown> {
  const readers = fields.map((field) => [field, nullableReader(field, dialect)] as const);
  return (row) => new Map(readers.map(([field, read], i) => [field, read(row[i])]));
}
