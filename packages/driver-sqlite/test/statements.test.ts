/** Statements outside transactions: synchronous answers, the bounded cache, and what better-sqlite3 would let pass. */
import { DataError, IntegrityError, TransactionManagementError } from '@dorm/core/driver';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../src/connection.js';
import { openConnection } from '../src/open.js';
import { readOptions } from '../src/options.js';
import { command, failure, open, run, temporaryFile } from './support/commands.js';

function connection(maxPreparedStatements: number): Connection {
  return openConnection({ kind: 'memory' }, readOptions({ maxPreparedStatements }, 'memory'));
}

describe('answers', () => {
  it('come at once when nothing is in the way', () => {
    const backend = open(temporaryFile());
    expect(backend.script('create table t (id integer primary key, a text)')).toBeUndefined();
    const insert = backend.run(command('insert into t (a) values (?)'), ['x']);
    expect(insert).toEqual({ rows: [], changes: 1, insertId: 1 });
    expect(backend.run(command('update t set a = ?'), ['y'])).toMatchObject({ rows: [], changes: 1 });
    expect(backend.run(command('insert into t (a) values (?) returning id, a'), ['z'])).toMatchObject({
      rows: [[2, 'z']],
    });
    expect(backend.run(command('select id, a from t order by id'), [])).toMatchObject({
      rows: [
        [1, 'y'],
        [2, 'z'],
      ],
    });
    expect(backend.run(command('select a from t where id = ?', { single: true }), [1])).toMatchObject({
      rows: [['y']],
    });
    expect(backend.run(command('select a from t where id = ?', { single: true }), [9])).toMatchObject({ rows: [] });
  });

  it('keep 64 bits where a command asks for bigints', async () => {
    const backend = open(':memory:');
    await backend.script('create table t (id integer primary key)');
    const big = 2n ** 53n + 1n;
    expect(backend.run(command('insert into t values (?)', { bigints: true }), [big])).toMatchObject({ insertId: big });
    expect(backend.run(command('select id from t', { bigints: true }), [])).toMatchObject({ rows: [[big]] });
    expect(backend.run(command('select id from t'), [])).toMatchObject({ rows: [[Number(big)]] });
  });

  it('follow what the statement does when the command says otherwise', async () => {
    const backend = open(':memory:');
    await backend.script('create table t (a)');
    const rows = backend.run(
      command('insert into t values (1) returning a', { returns: 'changes', writes: false }),
      [],
    );
    expect(rows).toMatchObject({ rows: [[1]], changes: 1 });
    expect(backend.run(command('delete from t', { returns: 'rows' }), [])).toMatchObject({ rows: [], changes: 1 });
  });

  it('errors of decode() are the caller’s own', async () => {
    const broken = command('select 1', {
      decode: () => {
        throw new TypeError('mine');
      },
    });
    expect(await failure(() => open(':memory:').run(broken, []))).toEqual(new TypeError('mine'));
  });

  it('a deferred foreign key that fails at the end of INSERT … RETURNING is an error, not a lost row', async () => {
    const backend = open(':memory:');
    await backend.script(`create table a (id integer primary key);
      create table b (id integer primary key, a_id integer references a deferrable initially deferred)`);
    const insert = command('insert into b (a_id) values (?) returning id', { single: true });
    expect(await failure(() => backend.run(insert, [7]))).toBeInstanceOf(IntegrityError);
    expect((await run(backend, 'select count(*) from b')).rows).toEqual([[0]]);
  });

  it('T-097: booleans, dates and objects are refused as parameters, without the value', async () => {
    const backend = open(':memory:');
    for (const value of [true, new Date(), { secret: 1 }, ['secret'], Symbol('secret'), 2n ** 63n]) {
      const error = await failure(() => run(backend, 'select ?', value));
      expect(error).toBeInstanceOf(DataError);
      expect(error.message).not.toMatch(/secret|9223372036854775808/);
    }
  });

  it('transaction control is no statement', async () => {
    const backend = open(':memory:');
    for (const sql of ['begin', ' COMMIT', '-- x\n rollback', '/* x */ savepoint a', ';end', 'release a']) {
      expect(await failure(() => run(backend, sql))).toBeInstanceOf(TransactionManagementError);
    }
    const error = await failure(() => backend.script('begin; create table left_open (a)'));
    expect(error).toBeInstanceOf(TransactionManagementError);
    expect(await backend.tableNames()).toEqual([]);
  });

  it('a script does all or nothing', async () => {
    const backend = open(temporaryFile());
    expect((await failure(() => backend.script('create table a (x); create table a (x)'))).message).toContain(
      'already',
    );
    expect(await backend.tableNames()).toEqual([]);
    await backend.script('begin; create table b (x); commit; pragma user_version = 7');
    expect(await backend.tableNames()).toEqual(['b']);
    await backend.script('vacuum');
  });
});

