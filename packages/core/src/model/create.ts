/** create() and bulkCreate(): from what is given to stored instances. */
import { atomicOn } from '../transaction/atomic.js';
import { databaseFor } from '../execution/execute.js';
import { isModelInstance } from './instance.js';
import type { ModelClass, ModelMeta, Row } from './meta.js';
import { insertRow, saveRow } from './save.js';

/** Makes and stores one instance. */
export function createRow(meta: ModelMeta, input: object, alias: string | null): Promise<object> {
  const row = new meta.Class(input) as Row;
  return saveRow(row, alias === null ? { forceInsert: true } : { forceInsert: true, using: alias }).then(() => row);
}

/** Stores instances and inputs, all of them or none. They come back in their order. */
export async function createRows(meta: ModelMeta, rows: readonly object[], alias: string | null): Promise<object[]> {
  const { Class } = meta;
  const instances = rows.map((row) => instanceOf(Class, row));
  if (instances.length === 0) return instances;
  // One row at a time: then each knows its own key, on every database. What differs in values shares a prepared statement.
  await atomicOn(databaseFor(alias), async () => {
    for (const instance of instances) await insertRow(meta, instance, alias);
  });
  return instances;
}

function instanceOf(Class: ModelClass, row: object): Row {
  return isModelInstance(row) ? row : (new Class(row) as Row);
}
