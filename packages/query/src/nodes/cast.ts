/** CAST: an expression as another type. */
import { type Expression, make, type Node } from '../node.js';
import type { DataType } from './data-type.js';

export interface CastNode extends Node<'cast'> {
  readonly expression: Expression;
  readonly type: DataType;
}

/** `cast(expression as type)`. */
export function cast(expression: Expression, type: DataType): CastNode {
  return make<CastNode>({ kind: 'cast', expression, type });
}
