/** The errors of SQL building: each has a stable code, says what was wrong and what to do, and never shows a value. */

/** What an error may carry besides its message. */
export interface QueryErrorOptions {
  /** What the caller can do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Base of every error of this package: a node, an identifier or a template that cannot be built. */
export class QueryError extends Error {
  /** Said here, because a minifier changes the names of classes. */
  override readonly name: string = 'QueryError';
  /** Stable name of the failure, for programs. */
  readonly code: string = 'QUERY';
  /** What to do about it; empty when there is nothing to add. */
  readonly hint: string;

  constructor(message: string, options: QueryErrorOptions = {}) {
    super(options.hint ? `${message} (${options.hint})` : message, { cause: options.cause });
    this.hint = options.hint ?? '';
  }
}

/** A node tree that no dialect can turn into SQL: too deep, a row too short, a bound value where none may stand. */
export class CompileError extends QueryError {
  override readonly name: string = 'CompileError';
  override readonly code: string = 'COMPILE';
}

/** The dialect cannot express what the node asks for. */
export class UnsupportedFeatureError extends QueryError {
  override readonly name: string = 'UnsupportedFeatureError';
  override readonly code: string = 'UNSUPPORTED_FEATURE';
  readonly dialect: string;
  readonly feature: string;

  constructor(dialect: string, feature: string, options: QueryErrorOptions = {}) {
    super(`${dialect} has no ${feature}`, options);
    this.dialect = dialect;
    this.feature = feature;
  }
}

/** A value that a column type cannot hold, on its way in or out. The message names the type and the rule, not the value. */
export class ValueError extends QueryError {
  override readonly name: string = 'ValueError';
  override readonly code: string = 'VALUE';
  /** Name of the data type, such as `dateTime`. */
  readonly type: string;

  constructor(type: string, rule: string, options: QueryErrorOptions = {}) {
    super(`${type}: ${rule}`, options);
    this.type = type;
  }
}
