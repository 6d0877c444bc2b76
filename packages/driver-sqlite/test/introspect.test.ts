/** Tables and columns as SQLite describes them. */
import { describe, expect, it } from 'vitest';
import { SqliteTransaction } from '../src/transaction.js';
import { open, temporaryFile } from './support/commands.js';

const SCHEMA = `create table "b table" ("id" integer not null primary key autoincrement, "name" varchar(100) not null,
    "age" integer, "twice" integer generated always as ("age" * 2) virtual);
  create table a (x text, y text, primary key (y, x)) without rowid;
  create view v as select 1;
  create temp table hidden (a);
  create virtual table words using fts5 (body)`;

describe('introspection', () => {
  it('names the tables, sorted, without SQLite’s own', async () => {
    for (const backend of [open(':memory:'), open(temporaryFile())]) {
      await backend.script(SCHEMA);
      expect(await backend.tableNames()).toEqual(['a', 'b table', 'words']);
    }
  });

  it('describes the columns in their order', async () => {
    const backend = open(':memory:');
    await backend.script(SCHEMA);
    expect(await backend.tableColumns('b table')).toEqual([
      { name: 'id', type: 'INTEGER', null: false, primaryKey: true },
      { name: 'name', type: 'varchar(100)', null: false, primaryKey: false },
      { name: 'age', type: 'INTEGER', null: true, primaryKey: false },
      { name: 'twice', type: 'INTEGER', null: true, primaryKey: false },
    ]);
    expect((await backend.tableColumns('a')).map(({ primaryKey }) => primaryKey)).toEqual([true, true]);
    expect(await backend.tableColumns('nope')).toEqual([]);
    expect(await backend.tableColumns("'); drop table a; --")).toEqual([]);
  });

  it('a transaction sees what it has made', async () => {
    const backend = open(':memory:');
    const transaction = await backend.begin({});
    await transaction.script('create table t (a)');
    expect(transaction).toBeInstanceOf(SqliteTransaction);
    if (transaction instanceof SqliteTransaction) expect(transaction.tableNames()).toEqual(['t']);
    await transaction.rollback();
    expect(await backend.tableNames()).toEqual([]);
  });
});
