/** What every node is: frozen plain data with a `kind`, branded so that data from outside can never pass for one. */

import type { ArithmeticNode, ConcatNode } from './nodes/arithmetic.js';
import type { AggregateNode, CallNode } from './nodes/call.js';
import type { CaseNode } from './nodes/case.js';
import type { CastNode } from './nodes/cast.js';
import type {
  BetweenNode,
  CompareNode,
  InListNode,
  InSelectNode,
  IsNotNullNode,
  IsNullNode,
} from './nodes/comparison.js';
import type { CompoundNode } from './nodes/compound.js';
import type { ConflictNode } from './nodes/conflict.js';
import type { DatePartNode } from './nodes/date-part.js';
import type { AlterTableNode, TableAction } from './nodes/ddl/alter-table.js';
import type { ColumnDefinitionNode } from './nodes/ddl/column.js';
import type { ConstraintNode } from './nodes/ddl/constraint.js';
import type { CreateIndexNode } from './nodes/ddl/create-index.js';
import type { CreateTableNode } from './nodes/ddl/create-table.js';
import type { DropIndexNode, DropTableNode } from './nodes/ddl/drop.js';
import type { DeleteNode } from './nodes/delete.js';
import type { ColumnNode, IdentifierNode, StarNode } from './nodes/identifier.js';
import type { InsertNode } from './nodes/insert.js';
import type { JsonPathNode, JsonTestNode } from './nodes/json.js';
import type { AndNode, EverythingNode, NothingNode, NotNode, OrNode } from './nodes/logic.js';
import type { OrderNode } from './nodes/order.js';
import type { RawNode } from './nodes/raw.js';
import type { ResultNode } from './nodes/result.js';
import type { SelectNode } from './nodes/select.js';
import type { SliceNode } from './nodes/slice.js';
import type { JoinNode, SourceNode } from './nodes/source.js';
import type { ExistsNode, SubqueryNode } from './nodes/subquery.js';
import type { RegexNode, TextMatchNode } from './nodes/text.js';
import type { UpdateNode } from './nodes/update.js';
import type { CurrentTimestampNode, DefaultNode, LiteralNode, ParameterNode, ValueNode } from './nodes/value.js';

/** The brand. A symbol cannot arrive in JSON, so `{ kind: 'raw', … }` from outside is data and stays data. */
export const NODE: unique symbol = Symbol.for('@dorm/query/node');

/** What all nodes share. */
export interface Node<K extends string> {
  readonly kind: K;
  readonly [NODE]: true;
}

/** What is true, false or NULL for a row. */
export type Condition =
  | CompareNode
  | IsNullNode
  | IsNotNullNode
  | BetweenNode
  | InListNode
  | InSelectNode
  | ExistsNode
  | TextMatchNode
  | RegexNode
  | JsonTestNode
  | AndNode
  | OrNode
  | NotNode
  | NothingNode
  | EverythingNode;

/** What has a value for a row; a condition has one too. */
export type Expression =
  | ColumnNode
  | StarNode
  | IdentifierNode
  | ValueNode
  | ParameterNode
  | LiteralNode
  | DefaultNode
  | CurrentTimestampNode
  | ArithmeticNode
  | ConcatNode
  | CallNode
  | AggregateNode
  | CaseNode
  | CastNode
  | DatePartNode
  | JsonPathNode
  | SubqueryNode
  | RawNode
  | Condition;

/** What may stand where rows are selected. */
export type Query = SelectNode | CompoundNode | RawNode;

/** Pieces of statements that are no expressions. */
export type Clause = ResultNode | SourceNode | JoinNode | OrderNode | SliceNode | ConflictNode;

/** What changes the schema, and its pieces. */
export type Definition =
  | CreateTableNode
  | ColumnDefinitionNode
  | ConstraintNode
  | CreateIndexNode
  | DropIndexNode
  | DropTableNode
  | AlterTableNode
  | TableAction;

/** What can be sent to a database. */
export type Statement =
  | Query
  | InsertNode
  | UpdateNode
  | DeleteNode
  | CreateTableNode
  | CreateIndexNode
  | DropIndexNode
  | DropTableNode
  | AlterTableNode;

/** Every node there is. A new kind is a member here and a rule in `compile/rules.ts`. */
export type QueryNode = Expression | Clause | Definition | Statement;

export type Kind = QueryNode['kind'];

export type NodeOf<K extends Kind> = Extract<QueryNode, { readonly kind: K }>;

/** Brands and freezes a node. Its arrays are copied and frozen, so that a caller's later change cannot reach it. */
export function make<N extends QueryNode>(fields: Omit<N, typeof NODE>): N {
  const node: Record<PropertyKey, unknown> = { [NODE]: true };
  for (const [key, field] of Object.entries(fields)) node[key] = Array.isArray(field) ? frozen(field) : field;
  // The fields are exactly those of N; only the brand, added above, is not in the argument's type.
  return Object.freeze(node) as unknown as N;
}

/** True for what a constructor of this package made, whatever copy of the package made it. */
export function isNode(x: unknown): x is QueryNode {
  return typeof x === 'object' && x !== null && Object.hasOwn(x, NODE);
}

function frozen(list: readonly unknown[]): readonly unknown[] {
  return Object.freeze(list.map((item) => (Array.isArray(item) ? frozen(item) : item)));
}
