/** JSON fields: any value that JSON can hold, typed by `as<T>()` or checked by a Standard Schema. */
import { dataType } from '@dorm/query';
import type { StandardSchema } from '../typing/fields.js';
import { defineField } from './define-field.js';
import type { FieldKind, FieldSpec } from './field-spec.js';
import { ValueProblem } from './field-spec.js';
import { isJsonNull, JsonNull } from './json-null.js';
import { jsonProblem, pathText } from './json-value.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { applySchema, isStandardSchema } from './standard-schema.js';
import { isAs } from './type-argument.js';

const PLAIN_KIND: FieldKind = jsonKind(null);

/**
 * A JSON value. For SQL NULL and JSON null see `JsonNull`.
 *
 * A schema runs where a value is cleaned, which full validation does; like every validator it does not run at save().
 *
 * @param type `as<T>()`, or a synchronous Standard Schema
 */
export function json(type?: unknown, raw?: RawOptions): FieldSpec {
  const options = new FieldOptions('json', raw, COMMON_OPTIONS);
  if (isStandardSchema(type)) return defineField(jsonKind(type), options);
  if (!isAs(type)) {
    options.fail(
      'takes the type of its values first',
      'f.json(as<Settings>(), { null: true }), or a Standard Schema in place of as<T>()',
    );
  }
  return defineField(PLAIN_KIND, options);
}

function jsonKind(schema: StandardSchema<unknown> | null): FieldKind {
  return Object.freeze({
    name: 'json',
    lookups: 'json',
    type: dataType('json'),
    validators: [],
    check: (value: unknown) => value !== null && (jsonProblem(value) === null || isJsonNull(value)),
    clean(value: unknown): unknown {
      const plain = isJsonNull(value) ? null : value;
      const problem = jsonProblem(plain);
      if (problem !== null) refuseJson(pathText(problem.path), problem.text);
      const result = schema === null ? plain : applySchema(schema, plain);
      const changed = result === plain ? null : jsonProblem(result);
      if (changed !== null) refuseJson(pathText(changed.path), changed.text);
      return result === null ? JsonNull : result;
    },
    fromInstant: null,
  });
}

function refuseJson(path: string, text: string): never {
  const place = path === '' ? 'got' : `found at ${path}:`;
  throw new ValueProblem(`expects what JSON can hold, ${place} ${text}`, HINTS[text]);
}

const HINTS: Readonly<Record<string, string>> = {
  undefined: 'leave the key out, or write null',
  'a Date': 'write date.toISOString()',
  'a bigint': 'write it as text: String(value)',
  'an instance of a class': 'write a plain object: { ...value }',
};
