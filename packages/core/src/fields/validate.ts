/** Full validation of one field: null, cleaning, choices, blank and validators, in Django's order. */
import { ConfigurationError } from '../errors/usage-errors.js';
import { ValidationError } from '../errors/validation-error.js';
import type { FieldKind, FieldSpec, Validator } from './field-spec.js';
import { ValueProblem } from './field-spec.js';
import { isJsonNull } from './json-null.js';
import { isDate, isPlainObject } from './refuse.js';

/** What cleaning a field gave: the value to keep, and why it is refused (nothing when it is fine). */
export interface CleanedField {
  readonly value: unknown;
  readonly messages: readonly string[];
}

/**
 * Cleans and validates a value for a field, as fullClean does.
 *
 * @param kind the kind that knows the value; for a relation's key, that of the target's field. Default: its own.
 * @returns the cleaned value, or the value as it was with the messages that say what is wrong.
 * @throws ConfigurationError when a validator or a schema is asynchronous.
 */
export function cleanField(spec: FieldSpec, value: unknown, kind: FieldKind = spec.kind): CleanedField {
  if (spec.blank && isEmpty(value)) return { value, messages: [] };
  if (value === undefined) return { value, messages: [spec.editable ? 'A value is required.' : 'A value is missing.'] };
  if (value === null && (spec.null || kind.lookups !== 'json')) return { value, messages: nullMessages(spec) };
  let cleaned: unknown;
  try {
    cleaned = kind.clean(value);
    // What a json field that cannot be NULL was given as plain null, its kind calls JsonNull.
    if (value === null && isJsonNull(cleaned)) cleaned = null;
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    return { value, messages: [sentence(error.message)] };
  }
  const choice = spec.editable ? choicesMessage(spec, cleaned) : null;
  if (choice !== null) return { value: cleaned, messages: [choice] };
  if (isEmpty(cleaned))
    return { value: cleaned, messages: spec.editable && !spec.blank ? ['This may not be blank.'] : [] };
  return { value: cleaned, messages: problemsOf([...kind.validators, ...spec.validators], cleaned) };
}

/** The messages of `cleanField` alone: empty when the value is fine. */
export function validate(spec: FieldSpec, value: unknown, kind: FieldKind = spec.kind): readonly string[] {
  return cleanField(spec, value, kind).messages;
}

/** What each validator that refuses a value says, each message once. */
export function problemsOf(validators: readonly Validator[], value: unknown): readonly string[] {
  const messages = new Set<string>();
  for (const validator of validators) {
    for (const message of messagesOf(validator, value)) messages.add(message);
  }
  return [...messages];
}

/** Django's empty values: null, empty text, no bytes, an empty list, an empty object. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === '' || isJsonNull(value)) return true;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}

/** Why a value is none of the choices; null when it is one, when it is empty or when there are none. */
export function choicesMessage(spec: FieldSpec, value: unknown): string | null {
  if (spec.choices === null || isEmpty(value)) return null;
  return spec.choices.some(([choice]) => isSame(choice, value)) ? null : 'This is not one of the choices.';
}

function nullMessages(spec: FieldSpec): readonly string[] {
  if (!spec.editable) return [];
  if (!spec.null) return ['This may not be null.'];
  return spec.blank ? [] : ['This may not be blank.'];
}

function messagesOf(validator: Validator, value: unknown): readonly string[] {
  let result: unknown;
  try {
    // The field's own type: what it was declared for is what the kind has cleaned.
    result = (validator as (value: unknown) => unknown)(value);
  } catch (error) {
    if (error instanceof ValidationError) return Object.values(error.messages).flat();
    if (error instanceof Error) return [error.message];
    return [typeof error === 'string' ? error : 'A validator refused this.'];
  }
  if (result instanceof Promise) {
    result.catch(() => undefined);
    throw new ConfigurationError('A validator gave a promise, and its answer would be lost', {
      hint: 'validators are synchronous; check what needs a query in the model, before save()',
    });
  }
  return [];
}

function sentence(fragment: string): string {
  return `${fragment.charAt(0).toUpperCase()}${fragment.slice(1)}.`;
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isDate(a) && isDate(b)) return a.getTime() === b.getTime();
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}
