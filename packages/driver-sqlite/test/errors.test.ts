/** Native errors as dorm's: class, what it concerns, a hint, and never a bound value. */
import {
  DatabaseError,
  DataError,
  type DormError,
  IntegrityError,
  OperationalError,
  ProgrammingError,
} from '@dorm/core/driver';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { databaseError, type ErrorContext } from '../src/errors.js';
import { failure, open, run, temporaryFile } from './support/commands.js';

const SCHEMA = `
  create table "blog_author" ("id" integer not null primary key autoincrement, "name" varchar(100) not null,
    "email" varchar(254) not null unique, "age" integer unsigned null check ("age" >= 0),
    "rank" integer null, "part" integer null,
    constraint "rank_and_part_uniq" unique ("rank", "part"),
    constraint "rank_below_10" check ("rank" < 10 and ("part" is null or "part" > 0)));
  create unique index "author_lower_name" on "blog_author" (lower("name"));
  create unique index "author_age_uniq" on "blog_author" ("age") where "age" > 90;
  create table "blog_post" ("id" integer primary key, "author_id" bigint not null
    references "blog_author" ("id") deferrable initially deferred);
  create table strict_one (n integer) strict;
  create trigger refuse before delete on "blog_author" begin select raise(abort, 'authors stay'); end;
  insert into "blog_author" (name, email, age, rank, part) values ('Ada', 'ada@x.org', 91, 1, 1)`;

const INSERT = 'insert into "blog_author" ("name", "email", "age", "rank", "part") values (?, ?, ?, ?, ?)';

describe('integrity', () => {
  const cases: [string, readonly unknown[], Partial<IntegrityError>][] = [
    ['UNIQUE of a column', ['Secret', 'ada@x.org', 1, 2, 2], { kind: 'unique', constraint: null, columns: ['email'] }],
    [
      'UNIQUE with a name',
      ['Secret', 'secret', 1, 1, 1],
      { kind: 'unique', constraint: 'rank_and_part_uniq', columns: ['rank', 'part'] },
    ],
    [
      'a partial unique index',
      ['Secret', 'secret', 91, 2, 2],
      { kind: 'unique', constraint: 'author_age_uniq', columns: ['age'] },
    ],
    [
      'a unique index of an expression',
      ['ADA', 'secret', 1, 2, 2],
      { kind: 'unique', constraint: 'author_lower_name', columns: [] },
    ],
    ['CHECK of a column', ['Secret', 'secret', -4711, 2, 2], { kind: 'check', constraint: null, columns: ['age'] }],
    [
      'CHECK with a name',
      ['Secret', 'secret', 1, 4711, 2],
      { kind: 'check', constraint: 'rank_below_10', columns: ['rank', 'part'] },
    ],
    ['NOT NULL', [null, 'secret', 1, 2, 2], { kind: 'notNull', constraint: null, columns: ['name'] }],
  ];

  it.each(cases)('I-128: %s tells kind, name, table and columns', async (_, parameters, expected) => {
    const backend = open(':memory:');
    await backend.script(SCHEMA);
    const error = await failure<IntegrityError>(() => run(backend, INSERT, ...parameters));
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ ...expected, table: 'blog_author', code: 'INTEGRITY_ERROR', retryable: false });
    expect(error.nativeCode).toMatch(/^SQLITE_CONSTRAINT_/);
    expect(error.cause).toMatchObject({ code: error.nativeCode });
    expect(error.message).not.toMatch(/secret|4711/i);
    if (expected.constraint != null) expect(error.message).toContain(expected.constraint);
  });

  it('I-128: a primary key, a foreign key and a trigger', async () => {
    const backend = open(':memory:');
    await backend.script(SCHEMA);
    const key = await failure(() =>
      run(backend, 'insert into "blog_author" (id, name, email) values (1, ?, ?)', 'b', 'b'),
    );
    expect(key).toMatchObject({ kind: 'unique', table: 'blog_author', columns: ['id'] });
    const foreign = await failure(() => run(backend, 'insert into "blog_post" ("author_id") values (?)', 4711));
    expect(foreign).toMatchObject({ kind: 'foreignKey', table: 'blog_post', columns: ['author_id'] });
    const trigger = await failure(() => run(backend, 'delete from "blog_author"'));
    expect(trigger).toMatchObject({ kind: 'check', table: 'blog_author', constraint: null });
    expect(trigger.message).toContain('authors stay');
  });
});