describe('SQL by hand', () => {
  it.each([':memory:', 'file'])(
    'on %s: names the columns, keeps integers exact and waits for its turn',
    async (where) => {
      const backend = open(where === 'file' ? temporaryFile() : where);
      await backend.query('create table t (id integer primary key, a)', []);
      expect(backend.query('insert into t (a) values (?)', [2n ** 53n + 1n])).toEqual({
        columns: [],
        rows: [],
        changes: 1,
        insertId: 1,
      });
      const select = 'select id, a, a as a, 1.5 from t';
      const answer = { columns: ['id', 'a', 'a', '1.5'], rows: [[1, 2n ** 53n + 1n, 2n ** 53n + 1n, 1.5]], changes: 0 };
      expect(await backend.query(select, [])).toEqual({ ...answer, insertId: null });
      expect(await backend.query('update t set a = 7 returning a', [])).toMatchObject({ rows: [[7]], changes: 1 });
      const transaction = await backend.begin({});
      await transaction.query('delete from t', []);
      const waiting = backend.query('insert into t (a) values (8)', []);
      expect(waiting).toBeInstanceOf(Promise);
      await transaction.rollback();
      await waiting;
      expect(await backend.query('select a from t order by 1', [])).toMatchObject({ rows: [[7], [8]] });
      await backend.query('alter table t add column b', []);
      expect((await backend.query('select * from t', [])).columns).toEqual(['id', 'a', 'b']);
      const stream = await backend.stream(command(select), [], 1);
      expect(stream.columns).toEqual(['id', 'a', 'a', '1.5']);
      expect(await failure(() => backend.query('begin', []))).toBeInstanceOf(TransactionManagementError);
    },
  );
});

describe('prepared statements', () => {
  it('are bounded, and those in use stay', () => {
    const c = connection(10);
    const hot = command('select 1');
    for (let i = 0; i < 1000; i++) {
      c.run(hot, []);
      const cold = command(`select ${i}`);
      c.run(cold, []);
      expect(c.statements).toBeLessThanOrEqual(10);
    }
    const kept = hot.prepared;
    c.run(hot, []);
    expect(hot.prepared).toBe(kept);
  });

  it('leave their command when they are dropped, and come back', () => {
    const c = connection(2);
    const commands = [1, 2, 3].map((i) => command(`select ${i}`));
    for (const each of commands) c.run(each, []);
    expect(commands.filter(({ prepared }) => prepared === null)).toHaveLength(1);
    expect(commands.map((each) => c.run(each, []).rows)).toEqual([[[1]], [[2]], [[3]]]);
    c.close();
    expect(commands.every(({ prepared }) => prepared === null)).toBe(true);
  });

  it('serve one command on several connections', async () => {
    const backend = open(temporaryFile());
    await backend.script('create table t (a)');
    const select = command('select count(*) from t');
    const insert = command('insert into t values (1)');
    const transaction = await backend.begin({});
    await transaction.run(insert, []);
    expect(await backend.run(select, [])).toMatchObject({ rows: [[0]] });
    expect(await transaction.run(select, [])).toMatchObject({ rows: [[1]] });
    expect(await backend.run(select, [])).toMatchObject({ rows: [[0]] });
    await transaction.commit();
    expect(await backend.run(select, [])).toMatchObject({ rows: [[1]] });
  });

  it('see a changed schema', async () => {
    const backend = open(':memory:');
    await backend.script('create table t (a); insert into t values (1)');
    const select = command('select * from t');
    expect(await backend.run(select, [])).toMatchObject({ rows: [[1]] });
    await backend.script('alter table t add column b default 2');
    expect(await backend.run(select, [])).toMatchObject({ rows: [[1, 2]] });
  });
});
