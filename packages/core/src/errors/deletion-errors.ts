/** Errors of delete(): rows stand in the way, by a rule of theirs. Nothing was changed then. */
import { IntegrityError } from './database-errors.js';
import type { ErrorDetails } from './dorm-error.js';

/** What stands in the way. */
export interface DeletionDetails extends ErrorDetails {
  /** Primary keys by model label; of a composite key, its parts in an array. */
  readonly objects: Readonly<Record<string, readonly unknown[]>>;
}

/** delete() would take rows that others refer to with `onDelete: 'PROTECT'`. */
export class ProtectedError extends IntegrityError {
  static override readonly errorName: string = 'ProtectedError';
  override readonly code: string = 'PROTECTED_ERROR';
  /** The primary keys of the rows that refer to them, by model label. */
  declare readonly protectedObjects: DeletionDetails['objects'];

  constructor(message: string, details: DeletionDetails) {
    super(message, { ...details, kind: 'foreignKey' });
    keep(this, 'protectedObjects', details);
  }
}

/** delete() would take rows that others refer to with `onDelete: 'RESTRICT'`, and would not take those. */
export class RestrictedError extends IntegrityError {
  static override readonly errorName: string = 'RestrictedError';
  override readonly code: string = 'RESTRICTED_ERROR';
  /** The primary keys of the rows that refer to them, by model label. */
  declare readonly restrictedObjects: DeletionDetails['objects'];

  constructor(message: string, details: DeletionDetails) {
    super(message, { ...details, kind: 'foreignKey' });
    keep(this, 'restrictedObjects', details);
  }
}

/** Keys are data: a log that prints an error shall not show them. */
function keep(error: Error, name: string, { objects }: DeletionDetails): void {
  Object.defineProperty(error, name, { value: objects });
}
