/** AtomicBlock: one atomic() that is open: its transaction or savepoint, and what may still be sent through it. */
import { DatabaseError, TransactionManagementError } from '../errors/index.js';
import type { Database } from '../execution/database.js';
import type { ColumnInfo, Command, DriverTransaction, QueryAnswer, RowStream, Session } from '../execution/driver.js';

/** What runs when the outermost block has ended. */
export interface Hooks {
  readonly commit: (() => unknown)[];
  readonly rollback: (() => unknown)[];
}

export class AtomicBlock {
  readonly database: Database;
  readonly transaction: DriverTransaction;
  /** The block around this one, of any database. */
  readonly around: AtomicBlock | null;
  /** The savepoint's name; null for the block that began the transaction. */
  readonly savepoint: string | null;
  readonly durable: boolean;
  readonly hooks: Hooks;
  /** Statements go through here: refused when the block has ended or is poisoned, held back while a block inside is open. */
  readonly session: Session;
  #ended = false;
  #poison: unknown = null;
  #inner: Promise<unknown> | null = null;

  constructor(
    database: Database,
    transaction: DriverTransaction,
    around: AtomicBlock | null,
    savepoint: string | null,
    durable: boolean,
    hooks: Hooks = { commit: [], rollback: [] },
  ) {
    this.hooks = hooks;
    this.database = database;
    this.transaction = transaction;
    this.around = around;
    this.savepoint = savepoint;
    this.durable = durable;
    this.session = new BlockSession(this);
  }

  /** The innermost block on a database, this one or one around it. */
  on(database: Database): AtomicBlock | null {
    if (this.database === database) return this;
    if (this.database.alias !== database.alias) return this.around?.on(database) ?? null;
    throw new TransactionManagementError(
      `The database '${database.alias}' was closed or configured anew inside an atomic block.`,
      {
        hint: 'call closeAll() and configure() outside of atomic(): what follows would not be part of the block',
      },
    );
  }

  /** The error of a statement that failed in this block; it can only be rolled back then. */
  get poison(): unknown {
    return this.#poison;
  }
  set poison(error: unknown) {
    this.#poison ??= error;
  }

  /** Nothing may be sent any more. */
  end(): void {
    this.#ended = true;
  }

  /** Runs after what was begun before it: savepoints must nest, and what follows a block inside must wait for its end. */
  async inside<T>(run: () => T | Promise<T>): Promise<T> {
    const before = this.#inner ?? Promise.resolve();
    const mine = before.then(run, run);
    this.#inner = mine;
    try {
      return await mine;
    } finally {
      if (this.#inner === mine) this.#inner = null;
    }
  }

  /** What must end before a statement may be sent; null when nothing is in the way. */
  get inner(): Promise<unknown> | null {
    return this.#inner;
  }

  /** Whether nothing may be sent any more. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  /** @throws TransactionManagementError when the block cannot take a statement. */
  check(): void {
    if (this.#ended) {
      throw new TransactionManagementError('This query belongs to an atomic block that has ended.', {
        hint: 'await everything that is started inside atomic() before its callback returns',
      });
    }
    if (this.#poison !== null) {
      throw new TransactionManagementError(
        'A statement of this atomic block failed, and the block can only be rolled back.',
        {
          cause: this.#poison,
          hint: 'let the error leave atomic(), or put what may fail into an atomic() of its own and catch it around that',
        },
      );
    }
  }
}

class BlockSession implements Session {
  readonly #block: AtomicBlock;

  constructor(block: AtomicBlock) {
    this.#block = block;
  }

  run<Result>(command: Command<Result>, parameters: readonly unknown[]): Result | Promise<Result> {
    return this.#guarded(() => this.#block.transaction.run(command, parameters));
  }
  query(sql: string, parameters: readonly unknown[]): QueryAnswer | Promise<QueryAnswer> {
    return this.#guarded(() => this.#block.transaction.query(sql, parameters));
  }
  stream(command: Command<unknown>, parameters: readonly unknown[], size: number): RowStream | Promise<RowStream> {
    return this.#guarded(() => this.#block.transaction.stream(command, parameters, size));
  }
  script(sql: string): void | Promise<void> {
    return this.#guarded(() => this.#block.transaction.script(sql));
  }
  tableNames(): readonly string[] | Promise<readonly string[]> {
    return this.#guarded(() => this.#block.transaction.tableNames());
  }
  tableColumns(table: string): readonly ColumnInfo[] | Promise<readonly ColumnInfo[]> {
    return this.#guarded(() => this.#block.transaction.tableColumns(table));
  }

  #guarded<T>(send: () => T | Promise<T>): T | Promise<T> {
    const block = this.#block;
    if (block.inner !== null) return block.inside(() => this.#send(send));
    return this.#send(send);
  }
  #send<T>(send: () => T | Promise<T>): T | Promise<T> {
    this.#block.check();
    try {
      const answer = send();
      return answer instanceof Promise ? answer.catch((error: unknown) => this.#poisoned(error)) : answer;
    } catch (error) {
      return this.#poisoned(error);
    }
  }
  #poisoned(error: unknown): never {
    // What the database refused, and not a row that get() missed or a value that could not be read.
    if (error instanceof DatabaseError && error.nativeCode !== null) this.#block.poison = error;
    throw error;
  }
}
