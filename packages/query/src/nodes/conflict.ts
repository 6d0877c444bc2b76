/** ON CONFLICT: what an INSERT does when a row is there already. */
import { identifierName } from '../check.js';
import { QueryError } from '../errors.js';
import { type Expression, make, type Node } from '../node.js';
import { type Assignment, type AssignmentPart, assignment } from './assignment.js';

export interface ConflictNode extends Node<'conflict'> {
  readonly columns: readonly string[];
  /** The condition of a partial unique index. */
  readonly targetWhere: Expression | null;
  /** Null: leave the row as it is. */
  readonly set: readonly AssignmentPart[] | null;
  readonly where: Expression | null;
}

export interface Conflict {
  /** The unique columns in question; none: any of them, for 'nothing' only. */
  readonly columns?: readonly string[];
  readonly targetWhere?: Expression | null;
  /** 'nothing', or what to set: `column('n', { table: 'excluded' })` is the value that was to be inserted. */
  readonly action: 'nothing' | readonly Assignment[];
  /** Only update rows for which this holds. */
  readonly where?: Expression | null;
}

/** A rule for conflicts. */
export function conflict(of: Conflict): ConflictNode {
  const columns = (of.columns ?? []).map(identifierName);
  const set = of.action === 'nothing' ? null : of.action.map(assignment);
  if (set !== null && (set.length === 0 || columns.length === 0)) {
    throw new QueryError('an update on conflict needs the unique columns and something to set');
  }
  return make<ConflictNode>({
    kind: 'conflict',
    columns,
    targetWhere: of.targetWhere ?? null,
    set,
    where: of.where ?? null,
  });
}
