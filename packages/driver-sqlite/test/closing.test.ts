/** Closing: at once, completely, with clear errors for what still runs; and a process that can end. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OperationalError } from '@dorm/core/driver';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failure, open, run, temporaryFile } from './support/commands.js';

const packages = fileURLToPath(new URL('../../', import.meta.url));

describe('close()', () => {
  it('waits for nothing, may be called twice, and ends what waits', async () => {
    const file = temporaryFile();
    const backend = open(file);
    await backend.script('create table t (a)');
    const transaction = await backend.begin({});
    await run(transaction, 'insert into t values (1)');
    const waiting = [run(backend, 'insert into t values (2)'), backend.begin({}), run(backend, 'delete from t')];
    const ends = Promise.allSettled(waiting);
    backend.close();
    backend.close();
    for (const end of await ends) {
      expect(end.status).toBe('rejected');
      expect(end).toMatchObject({ reason: { code: 'OPERATIONAL_ERROR' } });
    }
    const uses = [
      () => run(backend, 'select 1'),
      () => backend.begin({}),
      () => backend.script('select 1'),
      () => backend.tableNames(),
      () => run(transaction, 'select 1'),
      () => transaction.commit(),
    ];
    for (const use of uses) {
      const error = await failure(use);
      expect(error).toBeInstanceOf(OperationalError);
      expect(error.message).toMatch(/the connection to .* is closed\n {2}hint: something still runs after closeAll/);
    }
    // WAL and shared memory go with the last connection: none was left open.
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect((await run(open(file), 'select count(*) from t')).rows).toEqual([[0]]);
  });

  it('lets a rollback after it pass, so that the error that led there is the one to see', async () => {
    const backend = open(temporaryFile());
    const transaction = await backend.begin({});
    backend.close();
    await transaction.rollback();
  });

  it('leaves a Database that was handed in open, without a transaction', async () => {
    const database = new Database(':memory:');
    const backend = open(database);
    await backend.script('create table t (a)');
    const transaction = await backend.begin({});
    await run(transaction, 'insert into t values (1)');
    backend.close();
    expect(database.open).toBe(true);
    expect(database.inTransaction).toBe(false);
    expect(database.prepare('select count(*) from t').pluck().get()).toBe(0);
    expect(await failure(() => run(backend, 'select 1'))).toBeInstanceOf(OperationalError);
    expect((await run(open(database), 'select count(*) from t')).rows).toEqual([[0]]);
  });

  it('a Database that its owner closed is told apart', async () => {
    const database = new Database(':memory:');
    const backend = open(database);
    await run(backend, 'select 1');
    database.close();
    expect((await failure(() => run(backend, 'select 1'))).message).toContain('is closed');
    backend.close();
    expect((await failure(() => run(open(database), 'select 1'))).message).toContain(
      'that sqlite() was given is closed',
    );
  });
});

describe('a process', () => {
  it('ends by itself, with and without close()', async () => {
    const folder = fileURLToPath(new URL(`../.tmp/exit-${process.pid}/`, import.meta.url));
    mkdirSync(folder, { recursive: true });
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const source = join(folder, 'main.ts');
    writeFileSync(
      source,
      `import { sqlite } from '@dorm/driver-sqlite';
      const command = (sql) => ({ sql, writes: false, single: false, bigints: false, prepared: null, decode: (rows) => rows });
      for (const file of [':memory:', process.argv[2]]) {
        const backend = sqlite(file).open('default');
        const transaction = await backend.begin({});
        const late = backend.script('create table t (a)');
        await transaction.rollback();
        await late;
        const stream = await backend.stream(command('select 1 union all select 2'), [], 1);
        console.log(JSON.stringify(await stream.read()));
        if (process.argv[3] === 'close') backend.close();
      }`,
    );
    const bundle = join(folder, 'main.mjs');
    await build({
      entryPoints: [source],
      outfile: bundle,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      external: ['better-sqlite3'],
      alias: {
        '@dorm/driver-sqlite': `${packages}driver-sqlite/src/index.ts`,
        '@dorm/core/driver': `${packages}core/src/driver.ts`,
        '@dorm/query': `${packages}query/src/index.ts`,
      },
    });
    for (const how of ['close', 'leave']) {
      const run = promisify(execFile)(process.execPath, [bundle, temporaryFile(), how], { timeout: 9_000 });
      expect((await run).stdout).toBe('[[1]]\n[[1]]\n');
    }
  });
});