describe('what SQL and values get wrong', () => {
  const cases: [string, string, readonly unknown[], new (m: string) => DormError, RegExp][] = [
    [
      'a missing table',
      'select * from blog_tag',
      [],
      ProgrammingError,
      /^no such table: blog_tag\n.*createTables\(\).*migrate/,
    ],
    ['a missing column', 'select b.nme from blog_author b', [], ProgrammingError, /^no such column: b\.nme\n.*migrate/],
    [
      'a column too many',
      'insert into blog_post (tag) values (1)',
      [],
      ProgrammingError,
      /no column named tag\n.*migrate/,
    ],
    ['a syntax error', 'selec 1', [], ProgrammingError, /^near "selec": syntax error$/],
    ['two statements', 'select 1; select 2', [], ProgrammingError, /one statement at a time/],
    [
      'too many parameters',
      `select * from blog_post where id in (${Array(32_767).fill('?')})`,
      [],
      ProgrammingError,
      /32766/,
    ],
    ['too deep an expression', `select ${Array(2000).fill('1').join('+')}`, [], ProgrammingError, /combine fewer/],
    [
      'too many tables',
      `select 1 from ${Array.from({ length: 65 }, (_, n) => `blog_post t${n}`)}`,
      [],
      ProgrammingError,
      /at most 64 tables in a join\n.*__in with a QuerySet/,
    ],
    ['too many columns', `select ${Array(2001).fill('1')}`, [], ProgrammingError, /fewer columns/],
    ['too few parameters', 'select ?, ?', [1], ProgrammingError, /number of placeholders/],
    [
      'a text for an integer key',
      'insert into blog_post (id) values (?)',
      ['secret'],
      DataError,
      /datatype mismatch\n/,
    ],
    ['a STRICT table', 'insert into strict_one values (?)', ['secret'], DataError, /cannot store TEXT/],
    ['an overflow', 'select abs(?)', [-(2n ** 63n)], DataError, /integer overflow\n/],
    ['too big a result', 'select zeroblob(?)', [2_000_000_000n], DataError, /too big\n/],
    ['malformed JSON', 'select json(?)', ['secret'], DataError, /malformed JSON\n/],
    ['a bad JSON path', 'select json_extract(?, ?)', ['{}', "secret'x"], DataError, /bad JSON path: '…'/],
    ['too long a pattern', "select 'a' like ?", ['secret'.repeat(10_000)], DataError, /pattern too complex\n/],
    [
      'a bad search text',
      'select * from found where found match ?',
      ['secret "'],
      ProgrammingError,
      /unterminated string/,
    ],
    [
      'a search for a column',
      'select * from found where found match ?',
      ['secret:x'],
      ProgrammingError,
      /no such column: …/,
    ],
    ['a search that is wrong', 'select * from found where found match ?', ['a ^^secret'], ProgrammingError, /near "…"/],
    ['a file to attach', 'attach ? as other', ['/no/secret'], OperationalError, /unable to open database: …\n/],
  ];

  it.each(cases)('I-128: %s', async (_, sql, parameters, type, message) => {
    const backend = open(':memory:');
    await backend.script(`${SCHEMA}; create virtual table found using fts5 (body)`);
    const error = await failure(() => run(backend, sql, ...parameters));
    expect(error.constructor).toBe(type);
    expect(error.message).toMatch(message);
    expect(JSON.stringify([error.message, error.stack, String(error.cause)])).not.toContain('secret');
  });
});

describe('the table of codes', () => {
  const native = new Database(':memory:');
  const context: ErrorContext = { native, where: '/data/app.sqlite', sql: 'select 1' };
  const mapped = (code: string): DatabaseError =>
    databaseError(new Database.SqliteError('it went wrong', code), context) as DatabaseError;

  it.each([
    ['SQLITE_BUSY', true],
    ['SQLITE_BUSY_SNAPSHOT', true],
    ['SQLITE_LOCKED', true],
    ['SQLITE_LOCKED_SHAREDCACHE', true],
    ['SQLITE_PROTOCOL', true],
    ['SQLITE_FULL', false],
    ['SQLITE_IOERR_WRITE', false],
    ['SQLITE_READONLY_DBMOVED', false],
    ['SQLITE_CANTOPEN_ISDIR', false],
    ['SQLITE_CORRUPT_VTAB', false],
    ['SQLITE_NOTADB', false],
  ])('I-128: %s is an OperationalError with a hint; retryable: %s', (code, retryable) => {
    const error = mapped(code);
    expect(error.constructor).toBe(OperationalError);
    expect(error).toMatchObject({ nativeCode: code, retryable });
    expect(error.hint).toBeTruthy();
    expect(error.cause).toBeInstanceOf(Database.SqliteError);
  });

  it('an unknown code is a DatabaseError, and what is no error of SQLite comes through', () => {
    expect(mapped('SQLITE_SOMETHING_NEW').constructor).toBe(DatabaseError);
    for (const other of [new TypeError('mine'), 'text', null]) expect(databaseError(other, context)).toBe(other);
  });
});

it('a disk that is full stops the statement, and the database goes on', async () => {
  const backend = open(temporaryFile());
  await backend.script('create table t (a)');
  await run(backend, 'pragma max_page_count = 4');
  const error = await failure(() => run(backend, 'insert into t values (zeroblob(100000))'));
  expect(error).toMatchObject({ nativeCode: 'SQLITE_FULL', retryable: false });
  expect(error.message).toMatch(/free space on the disk of .*test\.sqlite/);
  await run(backend, 'insert into t values (1)');
  expect((await run(backend, 'select a from t')).rows).toEqual([[1]]);
});
