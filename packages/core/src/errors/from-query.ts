/** Errors of @dorm/query as errors of this package: what reaches an application is one tree. */
import { QueryError, UnsupportedFeatureError, ValueError } from '@dorm/query';
import { DataError } from './database-errors.js';
import { NotSupportedError, QuerySetError } from './usage-errors.js';

/** Runs fn; an error of SQL building or of a value that cannot travel is thrown as one of dorm's. */
export function asDormErrors<T>(fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    throw dormError(error);
  }
}

export function dormError(error: unknown): unknown {
  if (!(error instanceof QueryError)) return error;
  const details = { cause: error, ...(error.hint === '' ? {} : { hint: error.hint }) };
  if (error instanceof ValueError) return new DataError(error.message, details);
  if (error instanceof UnsupportedFeatureError) return new NotSupportedError(error.message, details);
  return new QuerySetError(error.message, details);
}
