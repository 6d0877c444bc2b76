/** One connection to SQLite: runs commands synchronously, keeps their statements and open cursors, maps errors. */
import { type Command, type DriverRow, OperationalError, type QueryAnswer, type RowStream } from '@dorm/core/driver';
import { databaseError } from './errors.js';
import { type NativeDatabase, type NativeStatement, query } from './native.js';
import { type Prepared, prepare, Statements } from './statements.js';
import { Cursor, type CursorOptions, CursorStream } from './stream.js';

const NO_ROWS: readonly DriverRow[] = Object.freeze([]);

export class Connection {
  readonly native: NativeDatabase;
  /** What messages call the database: its path, or `:memory:`. */
  readonly where: string;
  readonly #owned: boolean;
  readonly #statements: Statements;
  readonly #control = new Map<string, NativeStatement>();
  readonly #cursors = new Set<Cursor>();
  #closed = false;
  #wal: boolean | null = null;

  /** @param owned whether closing this connection closes the database. */
  constructor(native: NativeDatabase, where: string, owned: boolean, maxStatements: number) {
    this.native = native;
    this.where = where;
    this.#owned = owned;
    this.#statements = new Statements(maxStatements);
  }

  get closed(): boolean {
    return this.#closed || !this.native.open;
  }

  /** Whether readers and a writer leave each other alone. */
  get wal(): boolean {
    this.#wal ??= this.native.pragma('journal_mode', { simple: true }) === 'wal';
    return this.#wal;
  }

  get inTransaction(): boolean {
    return this.native.inTransaction;
  }

  /** Prepared statements that are kept. */
  get statements(): number {
    return this.#statements.size;
  }

  /** Runs a command and decodes its answer. */
  run<Result>(command: Command<Result>, parameters: readonly unknown[]): Result {
    let rows = NO_ROWS;
    let changes = 0;
    let insertId: number | bigint | null = null;
    try {
      // The slot is empty or holds what a connection of this driver left there.
      const last = command.prepared as Prepared | null | undefined;
      const prepared = last?.owner === this ? last : this.#statements.find(command, this);
      prepared.used = true;
      if (prepared.writes && this.#cursors.size > 0) this.#detachCursors();
      if (prepared.mode === 'get') {
        const row = prepared.statement.get(parameters) as DriverRow | undefined;
        if (row !== undefined) rows = [row];
      } else if (prepared.mode === 'all') {
        rows = prepared.statement.all(parameters) as DriverRow[];
        changes = rows.length;
      } else {
        const answer = prepared.statement.run(parameters);
        changes = answer.changes;
        insertId = answer.lastInsertRowid;
      }
    } catch (error) {
      throw this.#mapped(error, command.sql);
    }
    return command.decode(rows, changes, insertId);
  }

  /** Whether SQL that was written by hand changes anything. */
  writes(sql: string): boolean {
    try {
      return this.#statements.findByHand(sql, this).writes;
    } catch (error) {
      throw this.#mapped(error, sql);
    }
  }

  /** Runs one statement that was written by hand. */
  query(sql: string, parameters: readonly unknown[]): QueryAnswer {
    try {
      const { statement, mode, writes } = this.#statements.findByHand(sql, this);
      if (writes && this.#cursors.size > 0) this.#detachCursors();
      if (mode === 'run') {
        const { changes, lastInsertRowid } = statement.run(parameters);
        return { columns: [], rows: [], changes, insertId: plain(lastInsertRowid) as number | bigint };
      }
      const rows = (statement.all(parameters) as DriverRow[]).map((row) => row.map(plain));
      return { columns: namesOf(statement), rows, changes: writes ? rows.length : 0, insertId: null };
    } catch (error) {
      throw this.#mapped(error, sql);
    }
  }

  /** Runs SQL of one or several statements, without parameters or rows. */
  execute(sql: string): void {
    try {
      if (this.#cursors.size > 0) this.#detachCursors();
      this.native.exec(sql);
    } catch (error) {
      throw this.#mapped(error, sql);
    }
  }

  /** Begins or ends a transaction, by a statement that is kept. */
  control(sql: 'begin immediate' | 'commit' | 'rollback'): void {
    try {
      if (this.#cursors.size > 0) this.#detachCursors();
      let statement = this.#control.get(sql);
      if (statement === undefined) {
        statement = this.native.prepare(sql);
        this.#control.set(sql, statement);
      }
      statement.run();
    } catch (error) {
      throw this.#mapped(error, sql);
    }
  }

  /** Rows of a query of the driver's own. */
  inspect(sql: string, ...parameters: readonly string[]): unknown[][] {
    try {
      return query(this.native, sql, ...parameters);
    } catch (error) {
      throw this.#mapped(error, sql);
    }
  }

  /** Opens a cursor; it counts as open until all is read or it is closed. */
  stream(command: Command<unknown>, parameters: readonly unknown[], options: CursorOptions): RowStream {
    try {
      // A statement of its own: a kept one could not be run by anybody else while the cursor is open.
      const statement = prepare(this.native, command.sql, command.bigints);
      if (!statement.readonly) this.#detachCursors();
      const mapped = (error: unknown): unknown => this.#mapped(error, command.sql);
      const cursor = new Cursor(iterate(statement, parameters), options, this.#cursors, mapped);
      if (options.detached || !statement.readonly) cursor.detach();
      return new CursorStream(cursor, namesOf(statement));
    } catch (error) {
      throw this.#mapped(error, command.sql);
    }
  }

  /** Ends open cursors, all or those of one transaction; reading on throws the reason. */
  closeCursors(reason: () => Error, owner?: object): void {
    for (const cursor of this.#cursors) if (owner === undefined || cursor.owner === owner) cursor.close(reason());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.closeCursors(() => closedError(this.where));
    this.#statements.clear();
    if (this.#owned) this.native.close();
  }

  /** An open cursor forbids better-sqlite3 to write: what is left of it moves out of the way. */
  #detachCursors(): void {
    for (const cursor of this.#cursors) cursor.detach();
  }

  #mapped(error: unknown, sql: string): unknown {
    if (this.closed) return closedError(this.where);
    return databaseError(error, { native: this.native, where: this.where, sql });
  }
}

function namesOf(statement: NativeStatement): readonly string[] {
  return statement.reader ? statement.columns().map(({ name }) => name) : [];
}

/** An integer as a number where that holds it exactly. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' && value === BigInt.asIntN(54, value) ? Number(value) : value;
}

function iterate(statement: NativeStatement, parameters: readonly unknown[]): Iterator<DriverRow> {
  if (statement.reader) return statement.iterate(parameters) as Iterator<DriverRow>;
  statement.run(parameters);
  return NO_ROWS[Symbol.iterator]();
}

/** What a use after close() gets. */
export function closedError(where: string): OperationalError {
  return new OperationalError(`the connection to ${where} is closed`, {
    hint: 'something still runs after closeAll(): await it first, or configure the database again',
  });
}
