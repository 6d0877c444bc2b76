/** FieldOptions: reads the options given to one `f.*` call and says clearly what is wrong with them. */
import { didYouMean } from '../errors/suggest.js';
import { ConfigurationError } from '../errors/usage-errors.js';
import { isPlainObject, sortOf } from './refuse.js';

/** Options as they come from the user's code; the types of `f` check them, this reader serves those without types. */
export type RawOptions = object | undefined;

/** What every field with a column takes. */
export const COMMON_OPTIONS = [
  'null',
  'blank',
  'default',
  'dbDefault',
  'unique',
  'dbIndex',
  'dbColumn',
  'choices',
  'validators',
  'editable',
  'primaryKey',
  'verboseName',
  'helpText',
] as const;

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/** Whether a table, a column or a relation may be called so: a letter or `_`, then letters, digits, `_`, at most 63. */
export function isIdentifier(name: unknown): name is string {
  return typeof name === 'string' && IDENTIFIER.test(name);
}

export class FieldOptions {
  readonly name: string;
  readonly #given: ReadonlyMap<string, unknown>;

  /**
   * @param name the spelling on `f`, for messages
   * @param known every option that this field takes
   */
  constructor(name: string, raw: RawOptions, known: readonly string[]) {
    this.name = name;
    if (raw !== undefined && !isPlainObject(raw)) this.fail(`takes its options as an object, got ${sortOf(raw)}`);
    const given = new Map<string, unknown>();
    for (const [key, value] of Object.entries(raw ?? {})) {
      if (!known.includes(key)) this.fail(`has no option '${key}'`, didYouMean(key, known));
      // An option that is undefined was left out: `{ default: condition ? 1 : undefined }`.
      if (value !== undefined) given.set(key, value);
    }
    this.#given = given;
  }

  has(key: string): boolean {
    return this.#given.has(key);
  }

  get(key: string): unknown {
    return this.#given.get(key);
  }

  boolean(key: string, fallback: boolean): boolean {
    const value = this.#given.get(key) ?? fallback;
    return typeof value === 'boolean' ? value : this.fail(`option ${key} takes true or false, got ${sortOf(value)}`);
  }

  text(key: string): string | null {
    const value = this.#given.get(key) ?? null;
    return value === null || typeof value === 'string'
      ? value
      : this.fail(`option ${key} takes text, got ${sortOf(value)}`);
  }

  /** A name that the database can take; null when it was not given. */
  identifier(key: string): string | null {
    const value = this.#given.get(key) ?? null;
    if (value === null || isIdentifier(value)) return value;
    const shown = typeof value === 'string' ? `'${value.slice(0, 80)}'` : sortOf(value);
    return this.fail(
      `option ${key} cannot be ${shown}`,
      `start with a letter or _, then letters, digits and _, at most 63 in all`,
    );
  }

  /** A whole number from `least`; null when it was not given. */
  wholeNumber(key: string, least: number): number | null {
    const value = this.#given.get(key) ?? null;
    if (value === null || (typeof value === 'number' && Number.isSafeInteger(value) && value >= least)) return value;
    return this.fail(`option ${key} takes a whole number from ${least}, got ${this.#shown(value)}`);
  }

  requiredWholeNumber(key: string, least: number): number {
    return this.wholeNumber(key, least) ?? this.fail(`needs the option ${key}`, `say f.${this.name}({ ${key}: … })`);
  }

  oneOf<const T extends string>(key: string, values: readonly T[], fallback: T | null): T {
    const value = this.#given.get(key) ?? fallback;
    const found = values.find((each) => each === value);
    if (found !== undefined) return found;
    if (value === null) return this.fail(`needs the option ${key}`, `choose one of ${values.join(', ')}`);
    if (typeof value !== 'string') return this.fail(`option ${key} takes a name, got ${sortOf(value)}`);
    return this.fail(`option ${key} cannot be '${value.slice(0, 80)}'`, didYouMean(value, values));
  }

  /** Throws ConfigurationError: `f.char() …`. */
  fail(problem: string, hint?: string): never {
    throw new ConfigurationError(`f.${this.name}() ${problem}`, hint === undefined ? {} : { hint });
  }

  #shown(value: unknown): string {
    return typeof value === 'number' ? String(value) : sortOf(value);
  }
}
