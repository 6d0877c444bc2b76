/** A transaction: it owns its connection until it ends, and reports when SQLite ended it by itself. */
import {
  type Command,
  type DriverTransaction,
  type QueryAnswer,
  type RowStream,
  TransactionManagementError,
} from '@dorm/core/driver';
import { type Connection, closedError } from './connection.js';
import { brokenForeignKey } from './constraints.js';
import { tableColumns, tableNames } from './introspect.js';
import { isLocked, retryLocked } from './retry.js';

/** What the pool wants to know at the end: whether the connection can be used again. */
export type OnEnd = (reusable: boolean) => void;

export class SqliteTransaction implements DriverTransaction {
  readonly #connection: Connection;
  readonly #readOnly: boolean;
  readonly #busyTimeoutMs: number;
  readonly #onEnd: OnEnd;
  #state: 'open' | 'committing' | 'ended' | 'closed' = 'open';
  /** The error after which SQLite had rolled the transaction back by itself. */
  #lostTo: unknown = null;

  constructor(connection: Connection, readOnly: boolean, busyTimeoutMs: number, onEnd: OnEnd) {
    this.#connection = connection;
    this.#readOnly = readOnly;
    this.#busyTimeoutMs = busyTimeoutMs;
    this.#onEnd = onEnd;
  }

  /** To be called once, before anything else; throws when the database is locked. */
  begin(): void {
    begin(this.#connection, this.#readOnly);
  }

  run<Result>(command: Command<Result>, parameters: readonly unknown[]): Result {
    this.#check();
    try {
      return this.#connection.run(command, parameters);
    } catch (error) {
      throw this.#noticed(error);
    }
  }

  query(sql: string, parameters: readonly unknown[]): QueryAnswer {
    this.#check();
    try {
      return this.#connection.query(sql, parameters);
    } catch (error) {
      throw this.#noticed(error);
    }
  }

  stream(command: Command<unknown>, parameters: readonly unknown[], chunkSize: number): RowStream {
    this.#check();
    try {
      return this.#connection.stream(command, parameters, { chunkSize, detached: false, owner: this });
    } catch (error) {
      throw this.#noticed(error);
    }
  }

  script(sql: string): void {
    this.#check();
    try {
      this.#connection.execute(sql);
    } catch (error) {
      throw this.#noticed(error);
    }
    if (this.#connection.inTransaction) return;
    this.#lostTo = new TransactionManagementError('the script ended the transaction it ran in', {
      hint: 'leave COMMIT and ROLLBACK out of a script that runs inside atomic()',
    });
    throw this.#lostTo;
  }

  tableNames(): readonly string[] {
    this.#check();
    return tableNames(this.#connection);
  }

  tableColumns(table: string): ReturnType<typeof tableColumns> {
    this.#check();
    return tableColumns(this.#connection, table);
  }

  savepoint(name: string): void {
    this.script(`savepoint ${quoted(name)}`);
  }

  releaseSavepoint(name: string): void {
    this.script(`release savepoint ${quoted(name)}`);
  }

  rollbackToSavepoint(name: string): void {
    this.script(`rollback to savepoint ${quoted(name)}`);
  }

  commit(): void | Promise<void> {
    try {
      this.#check();
    } catch (error) {
      if (this.#state === 'open') this.#end();
      throw error;
    }
    this.#connection.closeCursors(endedError, this);
    try {
      this.#connection.control('commit');
    } catch (error) {
      if (isLocked(error)) return this.#commitLater();
      throw this.#commitFailed(error);
    }
    this.#end();
  }

  rollback(): void {
    // After close() there is nothing left to undo, and the error that led here is the one to see.
    if (this.#state === 'closed') return;
    if (this.#state !== 'open') throw endedError();
    this.#rollback();
  }

  /** Ends it because the database is being closed. */
  abandon(): void {
    try {
      this.#rollback();
    } catch {
      // Whatever is left of it goes with the connection.
    }
    this.#state = 'closed';
  }

  /** Where there is no WAL, a reader of another process can hold a commit up. */
  async #commitLater(): Promise<void> {
    this.#state = 'committing';
    try {
      await retryLocked(this.#busyTimeoutMs, () => this.#connection.control('commit'));
    } catch (error) {
      throw this.#commitFailed(error);
    }
    this.#end();
  }

  #commitFailed(error: unknown): unknown {
    const named = this.#connection.closed ? error : brokenForeignKey(this.#connection.native, error);
    try {
      this.#rollback();
    } catch {
      // The connection is gone with it; what the commit said is the error to tell.
    }
    return named;
  }

  #rollback(): void {
    const connection = this.#connection;
    try {
      if (!connection.closed) {
        connection.closeCursors(endedError, this);
        if (connection.inTransaction) connection.control('rollback');
      }
    } finally {
      this.#end();
    }
  }

  #end(): void {
    if (this.#state === 'ended' || this.#state === 'closed') return;
    this.#state = 'ended';
    const connection = this.#connection;
    let reusable = !connection.closed && !connection.inTransaction;
    try {
      if (reusable && this.#readOnly) connection.execute('pragma query_only = off');
    } catch {
      reusable = false;
    }
    this.#onEnd(reusable);
  }

  #check(): void {
    if (this.#state === 'closed' || this.#connection.closed) throw closedError(this.#connection.where);
    if (this.#state !== 'open') throw endedError();
    if (this.#lostTo === null) return;
    throw new TransactionManagementError('SQLite has rolled this transaction back because of an earlier error', {
      hint: 'nothing of it was stored; the cause says why: run the whole transaction again',
      cause: this.#lostTo,
    });
  }

  /** Some errors (a full disk, an I/O error) end the transaction, most do not. */
  #noticed(error: unknown): unknown {
    if (!this.#connection.closed && !this.#connection.inTransaction) this.#lostTo ??= error;
    return error;
  }
}

function begin(connection: Connection, readOnly: boolean): void {
  if (connection.inTransaction) {
    throw new TransactionManagementError(`${connection.where} is in a transaction that dorm did not begin`, {
      hint: 'end it before using dorm: a Database that was handed in serves one transaction at a time',
    });
  }
  if (readOnly) beginReading(connection);
  else connection.control('begin immediate');
}

function beginReading(connection: Connection): void {
  connection.execute('pragma query_only = on');
  try {
    // A deferred transaction sees nothing until its first read: this one fixes what it sees.
    connection.execute('begin; select 1 from sqlite_schema limit 1');
  } catch (error) {
    if (connection.inTransaction) connection.control('rollback');
    connection.execute('pragma query_only = off');
    throw error;
  }
}

function endedError(): TransactionManagementError {
  return new TransactionManagementError('the transaction has ended', {
    hint: 'await everything that runs in atomic() before its callback returns',
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
