/** TableSpec: a table as plain data: columns, keys, indexes. Made of a live model; the schema is written from it alone. */
import type { DataType, Expression } from '@dorm/query';
import { value } from '@dorm/query';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import { isExpression } from '../queryset/expressions.js';
import { constantExpression } from '../queryset/reading.js';
import { indexName } from './names.js';

export interface ColumnSpec {
  readonly name: string;
  readonly type: DataType;
  readonly null: boolean;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  /** What the database fills in; null when nothing. */
  readonly default: Expression | null;
  readonly references: { readonly table: string; readonly column: string } | null;
}

export interface IndexSpec {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
}

export interface TableSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  /** Columns of a primary key of several columns; empty when one column is the key. */
  readonly primaryKey: readonly string[];
  readonly indexes: readonly IndexSpec[];
  /** Tables that its foreign keys refer to. */
  readonly dependsOn: readonly string[];
}

/** The table of a model. */
export function tableSpec(meta: ModelMeta): TableSpec {
  const composite = meta.key.length > 1;
  const columns = meta.fields.map((field) => columnSpec(meta, field, composite));
  return Object.freeze({
    name: meta.dbTable,
    columns,
    primaryKey: composite ? meta.key.map(({ column }) => column) : [],
    indexes: [...fieldIndexes(meta), ...togetherIndexes(meta)],
    dependsOn: [...new Set(columns.flatMap(({ references }) => (references === null ? [] : [references.table])))],
  });
}

function columnSpec(meta: ModelMeta, field: BoundField, composite: boolean): ColumnSpec {
  const { relation, spec } = field;
  const referenced = relation?.spec.dbConstraint === true ? relation.targetField : null;
  return {
    name: field.column,
    type: field.type,
    null: field.null,
    primaryKey: !composite && meta.key.includes(field),
    unique: spec.unique,
    default: defaultOf(meta, field),
    references: referenced === null ? null : { table: referenced.model.dbTable, column: referenced.column },
  };
}

function defaultOf(meta: ModelMeta, { spec, type }: BoundField): Expression | null {
  if (spec.dbDefault === undefined) return null;
  return isExpression(spec.dbDefault) ? constantExpression(meta, spec.dbDefault, type) : value(spec.dbDefault, type);
}

function fieldIndexes({ dbTable, fields, key }: ModelMeta): IndexSpec[] {
  const indexed = fields.filter(
    (field) => field.spec.dbIndex && !field.spec.unique && !(key.length === 1 && key[0] === field),
  );
  return indexed.map(({ column }) => ({ name: indexName(dbTable, [column]), columns: [column], unique: false }));
}

function togetherIndexes({ dbTable, uniqueTogether }: ModelMeta): IndexSpec[] {
  return uniqueTogether.map((fields) => {
    const columns = fields.map(({ column }) => column);
    return { name: indexName(dbTable, columns, '_uniq'), columns, unique: true };
  });
}
