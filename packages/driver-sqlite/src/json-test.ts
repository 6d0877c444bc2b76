/** Tests of JSON documents that SQLite has no operators for, as PostgreSQL's jsonb answers them. */
import { DataError } from '@dorm/core/driver';
import type { JsonTest } from '@dorm/query';

type Test = (left: unknown, right: unknown) => boolean;

const TESTS: Readonly<Record<JsonTest, Test>> = {
  contains,
  equals,
  hasKeys: (left, keys) => listOf(keys).every((key) => hasKey(left, key)),
  hasAnyKeys: (left, keys) => listOf(keys).some((key) => hasKey(left, key)),
  in: (left, list) => listOf(list).some((item) => equals(left, item)),
};

/** The test comes from the dialect; the documents are texts, NULL when there is none. */
export function jsonTest(test: unknown, left: unknown, right: unknown): bigint | null {
  if (left === null || right === null) return null;
  return TESTS[test as JsonTest](parsed(left), parsed(right)) ? 1n : 0n;
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw new DataError('a column whose JSON is searched holds something that is no JSON', {
      hint: 'look for it with not json_valid(column)',
    });
  }
}

/** An object contains parts of itself, a list its items in any order and number, or one scalar; at every depth. */
function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole) && !Array.isArray(part)) return isScalar(part) && whole.some((item) => equals(item, part));
  return containsBelow(whole, part);
}

function containsBelow(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole))
    return Array.isArray(part) && part.every((wanted) => whole.some((item) => containsBelow(item, wanted)));
  if (isObject(whole)) {
    return (
      isObject(part) &&
      Object.entries(part).every(([key, value]) => Object.hasOwn(whole, key) && containsBelow(whole[key], value))
    );
  }
  return isScalar(part) && whole === part;
}

function equals(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equals(item, b[i]));
  if (!isObject(a)) return a === b;
  if (!isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equals(a[key], b[key]));
}

function hasKey(document: unknown, key: unknown): boolean {
  return isObject(document) && Object.hasOwn(document, String(key));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
