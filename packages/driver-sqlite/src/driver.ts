/** `sqlite()`: SQLite as a value for `databases`. */
import type { Driver } from '@dorm/core/driver';
import { SqliteBackend } from './backend.js';
import { sqliteDialect } from './dialect.js';
import { sqliteCapabilities } from './features.js';
import type { NativeDatabase } from './native.js';
import { readOptions, type SqliteOptions } from './options.js';
import { SharedDatabase } from './shared.js';
import { readTarget, type Target } from './target.js';

/**
 * SQLite, on better-sqlite3. Nothing is opened before the first statement.
 *
 * A file is opened with WAL and enforced foreign keys; each transaction has a connection of its own, and those that
 * write take turns. A database in memory, and a `Database` that is handed in, have one connection: while a transaction
 * is open on it, everybody else waits. A database in memory is the same for all configurations that use this value, and
 * gone when the last of them closes. A `Database` that is handed in stays open when dorm closes.
 *
 * @param database a path, `':memory:'`, a `sqlite:///absolute/path` or `file:` URL, or an open Database of better-sqlite3.
 * @param options timeouts, pool and pragmas; each with its default.
 * @throws ConfigurationError for a name that is none, and for unknown or wrong options.
 *
 * @example
 * configure({ databases: { default: sqlite('app.sqlite', { busyTimeoutMs: 2000 }) }, apps: [blog] });
 */
export function sqlite(database: string | URL | NativeDatabase, options: SqliteOptions = {}): Driver {
  const target = readTarget(database);
  const settings = readOptions(options, target.kind);
  const shared = sharedOf(target);
  return {
    vendor: 'sqlite',
    dialect: sqliteDialect,
    capabilities: sqliteCapabilities,
    open: (alias) => new SqliteBackend(target, settings, alias, shared),
  };
}

/** Two drivers may be given one Database. */
const handedIn = new WeakMap<NativeDatabase, SharedDatabase>();

function sharedOf(target: Target): SharedDatabase | null {
  if (target.kind === 'file') return null;
  if (target.kind === 'memory') return new SharedDatabase();
  const shared = handedIn.get(target.database) ?? new SharedDatabase();
  handedIn.set(target.database, shared);
  return shared;
}
