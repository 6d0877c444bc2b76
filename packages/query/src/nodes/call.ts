/** Functions and aggregates. */
import { functionName } from '../check.js';
import { type Expression, make, type Node } from '../node.js';
import type { DataType } from './data-type.js';
import type { StarNode } from './identifier.js';

export interface CallNode extends Node<'call'> {
  readonly name: string;
  readonly args: readonly Expression[];
  /** What it returns, when known. */
  readonly type: DataType | null;
}

export interface AggregateNode extends Node<'aggregate'> {
  readonly name: string;
  readonly arg: Expression | StarNode;
  readonly distinct: boolean;
  readonly filter: Expression | null;
}

export interface AggregateOptions {
  readonly distinct?: boolean;
  /** Only the rows for which this is true count. */
  readonly filter?: Expression | null;
}

/**
 * A function call. The name is printed unquoted and must be a plain word.
 * @example call('lower', [column('name')])
 */
export function call(name: string, args: readonly Expression[] = [], type: DataType | null = null): CallNode {
  return make<CallNode>({ kind: 'call', name: functionName(name), args, type });
}

/**
 * An aggregate over the rows of a group.
 * @example aggregate('count', star(), { filter: isNotNull(column('email')) })
 */
export function aggregate(name: string, arg: Expression | StarNode, options: AggregateOptions = {}): AggregateNode {
  return make<AggregateNode>({
    kind: 'aggregate',
    name: functionName(name),
    arg,
    distinct: options.distinct ?? false,
    filter: options.filter ?? null,
  });
}
