/** Broken constraints: SQLite tells some of kind, name, table and columns; the rest is looked up in the schema. */
import { type ConstraintKind, IntegrityError } from '@dorm/core/driver';
import type { ErrorContext } from './errors.js';
import { type NativeDatabase, query } from './native.js';

interface Broken {
  readonly kind: ConstraintKind;
  readonly constraint: string | null;
  readonly table: string | null;
  readonly columns: readonly string[];
}

/** Reads what an error of the family SQLITE_CONSTRAINT says. */
export function integrityError(error: Error, code: string, context: ErrorContext): IntegrityError {
  const { native, sql } = context;
  let broken: Broken;
  try {
    broken = describe(native, error.message, code, targetOf(sql));
  } catch {
    // The schema cannot be read just now; what the message says is enough to go on.
    broken = { kind: kindOf(code), constraint: null, table: targetOf(sql), columns: [] };
  }
  return named(error.message, broken, code, error);
}

/**
 * A COMMIT that failed because of a deferred foreign key, with its table and columns; any other error as it is.
 * To be called before the transaction is rolled back.
 */
export function brokenForeignKey(native: NativeDatabase, error: unknown): unknown {
  if (!(error instanceof IntegrityError) || error.kind !== 'foreignKey') return error;
  try {
    const found = native.prepare('pragma foreign_key_check');
    found.raw(true);
    // get(): the first one is enough, and stops the search.
    const row = found.get();
    if (!Array.isArray(row)) return error;
    const [table, , parent, id] = row;
    const columns = foreignKeys(native, String(table)).get(Number(id)) ?? [];
    const constraint = declaredName(native, String(table), 'foreign\\s+key', columns);
    const message = `FOREIGN KEY constraint failed: ${table}.${columns.join(', ')} refers to no row of ${parent}`;
    const broken: Broken = { kind: 'foreignKey', constraint, table: String(table), columns };
    return named(message, broken, error.nativeCode ?? '', error.cause);
  } catch {
    return error;
  }
}

const HINTS: Readonly<Record<ConstraintKind, string>> = {
  unique: 'another row has the same value: choose another one, or update that row',
  foreignKey: 'save the row that is referred to first, and delete it after the rows that refer to it',
  notNull: 'give the column a value',
  check: 'the value breaks a rule of the table',
};

function named(message: string, broken: Broken, nativeCode: string, cause: unknown): IntegrityError {
  const { kind, constraint } = broken;
  const known = constraint === null || message.includes(constraint);
  const text = known ? message : `${message} (constraint "${constraint}")`;
  return new IntegrityError(text, { ...broken, nativeCode, cause, hint: HINTS[kind] });
}

function kindOf(code: string): ConstraintKind {
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return 'foreignKey';
  if (code === 'SQLITE_CONSTRAINT_NOTNULL') return 'notNull';
  // A trigger that raises is the author's own check.
  return /_(UNIQUE|PRIMARYKEY|ROWID)$/.test(code) ? 'unique' : 'check';
}

function describe(native: NativeDatabase, message: string, code: string, target: string | null): Broken {
  const kind = kindOf(code);
  const detail = /^[A-Z ]+ constraint failed: (.+)$/s.exec(message)?.[1] ?? null;
  if (kind === 'foreignKey') return insertedForeignKey(native, target);
  if (detail === null) return { kind, constraint: null, table: target, columns: [] };
  if (kind === 'check') return brokenCheck(native, detail, target);
  const index = /^index '(.+)'$/s.exec(detail)?.[1];
  if (index !== undefined) return brokenIndex(native, index, target);
  const table = tableOf(detail, target);
  const columns = detail.split(', ').map((part) => part.slice(table.length + 1));
  const constraint = kind === 'unique' ? uniqueName(native, table, columns) : null;
  return { kind, constraint, table, columns };
}

/** A table's name may have a dot in it, so the statement's own one is tried first. */
function tableOf(detail: string, target: string | null): string {
  if (target !== null && detail.startsWith(`${target}.`)) return target;
  return detail.slice(0, detail.indexOf('.'));
}

/** The table that a statement writes to. */
function targetOf(sql: string): string | null {
  const match = /\b(?:insert(?:\s+or\s+\w+)?\s+into|update|delete\s+from)\s+(?:"((?:[^"]|"")+)"|(\w+))/i.exec(sql);
  return match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? null;
}

