/** Kinds of what expressions give: a computed value is checked, compared and read like a field of its kind. */
import { dataType } from '@dorm/query';
import { boolean } from '../fields/boolean.js';
import { decimal } from '../fields/decimal.js';
import type { FieldKind } from '../fields/index.js';
import { bigAuto, bigInteger, float } from '../fields/number.js';
import { dateTime } from '../fields/temporal.js';
import { text } from '../fields/text.js';

/** Whole numbers that JavaScript holds exactly: counts, sums of integers. */
export const WHOLE: FieldKind = Object.freeze({
  ...bigAuto().kind,
  name: 'integer',
  type: dataType('positiveBigInteger'),
});
export const BIG: FieldKind = bigInteger().kind;
export const FLOAT: FieldKind = float().kind;
export const TEXT: FieldKind = text().kind;
export const BOOLEAN: FieldKind = boolean().kind;
export const DATE_TIME: FieldKind = dateTime().kind;

/** Every database computes with so many digits exactly. */
const EXACT_DIGITS = 15;
/** A quotient of decimals has so many places more than the dividend, as MySQL has it. */
const QUOTIENT_PLACES = 4;

const decimals = new Map<string, FieldKind>();

/** What sums of a kind are; null: there are none. */
export function sumOf(kind: FieldKind): FieldKind | null {
  if (kind.lookups === 'decimal') return decimalOf(precisionOf(kind), scaleOf(kind));
  if (kind.lookups === 'bigint' || kind.lookups === 'duration') return kind;
  if (kind.lookups !== 'number') return null;
  return isFloat(kind) ? FLOAT : WHOLE;
}

export type Operator = '+' | '-' | '*' | '/' | '%';

/** What arithmetic gives; null: whatever stands on the other side, undefined: there is no such arithmetic. */
export function resultOf(
  operator: Operator,
  left: FieldKind | null,
  right: FieldKind | null,
): FieldKind | null | undefined {
  if (left === null || right === null) {
    const known = left ?? right;
    return known === null || isNumeric(known) || known.lookups === 'duration' ? known : undefined;
  }
  if (isNumeric(left) && isNumeric(right)) return numericResult(operator, left, right);
  if (left.lookups !== 'duration' && right.lookups !== 'duration') return undefined;
  if (operator === '+' || operator === '-') return left.lookups === right.lookups ? left : undefined;
  if (operator === '*') return isWhole(left) ? right : isWhole(right) ? left : undefined;
  return operator === '/' && isWhole(right) ? left : undefined;
}

/** What values of two kinds are together, as in CASE; undefined: nothing. */
export function commonOf(one: FieldKind | null, other: FieldKind | null): FieldKind | null | undefined {
  if (one === null || other === null) return one ?? other;
  if (isNumeric(one) && isNumeric(other)) return one.name === other.name ? one : numericResult('+', one, other);
  const uuids = [one, other].filter(({ type }) => type?.name === 'uuid').length;
  return one.lookups === other.lookups && uuids !== 1 ? one : undefined;
}

export function isNumeric({ lookups }: FieldKind): boolean {
  return lookups === 'number' || lookups === 'decimal' || lookups === 'bigint';
}

/** What a constant of its own kind is beside values of another: a number beside durations is one, a text whatever is written as text. */
export function constantBeside(own: FieldKind | null, other: FieldKind | null): FieldKind | null {
  if (own === null || other === null) return own;
  if (own.lookups === 'number' && other.lookups === 'duration') return other;
  if (other.lookups === 'decimal' && isFloat(own)) return other;
  return own === TEXT && WRITTEN_AS_TEXT.has(other.lookups) ? other : own;
}

const WRITTEN_AS_TEXT: ReadonlySet<string> = new Set(['decimal', 'date', 'time', 'text']);

function numericResult(operator: Operator, left: FieldKind, right: FieldKind): FieldKind {
  const kinds = [left.lookups, right.lookups];
  if (kinds.includes('decimal')) return decimalResult(operator, left, right);
  if (isFloat(left) || isFloat(right)) return FLOAT;
  return kinds.includes('bigint') ? BIG : WHOLE;
}

function decimalResult(operator: string, left: FieldKind, right: FieldKind): FieldKind {
  if (isFloat(left) || isFloat(right)) return FLOAT;
  const [a, b] = [scaleOf(left), scaleOf(right)];
  const scale = operator === '*' ? a + b : operator === '/' ? a + QUOTIENT_PLACES : Math.max(a, b);
  return decimalOf(Math.max(precisionOf(left), precisionOf(right)), scale);
}

function decimalOf(digits: number, scale: number): FieldKind {
  const maxDigits = Math.max(digits, EXACT_DIGITS);
  const decimalPlaces = Math.min(scale, maxDigits);
  const key = `${maxDigits},${decimalPlaces}`;
  let kind = decimals.get(key);
  if (kind === undefined) {
    kind = decimal({ maxDigits, decimalPlaces }).kind;
    decimals.set(key, kind);
  }
  return kind;
}

function isFloat({ type }: FieldKind): boolean {
  return type?.name === 'float';
}

function isWhole(kind: FieldKind): boolean {
  return kind.lookups === 'number' && !isFloat(kind);
}

function scaleOf({ type }: FieldKind): number {
  return type?.scale ?? 0;
}

function precisionOf({ type }: FieldKind): number {
  return type?.precision ?? 0;
}
