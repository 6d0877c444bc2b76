/** Standard rules for select, compound, insert, update and delete. */
import { CompileError } from '../errors.js';
import type { CompoundNode } from '../nodes/compound.js';
import type { InsertNode } from '../nodes/insert.js';
import type { SelectNode } from '../nodes/select.js';
import { assign, returning, wantDefault } from './clauses.js';
import type { RulesFor } from './rules.js';
import { rebind, type Scope, type Writer } from './writer.js';

export const statementRules: RulesFor<'select' | 'compound' | 'insert' | 'update' | 'delete'> = {
  select: (node, to) => void to.within(scopeOf(node), () => writeSelect(node, to)),
  compound({ op, selects, order, slice }, to) {
    to.within({}, () => {
      to.list(selects, (arm) => writeArm(arm, to), ` ${op} `);
      if (order.length > 0) to.text(' order by ').nodes(order);
      if (slice !== null) to.text(' ').node(slice);
    });
  },
  insert(node, to) {
    to.within({ table: node.into }, () => {
      to.text('insert into ').name(node.into).text(' ');
      if (node.columns.length === 0) writeDefaults(node, to);
      else writeRows(node, to);
      if (node.conflict !== null) to.text(' ').node(node.conflict);
      returning(node.returning, to);
    });
  },
  update(node, to) {
    to.within({ table: node.table }, () => {
      to.text('update ')
        .name(node.table)
        .text(' set ')
        .list(node.set, (part) => assign(part, to));
      if (node.where !== null) to.text(' where ').node(node.where);
      returning(node.returning, to);
    });
  },
  delete(node, to) {
    to.within({ table: node.from }, () => {
      to.text('delete from ').name(node.from);
      if (node.where !== null) to.text(' where ').node(node.where);
      returning(node.returning, to);
    });
  },
};

function writeSelect(node: SelectNode, to: Writer): void {
  to.text(node.distinct ? 'select distinct ' : 'select ').nodes(node.columns);
  if (node.from !== null) to.text(' from ').node(node.from);
  for (const join of node.joins) to.text(' ').node(join);
  if (node.where !== null) to.text(' where ').node(node.where);
  if (node.groupBy.length > 0) to.text(' group by ').nodes(node.groupBy);
  if (node.having !== null) to.text(' having ').node(node.having);
  if (node.order.length > 0) to.text(' order by ').nodes(node.order);
  if (node.slice !== null) to.text(' ').node(node.slice);
}

/** Only a table that stands alone lends its columns bare names; a result's name hides a column of the same name. */
function scopeOf({ from, joins, columns }: SelectNode): Partial<Scope> {
  if (from === null || joins.length > 0) return {};
  const table = from.as ?? (typeof from.from === 'string' ? from.from : null);
  const taken = new Set<string>();
  for (const { as, expression } of columns) {
    if (as !== null && !(expression.kind === 'column' && expression.name === as)) taken.add(as);
  }
  return { table, taken };
}

/** An arm with its own order or another operator becomes a select from it: databases differ on parentheses there. */
function writeArm(arm: SelectNode | CompoundNode, to: Writer): void {
  const plain = arm.kind === 'select' && arm.order.length === 0 && arm.slice === null;
  if (plain) to.node(arm);
  else
    to.text('select * from ')
      .parenthesised(() => to.node(arm))
      .text(' as ')
      .name('arm');
}

function writeDefaults(node: InsertNode, to: Writer): void {
  if (node.rows.length > 1) {
    throw new CompileError('an insert without columns has one row', { hint: 'insert the rows one by one' });
  }
  to.text('default values');
}

function writeRows({ columns, rows }: InsertNode, to: Writer): void {
  to.names(columns.map((column) => column.name)).text(' values ');
  to.list(rows, (row) => {
    to.text('(');
    for (const [i, cell] of row.entries()) {
      if (i > 0) to.text(', ');
      if (cell.kind === 'default') wantDefault(to);
      to.node(rebind(cell, columns[i]?.type ?? null));
    }
    to.text(')');
  });
}
