/** Portable column types: what a column, a parameter or a cast holds, named without regard to a database. */
import { oneOf } from '../check.js';
import { QueryError } from '../errors.js';

const NAMES = [
  'bigAuto',
  'auto',
  'smallAuto',
  'bigInteger',
  'integer',
  'smallInteger',
  'positiveBigInteger',
  'positiveInteger',
  'positiveSmallInteger',
  'float',
  'decimal',
  'char',
  'text',
  'uuid',
  'ip',
  'boolean',
  'dateTime',
  'date',
  'time',
  'duration',
  'json',
  'binary',
] as const;

export type DataTypeName = (typeof NAMES)[number];

/** A column type. `char` covers every text with a length; `dateTime` with precision 6 keeps microseconds, as text. */
export interface DataType {
  readonly name: DataTypeName;
  /** Longest text in characters; null: no limit. */
  readonly length: number | null;
  /** Decimals: all digits. dateTime: 6 for microseconds. */
  readonly precision: number | null;
  /** Decimals: digits after the point. */
  readonly scale: number | null;
}

export interface DataTypeOptions {
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
}

/**
 * A column type.
 * @example dataType('decimal', { precision: 10, scale: 2 })
 */
export function dataType(name: DataTypeName, options: DataTypeOptions = {}): DataType {
  return Object.freeze({
    name: oneOf('data type', NAMES, name),
    length: size('length', options.length),
    precision: size('precision', options.precision),
    scale: size('scale', options.scale),
  });
}

/** True for the types whose value the database makes when a row is inserted. */
export function isAuto(type: DataType): boolean {
  return type.name === 'bigAuto' || type.name === 'auto' || type.name === 'smallAuto';
}

/** The type of a column that refers to a column of type `type`: an integer of the same size for the auto types. */
export function referenceType(type: DataType): DataType {
  if (type.name === 'bigAuto') return dataType('bigInteger');
  if (type.name === 'auto') return dataType('integer');
  return type.name === 'smallAuto' ? dataType('smallInteger') : type;
}

function size(what: string, n: number | undefined): number | null {
  if (n === undefined) return null;
  if (!Number.isSafeInteger(n) || n < 0) throw new QueryError(`the ${what} of a data type is a whole number from 0`);
  return n;
}
