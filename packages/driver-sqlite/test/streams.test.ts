/** Streams hold neither the whole result nor anybody's connection, however their consumer ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { OperationalError, type RowStream, type Session, TransactionManagementError } from '@dorm/core/driver';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { SqliteBackend } from '../src/backend.js';
import { command, failure, open, run, temporaryFile } from './support/commands.js';

const SELECT = command('select id, name from t order by id');

async function fill(backend: Session, rows: number): Promise<void> {
  await backend.script(`create table t (id integer primary key, name text);
    insert into t with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
    select i, 'name ' || i from n`);
}

async function readAll(stream: RowStream): Promise<number[]> {
  const ids: number[] = [];
  for (let rows = await stream.read(); rows.length > 0; rows = await stream.read()) {
    ids.push(...rows.map(([id]) => Number(id)));
  }
  return ids;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const gc: () => void = runInNewContext('gc');
  gc();
}

const kinds: [string, () => SqliteBackend][] = [
  ['a file', () => open(temporaryFile())],
  ['a file without WAL', () => open(temporaryFile(), { journalMode: 'delete' })],
  ['a file with one connection', () => open(temporaryFile(), { maxConnections: 1 })],
  ['memory', () => open(':memory:')],
  ['a file as a Database that was handed in', () => open(new Database(temporaryFile()))],
];

describe.each(kinds)('on %s', (_, make) => {
  it('rows come in portions, then none, and what is written meanwhile is not among them', async () => {
    const backend = make();
    await fill(backend, 1050);
    const stream = await backend.stream(SELECT, [], 100);
    expect(await stream.read()).toHaveLength(100);
    await run(backend, 'delete from t where id > 500');
    await run(backend, 'insert into t values (5000, null)');
    expect(await readAll(stream)).toEqual(upTo(1050).slice(100));
    expect(await stream.read()).toEqual([]);
    await stream.close();
    expect(backend.stats().inUse).toBe(0);
  });

  it('values keep their kinds, beside writes too', async () => {
    const backend = make();
    await backend.script(`create table t (a, b, c, d, e, f);
      insert into t values (1, 1.0, 'x' || char(0) || 'y', x'00ff', null, 9007199254740993), (2, 0.5, '😀', x'', 3, 4)`);
    const select = command('select a, b, c, d, e, f, a as a from t order by a', { bigints: true });
    const stream = await backend.stream(select, [], 1);
    await run(backend, 'insert into t (a) values (3)');
    const rows = [...(await stream.read()), ...(await stream.read())];
    expect(rows).toEqual([
      [1n, 1, 'x\0y', Buffer.from([0, 255]), null, 9007199254740993n, 1n],
      [2n, 0.5, '😀', Buffer.from([]), 3n, 4n, 2n],
    ]);
    expect(await stream.read()).toEqual([]);
  });

  it('inside a transaction they see its work, stand beside its writes, and end with it', async () => {
    const backend = make();
    await fill(backend, 1000);
    const transaction = await backend.begin({});
    await run(transaction, 'delete from t where id > 900');
    const stream = await transaction.stream(SELECT, [], 100);
    const ids: number[] = [];
    for (let rows = await stream.read(); rows.length > 0; rows = await stream.read()) {
      for (const [id] of rows) ids.push(Number(id));
      await transaction.savepoint('s');
      await run(transaction, 'update t set name = ? where id = ?', 'x', ids.at(-1));
      await transaction.rollbackToSavepoint('s');
    }
    expect(ids).toEqual(upTo(900));
    const late = [await transaction.stream(SELECT, [], 10), await transaction.stream(SELECT, [], 10)];
    await late[0]?.read();
    await transaction.script('drop table t');
    await transaction.rollback();
    for (const each of late) expect(await failure(() => each?.read())).toBeInstanceOf(TransactionManagementError);
    expect((await run(backend, 'select count(*) from t')).rows).toEqual([[1000]]);
  });

  it('closing early, twice or without reading gives everything back', async () => {
    const backend = make();
    await fill(backend, 1000);
    for (let i = 0; i < 20; i++) {
      const stream = await backend.stream(SELECT, [], 10);
      if (i % 2 === 0) await stream.read();
      await stream.close();
      await stream.close();
      expect(await stream.read()).toEqual([]);
    }
    await run(backend, 'delete from t');
    await backend.script('drop table t; vacuum');
    expect(backend.stats()).toMatchObject({ inUse: 0, waiting: 0 });
  });

  it('a stream that is dropped without being closed holds nothing for ever', async () => {
    const backend = make();
    await fill(backend, 1000);
    const drop = async (): Promise<void> => {
      for (let i = 0; i < 3; i++) await (await backend.stream(SELECT, [], 10)).read();
    };
    await drop();
    for (let i = 0; i < 100 && backend.stats().inUse > 0; i++) {
      collectGarbage();
      await sleep(5);
    }
    expect(backend.stats().inUse).toBe(0);
    await (await backend.begin({})).commit();
    await backend.script('drop table t');
  });

  it('errors say the same as elsewhere', async () => {
    const backend = make();
    await backend.script('create table t (a)');
    expect((await failure(() => backend.stream(command('select b from nope'), [], 10))).message).toContain(
      'createTables',
    );
    const late = command("select dorm_regex(a, 'x') from (select 'x' as a union all select '(')");
    const error = await failure(async () => readAll(await backend.stream(late, [], 1)));
    expect(error.message).toContain('regular expression is not valid');
    expect(backend.stats().inUse).toBe(0);
    await run(backend, 'insert into t values (1)');
  });

  it('a statement that writes is done, and its rows wait', async () => {
    const backend = make();
    await backend.script('create table t (a)');
    const insert = command('insert into t values (1), (2), (3) returning a');
    const stream = await backend.stream(insert, [], 2);
    expect((await run(backend, 'select count(*) from t')).rows).toEqual([[3]]);
    expect(await readAll(stream)).toEqual([1, 2, 3]);
  });

  it('closing the database ends them', async () => {
    const backend = make();
    await fill(backend, 1000);
    const stream = await backend.stream(SELECT, [], 10);
    const other = await backend.stream(SELECT, [], 10);
    await stream.read();
    backend.close();
    expect(await failure(() => stream.read())).toBeInstanceOf(OperationalError);
    expect(await failure(() => other.read())).toBeInstanceOf(OperationalError);
    await stream.close();
  });
});

describe('on a file', () => {
  it('more streams than connections leave one for transactions, and none waits', async () => {
    const backend = open(temporaryFile(), { maxConnections: 3, acquireTimeoutMs: 100 });
    await fill(backend, 100);
    const streams = await Promise.all(upTo(6).map(async () => backend.stream(SELECT, [], 10)));
    expect(backend.stats()).toMatchObject({ inUse: 2, size: 2 });
    const transaction = await backend.begin({});
    await run(transaction, 'delete from t');
    await transaction.commit();
    expect((await run(backend, 'select count(*) from t')).rows).toEqual([[0]]);
    for (const stream of streams) expect(await readAll(stream)).toEqual(upTo(100));
    expect(backend.stats()).toMatchObject({ inUse: 0 });
  });

  it('an open stream keeps nobody else on old data', async () => {
    const backend = open(temporaryFile(), { maxConnections: 1 });
    await fill(backend, 100);
    const stream = await backend.stream(SELECT, [], 10);
    await run(backend, 'delete from t');
    expect((await run(backend, 'select count(*) from t')).rows).toEqual([[0]]);
    expect(await readAll(stream)).toEqual(upTo(100));
  });
});

describe('memory', () => {
  it.each([
    ['a cursor', ':memory:'],
    ['a cursor of its own connection', temporaryFile],
    ['rows that wait on disk', () => new Database(temporaryFile())],
  ] as const)('100,000 rows as %s take no more memory than a portion', async (_, where) => {
    const backend = open(typeof where === 'string' ? where : where());
    await fill(backend, 100_000);
    const stream = await backend.stream(command("select id, name, printf('%.*c', 1000, 'x') from t"), [], 500);
    collectGarbage();
    const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().external;
    const before = used();
    let most = 0;
    let count = 0;
    for (let rows = await stream.read(); rows.length > 0; rows = await stream.read()) {
      count += rows.length;
      if (count % 10_000 === 0) {
        collectGarbage();
        most = Math.max(most, used() - before);
      }
      if (count === 20_000) await run(backend, 'insert into t (name) values (?)', 'meanwhile');
    }
    expect(count).toBe(100_000);
    // The whole result is more than 100 MB.
    expect(most).toBeLessThan(40_000_000);
  });
});
