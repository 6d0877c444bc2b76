/** Arithmetic and concatenation, always printed in parentheses so that the tree's own precedence holds. */
import { notEmpty, oneOf } from '../check.js';
import { type Expression, make, type Node } from '../node.js';

const OPERATORS = ['+', '-', '*', '/', '%'] as const;

export type ArithmeticOperator = (typeof OPERATORS)[number];

export interface ArithmeticNode extends Node<'arithmetic'> {
  readonly op: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface ConcatNode extends Node<'concat'> {
  readonly items: readonly Expression[];
}

/** `(left op right)`. */
export function arithmetic(op: ArithmeticOperator, left: Expression, right: Expression): ArithmeticNode {
  return make<ArithmeticNode>({ kind: 'arithmetic', op: oneOf('operator', OPERATORS, op), left, right });
}

/** Texts joined: `(a || b || c)`. NULL in one of them gives NULL. */
export function concat(items: readonly Expression[]): ConcatNode {
  return make<ConcatNode>({ kind: 'concat', items: notEmpty('a concatenation', items) });
}
