/** Opens a connection to a file or to memory and sets it up; what goes wrong says which file and what to do. */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigurationError, OperationalError } from '@dorm/core/driver';
import Database from 'better-sqlite3';
import { Connection } from './connection.js';
import { codeOf, databaseError } from './errors.js';
import { registerFunctions } from './functions.js';
import type { NativeDatabase } from './native.js';
import type { Settings } from './options.js';
import type { Target } from './target.js';

/**
 * How long SQLite itself waits for a lock, in ms. It blocks the event loop meanwhile, so this only covers the instants
 * in which another process commits; longer waits are the driver's.
 */
const NATIVE_TIMEOUT = 10;

/** @throws OperationalError when the file cannot be opened or is no database, which is seen here and not later. */
export function openConnection(target: Target, settings: Settings): Connection {
  if (target.kind === 'native') return adopt(target.database, settings);
  const path = target.kind === 'file' ? target.path : ':memory:';
  const native = openNative(path, settings);
  try {
    if (target.kind === 'file' && !settings.readOnly) native.pragma(`journal_mode = ${settings.journalMode}`);
    native.pragma(`synchronous = ${settings.synchronous}`);
    // A database file may come from elsewhere: its views and triggers cannot call what is not known to be harmless.
    native.pragma('trusted_schema = off');
    native.pragma('foreign_keys = on');
    registerFunctions(native);
    // Reads the file's header, so that a file of another kind is refused now.
    native.pragma('schema_version');
  } catch (error) {
    native.close();
    throw databaseError(error, { native, where: path, sql: '' });
  }
  return new Connection(native, path, true, settings.maxPreparedStatements);
}

/** A Database that somebody else opened: its other settings are theirs, and so is closing it. */
function adopt(native: NativeDatabase, settings: Settings): Connection {
  const where = native.memory ? ':memory:' : native.name;
  if (!native.open) {
    throw new OperationalError(`the Database ${where} that sqlite() was given is closed`, {
      hint: 'close it after closeAll(), or give sqlite() the name of the file',
    });
  }
  try {
    native.pragma('foreign_keys = on');
    registerFunctions(native);
  } catch (error) {
    throw databaseError(error, { native, where, sql: '' });
  }
  return new Connection(native, where, false, settings.maxPreparedStatements);
}

function openNative(path: string, settings: Settings): NativeDatabase {
  try {
    return new Database(path, { readonly: settings.readOnly, timeout: NATIVE_TIMEOUT });
  } catch (error) {
    throw openError(path, settings.readOnly, error);
  }
}

function openError(path: string, readOnly: boolean, cause: unknown): Error {
  const code = cause instanceof Error ? codeOf(cause) : null;
  if (code === null && !(cause instanceof Error && cause.message.includes('directory does not exist'))) {
    // Neither SQLite nor the path: the native part of better-sqlite3 did not load.
    return new ConfigurationError('better-sqlite3 cannot be loaded', {
      hint: 'its native part is missing or for another Node: run `npm rebuild better-sqlite3` (pnpm: allow its build first)',
      cause,
    });
  }
  const [why, hint] = diagnosis(path, readOnly);
  return new OperationalError(`cannot open ${path}: ${why}`, { hint, cause, nativeCode: code ?? 'SQLITE_CANTOPEN' });
}

function diagnosis(path: string, readOnly: boolean): readonly [why: string, hint: string] {
  const folder = dirname(path);
  const parent = kindOf(folder);
  const kind = kindOf(path);
  if (parent !== 'folder') {
    const why = parent === null ? 'does not exist' : 'is not a folder';
    return [`the folder ${folder} ${why}`, `create it (mkdir -p ${folder}), or correct the path`];
  }
  if (kind === 'folder') return ['it is a folder', `name a file in it: ${path}/app.sqlite`];
  if (kind === null && readOnly)
    return ['the file does not exist', 'leave readOnly out to create it, or correct the path'];
  const subject = kind === null ? folder : path;
  if (!allowed(subject, kind === null || !readOnly)) {
    return ['this process lacks the right to use it', `look at the rights of ${subject}: ls -ld ${subject}`];
  }
  return ['SQLite cannot open it', `look at the rights and the kind of ${path}`];
}

function kindOf(path: string): 'folder' | 'other' | null {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'other';
  } catch {
    return null;
  }
}

function allowed(path: string, write: boolean): boolean {
  try {
    accessSync(path, write ? constants.R_OK | constants.W_OK : constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
