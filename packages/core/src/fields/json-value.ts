/** What JSON can hold: finds the first part of a value that it would lose or change, and says where it stands. */

import { isDate, isPlainObject, sortOf } from './refuse.js';
import { isText } from './text-value.js';

/** What is wrong, and the keys that lead to it. */
export interface JsonProblem {
  readonly path: PropertyKey[];
  readonly text: string;
}

/** Objects and arrays within one another; SQLite reads no more than this. */
const DEEPEST = 1_000;
const PLAIN_KEY = /^[A-Za-z_$][\w$]{0,39}$/;

/** The first part that JSON cannot hold; null when all of it survives. */
export function jsonProblem(value: unknown): JsonProblem | null {
  return problemIn(value, []);
}

/** `tags[2].when`; a key that is no plain name is quoted and cut at 40 characters. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (typeof key === 'string' && PLAIN_KEY.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(String(key).slice(0, 40))}]`;
  }
  return text;
}

function problemIn(value: unknown, parents: object[]): JsonProblem | null {
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'string') return isText(value) ? null : problem('text with NUL or with half a surrogate pair');
  if (typeof value === 'number') return Number.isFinite(value) ? null : problem(sortOf(value));
  if (typeof value !== 'object') return problem(sortOf(value));
  if (!Array.isArray(value) && (!isPlainObject(value) || typeof value['toJSON'] === 'function'))
    return problem(sortOfClass(value));
  if (parents.includes(value)) return problem('a reference to what it is part of');
  if (parents.length >= DEEPEST) return problem(`more than ${DEEPEST} levels`);
  parents.push(value);
  const found = Array.isArray(value) ? problemInArray(value, parents) : problemInObject(value, parents);
  parents.pop();
  return found;
}

function problemInArray(value: readonly unknown[], parents: object[]): JsonProblem | null {
  for (let index = 0; index < value.length; index++) {
    const found = problemIn(value[index], parents);
    if (found !== null) return within(index, found);
  }
  return null;
}

function problemInObject(value: object, parents: object[]): JsonProblem | null {
  for (const key of Object.keys(value)) {
    const found = isText(key)
      ? problemIn(Reflect.get(value, key), parents)
      : problem('a key with NUL or with half a surrogate pair');
    if (found !== null) return within(key, found);
  }
  return null;
}

function problem(text: string): JsonProblem {
  return { path: [], text };
}

function within(key: PropertyKey, found: JsonProblem): JsonProblem {
  found.path.unshift(key);
  return found;
}

function sortOfClass(value: object): string {
  if (isDate(value) || ArrayBuffer.isView(value)) return sortOf(value);
  return 'then' in value ? sortOf(value) : 'an instance of a class';
}
