/** Transactions own their connection: nobody joins them, everybody gets a turn, and each ends in one known way. */
import { setTimeout as sleep, setImmediate as tick } from 'node:timers/promises';
import {
  type DriverTransaction,
  IntegrityError,
  NotSupportedError,
  OperationalError,
  PoolTimeoutError,
  TransactionManagementError,
} from '@dorm/core/driver';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { SqliteBackend } from '../src/backend.js';
import { sqlite } from '../src/index.js';
import { command, failure, open, run, temporaryFile } from './support/commands.js';

const kinds: [string, () => SqliteBackend][] = [
  ['a file', () => open(temporaryFile())],
  ['a file with one connection', () => open(temporaryFile(), { maxConnections: 1 })],
  ['memory', () => open(':memory:')],
  ['a Database that was handed in', () => open(new Database(':memory:'))],
];

describe.each(kinds)('on %s', (_, make) => {
  it('50 tasks at once never share a transaction', async () => {
    const backend = make();
    await backend.script('create table t (task, step)');
    const task = async (id: number): Promise<void> => {
      const transaction = await backend.begin({});
      const before = (await run(transaction, 'select count(*) from t')).rows[0]?.[0];
      for (let step = 0; step < 3; step++) {
        await run(transaction, 'insert into t values (?, ?)', id, step);
        await (step === 1 ? sleep(1) : tick());
      }
      const after = (await run(transaction, 'select count(*) from t')).rows[0]?.[0];
      expect(Number(after) - Number(before)).toBe(3);
      if (id % 2 === 0) await transaction.commit();
      else await transaction.rollback();
    };
    const alone = async (id: number): Promise<void> => {
      await run(backend, 'insert into t values (?, ?)', id, 'alone');
    };
    await Promise.all(Array.from({ length: 50 }, (_, i) => Promise.all([task(i), alone(100 + i)])));
    const { rows } = await run(backend, 'select task, count(*) from t group by 1 order by 1');
    expect(rows).toEqual([
      ...Array.from({ length: 25 }, (_, i) => [2 * i, 3]),
      ...Array.from({ length: 50 }, (_, i) => [100 + i, 1]),
    ]);
    expect(backend.stats()).toMatchObject({ inUse: 0, waiting: 0 });
  });

  it('writers get their turn in the order in which they came', async () => {
    const backend = make();
    await backend.script('create table t (id)');
    const first = await backend.begin({});
    const order: number[] = [];
    const all = Promise.all(
      [1, 2, 3, 4].map(async (id) => {
        if (id % 2 === 0) await run(backend, 'insert into t values (?)', id);
        else await (await backend.begin({})).commit();
        order.push(id);
      }),
    );
    expect(backend.stats().waiting).toBe(4);
    await first.rollback();
    await all;
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('savepoints undo a part', async () => {
    const backend = make();
    await backend.script('create table t (a)');
    const transaction = await backend.begin({});
    await run(transaction, 'insert into t values (1)');
    await transaction.savepoint('s"1');
    await run(transaction, 'insert into t values (2)');
    await transaction.rollbackToSavepoint('s"1');
    await transaction.releaseSavepoint('s"1');
    await run(transaction, 'insert into t values (3)');
    await transaction.commit();
    expect((await run(backend, 'select a from t')).rows).toEqual([[1], [3]]);
  });

  it('a read-only one refuses to write, and leaves its connection able to', async () => {
    const backend = make();
    await backend.script('create table t (a)');
    const reading = await backend.begin({ readOnly: true });
    const error = await failure(() => run(reading, 'insert into t values (1)'));
    expect(error).toMatchObject({ nativeCode: 'SQLITE_READONLY' });
    await reading.rollback();
    const writing = await backend.begin({});
    await run(writing, 'insert into t values (1)');
    await writing.commit();
    expect((await run(backend, 'select a from t')).rows).toEqual([[1]]);
  });

  it('use after the end is an error', async () => {
    const transaction = await make().begin({});
    await transaction.commit();
    const uses: ((t: DriverTransaction) => unknown)[] = [
      (t) => run(t, 'select 1'),
      (t) => t.commit(),
      (t) => t.rollback(),
      (t) => t.savepoint('a'),
      (t) => t.script('select 1'),
    ];
    for (const use of uses) expect(await failure(() => use(transaction))).toBeInstanceOf(TransactionManagementError);
  });

  it('a deferred foreign key that fails at COMMIT names its column, and leaves nothing behind', async () => {
    const backend = make();
    await backend.script(`create table "blog.a" (id integer primary key);
      create table b (id integer primary key, x int, a_id integer not null
        constraint inline_one references "blog.a" (id) deferrable initially deferred,
        c_id integer, constraint "b to a" foreign key (c_id) references "blog.a" (id) deferrable initially deferred)`);
    for (const [sql, columns, constraint] of [
      ['insert into b (a_id) values (7)', ['a_id'], null],
      ['insert into "blog.a" values (1); insert into b (a_id, c_id) values (1, 7)', ['c_id'], 'b to a'],
    ] as const) {
      const transaction = await backend.begin({});
      await transaction.script(sql);
      const error = await failure<IntegrityError>(() => transaction.commit());
      expect(error).toBeInstanceOf(IntegrityError);
      expect(error).toMatchObject({ kind: 'foreignKey', table: 'b', columns, constraint });
      expect(error.message).toContain(`b.${columns[0]} refers to no row of blog.a`);
    }
    expect((await run(backend, 'select count(*) from b')).rows).toEqual([[0]]);
    expect(backend.stats()).toMatchObject({ inUse: 0 });
  });

  it('waits a limited time, and says who is in the way', async () => {
    const backend = make();
    await backend.script('create table t (a)');
    const settings = { acquireTimeoutMs: 30 };
    const impatient = open(new Database(':memory:'), settings);
    async function beginsHere(): Promise<DriverTransaction> {
      return impatient.begin({});
    }
    const holder = await beginsHere();
    const error = await failure(() => run(impatient, 'select 1'));
    expect(error).toBeInstanceOf(PoolTimeoutError);
    expect(error.message).toMatch(
      /max 1, in use 1, waiting 1; the oldest has been in use for \d+ ms, since at beginsHere/,
    );
    expect(error).toMatchObject({ code: 'POOL_TIMEOUT', retryable: true });
    await holder.rollback();
    expect((await run(impatient, 'select 1')).rows).toEqual([[1]]);
  });

  it('has one isolation level', async () => {
    const backend = make();
    await (await backend.begin({ isolation: 'serializable' })).rollback();
    expect(await failure(() => backend.begin({ isolation: 'read committed' }))).toBeInstanceOf(NotSupportedError);
  });
});

describe('on a file', () => {
  it('readers go on while a transaction writes, and see it after its end', async () => {
    const backend = open(temporaryFile());
    await backend.script('create table t (a)');
    const writing = await backend.begin({});
    await run(writing, 'insert into t values (1)');
    const reading = await backend.begin({ readOnly: true });
    expect((await run(backend, 'select count(*) from t')).rows).toEqual([[0]]);
    await writing.commit();
    expect((await run(backend, 'select count(*) from t')).rows).toEqual([[1]]);
    expect((await run(reading, 'select count(*) from t')).rows).toEqual([[0]]);
    await reading.rollback();
  });

  it('holds no more connections than it may, and reports them', async () => {
    const backend = open(temporaryFile(), { maxConnections: 2, acquireTimeoutMs: 30 });
    const held = [await backend.begin({ readOnly: true }), await backend.begin({ readOnly: true })];
    expect(backend.stats()).toEqual({
      vendor: 'sqlite',
      size: 2,
      min: 0,
      max: 2,
      inUse: 2,
      idle: 0,
      waiting: 0,
      utilization: 1,
    });
    const error = await failure(() => backend.begin({}));
    expect(error).toBeInstanceOf(PoolTimeoutError);
    expect(error.message).toContain("no connection to 'default' became free within 30 ms (max 2, in use 2, waiting 1;");
    const third = backend.begin({ readOnly: true });
    await held[0]?.commit();
    await (await third).commit();
    await held[1]?.commit();
    // The writer that gave up has given its turn back.
    await (await backend.begin({})).commit();
    expect(backend.stats()).toMatchObject({ size: 2, inUse: 0, idle: 2, waiting: 0 });
  });

  it('a transaction that SQLite rolled back by itself is over', async () => {
    const backend = open(temporaryFile());
    await backend.script('create table t (a)');
    await run(backend, 'insert into t values (1)');
    const transaction = await backend.begin({});
    await run(transaction, 'insert into t values (2)');
    await run(transaction, 'pragma max_page_count = 3');
    const full = await failure(() => run(transaction, 'insert or rollback into t values (zeroblob(100000))'));
    expect(full).toBeInstanceOf(OperationalError);
    expect(full).toMatchObject({ nativeCode: 'SQLITE_FULL', retryable: false });
    const after = await failure(() => run(transaction, 'insert into t values (3)'));
    expect(after).toBeInstanceOf(TransactionManagementError);
    expect(after.message).toContain('rolled this transaction back');
    expect(after.cause).toBe(full);
    expect(await failure(() => transaction.commit())).toBeInstanceOf(TransactionManagementError);
    expect((await run(backend, 'select a from t')).rows).toEqual([[1]]);
    expect(backend.stats()).toMatchObject({ inUse: 0 });
  });

  it('a script may not end the transaction it runs in', async () => {
    const transaction = await open(temporaryFile()).begin({});
    const error = await failure(() => transaction.script('create table t (a); commit'));
    expect(error.message).toContain('the script ended the transaction');
    await transaction.rollback();
  });
});

describe('on memory', () => {
  it('a driver value is one database, until the last who opened it closes', async () => {
    const driver = sqlite(':memory:');
    const [one, two] = [driver.open('one'), driver.open('two')];
    await one.script('create table t (a)');
    const stream = await two.stream(command('select 1 union all select 2'), [], 1);
    const transaction = await one.begin({});
    await run(transaction, 'insert into t values (1)');
    const count = run(two, 'select count(*) from t');
    await one.close();
    expect((await count).rows).toEqual([[0]]);
    expect(await stream.read()).toEqual([[1]]);
    await two.close();
    const three = driver.open('three');
    expect(await three.tableNames()).toEqual([]);
    await three.close();
  });
});

describe('on a Database that was handed in', () => {
  it('a transaction of somebody else is not joined', async () => {
    const database = new Database(':memory:');
    const backend = open(database);
    database.exec('begin');
    expect((await failure(() => backend.begin({}))).message).toContain('in a transaction that dorm did not begin');
    database.exec('rollback');
    await (await backend.begin({})).commit();
  });

  it('two configurations of it do not join each other', async () => {
    const database = new Database(':memory:');
    const [one, two] = [open(database), open(database)];
    await one.script('create table t (a)');
    const transaction = await one.begin({});
    await run(transaction, 'insert into t values (1)');
    const count = run(two, 'select count(*) from t');
    await transaction.rollback();
    expect((await count).rows).toEqual([[0]]);
  });

  it('a ROLLBACK that fails closes the way to what is left of the transaction', async () => {
    const database = new Database(':memory:');
    const backend = open(database);
    await backend.script('create table t (a); insert into t values (1), (2)');
    const transaction = await backend.begin({});
    const theirs = database.prepare('select * from t').iterate();
    theirs.next();
    expect((await failure(() => transaction.rollback())).message).toMatch(/busy executing a query\n.*iterate\(\)/);
    expect(await failure(() => run(backend, 'select 1'))).toBeInstanceOf(OperationalError);
    theirs.return?.();
    expect(database.open).toBe(true);
  });
});
