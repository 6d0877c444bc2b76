/** From a TableSpec to the statements that make its table. */
import {
  type ColumnDefinitionNode,
  type ConstraintNode,
  check,
  columnDefinition,
  createIndex,
  createTable,
  dropTable,
  primaryKey,
  type Statement,
  unique,
} from '@dorm/query';
import type { ColumnSpec, ConstraintSpec, TableSpec } from './table-spec.js';

/** CREATE TABLE and its indexes. */
export function createStatements(table: TableSpec, ifNotExists: boolean): Statement[] {
  const key = table.primaryKey.length === 0 ? [] : [primaryKey(table.primaryKey)];
  const constraints = [...key, ...table.constraints.map(constraint)];
  const indexes = table.indexes.map((index) => createIndex({ ...index, table: table.name, ifNotExists }));
  return [
    createTable({ name: table.name, columns: table.columns.map(definition), constraints, ifNotExists }),
    ...indexes,
  ];
}

export function dropStatement(table: TableSpec, ifExists: boolean): Statement {
  return dropTable({ name: table.name, ifExists });
}

function constraint(spec: ConstraintSpec): ConstraintNode {
  if (spec.kind === 'check') return check(spec.name, spec.condition);
  return unique(spec.name, spec.columns, spec.deferrable);
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
