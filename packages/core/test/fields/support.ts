/** What the tests of fields share: the spec behind a typed field, and tables of values. */
import { inspect } from 'node:util';
import { expect } from 'vitest';
import { type FieldKind, type FieldSpec, isFieldSpec, ValueProblem } from '../../src/fields/index.js';

/** The run-time spec of what an `f.*` call gave. */
export function specOf(field: unknown): FieldSpec {
  if (!isFieldSpec(field)) throw new TypeError('not a field');
  return field;
}

export function kindOf(field: unknown): FieldKind {
  return specOf(field).kind;
}

/** Each value is an ordinary one, and cleaning leaves it as it is. */
export function expectOrdinary(field: unknown, values: readonly unknown[]): void {
  for (const value of values) {
    expect.soft(kindOf(field).check(value), `check ${inspect(value)}`).toBe(true);
    expect.soft(kindOf(field).clean(value), `clean ${inspect(value)}`).toEqual(value);
  }
}

/** Each value is no ordinary one, and is cleaned to the other. */
export function expectCleaned(field: unknown, pairs: readonly (readonly [from: unknown, to: unknown])[]): void {
  const kind = kindOf(field);
  for (const [from, to] of pairs) {
    expect.soft(kind.check(from), `check ${inspect(from)}`).toBe(false);
    const cleaned = kind.clean(from);
    expect.soft(cleaned, `clean ${inspect(from)}`).toEqual(to);
    expect.soft(kind.check(cleaned), `check of clean ${inspect(from)}`).toBe(true);
  }
}

/** Why a value is refused; fails when it is not. */
export function problemOf(field: unknown, value: unknown): ValueProblem {
  const kind = kindOf(field);
  expect.soft(kind.check(value)).toBe(false);
  try {
    kind.clean(value);
  } catch (error) {
    if (error instanceof ValueProblem) return error;
    throw error;
  }
  throw new Error('the value was accepted');
}

/** Each value is refused with a message that matches. */
export function expectRefused(field: unknown, pairs: readonly (readonly [value: unknown, message: RegExp])[]): void {
  for (const [value, message] of pairs) expect.soft(problemOf(field, value).message).toMatch(message);
}

/** What no field takes, and what the message calls it; not for json, which takes arrays and objects. */
export const NEVER: readonly (readonly [unknown, RegExp])[] = [
  [undefined, /got undefined$/],
  [null, /got null$/],
  [Number.NaN, /got NaN$/],
  [Number.POSITIVE_INFINITY, /got an infinite number$/],
  [[1], /got an array$/],
  [{ gt: 1 }, /got an object$/],
  [Object.create(null), /got an object$/],
  [() => 1, /got a function$/],
  [Symbol('s'), /got a symbol$/],
  [new Date(Number.NaN), /got an invalid Date$/],
  [new Map(), /got an object$/],
  [Promise.resolve(1), /got a promise \(await it first\)$/],
];
