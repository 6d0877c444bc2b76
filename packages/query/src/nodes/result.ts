/** One column of a result: of a select, or of RETURNING. */
import { identifierName } from '../check.js';
import { type Expression, make, type Node } from '../node.js';

export interface ResultNode extends Node<'result'> {
  readonly expression: Expression;
  readonly as: string | null;
}

export interface Result {
  readonly expression: Expression;
  /** Its name in the result. */
  readonly as?: string | null;
}

/** A column of a result. */
export function result({ expression, as = null }: Result): ResultNode {
  return make<ResultNode>({ kind: 'result', expression, as: as === null ? null : identifierName(as) });
}
