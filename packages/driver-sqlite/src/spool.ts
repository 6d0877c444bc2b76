/** Rows that wait on disk: a private temporary database, which SQLite deletes by itself, even when the process dies. */
import { deserialize, serialize } from 'node:v8';
import type { DriverRow } from '@dorm/core/driver';
import Database from 'better-sqlite3';

export class Spool {
  readonly #db = new Database('');
  readonly #write;
  readonly #read;
  #position = 0;

  constructor() {
    // The file need not survive anything, and only what exceeds the cache is written to disk.
    this.#db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -2048');
    this.#db.exec('create table portion (id integer primary key, content blob not null); begin');
    this.#write = this.#db.prepare<[Buffer]>('insert into portion (content) values (?)');
    this.#read = this.#db.prepare<[number]>('select content from portion where id = ?').pluck();
  }

  write(rows: readonly DriverRow[]): void {
    this.#write.run(serialize(rows));
  }

  /** To be called between the last write() and the first read(). */
  finish(): void {
    this.#db.exec('commit');
  }

  /** The next portion, as it was written; an empty one at the end. */
  read(): readonly DriverRow[] {
    const content = this.#read.get(++this.#position);
    // What comes back is what write() put in.
    return Buffer.isBuffer(content) ? (deserialize(content) as readonly DriverRow[]) : [];
  }

  close(): void {
    if (this.#db.open) this.#db.close();
  }
}
