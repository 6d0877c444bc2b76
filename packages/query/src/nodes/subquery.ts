/** A select inside an expression: its value, or whether it has a row. */
import { make, type Node, type Query } from '../node.js';

export interface SubqueryNode extends Node<'subquery'> {
  readonly select: Query;
}

export interface ExistsNode extends Node<'exists'> {
  readonly select: Query;
}

/** The value of a select with one column and at most one row. */
export function subquery(select: Query): SubqueryNode {
  return make<SubqueryNode>({ kind: 'subquery', select });
}

/** True when the select has a row. */
export function exists(select: Query): ExistsNode {
  return make<ExistsNode>({ kind: 'exists', select });
}
