/** DELETE. */
import { identifierName } from '../check.js';
import { type Expression, make, type Node } from '../node.js';
import { type Result, type ResultNode, result } from './result.js';

export interface DeleteNode extends Node<'delete'> {
  readonly from: string;
  readonly where: Expression | null;
  readonly returning: readonly ResultNode[];
}

export interface Delete {
  readonly from: string;
  /** Absent: every row. */
  readonly where?: Expression | null;
  readonly returning?: readonly Result[];
}

/** A DELETE. */
export function deleteFrom(of: Delete): DeleteNode {
  return make<DeleteNode>({
    kind: 'delete',
    from: identifierName(of.from),
    where: of.where ?? null,
    returning: (of.returning ?? []).map(result),
  });
}
