/** Errors of transactions: used after its end, poisoned, or with an outcome that nobody can know. */
import { OperationalError } from './database-errors.js';
import { DormError } from './dorm-error.js';

/** A transaction is used in a way that would lose or mix work. */
export class TransactionManagementError extends DormError {
  static override readonly errorName: string = 'TransactionManagementError';
  override readonly code: string = 'TRANSACTION_MANAGEMENT_ERROR';
}

/** The connection was lost during COMMIT: the work is there or it is not, and only the database can tell. Never retried. */
export class CommitUnknownError extends OperationalError {
  static override readonly errorName: string = 'CommitUnknownError';
  override readonly code: string = 'COMMIT_UNKNOWN';
}
