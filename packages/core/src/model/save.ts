/** saveRow: an instance becomes a row: Django's rule of insert or update, one reading of the clock, and what the database made is read back. */

import { currentDorm } from '../config/dorm.js';
import { checkOptionNames } from '../config/option-names.js';
import { NotUpdated, QuerySetError, ValidationError } from '../errors/index.js';
import { databaseFor, execute, promised } from '../execution/execute.js';
import { preSave } from '../fields/index.js';
import { emitCell } from '../queryset/assignments.js';
import type { Outcome } from '../queryset/build-plan.js';
import { emitCondition } from '../queryset/conditions.js';
import { isExpression } from '../queryset/expressions.js';
import { resolveColumn } from '../queryset/lookup.js';
import type { Shape } from '../queryset/shape.js';
import { EXISTS, FILTER, INSERT, RETURNING, UPDATE } from '../queryset/tokens.js';
import type { BoundField } from './bound-field.js';
import { deferredFields } from './deferred.js';
import {
  dropRelation,
  metaOfInstance,
  originOf,
  relationsOf,
  setOrigin,
  setRelation,
  unsavedName,
} from './instance.js';
import { checkScope } from './isolation.js';
import type { ModelMeta, Row } from './meta.js';

export interface SaveOptions {
  readonly updateFields?: readonly string[];
  readonly forceInsert?: boolean;
  readonly forceUpdate?: boolean;
  readonly using?: string;
}

const missing = (value: unknown): boolean => value === null || value === undefined;

export function saveRow(row: Row, options: SaveOptions): Promise<void> {
  const meta = metaOfInstance(row);
  checkOptionNames(`${meta.label}: save()`, options, ['updateFields', 'forceInsert', 'forceUpdate', 'using']);
  const { adding, alias } = originOf(row);
  const target = options.using ?? alias;
  const only = chosenFields(meta, options) ?? loadedOnly(meta, row, options);
  if (only !== null && only.length === 0) return Promise.resolve();
  readRelated(meta, row);
  stamp(meta, row, adding, only);
  checkScope(row, 'a row is saved');
  const keyless = meta.key.some(({ attr }) => missing(row[attr]) || isExpression(row[attr]));
  const mustUpdate = options.forceUpdate === true || only !== null;
  if (mustUpdate && keyless) {
    throw new QuerySetError(`${meta.label}: an instance without a primary key cannot be updated.`, {
      model: meta.label,
      hint: 'save() it without options first',
    });
  }
  if (options.forceInsert === true || keyless || (adding && keyHasDefault(meta) && !mustUpdate)) {
    return insertRow(row, insertion(meta, row), target);
  }
  return updateRow(meta, row, target, only).then((matched) => {
    if (matched) return;
    if (mustUpdate) throw notUpdated(meta);
    return insertRow(row, insertion(meta, row), target);
  });
}

/** An INSERT that is ready to be sent: every value was checked. */
export interface Insertion {
  readonly shape: Shape;
  readonly values: readonly unknown[];
  /** The key that the database chooses; null when the row brings its own. */
  readonly auto: BoundField | null;
}

/** Gets a new row ready: keys of related rows, the clock, every value checked. @throws ValidationError. */
export function prepareInsertion(meta: ModelMeta, row: Row): Insertion {
  readRelated(meta, row);
  stamp(meta, row, true, null);
  checkScope(row, 'a row is saved');
  return insertion(meta, row);
}

/** Sends it, and takes back what the database made. */
export function insertRow(row: Row, { shape, values, auto }: Insertion, alias: string | null): Promise<void> {
  const database = databaseFor(alias);
  return promised(execute<Outcome>(shape, values, database.alias)).then((outcome) => {
    if (auto !== null && outcome.insertId !== null) row[auto.attr] = Number(outcome.insertId);
    takeBack(row, outcome);
    setOrigin(row, database.lone);
  });
}

function insertion(meta: ModelMeta, row: Row): Insertion {
  requireAll(meta, row);
  const values: unknown[] = [];
  const returning: BoundField[] = [];
  let shape = meta.root.step(INSERT);
  let auto: BoundField | null = null;
  for (const field of meta.fields) {
    const value = row[field.attr];
    if (missing(value) && field.isAuto) auto = field;
    else if (value === undefined && field.spec.dbDefault !== undefined) returning.push(field);
    else {
      shape = emitCell(shape, field, value, values);
      if (isExpression(value)) returning.push(field);
    }
  }
  if (auto !== null && returning.length > 0) returning.push(auto);
  return { shape: withReturning(shape, returning), values, auto };
}

/** @throws ValidationError that names every field without a value, and not only the first. */
function requireAll(meta: ModelMeta, row: Row): void {
  const absent = meta.fields.filter(
    (field) => row[field.attr] === undefined && !field.isAuto && field.spec.dbDefault === undefined,
  );
  if (absent.length === 0) return;
  const messages = Object.fromEntries(absent.map(({ name }) => [name, ['is required.']]));
  const [first] = absent;
  throw new ValidationError(messages, {
    model: meta.label,
    ...(absent.length === 1 && first !== undefined ? { field: first.name } : {}),
    hint: 'give each a value, or define the field with a default',
  });
}

