/** Errors that a database reports, the same on every driver; the driver's own error is the `cause`. */
import { DormError, type ErrorDetails } from './dorm-error.js';

/** What a driver knows of an error of its database. */
export interface DatabaseErrorDetails extends ErrorDetails {
  /** The database's own code: an SQLSTATE, `SQLITE_BUSY`. */
  readonly nativeCode?: string;
  /** Whether a new attempt may succeed: a lock, a deadlock, a lost connection. */
  readonly retryable?: boolean;
}

/** Root of what a database reports. */
export class DatabaseError extends DormError {
  static override readonly errorName: string = 'DatabaseError';
  override readonly code: string = 'DATABASE_ERROR';
  override readonly retryable: boolean;
  readonly nativeCode: string | null;

  constructor(message: string, details: DatabaseErrorDetails = {}) {
    super(message, details);
    this.nativeCode = details.nativeCode ?? null;
    this.retryable = details.retryable ?? false;
  }
}

/** Which rule of the schema a row broke. */
export type ConstraintKind = 'unique' | 'foreignKey' | 'notNull' | 'check';

/** What a driver knows of a broken constraint. */
export interface IntegrityDetails extends DatabaseErrorDetails {
  readonly kind: ConstraintKind;
  /** The constraint's or the unique index's name, where the database tells. */
  readonly constraint?: string | null;
  readonly table?: string | null;
  readonly columns?: readonly string[];
}

/** A constraint was broken: which kind, its name, its table and columns. */
export class IntegrityError extends DatabaseError {
  static override readonly errorName: string = 'IntegrityError';
  override readonly code: string = 'INTEGRITY_ERROR';
  readonly kind: ConstraintKind;
  readonly constraint: string | null;
  readonly table: string | null;
  readonly columns: readonly string[];

  constructor(message: string, details: IntegrityDetails) {
    super(message, details);
    this.kind = details.kind;
    this.constraint = details.constraint ?? null;
    this.table = details.table ?? null;
    this.columns = details.columns ?? [];
  }
}

/** The database cannot hold or work out a value: out of range, malformed, too long. */
export class DataError extends DatabaseError {
  static override readonly errorName: string = 'DataError';
  override readonly code: string = 'DATA_ERROR';
}

/** The database could not do it now: locked, unreachable, full, interrupted. See `retryable`. */
export class OperationalError extends DatabaseError {
  static override readonly errorName: string = 'OperationalError';
  override readonly code: string = 'OPERATIONAL_ERROR';
}

/** No connection became free in time. */
export class PoolTimeoutError extends OperationalError {
  static override readonly errorName: string = 'PoolTimeoutError';
  override readonly code: string = 'POOL_TIMEOUT';
}

/** The SQL itself is wrong: an unknown table or column, a syntax error. */
export class ProgrammingError extends DatabaseError {
  static override readonly errorName: string = 'ProgrammingError';
  override readonly code: string = 'PROGRAMMING_ERROR';
}
