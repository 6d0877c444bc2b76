/** create() and bulkCreate(): from what is given to stored instances. */
import { checkOptionNames } from '../config/option-names.js';
import { QuerySetError, ValidationError } from '../errors/index.js';
import { databaseFor } from '../execution/execute.js';
import { comesLater } from '../queryset/coming.js';
import { atomicOn } from '../transaction/atomic.js';
import { isModelInstance, originOf, setOrigin } from './instance.js';
import type { ModelClass, ModelMeta, Row } from './meta.js';
import { insertRow, prepareInsertion, saveRow } from './save.js';

const BULK_OPTIONS = ['batchSize', 'ignoreConflicts', 'updateConflicts', 'updateFields', 'uniqueFields'];

/** Makes and stores one instance. */
export function createRow(meta: ModelMeta, input: object, alias: string | null): Promise<object> {
  const row = new meta.Class(input) as Row;
  return saveRow(row, alias === null ? { forceInsert: true } : { forceInsert: true, using: alias }).then(() => row);
}

/** Stores instances and inputs, all of them or none. They come back in their order. */
export async function createRows(
  meta: ModelMeta,
  rows: readonly object[],
  options: Readonly<Record<string, unknown>>,
  alias: string | null,
  given: Readonly<Record<string, unknown>> | null,
): Promise<object[]> {
  checkBulkOptions(meta, options);
  if (!Array.isArray(rows)) {
    throw new QuerySetError(`${meta.label}: bulkCreate() takes a list.`, {
      model: meta.label,
      hint: 'write bulkCreate([{ … }, { … }])',
    });
  }
  const instances = rows.map((row: object) => instanceOf(meta.Class, row, given));
  // Every row is checked before the first is sent.
  const insertions = instances.map((row) => prepareInsertion(meta, row));
  const before = instances.map((row) => ({ row, origin: originOf(row), values: { ...row } }));
  try {
    // One row at a time: then each knows its own key, on every database; the statement is prepared once.
    await atomicOn(databaseFor(alias), async () => {
      for (const [i, row] of instances.entries()) {
        const insertion = insertions[i];
        if (insertion !== undefined) await insertRow(row, insertion, alias);
      }
    });
  } catch (error) {
    // Nothing was stored: the instances say so.
    for (const { row, origin, values } of before) {
      Object.assign(row, values);
      setOrigin(row, origin);
    }
    throw error;
  }
  return instances;
}

/** @param given what the other side of a relation adds to each row. */
function instanceOf(Class: ModelClass, row: object, given: Readonly<Record<string, unknown>> | null): Row {
  if (!isModelInstance(row)) return new Class(given === null ? row : { ...row, ...given }) as Row;
  if (row instanceof Class) return given === null ? row : Object.assign(row, given);
  throw new ValidationError(`${Class.meta.label}: bulkCreate() was given an instance of another model.`, {
    model: Class.meta.label,
  });
}

function checkBulkOptions(meta: ModelMeta, options: Readonly<Record<string, unknown>>): void {
  checkOptionNames(`${meta.label}: bulkCreate()`, options, BULK_OPTIONS);
  for (const name of Object.keys(options)) if (name !== 'batchSize') throw comesLater(`bulkCreate({ ${name} })`);
  const { batchSize } = options;
  if (batchSize === undefined || (Number.isSafeInteger(batchSize) && Number(batchSize) > 0)) return;
  throw new QuerySetError(`${meta.label}: batchSize is a whole number from 1.`, { model: meta.label });
}
