/** Errors of how dorm is used: a wrong name, a wrong setting, something done at the wrong moment. */
import { DormError } from './dorm-error.js';

/** A name that leads nowhere or cannot be used so: an unknown field or lookup, a path into nothing. */
export class FieldError extends DormError {
  static override readonly errorName: string = 'FieldError';
  override readonly code: string = 'FIELD_ERROR';
}

/** A model, an app, a database or a setting is defined wrongly. */
export class ConfigurationError extends DormError {
  static override readonly errorName: string = 'ConfigurationError';
  override readonly code: string = 'CONFIGURATION_ERROR';
}

/** A QuerySet asked for something it cannot do: filtering after a slice, update() of every row without all(). */
export class QuerySetError extends DormError {
  static override readonly errorName: string = 'QuerySetError';
  override readonly code: string = 'QUERYSET_ERROR';
}

/** The database, or this version of dorm, has no such feature. */
export class NotSupportedError extends DormError {
  static override readonly errorName: string = 'NotSupportedError';
  override readonly code: string = 'NOT_SUPPORTED';
}

/** A relation that was not loaded is used where only loading ahead is allowed (scope option `peers: 'raise'`). */
export class NotLoadedError extends DormError {
  static override readonly errorName: string = 'NotLoadedError';
  override readonly code: string = 'NOT_LOADED';
}
