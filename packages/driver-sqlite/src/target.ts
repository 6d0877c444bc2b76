/** Where a database is: what `sqlite()` was given, read as memory, a file's absolute path, or an open Database. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '@dorm/core/driver';
import type { NativeDatabase } from './native.js';

export type Target =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'native'; readonly database: NativeDatabase };

const MEMORY = new Set([':memory:', 'sqlite::memory:', 'sqlite://:memory:', 'file::memory:']);

/**
 * Reads `':memory:'`, a path, a `sqlite:` or `file:` URL, a URL object or a Database. Relative paths are resolved now,
 * so that a later change of folder does not move the database.
 *
 * @throws ConfigurationError for anything else.
 */
export function readTarget(given: string | URL | NativeDatabase): Target {
  if (typeof given === 'string') return MEMORY.has(given) ? { kind: 'memory' } : { kind: 'file', path: pathOf(given) };
  if (given instanceof URL) return readTarget(given.href);
  if (isDatabase(given)) return { kind: 'native', database: given };
  throw new ConfigurationError('sqlite() needs a file name, a URL or an open Database of better-sqlite3', {
    hint: "write sqlite('app.sqlite'), or sqlite(':memory:') for a database that is gone with the process",
  });
}

function isDatabase(given: unknown): given is NativeDatabase {
  if (typeof given !== 'object' || given === null) return false;
  const methods = ['prepare', 'exec', 'pragma', 'function', 'close'];
  return 'open' in given && methods.every((name) => typeof Reflect.get(given, name) === 'function');
}

function pathOf(given: string): string {
  if (given.trim() === '') {
    throw new ConfigurationError('sqlite() was given an empty file name', {
      hint: 'is an environment variable not set? Write a path, or :memory:',
    });
  }
  if (given.includes('\0')) throw new ConfigurationError('a file name for sqlite() has a NUL character in it');
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(given)?.[1]?.toLowerCase();
  if (scheme === 'file' || scheme === 'sqlite' || scheme === 'sqlite3') return fromUrl(given, scheme);
  if (scheme !== undefined && given.startsWith('//', scheme.length + 1)) {
    throw new ConfigurationError(`sqlite() cannot open a ${scheme}: URL`, {
      hint: 'use the driver of that database, or a sqlite:///absolute/path URL',
    });
  }
  return resolve(given);
}

function fromUrl(given: string, scheme: string): string {
  const rest = given.slice(scheme.length + 1);
  if (/[?#]/.test(rest)) {
    throw new ConfigurationError(`sqlite() takes no parameters in a ${scheme}: URL`, {
      hint: "pass options instead: sqlite(url, { readOnly: true }); write '?' and '#' of a file name as %3F and %23",
    });
  }
  // `file:./dev.db` and `sqlite:app.db`: a path that only carries a scheme.
  if (!rest.startsWith('/')) return resolve(decode(rest));
  try {
    return fileURLToPath(new URL(`file:${rest}`));
  } catch {
    throw new ConfigurationError(`sqlite() cannot read its ${scheme}: URL as a path on this machine`, {
      hint: `an absolute path has three slashes: ${scheme}:///home/me/app.sqlite`,
    });
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
