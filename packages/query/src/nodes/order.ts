/** One key of an ORDER BY or of an index. */
import { oneOf } from '../check.js';
import { type Expression, make, type Node } from '../node.js';

export type Direction = 'asc' | 'desc';

export type NullsPlace = 'first' | 'last';

export interface OrderNode extends Node<'order'> {
  readonly expression: Expression;
  readonly direction: Direction;
  readonly nulls: NullsPlace | null;
}

export interface Order {
  readonly expression: Expression;
  /** Default: 'asc'. */
  readonly direction?: Direction;
  /** Where NULLs go; default: where the database puts them. */
  readonly nulls?: NullsPlace | null;
}

/** A key to order by. */
export function order({ expression, direction = 'asc', nulls = null }: Order): OrderNode {
  return make<OrderNode>({
    kind: 'order',
    expression,
    direction: oneOf<Direction>('direction', ['asc', 'desc'], direction),
    nulls: nulls === null ? null : oneOf<NullsPlace>('place for nulls', ['first', 'last'], nulls),
  });
}
