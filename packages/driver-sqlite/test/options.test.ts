/** What sqlite() takes: names, URLs and options, checked before anything is opened. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError, OperationalError } from '@dorm/core/driver';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { sqlite } from '../src/index.js';
import { readTarget } from '../src/target.js';
import { failure, open, run, temporaryFile, temporaryFolder } from './support/commands.js';

async function pragma(session: Parameters<typeof run>[0], name: string): Promise<unknown> {
  return (await run(session, `pragma ${name}`)).rows[0]?.[0];
}

describe('options', () => {
  it('I-121: the journal mode is one of a list, and WAL by default', async () => {
    expect(await pragma(open(temporaryFile()), 'journal_mode')).toBe('wal');
    expect(await pragma(open(temporaryFile(), { journalMode: 'truncate' }), 'journal_mode')).toBe('truncate');
    const wrong = await failure(() => sqlite('x', { journalMode: 'off; drop table x' as 'wal' }));
    expect(wrong).toBeInstanceOf(ConfigurationError);
    expect(wrong.message).toContain('journalMode must be one of wal, delete, truncate, persist, memory');
    expect(await pragma(open(':memory:', { journalMode: 'wal' }), 'journal_mode')).toBe('memory');
  });

  it('I-121 T-097: foreign keys are enforced on every connection, and cannot be switched off', async () => {
    const off = await failure(() => sqlite('x', { foreignKeys: false } as object));
    expect(off.message).toContain('they are always enforced');
    const handedIn = new Database(':memory:');
    handedIn.pragma('foreign_keys = off');
    for (const backend of [open(temporaryFile()), open(':memory:'), open(handedIn)]) {
      expect(await pragma(backend, 'foreign_keys')).toBe(1);
      const transaction = await backend.begin({});
      expect(await pragma(transaction, 'foreign_keys')).toBe(1);
      await transaction.rollback();
    }
  });

  it('refuses unknown options with a suggestion, and values out of bounds', async () => {
    const cases: [object, RegExp][] = [
      [{ busyTimeout: 5 }, /no option 'busyTimeout'\n {2}hint: did you mean 'busyTimeoutMs'\?/],
      [{ busyTimeoutMs: -1 }, /busyTimeoutMs must be a whole number from 0/],
      [{ maxConnections: 0 }, /maxConnections must be a whole number from 1 to 64\n {2}hint: the default is 4/],
      [{ maxConnections: 1.5 }, /whole number/],
      [{ acquireTimeoutMs: Number.POSITIVE_INFINITY }, /whole number/],
      [{ readOnly: 'yes' }, /readOnly must be true or false/],
      [{ synchronous: 'norml' }, /did you mean 'normal'/],
      [{ __proto__: null, constructor: 1 }, /no option 'constructor'/],
    ];
    for (const [options, message] of cases) {
      const error = await failure(() => sqlite('x', options));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toMatch(message);
    }
    expect((await failure(() => sqlite(':memory:', { readOnly: true }))).message).toContain('in memory');
    const other = await failure(() => sqlite(new Database(':memory:'), { journalMode: 'wal' }));
    expect(other.message).toContain('belongs to whoever opened the Database');
    expect(sqlite('x', { readOnly: undefined } as object).vendor).toBe('sqlite');
  });

  it('reads paths and URLs', async () => {
    const file = temporaryFile();
    const forms = [file, pathToFileURL(file), pathToFileURL(file).href, `sqlite://${file}`];
    for (const form of forms) expect(readTarget(form)).toEqual({ kind: 'file', path: file });
    for (const form of [':memory:', 'sqlite::memory:']) expect(readTarget(form)).toEqual({ kind: 'memory' });
    expect(readTarget('file:./dev.db')).toEqual({ kind: 'file', path: join(process.cwd(), 'dev.db') });
    expect(readTarget('dev.db')).toEqual({ kind: 'file', path: join(process.cwd(), 'dev.db') });
    for (const wrong of [
      '',
      ' ',
      'a\0b',
      'postgres://x/y',
      'file:///a?mode=ro',
      'sqlite:///a#b',
      7 as unknown as string,
    ]) {
      expect(await failure(() => sqlite(wrong))).toBeInstanceOf(ConfigurationError);
    }
  });
});

describe('opening', () => {
  it('is lazy, and creates the file with the first statement', async () => {
    const file = temporaryFile();
    const backend = open(file);
    expect(existsSync(file)).toBe(false);
    await run(backend, 'select 1');
    expect(existsSync(file)).toBe(true);
  });

  it('says which file cannot be opened, why, and what to do', async () => {
    const folder = temporaryFolder();
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'not a database, but long enough to be read as one. '.repeat(50));
    mkdirSync(join(folder, 'sub'));
    const cases: [string, object, RegExp][] = [
      [join(folder, 'no', 'x.sqlite'), {}, /cannot open .*x\.sqlite: the folder .*no does not exist\n.*mkdir -p/],
      [join(text, 'x.sqlite'), {}, /is not a folder/],
      [join(folder, 'sub'), {}, /it is a folder\n.*name a file in it/],
      [join(folder, 'gone.sqlite'), { readOnly: true }, /the file does not exist\n.*leave readOnly out/],
      [text, {}, /file is not a database\n.*notes\.txt is another kind of file/],
    ];
    for (const [file, options, message] of cases) {
      const error = await failure(() => run(open(file, options), 'select 1'));
      expect(error).toBeInstanceOf(OperationalError);
      expect(error.message).toMatch(message);
    }
  });

  it.skipIf(process.getuid?.() === 0)('says when rights are missing', async () => {
    const file = temporaryFile();
    new Database(file).exec('create table t (a)').close();
    chmodSync(file, 0o000);
    expect((await failure(() => run(open(file), 'select 1'))).message).toContain('lacks the right');
  });

  it('says when a file is damaged', async () => {
    const file = temporaryFile();
    const db = new Database(file);
    db.exec("create table t (a); insert into t values ('x')");
    const page = Number(db.pragma('page_size', { simple: true }));
    const content = db.serialize();
    db.close();
    writeFileSync(file, content.fill(0xee, page));
    const error = await failure(() => run(open(file), 'select * from t'));
    expect(error).toMatchObject({ nativeCode: 'SQLITE_CORRUPT', retryable: false });
    expect(error.message).toMatch(/malformed\n.*backup/);
  });

  it('opens for reading only', async () => {
    const file = temporaryFile();
    new Database(file).exec('create table t (a); insert into t values (1)').close();
    const backend = open(file, { readOnly: true });
    expect((await run(backend, 'select a from t')).rows).toEqual([[1]]);
    const error = await failure(() => run(backend, 'insert into t values (2)'));
    expect(error).toBeInstanceOf(OperationalError);
    expect(error.message).toContain('can only be read here');
    const transaction = await backend.begin({});
    expect((await run(transaction, 'select a from t')).rows).toEqual([[1]]);
    await transaction.commit();
  });

  it('knows no functions that a stored schema of somebody else could call', async () => {
    const backend = open(':memory:');
    await backend.script('create table t (a); create view v as select dorm_fold(a) from t');
    expect((await failure(() => run(backend, 'select * from v'))).message).toContain('unsafe use of dorm_fold');
    expect((await failure(() => run(backend, "select load_extension('x')"))).message).toMatch(
      /no such function|not authorized/,
    );
  });
});