async function updateRow(
  meta: ModelMeta,
  row: Row,
  alias: string | null,
  only: readonly BoundField[] | null,
): Promise<boolean> {
  const values: unknown[] = [];
  const database = databaseFor(alias);
  const key = Object.fromEntries(meta.key.map(({ attr }) => [attr, row[attr]]));
  let shape = emitCondition(meta.root.step(FILTER), key, values).step(UPDATE);
  const returning: BoundField[] = [];
  for (const field of only ?? meta.fields) {
    if (meta.key.includes(field)) continue;
    const value = row[field.attr];
    // A column that the database filled in and that was never read stays as it is.
    if (value === undefined && only === null && field.spec.dbDefault !== undefined) continue;
    shape = emitCell(shape, field, value, values);
    if (isExpression(value)) returning.push(field);
  }
  if (shape.token === UPDATE) return exists(meta, key, database.alias);
  const outcome = await promised(execute<Outcome>(withReturning(shape, returning), values, database.alias));
  takeBack(row, outcome);
  if (outcome.changes > 0 && originOf(row).alias !== database.alias) setOrigin(row, database.lone);
  return outcome.changes > 0;
}

/** A row that has nothing but its key cannot be updated: whether it is there is asked instead. */
async function exists(meta: ModelMeta, key: object, alias: string): Promise<boolean> {
  const values: unknown[] = [];
  const shape = emitCondition(meta.root.step(FILTER), key, values).step(EXISTS);
  return promised(execute<boolean>(shape, values, alias));
}

function withReturning(shape: Shape, fields: readonly BoundField[]): Shape {
  if (fields.length === 0) return shape;
  return fields.reduce((node, field) => node.named(field.name, resolveColumn), shape.step(RETURNING));
}

/** What an expression or the database made replaces it on the instance: a second save must not apply it again. */
function takeBack(row: Row, { returned }: Outcome): void {
  for (const [field, value] of returned ?? []) row[field.attr] = value;
}

function chosenFields(meta: ModelMeta, { updateFields, forceInsert, forceUpdate }: SaveOptions): BoundField[] | null {
  if (forceInsert === true && (forceUpdate === true || updateFields !== undefined)) {
    throw new QuerySetError(`${meta.label}: save() cannot be forced to insert and to update.`, {
      model: meta.label,
      hint: 'keep one of forceInsert, forceUpdate and updateFields',
    });
  }
  if (updateFields === undefined) return null;
  if (!Array.isArray(updateFields)) {
    throw new QuerySetError(`${meta.label}: updateFields is a list of names.`, {
      model: meta.label,
      hint: "write save({ updateFields: ['title'] })",
    });
  }
  const fields = updateFields.map((name: unknown) => meta.field(String(name)));
  const key = fields.find((field) => meta.key.includes(field));
  if (key === undefined) return fields;
  throw new QuerySetError(`${key.label} is the primary key and cannot be in updateFields.`, {
    model: meta.label,
    field: key.name,
    hint: 'leave it out: it says which row is updated',
  });
}

/** Of a row that was read without some columns, those that it has are written; null for other rows, and where it is to be stored anew. */
function loadedOnly(meta: ModelMeta, row: Row, { using, forceInsert }: SaveOptions): BoundField[] | null {
  const deferred = deferredFields(row);
  if (deferred.length === 0 || forceInsert === true) return null;
  const { adding, alias } = originOf(row);
  if (adding || (using !== undefined && using !== alias)) return null;
  return meta.fields.filter((field) => !deferred.includes(field) && !meta.key.includes(field));
}

/** A related row that was stored after it was assigned has its key now; one that was not stored would be lost. */
export function readRelated(meta: ModelMeta, row: Row): void {
  const relations = relationsOf(row);
  if (relations === null) return;
  for (const field of meta.fields) {
    const related = field.relation === null ? null : (relations[unsavedName(field.name)] ?? null);
    if (field.relation === null || related === null || !missing(row[field.attr])) continue;
    const key = (related as Row)[field.relation.targetField.attr];
    if (missing(key)) {
      const { label } = field.relation.target;
      throw new ValidationError(
        { [field.name]: [`points at a ${label} that is not stored yet.`] },
        { model: meta.label, field: field.name, hint: 'save() that one first' },
      );
    }
    row[field.attr] = key;
    dropRelation(row, unsavedName(field.name));
    setRelation(row, field.name, related);
  }
}

/** autoNow and autoNowAdd, from one reading of the clock. */
function stamp(meta: ModelMeta, row: Row, adding: boolean, only: readonly BoundField[] | null): void {
  const stamped = (only ?? meta.fields).filter((field) => field.spec.autoNow !== null);
  if (stamped.length === 0) return;
  const saving = { now: new Date(), adding, timeZone: currentDorm().settings.timeZone };
  for (const field of stamped) row[field.attr] = preSave(field.spec, saving) ?? row[field.attr];
}

function keyHasDefault({ key }: ModelMeta): boolean {
  return key.every(({ spec }) => spec.hasDefault || spec.dbDefault !== undefined);
}

function notUpdated(meta: ModelMeta): NotUpdated {
  return new NotUpdated(`${meta.label}: save() updated no row.`, {
    model: meta.label,
    hint: 'the row is gone, or its key was changed; save() without options would insert it',
  });
}
