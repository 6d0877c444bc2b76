/** What tables and columns there are, from SQLite's own catalogue. */
import type { ColumnInfo } from '@dorm/core/driver';
import type { Connection } from './connection.js';

/** Names of the tables, sorted; without SQLite's own and those behind virtual tables. */
export function tableNames(connection: Connection): readonly string[] {
  const sql = `select name from pragma_table_list where schema = 'main' and type in ('table', 'virtual')
    and name not like 'sqlite\\_%' escape '\\' order by name`;
  return connection.inspect(sql).map(([name]) => String(name));
}

/** Columns of a table in their order, generated ones too; none when there is no such table. */
export function tableColumns(connection: Connection, table: string): readonly ColumnInfo[] {
  const sql = 'select name, type, "notnull", pk from pragma_table_xinfo(?) where hidden <> 1 order by cid';
  return connection.inspect(sql, table).map(([name, type, notNull, key]) => ({
    name: String(name),
    type: String(type),
    null: notNull === 0 && key === 0,
    primaryKey: key !== 0,
  }));
}
