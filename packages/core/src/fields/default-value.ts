/** Defaults: a value or a function for each new instance; what can change is copied, so that no two share it. */
import type { FieldSpec } from './field-spec.js';
import { isJsonNull } from './json-null.js';
import { isDate, isPlainObject } from './refuse.js';

/**
 * The default for one new instance.
 *
 * @returns the function's result, or the value (a copy when it can change); undefined when the field has no default.
 */
export function defaultOf(spec: FieldSpec): unknown {
  const value = spec.default;
  if (typeof value === 'function') return value();
  return typeof value === 'object' ? copyOf(value) : value;
}

/** A default as the definition keeps it: apart from the object that the caller may still change. */
export function settledDefault(value: unknown): unknown {
  return typeof value === 'object' ? copyOf(value) : value;
}

/** Whether a dbDefault is an expression: branded by a symbol, or of a class that is no field's value. */
export function isExpressionLike(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isJsonNull(value)) return false;
  if (isPlainObject(value)) return Object.getOwnPropertySymbols(value).length > 0;
  return !isDate(value) && !ArrayBuffer.isView(value);
}

function copyOf(value: object | null): unknown {
  if (value === null || isJsonNull(value)) return value;
  return isDate(value) ? new Date(value.getTime()) : structuredClone(value);
}
