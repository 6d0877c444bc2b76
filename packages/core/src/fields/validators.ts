/** Ready-made validators for the `validators` option: limits of size and length, patterns, digits. */
import { ConfigurationError } from '../errors/usage-errors.js';
import { compareDecimals, decimalParts } from './decimal-text.js';
import { isDate } from './refuse.js';

/** What can be compared with a limit. Texts are decimals, or dates and times in ISO form. */
export type Comparable = number | bigint | string | Date;

/**
 * Accepts values from `limit` up.
 * @example f.integer({ validators: [minValueValidator(18)] })
 */
export function minValueValidator(limit: Comparable): (value: Comparable) => void {
  return (value) => {
    if (compare(value, limit) < 0) throw new Error(`This must be at least ${shown(limit)}.`);
  };
}

/**
 * Accepts values up to `limit`, and that one too.
 * @example f.decimal({ maxDigits: 5, decimalPlaces: 2, validators: [maxValueValidator('100.00')] })
 */
export function maxValueValidator(limit: Comparable): (value: Comparable) => void {
  return (value) => {
    if (compare(value, limit) > 0) throw new Error(`This must be at most ${shown(limit)}.`);
  };
}

/**
 * Accepts texts of `limit` characters and more, counted in code points: an emoji is one.
 * @example f.char({ maxLength: 40, validators: [minLengthValidator(3)] })
 */
export function minLengthValidator(limit: number): (value: string | Uint8Array) => void {
  length('minLengthValidator', limit);
  return (value) => {
    if (lengthOf(value) < limit) throw new Error(`This must have at least ${counted(limit, value)}.`);
  };
}

/**
 * Accepts texts of at most `limit` characters, counted in code points (an emoji is one), or so many bytes.
 * @example f.text({ validators: [maxLengthValidator(10_000)] })
 */
export function maxLengthValidator(limit: number): (value: string | Uint8Array) => void {
  length('maxLengthValidator', limit);
  return (value) => {
    // A text has no more code points than UTF-16 units, and no fewer than half of them.
    if (value.length <= limit) return;
    if (value.length > limit * 2 || lengthOf(value) > limit) {
      throw new Error(`This may have at most ${counted(limit, value)}.`);
    }
  };
}

/**
 * Accepts texts in which the pattern is found; anchor it with ^ and $ to mean the whole text.
 *
 * @param message what to say instead of the general message
 * @param inverse true: accepts texts in which it is not found. Default: false.
 * @example f.char({ maxLength: 8, validators: [regexValidator(/^[A-Z]{2}\d+$/, 'Two letters, then digits.')] })
 */
export function regexValidator(
  pattern: RegExp,
  message = 'This does not have the form that is asked for.',
  inverse = false,
): (value: string) => void {
  // g and y make test() remember where it stopped, so that the next value would be judged from there.
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return (value) => {
    if (stateless.test(value) === inverse) throw new Error(message);
  };
}

/**
 * Accepts numbers and decimals with at most so many digits.
 * @param maxDigits digits in all
 * @param decimalPlaces digits after the point
 */
export function decimalValidator(maxDigits: number, decimalPlaces: number): (value: string | number | bigint) => void {
  length('decimalValidator', maxDigits);
  length('decimalValidator', decimalPlaces);
  return (value) => {
    const parts = decimalParts(String(value));
    if (parts === null) throw new Error('This must be a number.');
    if (parts.fraction.length > decimalPlaces)
      throw new Error(`This may have at most ${decimalPlaces} decimal places.`);
    if (parts.whole.length > maxDigits - decimalPlaces) {
      throw new Error(`This may have at most ${maxDigits - decimalPlaces} digits before the point.`);
    }
  };
}

function compare(value: Comparable, limit: Comparable): number {
  if (isDate(value) && isDate(limit)) return value.getTime() - limit.getTime();
  if (typeof value === 'string' || typeof limit === 'string') return compareTexts(String(value), String(limit));
  if (value < limit) return -1;
  return value > limit ? 1 : 0;
}

function compareTexts(value: string, limit: string): number {
  const [a, b] = [decimalParts(value), decimalParts(limit)];
  if (a !== null && b !== null) return compareDecimals(a, b);
  if (value === limit) return 0;
  return value < limit ? -1 : 1;
}

function shown(limit: Comparable): string {
  return isDate(limit) ? limit.toISOString() : String(limit);
}

function lengthOf(value: string | Uint8Array): number {
  if (typeof value !== 'string') return value.length;
  let points = 0;
  for (const _ of value) points += 1;
  return points;
}

function counted(limit: number, value: string | Uint8Array): string {
  const unit = typeof value === 'string' ? 'character' : 'byte';
  return limit === 1 ? `1 ${unit}` : `${limit} ${unit}s`;
}

function length(name: string, limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 0) return;
  throw new ConfigurationError(`${name}() takes a whole number from 0`);
}