/** An INSERT can only break a foreign key of its own table: when that has one, it is the one. */
function insertedForeignKey(native: NativeDatabase, table: string | null): Broken {
  const none: Broken = { kind: 'foreignKey', constraint: null, table, columns: [] };
  if (table === null) return none;
  const keys = [...foreignKeys(native, table).values()];
  const columns = keys.length === 1 ? (keys[0] ?? []) : [];
  return columns.length === 0
    ? none
    : { ...none, columns, constraint: declaredName(native, table, 'foreign\\s+key', columns) };
}

/** Columns of a table's foreign keys, by SQLite's number of the key. */
function foreignKeys(native: NativeDatabase, table: string): Map<number, string[]> {
  const keys = new Map<number, string[]>();
  for (const [id, column] of query(
    native,
    'select id, "from" from pragma_foreign_key_list(?) order by id, seq',
    table,
  )) {
    keys.set(Number(id), [...(keys.get(Number(id)) ?? []), String(column)]);
  }
  return keys;
}

/** A unique index over expressions is told by its name. */
function brokenIndex(native: NativeDatabase, index: string, target: string | null): Broken {
  const row = query(native, "select tbl_name from sqlite_schema where type = 'index' and name = ?", index)[0];
  const columns = indexColumns(native, index).filter((column) => column !== null);
  return { kind: 'unique', constraint: index, table: row === undefined ? target : String(row[0]), columns };
}

function uniqueName(native: NativeDatabase, table: string, columns: readonly string[]): string | null {
  const rows = query(native, 'select name, origin from pragma_index_list(?) where "unique" = 1', table);
  for (const [name, origin] of rows) {
    if (origin !== 'c' || !same(indexColumns(native, String(name)), columns)) continue;
    return String(name);
  }
  return declaredName(native, table, 'unique', columns);
}

function indexColumns(native: NativeDatabase, index: string): (string | null)[] {
  const rows = query(native, 'select name from pragma_index_info(?) order by seqno', index);
  return rows.map(([name]) => (name === null ? null : String(name)));
}

/** The name that CREATE TABLE gives a UNIQUE or FOREIGN KEY over these columns; SQLite itself keeps it nowhere else. */
function declaredName(native: NativeDatabase, table: string, kind: string, columns: readonly string[]): string | null {
  const pattern = new RegExp(`\\bconstraint\\s+${NAME}\\s+${kind}\\s*\\(([^)]*)\\)`, 'gi');
  for (const match of createTable(native, table).matchAll(pattern)) {
    const list = (match[3] ?? '').split(',').map((column) => unquoted(column.trim()));
    if (same(list, columns)) return nameIn(match);
  }
  return null;
}

/** SQLite tells the name of a CHECK, or its expression when it has none. */
function brokenCheck(native: NativeDatabase, detail: string, table: string | null): Broken {
  const sql = table === null ? '' : createTable(native, table);
  const pattern = new RegExp(`\\bconstraint\\s+${NAME}\\s+check\\s*(?=\\()`, 'gi');
  const declared = [...sql.matchAll(pattern)].find((match) => nameIn(match) === detail);
  const expression = declared === undefined ? detail : parenthesized(sql.slice(declared.index + declared[0].length));
  const rows = table === null ? [] : query(native, 'select name from pragma_table_info(?)', table);
  const columns = rows.map(([name]) => String(name)).filter((name) => mentions(expression, name));
  return { kind: 'check', constraint: declared === undefined ? null : detail, table, columns };
}

const NAME = '(?:"((?:[^"]|"")+)"|(\\w+))';

function nameIn(match: RegExpMatchArray): string {
  return match[1]?.replaceAll('""', '"') ?? match[2] ?? '';
}

function createTable(native: NativeDatabase, table: string): string {
  const row = query(native, "select sql from sqlite_schema where type = 'table' and name = ?", table)[0];
  return row === undefined ? '' : String(row[0]);
}

/** The text up to the parenthesis that closes the one it begins with. */
function parenthesized(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return text.slice(0, i + 1);
  }
  return text;
}

function mentions(expression: string, column: string): boolean {
  if (expression.includes(`"${column}"`)) return true;
  return /^\w+$/.test(column) && new RegExp(`(?<![\\w"'])${column}(?![\\w"'(])`, 'i').test(expression);
}

function unquoted(name: string): string {
  return /^".*"$/s.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}

function same(a: readonly (string | null)[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}
