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
import { QuerySetError } from '../errors/index.js';
import type { BoundField } from '../model/bound-field.js';
import { columnOf } from './joins.js';
import type { QueryDescription } from './query-description.js';

export function buildInsert({ meta, written, returning }: QueryDescription): InsertNode {
  const columns = written.map(({ field }) => column(field.column, { type: field.type }));
  return insert({
    into: meta.dbTable,
    columns,
    rows: [written.map(({ value }) => value)],
    returning: results(returning),
  });
}

export function buildUpdate(of: QueryDescription): UpdateNode {
  const { meta, written, returning } = of;
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
