/** takeIn: what `new Author({ … })` is given becomes own properties: known names only, defaults filled in, values checked. */
import { didYouMean, FieldError } from '../errors/index.js';
import { defaultOf, isPlainObject } from '../fields/index.js';
import { storable } from '../queryset/assignments.js';
import { isExpression } from '../queryset/expressions.js';
import type { BoundField } from './bound-field.js';
import type { ModelMeta, Row } from './meta.js';

export function takeIn(instance: object, meta: ModelMeta, input: unknown): void {
  const given = plainInput(meta, input);
  const row = instance as Row;
  let left = 0;
  for (const _ in given) left++;
  for (const field of meta.fields) {
    const { attr, relation, name } = field;
    const value = given[attr];
    if (value !== undefined) {
      left--;
      row[attr] = isExpression(value) ? value : value === null ? null : storable(field, value);
    } else {
      if (attr in given) left--;
      row[attr] = initial(field);
    }
    if (relation !== null && name in given) {
      if (value !== undefined) throw twice(meta, name, attr);
      left--;
      if (given[name] !== undefined) row[name] = given[name];
    }
  }
  if (left > 0) left -= takeKey(row, meta, given);
  if (left > 0) throw unknown(meta, given);
}

/** `pk` stands for the key's own name. */
function takeKey(row: Row, meta: ModelMeta, given: Row): number {
  if (!Object.hasOwn(given, 'pk') || meta.byName.has('pk')) return 0;
  if (given.pk !== undefined) row.pk = given.pk;
  return 1;
}

function initial(field: BoundField): unknown {
  const { spec } = field;
  if (spec.hasDefault) {
    const value = defaultOf(spec);
    return value === null || value === undefined || isExpression(value) ? value : storable(field, value);
  }
  // What the database fills in is not known before the row is stored.
  if (spec.dbDefault !== undefined) return undefined;
  return field.null || field.isAuto ? null : undefined;
}

function plainInput(meta: ModelMeta, input: unknown): Row {
  if (input === undefined) return {};
  if (isPlainObject(input)) return input as Row;
  throw new FieldError(`${meta.label}: new ${meta.modelName}() takes a plain object.`, {
    model: meta.label,
    hint: `write new ${meta.modelName}({ … }) with the names of fields`,
  });
}

function twice(meta: ModelMeta, name: string, attr: string): FieldError {
  return new FieldError(`${meta.label}: '${name}' and '${attr}' are both given.`, {
    model: meta.label,
    field: name,
    hint: `give '${name}' an instance, or '${attr}' a key, not both`,
  });
}

function unknown(meta: ModelMeta, given: Row): FieldError {
  const name = Object.keys(given).find((key) => !meta.byName.has(key) && key !== 'pk') ?? 'pk';
  return new FieldError(`${meta.label} has no field '${name}'.`, {
    model: meta.label,
    field: name,
    hint: didYouMean(name, [...meta.byName.keys()]),
  });
}
