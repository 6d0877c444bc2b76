/** The options of `sqlite()`: their defaults and bounds, checked before anything is opened. */
import { ConfigurationError, didYouMean } from '@dorm/core/driver';

/** How SQLite keeps a transaction safe on disk. `wal` lets readers go on while somebody writes. */
export type JournalMode = 'wal' | 'delete' | 'truncate' | 'persist' | 'memory';

/** How often SQLite waits for the disk. `normal` is safe with WAL: only a power cut may lose the last commits. */
export type Synchronous = 'off' | 'normal' | 'full' | 'extra';

/** Options of `sqlite()`. Foreign keys are always enforced; extensions are never loaded. */
export interface SqliteOptions {
  /** How long a statement waits for a lock of another process, in ms. Default 5000; 0 does not wait. */
  readonly busyTimeoutMs?: number;
  /** How long a caller waits for a connection, or for its turn to write, in ms. Default 10000. */
  readonly acquireTimeoutMs?: number;
  /**
   * Connections that transactions and streams may hold at once, 1 to 64. Default 4. Statements outside transactions
   * have one more, which is never held; with 1 they share it and wait while a transaction is open.
   */
  readonly maxConnections?: number;
  /** Prepared statements kept on each connection. Default 500. */
  readonly maxPreparedStatements?: number;
  /** Default `wal`. A database in memory has its own. */
  readonly journalMode?: JournalMode;
  /** Default `normal`. */
  readonly synchronous?: Synchronous;
  /** Opens the file for reading only; it must exist. Default false. */
  readonly readOnly?: boolean;
}

/** Options with their defaults filled in. */
export type Settings = Required<SqliteOptions>;

const DEFAULTS: Settings = {
  busyTimeoutMs: 5_000,
  acquireTimeoutMs: 10_000,
  maxConnections: 4,
  maxPreparedStatements: 500,
  journalMode: 'wal',
  synchronous: 'normal',
  readOnly: false,
};

/** The longest delay that a timer of Node takes. */
const MAX_DELAY = 2_147_483_647;

const BOUNDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  busyTimeoutMs: [0, MAX_DELAY],
  acquireTimeoutMs: [1, MAX_DELAY],
  maxConnections: [1, 64],
  maxPreparedStatements: [1, 100_000],
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  journalMode: ['wal', 'delete', 'truncate', 'persist', 'memory'],
  synchronous: ['off', 'normal', 'full', 'extra'],
};

/** What whoever opened a `Database` has decided already. */
const DECIDED_AT_OPEN = ['maxConnections', 'journalMode', 'synchronous', 'readOnly'];

/**
 * Fills in the defaults.
 *
 * @throws ConfigurationError for an unknown option, or a value out of bounds.
 */
export function readOptions(options: SqliteOptions, target: 'memory' | 'file' | 'native'): Settings {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new ConfigurationError('the options of sqlite() must be an object', {
      hint: "write sqlite('app.sqlite', { busyTimeoutMs: 5000 })",
    });
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    checkName(name, target);
    checkValue(name, value);
  }
  if (target === 'memory' && options.readOnly === true) {
    throw new ConfigurationError('a database in memory cannot be readOnly: it begins empty', {
      hint: 'leave readOnly out, or name a file',
    });
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...DEFAULTS, ...Object.fromEntries(given) };
}

function checkName(name: string, target: 'memory' | 'file' | 'native'): void {
  if (name === 'foreignKeys') {
    throw new ConfigurationError('sqlite() has no option foreignKeys: they are always enforced', {
      hint: 'leave it out; a relation with dbConstraint: false has no constraint in the database',
    });
  }
  if (!Object.hasOwn(DEFAULTS, name)) {
    throw new ConfigurationError(`sqlite() has no option '${name}'`, { hint: didYouMean(name, Object.keys(DEFAULTS)) });
  }
  if (target === 'native' && DECIDED_AT_OPEN.includes(name)) {
    throw new ConfigurationError(`${name} belongs to whoever opened the Database that sqlite() was given`, {
      hint: 'set it where the Database is opened, or give sqlite() the name of the file',
    });
  }
}

function checkValue(name: string, value: unknown): void {
  const bounds = BOUNDS[name];
  const choices = CHOICES[name];
  if (bounds !== undefined) {
    const [least, most] = bounds;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return;
    throw new ConfigurationError(`${name} must be a whole number from ${least} to ${most}`, {
      hint: `the default is ${String(DEFAULTS[name as keyof Settings])}`,
    });
  }
  if (choices !== undefined) {
    if (typeof value === 'string' && choices.includes(value)) return;
    throw new ConfigurationError(`${name} must be one of ${choices.join(', ')}`, {
      hint: typeof value === 'string' ? didYouMean(value, choices) : 'write it as text',
    });
  }
  if (typeof value !== 'boolean') throw new ConfigurationError(`${name} must be true or false`);
}
