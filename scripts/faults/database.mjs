/** The database of a fault: a file of its own with one table of people, who may have a parent. It runs on what `build` made. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @param {string} file */
const built = (file) => import(new URL(`../../packages/${file}`, import.meta.url).href);

export const core = await built('core/dist/index.js');
const { createTables } = await built('core/dist/schema.js');
const { sqlite } = await built('driver-sqlite/dist/index.js');
const { closeAll, createDorm, defineApp, f, Model, ref } = core;

export class Person extends Model('faults.Person')({
  name: f.char({ maxLength: 50 }),
  age: f.integer({ null: true }),
  parent: f.foreignKey(ref('faults.Person'), { null: true, onDelete: 'SET_NULL', relatedName: 'children' }),
}) {}

const app = defineApp('faults', { Person });

/**
 * Runs work on the empty table, and removes the file after it.
 *
 * @param {() => Promise<void>} work
 */
export async function withPeople(work) {
  const folder = mkdtempSync(join(tmpdir(), 'dorm-faults-'));
  try {
    await createDorm({ databases: { default: sqlite(join(folder, 'people.sqlite')) }, apps: [app] }).run(async () => {
      try {
        await createTables();
        await work();
      } finally {
        await closeAll();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Adds people `p1`, `p2` …, aged from 0 to 99.
 *
 * @param {number} count
 */
export async function addPeople(count) {
  const { getConnection, sql } = core;
  await getConnection().executeWrite(
    sql`INSERT INTO faults_person (name, age)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
        SELECT 'p' || i, i % 100 FROM n`,
  );
}
