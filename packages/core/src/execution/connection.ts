/** Connection: a handle on an alias, for SQL by hand. Cheap, usable before configure(), and it joins the transaction around it. */
import { checkOptionNames } from '../config/option-names.js';
import { QuerySetError } from '../errors/index.js';
import { type AtomicOptions, atomic } from '../transaction/atomic.js';
import type { Database } from './database.js';
import type { Capabilities, ColumnInfo, PoolStats, QueryAnswer, Vendor } from './driver.js';
import { databaseFor, logged, promised, sendStream, sessionOf } from './execute.js';
import { plainInteger } from './plain-integer.js';
import { renderSql, type Sql } from './render-sql.js';
import { currentScope } from './scope.js';
import { streamedCommand } from './streamed-command.js';

export type { Sql } from './render-sql.js';

/** A row of SQL by hand: values by column name, as the database has them. */
export type SqlRow = Record<string, unknown>;

/**
 * A handle on the database of an alias, made by `getConnection`. It is never one socket: each call goes to the transaction around it,
 * or to any connection.
 */
export class Connection {
  readonly alias: string;

  constructor(alias: string) {
    this.alias = alias;
  }

  get vendor(): Vendor {
    return this.#database.vendor;
  }
  get capabilities(): Capabilities {
    return this.#database.capabilities;
  }

  /**
   * Runs one statement.
   *
   * @param query made by the `sql` tag, which binds its values; or a text without values.
   * @returns its rows as objects by column name, or RETURNING's; values as the database has them, integers past 2^53 as bigint.
   * @example
   * await getConnection().execute(sql`SELECT id FROM blog_author WHERE email = ${email}`);
   */
  async execute<Row extends SqlRow = SqlRow>(query: Sql): Promise<Row[]> {
    const { columns, rows } = await this.#ask(query);
    return rows.map((row) => objectOf(columns, row) as Row);
  }
  /** Runs one statement. @returns how many rows it changed. */
  async executeWrite(query: Sql): Promise<number> {
    return (await this.#ask(query)).changes;
  }
  /** Runs one INSERT of one row. @returns the key that the database chose, null when it chose none. */
  async executeInsert(query: Sql): Promise<number | bigint | null> {
    const { insertId } = await this.#ask(query);
    return typeof insertId === 'bigint' ? (plainInteger(insertId) as number | bigint) : insertId;
  }
  /** Runs several statements in one text, without values. Never build the text from data. */
  async executeScript(text: string): Promise<void> {
    await sessionOf(this.#database).script(text);
  }
  /** The rows of one statement one by one, read in chunks (default 2,000). */
  async *executeStreaming<Row extends SqlRow = SqlRow>(
    query: Sql,
    options: { readonly chunkSize?: number } = {},
  ): AsyncGenerator<Row> {
    checkOptionNames('executeStreaming()', options, ['chunkSize']);
    const { chunkSize = 2000 } = options;
    if (!Number.isSafeInteger(chunkSize) || chunkSize < 1) {
      throw new QuerySetError('executeStreaming(): chunkSize is a whole number from 1.');
    }
    const database = this.#database;
    const { sql, parameters } = renderSql(query, database, 'execute()');
    const stream = await sendStream(streamedCommand(sql), parameters, chunkSize, database);
    try {
      for (let rows = await stream.read(); rows.length > 0; rows = await stream.read()) {
        for (const row of rows) yield objectOf(stream.columns, row) as Row;
      }
    } finally {
      await stream.close();
    }
  }

  async tableExists(name: string): Promise<boolean> {
    return (await this.tableNames()).includes(name);
  }
  async tableNames(): Promise<readonly string[]> {
    return sessionOf(this.#database).tableNames();
  }
  /** The columns of a table in their order; empty when there is no such table. */
  async getTableColumns(table: string): Promise<readonly ColumnInfo[]> {
    return sessionOf(this.#database).tableColumns(table);
  }

  /** `atomic` on this alias. */
  atomic<T>(fn: () => T | PromiseLike<T>): Promise<Awaited<T>>;
  atomic<T>(options: Omit<AtomicOptions, 'using'>, fn: () => T | PromiseLike<T>): Promise<Awaited<T>>;
  atomic<T>(
    first: Omit<AtomicOptions, 'using'> | (() => T | PromiseLike<T>),
    second?: () => T | PromiseLike<T>,
  ): Promise<Awaited<T>> {
    if (typeof first === 'function') return atomic({ using: this.alias }, first);
    if (second !== undefined) return atomic({ ...first, using: this.alias }, second);
    throw new QuerySetError('connection.atomic() takes its callback last.');
  }

  poolStats(): PoolStats {
    return this.#database.backend.stats();
  }
  /** Closes this database; a later query opens it again. */
  close(): Promise<void> {
    return this.#database.close();
  }

  get #database(): Database {
    return databaseFor(this.alias);
  }

  async #ask(query: Sql): Promise<QueryAnswer> {
    const database = this.#database;
    const { sql, parameters } = renderSql(query, database, 'execute()');
    const scope = currentScope();
    const run = () => sessionOf(database, scope).query(sql, parameters);
    return promised(scope.log === null ? run() : logged(sql, database, scope.log, run));
  }
}

/** A handle on the database of an alias. @param alias default `'default'`; looked up when it is used. */
export function getConnection(alias = 'default'): Connection {
  return new Connection(alias);
}

function objectOf(columns: readonly string[], row: readonly unknown[]): SqlRow {
  const object: SqlRow = {};
  for (const [i, name] of columns.entries()) object[name] = plainInteger(row[i]);
  return object;
}
