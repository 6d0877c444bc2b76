/** Comparisons of a value: with another, with NULL, with a range, with a list or a select. */
import { oneOf } from '../check.js';
import { type Expression, make, type Node, type Query } from '../node.js';
import type { ParameterNode, ValueNode } from './value.js';

const OPERATORS = ['=', '<>', '<', '<=', '>', '>='] as const;

export type CompareOperator = (typeof OPERATORS)[number];

export interface CompareNode extends Node<'compare'> {
  readonly op: CompareOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface IsNullNode extends Node<'isNull'> {
  readonly expression: Expression;
}

export interface IsNotNullNode extends Node<'isNotNull'> {
  readonly expression: Expression;
}

export interface BetweenNode extends Node<'between'> {
  readonly expression: Expression;
  readonly low: Expression;
  readonly high: Expression;
}

export interface InListNode extends Node<'inList'> {
  readonly expression: Expression;
  /** One bound array, or expressions side by side. */
  readonly list: ParameterNode | ValueNode | readonly Expression[];
}

export interface InSelectNode extends Node<'inSelect'> {
  readonly expression: Expression;
  readonly select: Query;
}

/**
 * `left op right`. A bound side without a type takes the type of the other one.
 * @example compare('>=', column('price', { type }), parameter(0))
 */
export function compare(op: CompareOperator, left: Expression, right: Expression): CompareNode {
  return make<CompareNode>({ kind: 'compare', op: oneOf('operator', OPERATORS, op), left, right });
}

/** `expression is null`. */
export function isNull(expression: Expression): IsNullNode {
  return make<IsNullNode>({ kind: 'isNull', expression });
}

/** `expression is not null`. */
export function isNotNull(expression: Expression): IsNotNullNode {
  return make<IsNotNullNode>({ kind: 'isNotNull', expression });
}

/** `expression between low and high`, both ends included. */
export function between(expression: Expression, low: Expression, high: Expression): BetweenNode {
  return make<BetweenNode>({ kind: 'between', expression, low, high });
}

/**
 * `expression in (…)`.
 * @param list `parameter(slot)` or `value([…])`, which bind a whole array as one parameter, or expressions.
 */
export function inList(expression: Expression, list: ParameterNode | ValueNode | readonly Expression[]): InListNode {
  return make<InListNode>({ kind: 'inList', expression, list });
}

/** `expression in (select …)`. */
export function inSelect(expression: Expression, select: Query): InSelectNode {
  return make<InSelectNode>({ kind: 'inSelect', expression, select });
}
