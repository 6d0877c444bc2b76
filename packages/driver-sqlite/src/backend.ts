/** One open database: autocommit statements, transactions and streams, each on a connection that nobody else can join. */
import {
  type Backend,
  type ColumnInfo,
  type Command,
  type DriverTransaction,
  NotSupportedError,
  type PoolStats,
  type QueryAnswer,
  type RowStream,
  type TransactionOptions,
} from '@dorm/core/driver';
import { Breath, EVERY } from './breath.js';
import { type Connection, closedError } from './connection.js';
import { tableColumns, tableNames } from './introspect.js';
import { openConnection } from './open.js';
import type { Settings } from './options.js';
import { Pool } from './pool.js';
import { isLocked, retryLocked } from './retry.js';
import { runScript } from './script.js';
import type { SharedDatabase } from './shared.js';
import type { Target } from './target.js';
import { SqliteTransaction } from './transaction.js';
import { type Hold, Turn } from './turn.js';

/** What begin() was asked for. */
interface Request {
  readonly readOnly: boolean;
  /** Whether it must have the turn: writers, and everybody who shares one connection. */
  readonly inTurn: boolean;
  readonly began: Error;
}

export class SqliteBackend implements Backend {
  readonly #target: Target;
  readonly #settings: Settings;
  readonly #alias: string;
  readonly #shared: SharedDatabase | null;
  /** The one writer of a file, or the one user of the only connection. */
  readonly #turn: Turn;
  /** Null when there is one connection for everything. */
  readonly #pool: Pool | null;
  /** The connection of statements outside transactions. */
  #main: Connection | null = null;
  readonly #breath = new Breath();
  /** After so many statements more, the clock is looked at. */
  #untilBreath = EVERY;
  readonly #transactions = new Set<SqliteTransaction>();
  #closed = false;

  /** @param shared where there is one connection for all who use the same database. */
  constructor(target: Target, settings: Settings, alias: string, shared: SharedDatabase | null) {
    this.#target = target;
    this.#settings = settings;
    this.#alias = alias;
    this.#shared = shared;
    this.#turn = shared?.turn ?? new Turn();
    const alone = shared !== null || settings.maxConnections === 1;
    this.#pool = alone ? null : new Pool(settings.maxConnections, () => openConnection(target, settings));
  }

