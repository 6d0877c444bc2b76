/** Builds the INSERT, UPDATE and DELETE of a description. */
import {
  type Condition,
  column,
  type DeleteNode,
  deleteFrom,
  type InsertNode,
  inSelect,
  insert,
  type Result,
  select,
  type UpdateNode,
  update,
} from '@dorm/query';
import { FieldError, QuerySetError } from '../errors/index.js';
import type { BoundField } from '../model/bound-field.js';
import { hasAggregate, undecided } from './group-by.js';
import { columnOf } from './joins.js';
import type { QueryDescription, Written } from './query-description.js';

export function buildInsert({ meta, written, returning }: QueryDescription): InsertNode {
  checkWritten(written, new Set(), 'a row that is not there yet has no fields to read');
  const columns = written.map(({ field }) => column(field.column, { type: field.type }));
  return insert({
    into: meta.dbTable,
    columns,
    rows: [written.map(({ value }) => value)],
    returning: results(returning),
  });
}

export function buildUpdate(of: QueryDescription): UpdateNode {
  const { meta, written, returning, joins } = of;
  // A column without a table is one of the table that is written.
  checkWritten(written, new Set([joins.root.alias, '']), 'a write does not follow relations');
  const set = written.map(({ field, value }) => ({ column: column(field.column, { type: field.type }), value }));
  return update({ table: meta.dbTable, set, where: whereOwn(of), returning: results(returning) });
}

export function buildDelete(of: QueryDescription): DeleteNode {
  if (of.projection !== null || of.distinct) {
    const what = of.distinct ? 'distinct()' : 'values()';
    throw new QuerySetError(`${of.meta.label}: delete() cannot follow ${what}.`, {
      model: of.meta.label,
      hint: 'delete rows, chosen by filter()',
    });
  }
  return deleteFrom({ from: of.meta.dbTable, where: whereOwn(of) });
}

/** A write sees its own row only. @throws FieldError for columns of other tables, and for aggregates. */
function checkWritten(written: readonly Written[], own: ReadonlySet<string>, why: string): void {
  for (const { field, value } of written) {
    const aggregated = hasAggregate(value);
    if (!aggregated && undecided(value, [], own).length === 0) continue;
    throw new FieldError(`${field.label} cannot be set so: ${aggregated ? 'an aggregate reads many rows' : why}.`, {
      model: field.model.label,
      field: field.name,
      hint: 'read the value first, or write it as Subquery(…)',
    });
  }
}

/** The condition on the table alone: one that reads other tables chooses keys in a select of its own. */
function whereOwn(of: QueryDescription): Condition | null {
  const { meta, joins, where, having, distinct } = of;
  if (!joins.any && having === null) return where;
  const key = meta.singleKey('update() and delete() with conditions on other tables need a single key');
  const columns: Result[] = [{ expression: columnOf(joins.root, key) }];
  const groupBy = having === null ? [] : meta.key.map((field) => columnOf(joins.root, field));
  const from = { table: meta.dbTable };
  const keys = select({ columns, distinct, from, joins: joins.list(), where, groupBy, having });
  return inSelect(column(key.column, { type: key.type }), keys);
}

function results(fields: readonly BoundField[]): Result[] {
  return fields.map((field) => ({ expression: column(field.column, { type: field.type }) }));
}
