/** Where rows come from: tables and selects, alone or joined. */
import { identifierName, oneOf } from '../check.js';
import { type Expression, make, type Node, type Query } from '../node.js';

/** A table, or a select under a name. */
export type Source =
  | { readonly table: string; readonly as?: string | null }
  | { readonly select: Query; readonly as: string };

export type Join = Source & { readonly type: JoinType; readonly on: Expression };

export type JoinType = 'inner' | 'left';

export interface SourceNode extends Node<'source'> {
  readonly from: string | Query;
  readonly as: string | null;
}

export interface JoinNode extends Node<'join'> {
  readonly type: JoinType;
  readonly source: SourceNode;
  readonly on: Expression;
}

/** A source of rows. */
export function source(of: Source): SourceNode {
  const as = of.as ?? null;
  return make<SourceNode>({
    kind: 'source',
    from: 'table' in of ? identifierName(of.table) : of.select,
    as: as === null ? null : identifierName(as),
  });
}

/** A source joined to those before it. */
export function join(of: Join): JoinNode {
  return make<JoinNode>({
    kind: 'join',
    type: oneOf('join', ['inner', 'left'], of.type),
    source: source(of),
    on: of.on,
  });
}
