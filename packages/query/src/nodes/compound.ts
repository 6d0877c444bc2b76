/** Selects combined: union, intersection, difference. */
import { oneOf } from '../check.js';
import { QueryError } from '../errors.js';
import { type Expression, make, type Node } from '../node.js';
import { type Order, type OrderNode, order } from './order.js';
import type { SelectNode } from './select.js';
import { type SliceNode, slice } from './slice.js';

const OPERATORS = ['union', 'union all', 'intersect', 'except'] as const;

export type CompoundOperator = (typeof OPERATORS)[number];

export interface CompoundNode extends Node<'compound'> {
  readonly op: CompoundOperator;
  readonly selects: readonly (SelectNode | CompoundNode)[];
  readonly order: readonly OrderNode[];
  readonly slice: SliceNode | null;
}

export interface CompoundOptions {
  /** Keys are columns of the result: bare names. */
  readonly order?: readonly Order[];
  readonly limit?: number | Expression | null;
  readonly offset?: number | Expression | null;
}

/** Two or more selects of the same width, combined. */
export function compound(
  op: CompoundOperator,
  selects: readonly (SelectNode | CompoundNode)[],
  options: CompoundOptions = {},
): CompoundNode {
  if (selects.length < 2) throw new QueryError(`${op} needs two selects at least`);
  return make<CompoundNode>({
    kind: 'compound',
    op: oneOf('operator', OPERATORS, op),
    selects,
    order: (options.order ?? []).map(order),
    slice: slice(options.limit ?? null, options.offset ?? null),
  });
}
