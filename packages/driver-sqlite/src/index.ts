/** SQLite for dorm. */
export { sqlite } from './driver.js';
export type { NativeDatabase, NativeStatement } from './native.js';
export type { JournalMode, SqliteOptions, Synchronous } from './options.js';
