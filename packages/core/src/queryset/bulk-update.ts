/** bulkUpdate(): each instance's own values in one UPDATE a batch: a CASE of the keys for each field. */
import { caseWhen, column, compare, type Expression, value } from '@dorm/query';
import { checkOptionNames } from '../config/option-names.js';
import { QuerySetError, ValidationError } from '../errors/index.js';
import type { Database } from '../execution/database.js';
import type { Command } from '../execution/driver.js';
import { databaseFor, promised, send } from '../execution/execute.js';
import type { BoundField } from '../model/bound-field.js';
import { isModelInstance } from '../model/instance.js';
import { checkScope } from '../model/isolation.js';
import type { ModelMeta, Row } from '../model/meta.js';
import { readRelated } from '../model/save.js';
import { atomicOn } from '../transaction/atomic.js';
import { storable } from './assignments.js';
import { type Outcome, updatePlan } from './build-plan.js';
import { isExpression } from './expressions.js';
import { describeQuery } from './query-description.js';
import type { Shape } from './shape.js';

/** A CASE compares each row with every branch: larger batches are slower, whatever the database takes. */
const MAX_BATCH = 500;

/** The query of the rows with these keys, as steps and values; null when nothing can match. */
export type Choose = (
  keys: readonly unknown[],
) => { readonly shape: Shape; readonly values: readonly unknown[] } | null;

/** What one instance writes: its key, and a value for each field. */
interface Change {
  readonly key: unknown;
  readonly values: readonly unknown[];
}

/** Writes these fields of the instances, of all or of none. @returns how many rows matched. */
export async function bulkUpdate(
  meta: ModelMeta,
  rows: readonly object[],
  names: readonly string[],
  options: Readonly<Record<string, unknown>>,
  alias: string | null,
  choose: Choose,
): Promise<number> {
  const fields = fieldsOf(meta, names);
  const database = databaseFor(alias);
  const key = meta.singleKey('bulkUpdate() needs one field');
  const size = batchSizeOf(meta, options);
  if (!Array.isArray(rows)) throw misused(meta, 'takes a list of instances', "bulkUpdate(posts, ['title'])");
  // Every value is checked before the first statement. Of two instances of one row the last one counts, as if saved in turn.
  const changes = new Map(rows.map((row: object) => changeOf(meta, key, fields, row)).map((one) => [one.key, one]));
  const list = [...changes.values()];
  if (list.length === 0) return 0;
  let matched = 0;
  await atomicOn(database, async () => {
    for (let start = 0; start < list.length; ) {
      const probe = choose([]);
      if (probe === null) return;
      // Each row binds its key and its value once a field.
      const fit = Math.floor((database.capabilities.maxParameters - probe.values.length) / (2 * fields.length));
      const batch = list.slice(start, start + Math.max(1, Math.min(size, fit)));
      matched += await sendBatch(key, fields, batch, database, choose);
      start += batch.length;
    }
  });
  return matched;
}

async function sendBatch(
  key: BoundField,
  fields: readonly BoundField[],
  batch: readonly Change[],
  database: Database,
  choose: Choose,
): Promise<number> {
  const chosen = choose(batch.map((change) => change.key));
  if (chosen === null) return 0;
  const written = fields.map((field, i) => ({ field, value: byKey(key, field, batch, i) }));
  // A statement of its own each time: kept shapes are for statements that come again.
  const plan = updatePlan({ ...describeQuery(chosen.shape, database.timeZone), written }, database);
  const parameters = plan.pack === null ? chosen.values : plan.pack(chosen.values);
  return (await promised(send(plan as Command<Outcome>, parameters, database))).changes;
}

function byKey(key: BoundField, field: BoundField, batch: readonly Change[], i: number): Expression {
  const own = column(key.column, { type: key.type });
  return caseWhen(
    batch.map((change) => ({
      when: compare('=', own, value(change.key, key.type)),
      result: value(change.values[i] ?? null, field.type),
    })),
  );
}

function changeOf(meta: ModelMeta, key: BoundField, fields: readonly BoundField[], row: object): Change {
  if (!isModelInstance(row) || !(row instanceof meta.Class)) {
    throw new ValidationError(`${meta.label}: bulkUpdate() was given what is no ${meta.label}.`, { model: meta.label });
  }
  const own: Row = row;
  if ((own[key.attr] ?? null) === null) {
    throw misused(meta, 'was given an instance without a primary key', 'save() it first, or use bulkCreate()');
  }
  readRelated(meta, own);
  checkScope(own, 'a row is saved');
  const values = fields.map((field) => {
    const given = own[field.attr];
    if (!isExpression(given)) return storable(field, given);
    throw misused(meta, `writes values, and '${field.name}' holds an expression`, 'use save() or update() for it');
  });
  return { key: storable(key, own[key.attr]), values };
}

function fieldsOf(meta: ModelMeta, names: readonly string[]): BoundField[] {
  if (!Array.isArray(names) || names.length === 0) {
    throw misused(meta, 'was given no fields to write', "bulkUpdate(posts, ['title'])");
  }
  const fields = [...new Set(names.map((name: unknown) => meta.field(String(name))))];
  for (const field of fields) {
    if (meta.key.includes(field)) throw misused(meta, `cannot write '${field.name}', the primary key`, 'leave it out');
    if (meta.isolated.some((ambient) => ambient.field === field)) {
      throw misused(meta, `cannot write '${field.name}', which says to which scope a row belongs`, 'leave it out');
    }
  }
  return fields;
}

function batchSizeOf(meta: ModelMeta, options: Readonly<Record<string, unknown>>): number {
  checkOptionNames(`${meta.label}: bulkUpdate()`, options, ['batchSize']);
  const { batchSize = MAX_BATCH } = options;
  if (Number.isSafeInteger(batchSize) && Number(batchSize) > 0) return Number(batchSize);
  throw misused(meta, 'takes batchSize as a whole number from 1', 'leave it out: the database says how many fit');
}

function misused(meta: ModelMeta, what: string, hint: string): QuerySetError {
  return new QuerySetError(`${meta.label}: bulkUpdate() ${what}.`, { model: meta.label, hint });
}
