/** SELECT. */
import { notEmpty } from '../check.js';
import { type Expression, make, type Node } from '../node.js';
import { type Order, type OrderNode, order } from './order.js';
import { type Result, type ResultNode, result } from './result.js';
import { type SliceNode, slice } from './slice.js';
import { type Join, type JoinNode, join, type Source, type SourceNode, source } from './source.js';

export interface SelectNode extends Node<'select'> {
  readonly columns: readonly ResultNode[];
  readonly distinct: boolean;
  readonly from: SourceNode | null;
  readonly joins: readonly JoinNode[];
  readonly where: Expression | null;
  readonly groupBy: readonly Expression[];
  readonly having: Expression | null;
  readonly order: readonly OrderNode[];
  readonly slice: SliceNode | null;
}

export interface Select {
  readonly columns: readonly Result[];
  readonly distinct?: boolean;
  /** Absent: a row of expressions, without a table. */
  readonly from?: Source | null;
  readonly joins?: readonly Join[];
  readonly where?: Expression | null;
  readonly groupBy?: readonly Expression[];
  readonly having?: Expression | null;
  readonly order?: readonly Order[];
  readonly limit?: number | Expression | null;
  readonly offset?: number | Expression | null;
}

/**
 * A SELECT. With one table and no joins, its own columns print without the table's name.
 * @example select({ columns: [{ expression: column('id') }], from: { table: 'blog_post' }, limit: 10 })
 */
export function select(of: Select): SelectNode {
  return make<SelectNode>({
    kind: 'select',
    columns: notEmpty('the columns of a select', of.columns).map(result),
    distinct: of.distinct ?? false,
    from: of.from ? source(of.from) : null,
    joins: (of.joins ?? []).map(join),
    where: of.where ?? null,
    groupBy: of.groupBy ?? [],
    having: of.having ?? null,
    order: (of.order ?? []).map(order),
    slice: slice(of.limit ?? null, of.offset ?? null),
  });
}
