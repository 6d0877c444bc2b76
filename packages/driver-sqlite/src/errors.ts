/** Native errors become dorm's: one table from SQLite's codes, one from the texts of its general error. */
import { DatabaseError, DataError, DormError, OperationalError, ProgrammingError } from '@dorm/core/driver';
import { integrityError } from './constraints.js';
import type { NativeDatabase } from './native.js';

/** Where an error happened. */
export interface ErrorContext {
  readonly native: NativeDatabase;
  /** The path, or `:memory:`. */
  readonly where: string;
  readonly sql: string;
}

interface Rule {
  readonly type: typeof DatabaseError;
  readonly retryable?: boolean;
  readonly hint?: (where: string) => string;
}

/** By code; an extended code (`SQLITE_IOERR_WRITE`) falls back to the one it extends. */
const BY_CODE: Readonly<Record<string, Rule>> = {
  SQLITE_BUSY: {
    type: OperationalError,
    retryable: true,
    hint: (where) =>
      `another connection held ${where} for longer than busyTimeoutMs: shorten its transactions, or wait longer`,
  },
  SQLITE_LOCKED: { type: OperationalError, retryable: true, hint: () => 'another statement uses the table: try again' },
  SQLITE_PROTOCOL: { type: OperationalError, retryable: true, hint: () => 'too many processes open the file at once' },
  SQLITE_SCHEMA: { type: OperationalError, retryable: true, hint: () => 'the schema changed meanwhile: try again' },
  SQLITE_INTERRUPT: { type: OperationalError },
  SQLITE_NOMEM: { type: OperationalError },
  SQLITE_FULL: {
    type: OperationalError,
    hint: (where) => `free space on the disk of ${where}, or of the folder for temporary files`,
  },
  SQLITE_IOERR: { type: OperationalError, hint: (where) => `the operating system failed to read or write ${where}` },
  SQLITE_READONLY: {
    type: OperationalError,
    hint: (where) =>
      `${where} can only be read here: look at the readOnly option and transaction, and at the rights of the file and its folder`,
  },
  SQLITE_CANTOPEN: {
    type: OperationalError,
    hint: (where) => `does ${where} exist, and may this process write its folder?`,
  },
  SQLITE_PERM: { type: OperationalError },
  SQLITE_AUTH: { type: OperationalError },
  SQLITE_CORRUPT: {
    type: OperationalError,
    hint: (where) => `restore ${where} from a backup, or save what can be read with: sqlite3 <file> .recover`,
  },
  SQLITE_NOTADB: {
    type: OperationalError,
    hint: (where) => `${where} is another kind of file, or an encrypted database: correct the path`,
  },
  SQLITE_TOOBIG: { type: DataError, hint: () => 'a text, a blob or the statement exceeds what SQLite can hold' },
  SQLITE_MISMATCH: { type: DataError, hint: () => 'the column takes integers only' },
  SQLITE_CONSTRAINT_DATATYPE: { type: DataError, hint: () => 'the column of a STRICT table takes its own type only' },
  SQLITE_RANGE: { type: ProgrammingError },
  SQLITE_ERROR: { type: ProgrammingError },
};

/** SQLITE_ERROR, and what better-sqlite3 itself refuses, by the text. */
const BY_TEXT: readonly (readonly [pattern: RegExp, type: typeof DatabaseError, hint: string])[] = [
  [
    /^no such table: /,
    ProgrammingError,
    'create the tables of your models with createTables(), or bring the database up to date with `dorm migrate`',
  ],
  [
    /^(no such column: |table .* has no column named )/,
    ProgrammingError,
    'the table differs from its model: migrate it',
  ],
  [/^too many SQL variables/, ProgrammingError, 'SQLite takes 32766 parameters a statement: split the work into parts'],
  [/^Expression tree is too large/, ProgrammingError, 'combine fewer conditions, or use __in with a list'],
  [
    /^(at most 64 tables in a join|too many FROM clause terms)/,
    ProgrammingError,
    'follow fewer relations in one query: chained filter() calls over many rows join anew each time; put conditions on the same row into one call, use __in with a QuerySet, and prefetchRelated() instead of selectRelated()',
  ],
  [/^too many (columns|terms)/, ProgrammingError, 'select fewer columns, or combine fewer queries'],
  [/^integer overflow/, DataError, 'the result does not fit into 64 bits'],
  [/^(malformed JSON|bad JSON path|JSON path error)/, DataError, 'a value is not the JSON, or the path, it should be'],
  [/^LIKE or GLOB pattern too complex/, DataError, 'search for a shorter text: SQLite takes patterns of 50000 bytes'],
  [/^SQLite3 can only bind/, DataError, 'a parameter must be a number, string, bigint, Buffer or null'],
  [/^The bound string, buffer, or bigint is too big/, DataError, 'integers have 64 bits, texts and blobs about 500 MB'],
  [/^Too (few|many) parameter values/, ProgrammingError, 'the statement has another number of placeholders'],
  [/^The supplied SQL string contains/, ProgrammingError, 'send one statement at a time'],
  [
    /^This (database connection|statement) is busy/,
    OperationalError,
    'an iterate() of the Database is still open: close it',
  ],
];

/** dorm's error for a native one; anything else (an error of a function that SQL called) comes back as it is. */
export function databaseError(error: unknown, context: ErrorContext): unknown {
  if (!(error instanceof Error) || error instanceof DormError) return error;
  const code = codeOf(error);
  if (code?.startsWith('SQLITE_CONSTRAINT') && code !== 'SQLITE_CONSTRAINT_DATATYPE') {
    return integrityError(error, code, context);
  }
  const known = BY_TEXT.find(([pattern]) => pattern.test(error.message));
  if (code === null && known === undefined) return error;
  const { message, cause } = redacted(error, context.sql);
  const native = { cause, ...(code === null ? {} : { nativeCode: code }) };
  if (known !== undefined && (code === null || code === 'SQLITE_ERROR')) {
    const [, Type, hint] = known;
    return new Type(message, { ...native, hint });
  }
  const rule = ruleOf(code ?? '');
  const { type: Type, hint } = rule;
  return new Type(message, {
    ...native,
    retryable: rule.retryable ?? false,
    ...(hint === undefined ? {} : { hint: hint(context.where) }),
  });
}

/** SQLite's code of a native error; null for better-sqlite3's own TypeErrors and RangeErrors. */
export function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : null;
}

function ruleOf(code: string): Rule {
  for (let name = code; name !== 'SQLITE'; name = name.slice(0, name.lastIndexOf('_'))) {
    const rule = BY_CODE[name];
    if (rule !== undefined) return rule;
    if (!name.includes('_')) break;
  }
  return { type: DatabaseError };
}

/**
 * SQLite's messages quote the SQL, which has no values in it; but some quote a parameter (a JSON path, a search text of
 * FTS5). What does not stand in the SQL is left out, and then the native error too.
 */
function redacted(error: Error, sql: string): { message: string; cause?: Error } {
  const message = error.message
    .replace(/(["'])(.+?)\1/gs, (text, quote: string, inner: string) =>
      sql.includes(inner) ? text : `${quote}…${quote}`,
    )
    .replace(/^(no such column: |unable to open database: )(.+)$/s, (text, start: string, name: string) =>
      name.split('.').every((part) => sql.includes(part)) ? text : `${start}…`,
    );
  return message === error.message ? { message, cause: error } : { message };
}
