/** From a TableSpec to the statements that make its table. */
import {
  type ColumnDefinitionNode,
  columnDefinition,
  createIndex,
  createTable,
  dropTable,
  primaryKey,
  type Statement,
} from '@dorm/query';
import type { ColumnSpec, TableSpec } from './table-spec.js';

/** CREATE TABLE and its indexes. */
export function createStatements(table: TableSpec, ifNotExists: boolean): Statement[] {
  const constraints = table.primaryKey.length === 0 ? [] : [primaryKey(table.primaryKey)];
  const indexes = table.indexes.map(({ name, columns, unique }) =>
    createIndex({ name, table: table.name, columns, unique, ifNotExists }),
  );
  return [
    createTable({ name: table.name, columns: table.columns.map(definition), constraints, ifNotExists }),
    ...indexes,
  ];
}

export function dropStatement(table: TableSpec, ifExists: boolean): Statement {
  return dropTable({ name: table.name, ifExists });
}

function definition(column: ColumnSpec): ColumnDefinitionNode {
  const { references } = column;
  return columnDefinition({
    name: column.name,
    type: column.type,
    null: column.null,
    default: column.default,
    primaryKey: column.primaryKey,
    unique: column.unique && !column.primaryKey,
    references: references === null ? null : { ...references, deferrable: 'initiallyDeferred' },
  });
}
