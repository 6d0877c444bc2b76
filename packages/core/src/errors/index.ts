/** Every error that dorm throws. */
export {
  type ConstraintKind,
  DatabaseError,
  type DatabaseErrorDetails,
  DataError,
  type IntegrityDetails,
  IntegrityError,
  OperationalError,
  PoolTimeoutError,
  ProgrammingError,
} from './database-errors.js';
export { type DeletionDetails, ProtectedError, RestrictedError } from './deletion-errors.js';
export { DormError, type ErrorDetails } from './dorm-error.js';
export { asDormErrors, dormError } from './from-query.js';
export { DoesNotExist, MultipleObjectsReturned, NotUpdated } from './model-errors.js';
export { closest, didYouMean } from './suggest.js';
export { CommitUnknownError, TransactionManagementError } from './transaction-errors.js';
export { ConfigurationError, FieldError, NotLoadedError, NotSupportedError, QuerySetError } from './usage-errors.js';
export { type FieldMessages, NON_FIELD_ERRORS, ValidationError } from './validation-error.js';
