/** Standard rules for the pieces of statements. */

import type { AssignmentPart } from '../nodes/assignment.js';
import { target } from '../nodes/assignment.js';
import type { ResultNode } from '../nodes/result.js';
import type { RulesFor } from './rules.js';
import { rebind, type Writer } from './writer.js';

export const clauseRules: RulesFor<'result' | 'source' | 'join' | 'order' | 'slice' | 'conflict'> = {
  result({ expression, as }, to) {
    to.node(expression);
    if (as !== null) to.text(' as ').name(as);
  },
  source({ from, as }, to) {
    if (typeof from === 'string') to.name(from);
    else to.parenthesised(() => to.node(from));
    if (as !== null) to.text(' as ').name(as);
  },
  join: ({ type, source, on }, to) => void to.text(`${type} join `).node(source).text(' on ').node(on),
  order({ expression, direction, nulls }, to) {
    if (nulls !== null && !to.dialect.features.nullsOrder) {
      to.unsupported('place for NULLs in an order', 'order by a condition on NULL first');
    }
    to.node(expression)
      .text(direction === 'desc' ? ' desc' : '')
      .text(nulls === null ? '' : ` nulls ${nulls}`);
  },
  slice({ limit, offset }, to) {
    if (limit !== null) bound('limit', limit, to);
    if (limit !== null && offset !== null) to.text(' ');
    if (offset !== null) bound('offset', offset, to);
  },
  conflict({ columns, targetWhere, set, where }, to) {
    if (!to.dialect.features.onConflict) to.unsupported('ON CONFLICT', 'insert, and update when the row is there');
    to.text('on conflict');
    if (columns.length > 0) to.text(' ').names(columns);
    if (targetWhere !== null) to.text(' where ').node(targetWhere);
    if (set === null) return void to.text(' do nothing');
    // A bare name could mean the row that is there or the one that was to come, so none is printed here.
    to.within({}, () => {
      to.text(' do update set ').list(set, (part) => assign(part, to));
      if (where !== null) to.text(' where ').node(where);
    });
  },
};

/** `column = value`; the value takes the column's type. */
export function assign({ column, value }: AssignmentPart, to: Writer): void {
  if (value.kind === 'default') wantDefault(to);
  to.node(target(column)).text(' = ').node(rebind(value, column.type));
}

/** ` returning …`, when anything is to be returned. */
export function returning(columns: readonly ResultNode[], to: Writer): void {
  if (columns.length === 0) return;
  if (!to.dialect.features.returning) to.unsupported('RETURNING', 'select the row after the statement');
  to.text(' returning ').nodes(columns);
}

/** Stops when DEFAULT cannot stand for one value. */
export function wantDefault(to: Writer): void {
  if (to.dialect.features.defaultInRow) return;
  to.unsupported('DEFAULT for one value', 'give the value, or leave the column out of the statement');
}

function bound(word: string, n: SliceBound, to: Writer): void {
  to.text(`${word} `);
  if (typeof n === 'number') to.text(String(n));
  else to.operand(n);
}

type SliceBound = number | Parameters<Writer['operand']>[0];
