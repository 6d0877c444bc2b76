/** How a value is refused: what belongs there and what sort of thing came, never the value. */
import { ValueProblem } from './field-spec.js';

/** Throws ValueProblem: `expects a whole number, got text`. */
export function refuse(expected: string, value: unknown, hint?: string): never {
  throw new ValueProblem(`expects ${expected}, got ${sortOf(value)}`, hint);
}

/** What a value is, in words that do not give it away. */
export function sortOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return value === '' ? 'empty text' : 'text';
  if (typeof value === 'number') return sortOfNumber(value);
  if (typeof value === 'object') return sortOfObject(value);
  return `a ${typeof value}`;
}

/** Whether it is a Date, also one made in another realm (a vm context, a test runner's sandbox). */
export function isDate(value: unknown): value is Date {
  return value instanceof Date || Object.prototype.toString.call(value) === '[object Date]';
}

/** Whether an object was written as `{ … }` or came from JSON.parse, in any realm: it has own keys alone. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  // Another realm's Object.prototype is the end of its chain, and not some object that was made without a prototype.
  return (
    typeof prototype === 'object' &&
    Object.hasOwn(prototype, 'hasOwnProperty') &&
    Object.getPrototypeOf(prototype) === null
  );
}

function sortOfNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? 'a number' : 'an infinite number';
}

function sortOfObject(value: object): string {
  if (Array.isArray(value)) return 'an array';
  if (isDate(value)) return Number.isNaN(value.getTime()) ? 'an invalid Date' : 'a Date';
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return 'bytes';
  return 'then' in value ? 'a promise (await it first)' : 'an object';
}
