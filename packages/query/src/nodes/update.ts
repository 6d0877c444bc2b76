/** UPDATE. */
import { identifierName, notEmpty } from '../check.js';
import { type Expression, make, type Node } from '../node.js';
import { type Assignment, type AssignmentPart, assignment } from './assignment.js';
import { type Result, type ResultNode, result } from './result.js';

export interface UpdateNode extends Node<'update'> {
  readonly table: string;
  readonly set: readonly AssignmentPart[];
  readonly where: Expression | null;
  readonly returning: readonly ResultNode[];
}

export interface Update {
  readonly table: string;
  readonly set: readonly Assignment[];
  /** Absent: every row. */
  readonly where?: Expression | null;
  readonly returning?: readonly Result[];
}

/**
 * An UPDATE.
 * @example update({ table: 'post', set: [{ column: 'title', value: value('x') }], where: compare('=', column('id'), value(1)) })
 */
export function update(of: Update): UpdateNode {
  return make<UpdateNode>({
    kind: 'update',
    table: identifierName(of.table),
    set: notEmpty('what an update sets', of.set).map(assignment),
    where: of.where ?? null,
    returning: (of.returning ?? []).map(result),
  });
}
