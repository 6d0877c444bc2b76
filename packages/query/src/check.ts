/** Checks that constructors share: a word out of a closed set, a function's name, an identifier, a count. */
import { QueryError } from './errors.js';

/** Returns `word` when it is one of `words`; the type already says so, this stops untyped callers. */
export function oneOf<W extends string>(what: string, words: readonly W[], word: W): W {
  if (!words.includes(word)) throw new QueryError(`unknown ${what}`, { hint: `one of: ${words.join(', ')}` });
  return word;
}

/** Returns the name of a function, which is printed unquoted and may therefore be a plain word only. */
export function functionName(name: string): string {
  if (typeof name !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name)) {
    throw new QueryError('a function name is letters, digits and _', {
      hint: 'a function never takes its name from data',
    });
  }
  return name;
}

/** Returns an identifier that can be quoted: not empty, without NUL. */
export function identifierName(name: string): string {
  if (typeof name !== 'string' || name === '') throw new QueryError('an identifier must be a text that is not empty');
  if (name.includes('\0')) throw new QueryError('an identifier cannot hold the character NUL');
  return name;
}

/** Returns a LIMIT or OFFSET: a safe integer from 0. */
export function count(what: string, n: number): number {
  if (!Number.isSafeInteger(n) || n < 0) throw new QueryError(`${what} must be a whole number from 0`);
  return n;
}

/** Returns the list when it has an item. */
export function notEmpty<T>(what: string, list: readonly T[]): readonly T[] {
  if (list.length === 0) throw new QueryError(`${what} cannot be empty`);
  return list;
}