  run<Result>(command: Command<Result>, parameters: readonly unknown[]): Result | Promise<Result> {
    if (this.#turn.taken && this.#waits(command.writes)) return this.#runInTurn(command, parameters);
    try {
      const answer = (this.#main ?? this.#connected()).run(command, parameters);
      return --this.#untilBreath === 0 ? this.#breathe(answer) : answer;
    } catch (error) {
      if (!isLocked(error)) throw error;
      return this.#runInTurn(command, parameters);
    }
  }

  query(sql: string, parameters: readonly unknown[]): QueryAnswer | Promise<QueryAnswer> {
    const ask = (writes: boolean): QueryAnswer | Promise<QueryAnswer> =>
      this.#now(writes, () => this.#connected().query(sql, parameters));
    // On a shared connection it waits whatever it does, and is not even prepared inside somebody else's transaction.
    const writes = this.#pool === null || this.#now(false, () => this.#connected().writes(sql));
    return writes instanceof Promise ? writes.then(ask) : ask(writes);
  }

  stream(command: Command<unknown>, parameters: readonly unknown[], chunkSize: number): RowStream | Promise<RowStream> {
    const open = (): RowStream =>
      this.#ownStream(command, parameters, chunkSize) ??
      this.#connected().stream(command, parameters, { chunkSize, detached: this.#detaches(), owner: this });
    return this.#now(command.writes, open);
  }

  script(sql: string): void | Promise<void> {
    return this.#now(true, () => runScript(this.#connected(), sql));
  }

  begin(options: TransactionOptions): DriverTransaction | Promise<DriverTransaction> {
    if (options.isolation !== undefined && options.isolation !== 'serializable') {
      throw new NotSupportedError(`SQLite has no isolation level '${options.isolation}'`, {
        hint: 'leave it out: every transaction of SQLite is serializable',
      });
    }
    if (this.#closed) throw closedError(this.#name);
    const readOnly = options.readOnly === true || this.#settings.readOnly;
    // The stack says where the transaction began when another one waits too long for its end.
    const request = { readOnly, inTurn: this.#waits(!readOnly), began: new Error('the transaction began here') };
    const free = (!request.inTurn || !this.#turn.taken) && (this.#pool === null || this.#pool.free > 0);
    if (!free) return this.#beginLater(request);
    if (request.inTurn) this.#turn.enter(request.began);
    const hold = this.#pool?.hold(request.began) ?? null;
    try {
      return this.#start(request, hold);
    } catch (error) {
      if (isLocked(error)) return this.#startLater(request, hold);
      this.#leave(request, hold);
      throw error;
    }
  }

  tableNames(): readonly string[] | Promise<readonly string[]> {
    return this.#now(false, () => tableNames(this.#connected()));
  }

  tableColumns(table: string): readonly ColumnInfo[] | Promise<readonly ColumnInfo[]> {
    return this.#now(false, () => tableColumns(this.#connected(), table));
  }

  /** Of the connections that transactions and streams hold; the one for statements outside them is never held. */
  stats(): PoolStats {
    const pool = this.#pool;
    const max = pool?.max ?? 1;
    const size = pool?.size ?? (this.#main === null ? 0 : 1);
    const inUse = pool?.inUse ?? (this.#turn.taken ? 1 : 0);
    const waiting = (pool?.waiting ?? 0) + this.#turn.waiting;
    return {
      vendor: 'sqlite',
      size,
      min: 0,
      max,
      inUse,
      idle: Math.max(0, size - inUse),
      waiting,
      utilization: inUse / max,
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const error = closedError(this.#name);
    this.#turn.rejectAll(this, error);
    this.#pool?.close(this, error);
    for (const transaction of this.#transactions) transaction.abandon();
    if (this.#shared === null) this.#main?.close();
    else this.#main?.closeCursors(() => closedError(this.#name), this);
    this.#shared?.leave(this);
    this.#main = null;
  }

  #breathe<Result>(answer: Result): Result | Promise<Result> {
    this.#untilBreath = EVERY;
    return this.#breath.answer(answer);
  }

  get #name(): string {
    return `'${this.#alias}'`;
  }

  /** Whether something must wait for its turn: on a shared connection everything, else what writes. */
  #waits(writes: boolean): boolean {
    return writes || this.#pool === null;
  }

  #connected(): Connection {
    if (this.#closed) throw closedError(this.#name);
    const open = (): Connection => openConnection(this.#target, this.#settings);
    this.#main ??= this.#shared === null ? open() : this.#shared.connect(this, open);
    return this.#main;
  }

  /** The way of a command that met somebody else: a method of its own, so that run() makes no closure. */
  #runInTurn<Result>(command: Command<Result>, parameters: readonly unknown[]): Promise<Result> {
    return this.#later(command.writes, () => this.#connected().run(command, parameters));
  }

  /** Does something at once when nobody is in the way, else when its turn has come. */
  #now<T>(writes: boolean, action: () => T): T | Promise<T> {
    if (this.#turn.taken && this.#waits(writes)) return this.#later(writes, action);
    try {
      return action();
    } catch (error) {
      if (!isLocked(error)) throw error;
      return this.#later(writes, action);
    }
  }

  /** Waits for the turn, then for locks of other processes; so those that write here do not compete for them. */
  async #later<T>(writes: boolean, action: () => T): Promise<T> {
    if (this.#closed) throw closedError(this.#name);
    if (!this.#waits(writes)) return retryLocked(this.#settings.busyTimeoutMs, action);
    await this.#turn.wait(this, this.#settings.acquireTimeoutMs, null, this.#turnName());
    try {
      return await retryLocked(this.#settings.busyTimeoutMs, action);
    } finally {
      this.#turn.leave();
    }
  }

  #turnName(): string {
    return this.#pool === null ? `the only connection to ${this.#name}` : `the write lock of ${this.#name}`;
  }

  async #beginLater(request: Request): Promise<DriverTransaction> {
    const { acquireTimeoutMs } = this.#settings;
    if (request.inTurn) await this.#turn.wait(this, acquireTimeoutMs, request.began, this.#turnName());
    let hold: Hold | null = null;
    try {
      if (this.#pool !== null) hold = await this.#pool.wait(this, acquireTimeoutMs, request.began, this.#name);
    } catch (error) {
      this.#leave(request, null);
      throw error;
    }
    return this.#startLater(request, hold);
  }

  async #startLater(request: Request, hold: Hold | null): Promise<DriverTransaction> {
    try {
      return await retryLocked(this.#settings.busyTimeoutMs, () => this.#start(request, hold));
    } catch (error) {
      this.#leave(request, hold);
      throw error;
    }
  }

  /** Begins on a connection; the caller holds the turn and the place it needs. */
  #start(request: Request, hold: Hold | null): DriverTransaction {
    if (this.#closed) throw closedError(this.#name);
    const connection = this.#pool?.connect() ?? this.#connected();
    const end = (reusable: boolean): void => {
      this.#transactions.delete(transaction);
      try {
        this.#putBack(connection, reusable);
      } finally {
        this.#leave(request, hold);
      }
    };
    const transaction = new SqliteTransaction(connection, request.readOnly, this.#settings.busyTimeoutMs, end);
    try {
      transaction.begin();
      this.#transactions.add(transaction);
      return transaction;
    } catch (error) {
      this.#putBack(connection, !connection.inTransaction || this.#target.kind === 'native');
      throw error;
    }
  }

  #putBack(connection: Connection, reusable: boolean): void {
    if (this.#pool !== null) {
      if (reusable) this.#pool.giveBack(connection);
      else this.#pool.discard(connection);
    } else if (!reusable && !this.#closed) {
      // Nobody may join what is left of the transaction. A file can be opened again; memory and a Database that was
      // handed in are the only ones of their kind.
      connection.close();
      this.#main = null;
      if (this.#shared !== null) this.close();
    }
  }

  #leave(request: Request, hold: Hold | null): void {
    if (hold !== null) this.#pool?.release(hold);
    if (request.inTurn) this.#turn.leave();
  }

  /** Whether a stream on the main connection must be read at once: an open cursor would keep others on old data. */
  #detaches(): boolean {
    return !this.#connected().native.memory;
  }

  /**
   * A stream on a connection of its own: it sees one state of the database, and holds nobody up, as WAL has it. Null
   * when there is no WAL, or no connection to spare; the last one is for transactions.
   */
  #ownStream(command: Command<unknown>, parameters: readonly unknown[], chunkSize: number): RowStream | null {
    const pool = this.#pool;
    if (pool === null || command.writes || pool.free < 2 || this.#closed || !this.#connected().wal) return null;
    const hold = pool.hold(null);
    let connection: Connection | null = null;
    const onRelease = (): void => {
      if (connection !== null) pool.giveBack(connection);
      pool.release(hold);
    };
    try {
      connection = pool.connect();
      return connection.stream(command, parameters, { chunkSize, detached: false, owner: this, onRelease });
    } catch (error) {
      onRelease();
      throw error;
    }
  }
}
