/** Makes bound values ready for better-sqlite3, which binds every JavaScript number as REAL and no boolean or Date. */
import {
  type BindPlace,
  type DataType,
  type DataTypeName,
  dataType,
  type Encoder,
  type Form,
  ValueError,
} from '@dorm/query';
import { writeDate } from './date-text.js';
import { sqliteCodec, writeBigInt, writeFloat } from './types.js';

/** SQLite refuses longer patterns. */
const MAX_PATTERN_BYTES = 50_000;

/**
 * Types whose values go as they are: a number's REAL is undone by the column it stands against. Whoever takes them from
 * users checks them first, as the codec's `write` does.
 */
const AS_IT_IS: ReadonlySet<DataTypeName> = new Set<DataTypeName>([
  'bigAuto',
  'auto',
  'smallAuto',
  'integer',
  'smallInteger',
  'positiveBigInteger',
  'positiveInteger',
  'positiveSmallInteger',
  'float',
  'char',
  'text',
  'ip',
  'binary',
]);

/** What makes a value ready for a place; null when it goes as it is. */
export function sqliteEncode({ type, form }: BindPlace): Encoder | null {
  if (form === 'list') return listEncoder(type);
  if (form !== 'plain') return (text) => (text === null ? null : globPattern(form, text));
  if (type === null) return untyped;
  return AS_IT_IS.has(type.name) ? null : throughNull(sqliteCodec(type).write);
}

const writeText = sqliteCodec(dataType('text')).write;

/** A value that stands against no column: whole numbers become integers, which only bigint binds as. */
function untyped(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? BigInt(value) : writeFloat(value);
    case 'bigint':
      return writeBigInt(value);
    case 'boolean':
      return value ? 1n : 0n;
    case 'string':
      return writeText === null ? value : writeText(value);
    default:
      if (value === null || value instanceof Uint8Array) return value;
      if (value instanceof Date) return writeDate(value);
      throw new ValueError('value', 'only null, text, numbers, booleans, Dates and Uint8Arrays can be bound', {
        hint: 'JSON.stringify an object; use a list parameter for an array',
      });
  }
}

/** A whole array as one JSON text, for json_each. NULL is left out: nothing equals it. */
function listEncoder(type: DataType | null): Encoder {
  const write = type === null ? untyped : sqliteCodec(type).write;
  return (list) => {
    if (!Array.isArray(list)) throw new ValueError('list', 'the value must be an array');
    const items = list.filter((item) => item !== null);
    return `[${items.map((item: unknown) => jsonText(write === null ? item : write(item))).join(',')}]`;
  };
}

/** JSON.stringify takes no bigint and makes null of infinities. */
function jsonText(stored: unknown): string {
  if (stored === Number.POSITIVE_INFINITY) return '9e999';
  if (stored === Number.NEGATIVE_INFINITY) return '-9e999';
  if (typeof stored === 'number' || typeof stored === 'bigint') return String(stored);
  if (stored instanceof Uint8Array) return `"${Buffer.from(stored).toString('hex')}"`;
  return JSON.stringify(stored);
}

/** GLOB, because it respects case and can use an index; its wildcards in the text are put into brackets. */
function globPattern(form: Form, text: unknown): string {
  if (typeof text !== 'string') throw new ValueError('text', 'a search for a part of a text needs a text');
  const literal = text.replace(/[*?[]/g, '[$&]');
  const pattern = `${form === 'startsWith' ? '' : '*'}${literal}${form === 'endsWith' ? '' : '*'}`;
  if (Buffer.byteLength(pattern) > MAX_PATTERN_BYTES) {
    throw new ValueError('text', `a text to search for has at most ${MAX_PATTERN_BYTES} bytes`);
  }
  return pattern;
}

function throughNull(write: Encoder | null): Encoder | null {
  return write === null ? null : (value) => (value === null ? null : write(value));
}
