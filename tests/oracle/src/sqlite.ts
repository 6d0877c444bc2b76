/** The fixture's database on SQLite: Chinook with the traps beside it, in memory. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sqlite } from '@dorm/driver-sqlite';
import Database from 'better-sqlite3';
import { fixtureFile } from './case.js';
import type { LoadedDatabase } from './run-cases.js';

const chinook = fileURLToPath(new URL('../../../examples/chinook/data/chinook.sqlite', import.meta.url));

export function openSqlite(): LoadedDatabase {
  const native = new Database(readFileSync(chinook));
  native.exec(readFileSync(fixtureFile('seed_traps.sqlite.sql'), 'utf8'));
  return { driver: sqlite(native), cleanup: () => void native.close() };
}
