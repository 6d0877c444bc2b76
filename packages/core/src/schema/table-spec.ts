/** TableSpec: a table as plain data: columns, keys, indexes. Made of a live model; the schema is written from it alone. */
import type { Condition, DataType, Expression, IndexColumn, Order } from '@dorm/query';
import { value } from '@dorm/query';
import type { BoundField } from '../model/bound-field.js';
import type { BoundConstraint, BoundIndex, BoundUnique } from '../model/constraints.js';
import type { ModelMeta } from '../model/meta.js';
import { isExpression } from '../queryset/expressions.js';
import { constantExpression } from '../queryset/reading.js';
import { constantCondition, constantKeys } from './constant-condition.js';
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
  /** Names, or names with a direction. */
  readonly columns: readonly (string | IndexColumn)[];
  readonly unique: boolean;
  /** What is sorted in place of columns. */
  readonly expressions?: readonly Order[];
  readonly include?: readonly string[];
  /** Only rows for which it holds are in the index; null: all. */
  readonly where?: Condition | null;
}

/** A rule that stands in CREATE TABLE. */
export type ConstraintSpec =
  | {
      readonly kind: 'unique';
      readonly name: string;
      readonly columns: readonly string[];
      readonly deferrable: 'deferred' | 'immediate' | null;
    }
  | { readonly kind: 'check'; readonly name: string; readonly condition: Condition };

export interface TableSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  /** Columns of a primary key of several columns; empty when one column is the key. */
  readonly primaryKey: readonly string[];
  readonly constraints: readonly ConstraintSpec[];
  /** In the order in which Django makes them. */
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
    constraints: meta.constraints.flatMap((one) => inlineConstraint(meta, one)),
    indexes: [
      ...togetherIndexes(meta),
      ...meta.constraints.flatMap((one) => (one.kind === 'unique' && isIndex(one) ? [indexOf(meta, one, true)] : [])),
      ...fieldIndexes(meta),
      ...meta.indexes.map((one) => indexOf(meta, one, false)),
    ],
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

function inlineConstraint(meta: ModelMeta, one: BoundConstraint): ConstraintSpec[] {
  const { kind, name } = one;
  if (kind === 'check') return [{ kind, name, condition: constantCondition(meta, one.condition, name) }];
  if (isIndex(one)) return [];
  return [{ kind, name, columns: one.keys.map(({ field }) => field.column), deferrable: one.deferrable }];
}

/** Whether a unique constraint says what only an index can. */
function isIndex({ condition, expressions, include }: BoundUnique): boolean {
  return condition !== null || expressions.length > 0 || include.length > 0;
}

function indexOf(
  meta: ModelMeta,
  { name, keys, include, condition, expressions }: BoundIndex,
  unique: boolean,
): IndexSpec {
  return {
    name,
    columns: keys.map(({ field: { column }, descending }) => (descending ? { column, direction: 'desc' } : column)),
    unique,
    expressions: constantKeys(meta, expressions, name),
    include: include.map(({ column }) => column),
    where: condition === null ? null : constantCondition(meta, condition, name),
  };
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
