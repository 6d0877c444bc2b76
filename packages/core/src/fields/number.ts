/** Number fields: integers of every width, the automatic keys, and float. */
import { type DataTypeName, dataType } from '@dorm/query';
import { defineField } from './define-field.js';
import type { FieldKind, FieldSpec } from './field-spec.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { refuse } from './refuse.js';

const SMALL_MIN = -32_768;
const SMALL_MAX = 32_767;
const INTEGER_MIN = -2_147_483_648;
const INTEGER_MAX = 2_147_483_647;
const SAFE_MAX = Number.MAX_SAFE_INTEGER;
const BIG_EXPECTED = 'a bigint from -2^63 to 2^63 - 1';
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const WHOLE = /^\s*[+-]?\d{1,40}\s*$/;
const REAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?\s*$/i;
const KEY_OPTIONS = ['primaryKey', 'dbColumn', 'verboseName', 'helpText'];

type Factory = (options?: RawOptions) => FieldSpec;

export const integer: Factory = integerFactory('integer', INTEGER_MIN, INTEGER_MAX);
export const smallInteger: Factory = integerFactory('smallInteger', SMALL_MIN, SMALL_MAX);
export const positiveInteger: Factory = integerFactory('positiveInteger', 0, INTEGER_MAX);
export const positiveSmallInteger: Factory = integerFactory('positiveSmallInteger', 0, SMALL_MAX);

export const auto: Factory = autoFactory('auto', INTEGER_MIN, INTEGER_MAX);
export const smallAuto: Factory = autoFactory('smallAuto', SMALL_MIN, SMALL_MAX);
export const bigAuto: Factory = autoFactory('bigAuto', -SAFE_MAX, SAFE_MAX);

export const positiveBigInteger: Factory = integerFactory('positiveBigInteger', 0, SAFE_MAX);

const BIG_INTEGER_KIND: FieldKind = bigIntegerKind();

/** Whole numbers of 64 bits, as exact bigints. */
export function bigInteger(options?: RawOptions): FieldSpec {
  return defineField(BIG_INTEGER_KIND, new FieldOptions('bigInteger', options, COMMON_OPTIONS));
}

const FLOAT_KIND: FieldKind = Object.freeze({
  name: 'float',
  lookups: 'number',
  type: dataType('float'),
  validators: [],
  check: (value: unknown) => typeof value === 'number' && !Number.isNaN(value),
  clean: cleanFloat,
  fromInstant: null,
});

/** Numbers in double precision, infinities among them where the database's column can hold those; never NaN. */
export function float(options?: RawOptions): FieldSpec {
  return defineField(FLOAT_KIND, new FieldOptions('float', options, COMMON_OPTIONS));
}

function integerFactory(name: DataTypeName, min: number, max: number): Factory {
  const kind = integerKind(name, min, max);
  return (options) => defineField(kind, new FieldOptions(name, options, COMMON_OPTIONS));
}

function autoFactory(name: DataTypeName, min: number, max: number): Factory {
  const kind = integerKind(name, min, max);
  return (raw) => {
    const options = new FieldOptions(name, raw, KEY_OPTIONS);
    if (!options.boolean('primaryKey', true)) options.fail('is a primary key', 'take f.integer() for a plain number');
    return defineField(kind, options, { implied: { primaryKey: true, blank: true } });
  };
}

function bigIntegerKind(): FieldKind {
  const inRange = (value: bigint): boolean => value >= INT64_MIN && value <= INT64_MAX;
  return Object.freeze({
    name: 'bigInteger',
    lookups: 'bigint',
    type: dataType('bigInteger'),
    validators: [],
    check: (value: unknown) => typeof value === 'bigint' && inRange(value),
    clean(value: unknown): bigint {
      const whole = asBigInt(value);
      if (whole !== null && inRange(whole)) return whole;
      const rounded = whole === null && typeof value === 'number' && Number.isInteger(value);
      return refuse(
        BIG_EXPECTED,
        value,
        rounded ? 'past 2^53 a number may be rounded already; write a bigint: 9007199254740993n' : undefined,
      );
    },
    fromInstant: null,
  });
}

function integerKind(name: DataTypeName, min: number, max: number): FieldKind {
  const expected = `a whole number from ${min} to ${max}`;
  const hint = 'f.bigInteger() holds whole numbers up to 2^63 - 1, as bigint';
  const ranged = (value: number | bigint, given: unknown): number => {
    if (value < min) return refuse(expected, given, min === 0 ? undefined : hint);
    // + 0 turns -0 into 0, which is what a column gives back.
    return value > max ? refuse(expected, given, hint) : Number(value) + 0;
  };
  return Object.freeze({
    name,
    lookups: 'number',
    type: dataType(name),
    validators: [],
    check: (value: unknown) => typeof value === 'number' && value >= min && value <= max && Number.isInteger(value),
    clean(value: unknown): number {
      if (typeof value === 'number' && Number.isInteger(value)) return ranged(value, value);
      if (typeof value === 'bigint') return ranged(value, value);
      if (typeof value === 'string' && WHOLE.test(value)) return ranged(BigInt(value), value);
      if (typeof value === 'number' && Number.isFinite(value)) {
        return refuse(expected, value, 'round it first: Math.round(), Math.floor()');
      }
      return refuse(expected, value);
    },
    fromInstant: null,
  });
}

function asBigInt(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && WHOLE.test(value) ? BigInt(value) : null;
}

function cleanFloat(value: unknown): number {
  const expected = 'a number';
  if (typeof value === 'number' && !Number.isNaN(value)) return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    const exact = Number.isFinite(number) && BigInt(number) === value;
    return exact
      ? number
      : refuse('a number that a float holds exactly', value, 'f.bigInteger() and f.decimal() are exact');
  }
  if (typeof value === 'string' && REAL.test(value)) {
    const number = Number(value);
    return Number.isFinite(number) ? number : refuse(expected, number);
  }
  return refuse(expected, value);
}
