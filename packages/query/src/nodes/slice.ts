/** LIMIT and OFFSET: one node, because databases print them together. */
import { count } from '../check.js';
import { type Expression, make, type Node } from '../node.js';

export interface SliceNode extends Node<'slice'> {
  readonly limit: number | Expression | null;
  readonly offset: number | Expression | null;
}

/** A part of the rows; null when it is all of them. */
export function slice(limit: number | Expression | null, offset: number | Expression | null): SliceNode | null {
  if (limit === null && offset === null) return null;
  return make<SliceNode>({ kind: 'slice', limit: checked('a limit', limit), offset: checked('an offset', offset) });
}

function checked(what: string, n: number | Expression | null): number | Expression | null {
  return typeof n === 'object' ? n : count(what, n);
}
