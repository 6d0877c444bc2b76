/** Assignments: what update() sets and what save() writes, as steps and values. */
import { FieldError, ValidationError } from '../errors/index.js';
import { isPlainObject, ValueProblem } from '../fields/index.js';
import type { BoundField } from '../model/bound-field.js';
import { isModelInstance, metaOfInstance, type Row } from '../model/instance.js';
import type { NameScope } from './annotation.js';
import { type Expression, isExpression } from './expressions.js';
import { resolveColumn, resolveField } from './lookup.js';
import type { Shape } from './shape.js';
import { EXPRESSION } from './tokens.js';

/** Emits `{ title: 'x', views: F('views').add(1) }`. @throws FieldError for an unknown name, ValidationError for a value. */
export function emitAssignments(shape: Shape, set: Readonly<Record<string, unknown>>, values: unknown[]): Shape {
  let node = shape;
  const { meta } = shape;
  if (!isPlainObject(set)) {
    throw new FieldError(`${meta.label}: update() takes an object.`, {
      model: meta.label,
      hint: "write update({ title: 'x' })",
    });
  }
  const named = new Set<BoundField>();
  for (const key in set) {
    const field = meta.field(key);
    if (named.has(field)) {
      throw new FieldError(`${field.label} is set twice.`, {
        model: meta.label,
        field: field.name,
        hint: `give '${field.name}' or '${field.attr}', not both`,
      });
    }
    if (meta.isolated.some((ambient) => ambient.field === field)) {
      throw new FieldError(`${field.label} says to which scope a row belongs: update() cannot move it to another.`, {
        model: meta.label,
        field: field.name,
        hint: 'delete the row, and create it in the other scope',
      });
    }
    named.add(field);
    node = emitCell(node, field, set[key], values);
  }
  if (node === shape) throw new FieldError(`${meta.label}: update() was given nothing to set.`, { model: meta.label });
  return node;
}

/** Emits one column and what goes there. */
export function emitCell(shape: Shape, field: BoundField, value: unknown, values: unknown[]): Shape {
  const node = shape.named(field.name, resolveColumn);
  if (isExpression(value)) {
    checkOwn(shape, field, value);
    return value.emit(node.step(EXPRESSION), values);
  }
  // NULL is bound like any value: written into the SQL, every set of missing values would be a statement of its own.
  values.push(storable(field, value));
  return node;
}

/** A write sees its own row only. @throws FieldError for a path that follows a relation. */
function checkOwn(scope: NameScope, { label, model, name }: BoundField, expression: Expression): void {
  for (const path of expression.paths) {
    if (resolveField(scope, path).path.hops.length === 0) continue;
    throw new FieldError(`${label} cannot be set from '${path}': a write does not follow relations.`, {
      model: model.label,
      field: name,
      hint: 'read the value first, or compute it on the other model',
    });
  }
}

/** The value as the column takes it. @throws ValidationError that names the field and never the value. */
export function storable(field: BoundField, value: unknown): unknown {
  const { kind, model } = field;
  if (kind.check(value)) return value;
  if (value === null && (field.null || kind.lookups !== 'json')) {
    if (field.null) return null;
    throw refuse(field, 'cannot be null', `set it, or define the field with null: true`);
  }
  if (value === undefined) throw refuse(field, 'is required', `give it a value, or define the field with a default`);
  if (isModelInstance(value)) return keyOf(field, value);
  try {
    return kind.clean(value);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    throw new ValidationError(
      { [field.name]: [`${error.message}.`] },
      { model: model.label, field: field.name, ...(error.hint === null ? {} : { hint: error.hint }) },
    );
  }
}

function keyOf(field: BoundField, instance: Row): unknown {
  const { relation } = field;
  if (relation === null || !(instance instanceof relation.target.Class)) {
    throw refuse(field, `does not take a ${metaOfInstance(instance).label}`);
  }
  const key = instance[relation.targetField.attr];
  if (key !== null && key !== undefined) return key;
  throw refuse(field, `points at a ${relation.target.label} that is not stored yet`, 'save() that one first');
}

function refuse(field: BoundField, what: string, hint?: string): ValidationError {
  const details = { model: field.model.label, field: field.name, ...(hint === undefined ? {} : { hint }) };
  return new ValidationError({ [field.name]: [`${what}.`] }, details);
}
