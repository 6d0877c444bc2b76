/** The door to the schema: tables as plain data, and the statements that make them. */
export { createTables, dropTables, type TablesOptions } from './schema/create-tables.js';
export { indexName } from './schema/names.js';
export {
  type ColumnSpec,
  type ConstraintSpec,
  type IndexSpec,
  type TableSpec,
  tableSpec,
} from './schema/table-spec.js';
