/** The prepared statements of one connection: a bounded number, of which those in use stay. */
import { type Command, TransactionManagementError } from '@dorm/core/driver';
import type { Connection } from './connection.js';
import type { NativeDatabase, NativeStatement } from './native.js';

/** How a statement is run: `run` returns no rows, `get` may stop at the first. */
export type Mode = 'run' | 'get' | 'all';

/** A statement prepared on one connection. */
export class Prepared {
  readonly owner: Connection;
  readonly statement: NativeStatement;
  readonly mode: Mode;
  readonly writes: boolean;
  /** Set by every use, so that what is used survives the next eviction. */
  used = true;

  constructor(owner: Connection, statement: NativeStatement, mode: Mode) {
    this.owner = owner;
    this.statement = statement;
    this.mode = mode;
    this.writes = !statement.readonly;
  }
}

export class Statements {
  readonly #max: number;
  /** By command, or by the text of SQL that was written by hand. */
  readonly #kept = new Map<Command<unknown> | string, Prepared>();

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** The statement of a command, prepared when it is not kept, and put into the command's slot. */
  find(command: Command<unknown>, owner: Connection): Prepared {
    const prepared =
      this.#kept.get(command) ?? this.#keep(command, owner, command.sql, command.bigints, command.single);
    command.prepared = prepared;
    return prepared;
  }

  /** The statement of SQL that was written by hand; its integers are bigints. */
  findByHand(sql: string, owner: Connection): Prepared {
    const prepared = this.#kept.get(sql) ?? this.#keep(sql, owner, sql, true, false);
    prepared.used = true;
    return prepared;
  }

  clear(): void {
    for (const [key, prepared] of this.#kept) release(key, prepared);
    this.#kept.clear();
  }

  #keep(key: Command<unknown> | string, owner: Connection, sql: string, bigints: boolean, single: boolean): Prepared {
    const statement = prepare(owner.native, sql, bigints);
    const prepared = new Prepared(owner, statement, modeOf(statement, single));
    if (this.#kept.size >= this.#max) this.#evict();
    this.#kept.set(key, prepared);
    return prepared;
  }

  /** Drops the oldest one that was not used since it was last passed over. */
  #evict(): void {
    for (const [key, prepared] of this.#kept) {
      this.#kept.delete(key);
      if (!prepared.used) {
        release(key, prepared);
        return;
      }
      prepared.used = false;
      this.#kept.set(key, prepared);
    }
  }
}

/** Prepares SQL, with rows as arrays. */
export function prepare(native: NativeDatabase, sql: string, bigints: boolean): NativeStatement {
  if (TRANSACTION_CONTROL.test(sql)) {
    throw new TransactionManagementError('BEGIN, COMMIT, ROLLBACK and SAVEPOINT cannot be sent as statements', {
      hint: 'use atomic(): it gives the transaction a connection of its own',
    });
  }
  const statement = native.prepare(sql);
  if (statement.reader) statement.raw(true);
  if (bigints) statement.safeIntegers(true);
  return statement;
}

const TRANSACTION_CONTROL = /^(?:\s|;|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:begin|commit|end|rollback|savepoint|release)\b/i;

function modeOf(statement: NativeStatement, single: boolean): Mode {
  if (!statement.reader) return 'run';
  // get() of better-sqlite3 stops after the first row and ignores what the end of the statement says: with RETURNING, a
  // deferred foreign key that fails there would undo the write without an error.
  return single && statement.readonly ? 'get' : 'all';
}

function release(key: Command<unknown> | string, prepared: Prepared): void {
  if (typeof key !== 'string' && key.prepared === prepared) key.prepared = null;
}
