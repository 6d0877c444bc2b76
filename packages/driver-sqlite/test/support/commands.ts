/** Commands made by hand, databases in temporary folders: what the driver's own tests stand on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command, DriverRow, Session } from '@dorm/core/driver';
import { onTestFinished } from 'vitest';
import { SqliteBackend } from '../../src/backend.js';
import { sqlite } from '../../src/index.js';
import type { NativeDatabase } from '../../src/native.js';
import type { SqliteOptions } from '../../src/options.js';

export interface Answer {
  readonly rows: readonly DriverRow[];
  readonly changes: number;
  readonly insertId: number | bigint | null;
}

/** A command that answers with what the driver handed to decode(). */
export function command(sql: string, more: Partial<Command<Answer>> = {}): Command<Answer> {
  const reads = /^\s*(select|with|values|pragma)/i.test(sql);
  return {
    sql,
    name: 'test',
    writes: !reads,
    returns: reads || /\breturning\b/i.test(sql) ? 'rows' : 'changes',
    single: false,
    bigints: false,
    prepared: null,
    decode: (rows, changes, insertId) => ({ rows, changes, insertId }),
    ...more,
  };
}

/** Runs SQL on a session, whether it answers at once or later. */
export async function run(session: Session, sql: string, ...parameters: readonly unknown[]): Promise<Answer> {
  return session.run(command(sql), parameters);
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dorm-sqlite-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function temporaryFile(): string {
  return join(temporaryFolder(), 'test.sqlite');
}

/** A backend that is closed after the test. */
export function open(database: string | URL | NativeDatabase, options: SqliteOptions = {}): SqliteBackend {
  const backend = sqlite(database, options).open('default');
  if (!(backend instanceof SqliteBackend)) throw new Error('sqlite() opened something else');
  onTestFinished(() => backend.close());
  return backend;
}

/** What an action throws or rejects with; fails when it does neither. */
export async function failure<E extends Error = Error>(action: () => unknown): Promise<E> {
  let answer: unknown;
  try {
    answer = await action();
  } catch (error) {
    return error as E;
  }
  throw new Error(`no error, but ${JSON.stringify(answer)}`);
}
