/** INSERT. */
import { identifierName } from '../check.js';
import { QueryError } from '../errors.js';
import { type Expression, make, type Node } from '../node.js';
import { target } from './assignment.js';
import { type Conflict, type ConflictNode, conflict } from './conflict.js';
import type { ColumnNode } from './identifier.js';
import { type Result, type ResultNode, result } from './result.js';

export interface InsertNode extends Node<'insert'> {
  readonly into: string;
  readonly columns: readonly ColumnNode[];
  readonly rows: readonly (readonly Expression[])[];
  readonly conflict: ConflictNode | null;
  readonly returning: readonly ResultNode[];
}

export interface Insert {
  readonly into: string;
  /** Names, or columns whose types the cells below them take. Empty: DEFAULT VALUES. */
  readonly columns: readonly (string | ColumnNode)[];
  readonly rows: readonly (readonly Expression[])[];
  readonly conflict?: Conflict | null;
  readonly returning?: readonly Result[];
}

/**
 * An INSERT of rows.
 * @throws QueryError when a row has another number of cells than there are columns.
 * @example insert({ into: 'tag', columns: ['label'], rows: [[value('new')]] })
 */
export function insert(of: Insert): InsertNode {
  if (of.rows.length === 0)
    throw new QueryError('an insert needs a row', { hint: 'one empty row inserts the defaults' });
  for (const [i, row] of of.rows.entries()) {
    if (row.length !== of.columns.length) {
      throw new QueryError(`row ${i} of the insert has ${row.length} cells for ${of.columns.length} columns`);
    }
  }
  return make<InsertNode>({
    kind: 'insert',
    into: identifierName(of.into),
    columns: of.columns.map(target),
    rows: of.rows,
    conflict: of.conflict ? conflict(of.conflict) : null,
    returning: (of.returning ?? []).map(result),
  });
}
