/** Opens the Chinook database for reading only: nothing the demo does can change it. */
import { fileURLToPath } from 'node:url';
import { closeAll, configure } from '@dorm/core';
import { sqlite } from '@dorm/driver-sqlite';
import { chinook } from './models.js';

/** The database as it was published. */
export const databaseFile: string = fileURLToPath(new URL('../data/chinook.sqlite', import.meta.url));

/** Points dorm at the database; the file is opened by the first query. */
export function openChinook(): void {
  configure({ databases: { default: sqlite(databaseFile, { readOnly: true }) }, apps: [chinook] });
}

/** Ends every connection, so that the process can end. */
export function closeChinook(): Promise<void> {
  return closeAll();
}
