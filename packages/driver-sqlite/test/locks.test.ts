/** Locks of other processes: waited for without blocking the event loop, for a limited time. */
import { OperationalError } from '@dorm/core/driver';
import { describe, expect, it } from 'vitest';
import { failure, open, run, temporaryFile } from './support/commands.js';
import { otherProcess } from './support/other-process.js';

/** How often a timer of the event loop ran while something was waited for. */
async function ticksDuring(action: () => Promise<unknown>): Promise<number> {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  try {
    await action();
  } finally {
    clearInterval(timer);
  }
  return ticks;
}

describe('a lock of another process', () => {
  it('is waited for by statements, transactions and scripts, while the event loop runs on', async () => {
    const file = temporaryFile();
    const backend = open(file);
    await backend.script('create table t (a)');
    await otherProcess('hold', file, 600);
    const start = performance.now();
    const ticks = await ticksDuring(() =>
      Promise.all([
        run(backend, 'insert into t values (1)'),
        (async () => {
          const transaction = await backend.begin({});
          await run(transaction, 'insert into t values (2)');
          await transaction.commit();
        })(),
        backend.script('insert into t values (3); pragma user_version = 1'),
      ]),
    );
    expect(performance.now() - start).toBeGreaterThan(300);
    expect(ticks).toBeGreaterThan(10);
    expect((await run(backend, 'select a from t order by a')).rows).toEqual([[1], [2], [3]]);
  });

  it('does not keep readers waiting', async () => {
    const file = temporaryFile();
    const backend = open(file);
    await backend.script('create table t (a)');
    await otherProcess('hold', file, 5000);
    expect((await run(backend, 'select count(*) from t')).rows).toEqual([[0]]);
    await (await backend.begin({ readOnly: true })).commit();
  });

  it('ends in a retryable OperationalError after busyTimeoutMs', async () => {
    const file = temporaryFile();
    const backend = open(file, { busyTimeoutMs: 100 });
    await backend.script('create table t (a)');
    await otherProcess('hold', file, 5000);
    for (const action of [() => run(backend, 'insert into t values (1)'), () => backend.begin({})]) {
      const error = await failure(action);
      expect(error).toBeInstanceOf(OperationalError);
      expect(error).toMatchObject({ retryable: true, nativeCode: 'SQLITE_BUSY' });
      expect(error.message).toMatch(/^database is locked\n {2}hint: another connection held .*test\.sqlite for longer/);
    }
    expect(backend.stats()).toMatchObject({ inUse: 0, waiting: 0 });
  });

  it('is waited for at COMMIT, where there is no WAL', async () => {
    const file = temporaryFile();
    const backend = open(file, { journalMode: 'delete' });
    await backend.script('create table t (a)');
    const transaction = await backend.begin({});
    await run(transaction, 'insert into t values (1)');
    await otherProcess('read', file, 300);
    const committing = transaction.commit();
    expect(committing).toBeInstanceOf(Promise);
    expect((await failure(() => run(transaction, 'select 1'))).message).toContain('has ended');
    await committing;
    expect((await run(backend, 'select a from t')).rows).toEqual([[1]]);
  });

  it('is shared fairly enough that no update is lost', async () => {
    const file = temporaryFile();
    const backend = open(file, { busyTimeoutMs: 15_000 });
    await backend.script('create table counter (n); insert into counter values (0)');
    const others = await Promise.all([otherProcess('count', file, 150), otherProcess('count', file, 150)]);
    const task = async (): Promise<void> => {
      const transaction = await backend.begin({});
      const n = Number((await run(transaction, 'select n from counter')).rows[0]?.[0]);
      await run(transaction, 'update counter set n = ?', n + 1);
      await transaction.commit();
    };
    await Promise.all(Array.from({ length: 150 }, task));
    expect(await Promise.all(others.map(({ exit }) => exit))).toEqual([0, 0]);
    expect((await run(backend, 'select n from counter')).rows).toEqual([[450]]);
  });
});
