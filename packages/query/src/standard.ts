/** Standard SQL as a dialect: what others differ from, and the reference for tests and documentation. */
import { standardRules } from './compile/rules.js';
import type { Dialect } from './dialect.js';
import { standardFeatures } from './features.js';
import type { DataType, DataTypeName } from './nodes/data-type.js';
import { likePattern } from './text.js';

const TYPES: { readonly [N in DataTypeName]: string } = {
  bigAuto: 'bigint',
  auto: 'integer',
  smallAuto: 'smallint',
  bigInteger: 'bigint',
  integer: 'integer',
  smallInteger: 'smallint',
  positiveBigInteger: 'bigint',
  positiveInteger: 'integer',
  positiveSmallInteger: 'smallint',
  float: 'double precision',
  decimal: 'numeric',
  char: 'varchar',
  text: 'text',
  uuid: 'uuid',
  ip: 'char(39)',
  boolean: 'boolean',
  dateTime: 'timestamp with time zone',
  date: 'date',
  time: 'time',
  duration: 'interval',
  json: 'json',
  binary: 'blob',
};

/** The reference dialect. Its values go as they are; only patterns are made. */
export const standardDialect: Dialect = Object.freeze<Dialect>({
  name: 'standard SQL',
  features: standardFeatures,
  rules: standardRules,
  quote: quoteIdentifier,
  placeholder: () => '?',
  columnType: standardType,
  codec: () => ({ read: null, write: null }),
  encode: ({ form }) =>
    form === 'plain' || form === 'list' ? null : (text) => (text === null ? null : likePattern(form, text)),
});

/** An identifier in double quotes, embedded ones doubled. */
export function quoteIdentifier(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function standardType({ name, length, precision, scale }: DataType): string {
  if (name === 'char' && length !== null) return `varchar(${length})`;
  return name === 'decimal' && precision !== null ? `numeric(${precision}, ${scale ?? 0})` : TYPES[name];
}
