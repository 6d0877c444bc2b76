/** What a driver is to core: a Driver opens a Backend; statements go to a Session, which is the Backend or a transaction. */
import type { Dialect } from '@dorm/query';

/** Which family of databases a driver speaks to. */
export type Vendor = 'sqlite' | 'postgresql' | 'mysql';

/** A row as the driver hands it out: values in column order, not yet decoded. */
export type DriverRow = readonly unknown[];

/** One statement, made once a shape and run many times. */
export interface Command<Result> {
  readonly sql: string;
  /** A stable name for databases that prepare by name. */
  readonly name: string;
  /** Whether it changes data: decides which connection may run it, and how it waits for locks. */
  readonly writes: boolean;
  /** `rows`: it selects (or RETURNs); `changes`: only the number of rows matters, and the key of an inserted one. */
  readonly returns: 'rows' | 'changes';
  /** At most one row can match: the driver may fetch one and stop. */
  readonly single: boolean;
  /** Some column is a bigint in JavaScript: hand integers out as bigint. */
  readonly bigints: boolean;
  /** Turns what the database answered into what the caller gets; called by the driver before it resolves its promise. */
  decode(rows: readonly DriverRow[], changes: number, insertId: number | bigint | null): Result;
  /** The driver's own slot: the prepared statement of the connection used last. */
  prepared: unknown;
}

/** The answer to SQL that was written by hand. Integers that a number cannot hold exactly are bigints. */
export interface QueryAnswer {
  /** Names of the columns; empty when the statement returns no rows. */
  readonly columns: readonly string[];
  readonly rows: readonly DriverRow[];
  readonly changes: number;
  readonly insertId: number | bigint | null;
}

/** Rows of a long result in portions. */
export interface RowStream {
  readonly columns: readonly string[];
  /** The next rows, at most the chunk size; an empty list at the end. */
  read(): readonly DriverRow[] | Promise<readonly DriverRow[]>;
  /** Gives back what the stream holds; may be called at any time, any number of times. */
  close(): void | Promise<void>;
}

/** A column as the database describes it. */
export interface ColumnInfo {
  readonly name: string;
  /** The declared type, in the database's words. */
  readonly type: string;
  readonly null: boolean;
  readonly primaryKey: boolean;
}

/** Something that statements can be sent to. It answers with a value where the database is synchronous, else a promise. */
export interface Session {
  run<Result>(command: Command<Result>, parameters: readonly unknown[]): Result | Promise<Result>;
  /** One statement of SQL by hand, with encoded parameters. */
  query(sql: string, parameters: readonly unknown[]): QueryAnswer | Promise<QueryAnswer>;
  /** `command.decode` is not called: rows come as they are. */
  stream(command: Command<unknown>, parameters: readonly unknown[], chunkSize: number): RowStream | Promise<RowStream>;
  /** Several statements in one text, without parameters or results. */
  script(sql: string): void | Promise<void>;
  /** Names of the tables, sorted, without the database's own. */
  tableNames(): readonly string[] | Promise<readonly string[]>;
  /** Columns in their order; empty when there is no such table. */
  tableColumns(table: string): readonly ColumnInfo[] | Promise<readonly ColumnInfo[]>;
}

/** How a transaction is opened. */
export interface TransactionOptions {
  /** Only reads: on SQLite it takes no write lock. Default false. */
  readonly readOnly?: boolean;
  /** Where the database has levels; NotSupportedError elsewhere. */
  readonly isolation?: IsolationLevel;
}
export type IsolationLevel = 'read committed' | 'repeatable read' | 'serializable';

/** An open transaction: it owns its connection until commit() or rollback(), whatever else runs meanwhile. */
export interface DriverTransaction extends Session {
  commit(): void | Promise<void>;
  rollback(): void | Promise<void>;
  savepoint(name: string): void | Promise<void>;
  releaseSavepoint(name: string): void | Promise<void>;
  rollbackToSavepoint(name: string): void | Promise<void>;
}

/** The state of a pool, the same for every driver. */
export interface PoolStats {
  readonly vendor: Vendor;
  /** Connections that exist now. */
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly inUse: number;
  readonly idle: number;
  /** Callers that wait for a connection. */
  readonly waiting: number;
  /** inUse / max, 0 to 1. */
  readonly utilization: number;
}

/** One open database. */
export interface Backend extends Session {
  /** Waits until a transaction may start, at most the driver's timeout. */
  begin(options: TransactionOptions): DriverTransaction | Promise<DriverTransaction>;
  stats(): PoolStats;
  /** Ends every connection; what still runs ends with OperationalError. May be called twice. */
  close(): void | Promise<void>;
}

/** What a database of this driver can do; more flags join as features ask for them. */
export interface Capabilities {
  /** Rows of INSERT, UPDATE and DELETE can be returned. */
  readonly returning: boolean;
  /** DDL takes part in transactions. */
  readonly transactionalDdl: boolean;
  /** Isolation levels that may be asked for. */
  readonly isolationLevels: readonly IsolationLevel[];
  /** The most parameters one statement may have. */
  readonly maxParameters: number;
}

/** A value for `databases`: what `sqlite('app.sqlite')` returns. Opening it does no I/O until the first statement. */
export interface Driver {
  readonly vendor: Vendor;
  readonly dialect: Dialect;
  readonly capabilities: Capabilities;
  open(alias: string): Backend;
}
