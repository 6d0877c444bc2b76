/** A table of one column, in a real SQLite, for tests of values. */
import {
  type ColumnNode,
  column,
  columnDefinition,
  createTable,
  type DataType,
  type Expression,
  insert,
  render,
  type Statement,
  select,
  value,
} from '@dorm/query';
import Database from 'better-sqlite3';
import { sqliteDialect } from '../../src/dialect.js';
import { registerFunctions } from '../../src/functions.js';

/** A table of one column of a type, with what a test does to it. */
export function tableOf(type: DataType) {
  const database = new Database(':memory:');
  registerFunctions(database);
  const c: ColumnNode = column('c', { table: 't', type });
  const codec = sqliteDialect.codec(type);
  const run = (node: Statement): unknown[][] => {
    const { sql, parameters } = render(node, sqliteDialect);
    const statement = database.prepare(sql);
    if (!statement.reader) {
      statement.run(parameters);
      return [];
    }
    return statement
      .raw(true)
      .safeIntegers(type.name === 'bigInteger')
      .all(parameters) as unknown[][];
  };
  run(createTable({ name: 't', columns: [columnDefinition({ name: 'c', type, null: true })] }));
  const ask = (columns: readonly Expression[], where?: Expression): unknown[][] =>
    run(select({ columns: columns.map((expression) => ({ expression })), from: { table: 't' }, where: where ?? null }));
  return {
    c,
    database,
    run,
    ask,
    put: (...items: unknown[]) => void run(insert({ into: 't', columns: [c], rows: items.map((x) => [value(x)]) })),
    /** Values of the column, read by its codec, in an order if one is asked for. */
    read(where: Expression | null = null, ordered = false): unknown[] {
      const order = ordered ? [{ expression: c }] : [];
      const rows = run(select({ columns: [{ expression: c }], from: { table: 't' }, where, order }));
      return rows.map(([x]) => (x === null ? null : (codec.read?.(x) ?? x)));
    },
    stored: () => database.prepare('select typeof(c), c from t').raw(true).all() as unknown[][],
  };
}
