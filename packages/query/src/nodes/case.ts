/** CASE: the first branch whose condition is true gives the value. */
import { notEmpty } from '../check.js';
import { type Expression, make, type Node } from '../node.js';

export interface CaseBranch {
  readonly when: Expression;
  readonly result: Expression;
}

export interface CaseNode extends Node<'case'> {
  readonly branches: readonly CaseBranch[];
  readonly otherwise: Expression | null;
}

/** `case when … then … else … end`. Without `otherwise`, no branch gives NULL. */
export function caseWhen(branches: readonly CaseBranch[], otherwise: Expression | null = null): CaseNode {
  const list = notEmpty('the branches of a case', branches).map(({ when, result }) => Object.freeze({ when, result }));
  return make<CaseNode>({ kind: 'case', branches: list, otherwise });
}
