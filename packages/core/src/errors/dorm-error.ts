/** DormError: the root of every error that dorm throws. */

/** What an error may say beside its message. */
export interface ErrorDetails {
  /** What to do about it, in one sentence. */
  readonly hint?: string;
  /** The model it concerns, by label: `blog.Author`. */
  readonly model?: string;
  /** The field or lookup it concerns. */
  readonly field?: string;
  /** The error underneath: the driver's, a validator's. */
  readonly cause?: unknown;
}

const NAMES = Symbol.for('@dorm/core.error');

/**
 * Root of dorm's errors: a stable `code`, what it concerns, and a hint that says what to do.
 *
 * Match on `code` or with `instanceof`; both hold even when two copies of `@dorm/core` are installed, and after minification.
 *
 * @example
 * try {
 *   await Author.objects.get({ pk: 7 });
 * } catch (error) {
 *   if (!(error instanceof Author.DoesNotExist)) throw error;
 * }
 */
export class DormError extends Error {
  /** The class's name in messages, which a minifier cannot change. */
  static readonly errorName: string = 'DormError';

  /** Stable, upper case: `FIELD_ERROR`, `DOES_NOT_EXIST`. */
  readonly code: string = 'DORM_ERROR';
  readonly hint: string | null;
  readonly model: string | null;
  readonly field: string | null;
  /** Whether doing the same again, in a new transaction, may succeed. */
  readonly retryable: boolean = false;

  constructor(message: string, details: ErrorDetails = {}) {
    const { hint, model, field, cause } = details;
    super(hint === undefined ? message : `${message}\n  hint: ${hint}`, cause === undefined ? {} : { cause });
    this.hint = hint ?? null;
    this.model = model ?? null;
    this.field = field ?? null;
    Object.defineProperty(this, 'name', { value: new.target.errorName, configurable: true, writable: true });
    Object.defineProperty(this, NAMES, { value: namesOf(new.target) });
  }

  /** Where the documentation explains this code. */
  get docs(): string {
    return `docs/errors.md#${this.code.toLowerCase().replaceAll('_', '-')}`;
  }

  static override [Symbol.hasInstance](this: typeof DormError, value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    // An error of another copy of this package: the same class by name, unless it is a class of one model only.
    if (typeof value !== 'object' || value === null || !Object.hasOwn(this, 'errorName')) return false;
    const names: unknown = Reflect.get(value, NAMES);
    return Array.isArray(names) && names.includes(this.errorName);
  }
}

function namesOf(target: typeof DormError): readonly string[] {
  const names: string[] = [];
  for (let c: unknown = target; typeof c === 'function' && 'errorName' in c; c = Object.getPrototypeOf(c)) {
    names.push(String(c.errorName));
  }
  return names;
}
