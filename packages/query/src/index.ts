/** SQL as values: node constructors, the compiler, and the contract of a dialect. */
export type { Codec } from './codec.js';
export { compile, render } from './compile/compile.js';
export { MATCH_FORMS } from './compile/conditions.js';
export { writeColumnConstraints } from './compile/definitions.js';
export { type Rule, type Rules, type RulesFor, standardRules } from './compile/rules.js';
export { rebind, type Scope, Writer } from './compile/writer.js';
export type { Bind, CompiledQuery, RenderedQuery } from './compiled-query.js';
export type { BindPlace, Dialect, Encoder } from './dialect.js';
export { CompileError, QueryError, type QueryErrorOptions, UnsupportedFeatureError, ValueError } from './errors.js';
export { type Features, standardFeatures } from './features.js';
export {
  type Clause,
  type Condition,
  type Definition,
  type Expression,
  isNode,
  type Kind,
  type Node,
  type NodeOf,
  type Query,
  type QueryNode,
  type Statement,
} from './node.js';
export {
  type ArithmeticNode,
  type ArithmeticOperator,
  arithmetic,
  type ConcatNode,
  concat,
} from './nodes/arithmetic.js';
export type { Assignment, AssignmentPart } from './nodes/assignment.js';
export { type AggregateNode, type AggregateOptions, aggregate, type CallNode, call } from './nodes/call.js';
export { type CaseBranch, type CaseNode, caseWhen } from './nodes/case.js';
export { type CastNode, cast } from './nodes/cast.js';
export {
  type BetweenNode,
  between,
  type CompareNode,
  type CompareOperator,
  compare,
  type InListNode,
  type InSelectNode,
  type IsNotNullNode,
  type IsNullNode,
  inList,
  inSelect,
  isNotNull,
  isNull,
} from './nodes/comparison.js';
export { type CompoundNode, type CompoundOperator, type CompoundOptions, compound } from './nodes/compound.js';
export type { Conflict, ConflictNode } from './nodes/conflict.js';
export {
  type DataType,
  type DataTypeName,
  type DataTypeOptions,
  dataType,
  isAuto,
  referenceType,
} from './nodes/data-type.js';
export { type DatePart, type DatePartNode, datePart } from './nodes/date-part.js';
export {
  type AddColumnNode,
  type AddConstraintNode,
  type AlterColumnNode,
  type AlterTableNode,
  addColumn,
  addConstraint,
  alterColumn,
  alterTable,
  type ColumnChange,
  type DropColumnNode,
  type DropConstraintNode,
  dropColumn,
  dropConstraint,
  type RenameColumnNode,
  type RenameTableNode,
  renameColumn,
  renameTable,
  type TableAction,
} from './nodes/ddl/alter-table.js';
export {
  type ColumnDefinition,
  type ColumnDefinitionNode,
  columnDefinition,
  type Reference,
} from './nodes/ddl/column.js';
export {
  type CheckNode,
  type ConstraintNode,
  check,
  type ForeignKeyNode,
  type ForeignKeyTarget,
  foreignKey,
  type PrimaryKeyNode,
  primaryKey,
  type UniqueNode,
  unique,
} from './nodes/ddl/constraint.js';
export { type CreateIndex, type CreateIndexNode, createIndex, type IndexColumn } from './nodes/ddl/create-index.js';
export { type CreateTable, type CreateTableNode, createTable } from './nodes/ddl/create-table.js';
export { type Drop, type DropIndexNode, type DropTableNode, dropIndex, dropTable } from './nodes/ddl/drop.js';
export { type Delete, type DeleteNode, deleteFrom } from './nodes/delete.js';
export {
  type ColumnNode,
  column,
  type IdentifierNode,
  identifier,
  type StarNode,
  star,
} from './nodes/identifier.js';
export { type Insert, type InsertNode, insert } from './nodes/insert.js';
export {
  type JsonAs,
  type JsonPath,
  type JsonPathNode,
  type JsonTest,
  type JsonTestNode,
  jsonPath,
  jsonTest,
} from './nodes/json.js';
export {
  type AndNode,
  and,
  type EverythingNode,
  everything,
  type NothingNode,
  type NotNode,
  not,
  nothing,
  type OrNode,
  or,
} from './nodes/logic.js';
export { type Direction, type NullsPlace, type Order, type OrderNode, order } from './nodes/order.js';
export { type RawNode, raw } from './nodes/raw.js';
export type { Result, ResultNode } from './nodes/result.js';
export { type Select, type SelectNode, select } from './nodes/select.js';
export type { SliceNode } from './nodes/slice.js';
export type { Join, JoinNode, JoinType, Source, SourceNode } from './nodes/source.js';
export { type ExistsNode, exists, type SubqueryNode, subquery } from './nodes/subquery.js';
export { type RegexNode, regex, type TextMatch, type TextMatchNode, textMatch } from './nodes/text.js';
export { type Update, type UpdateNode, update } from './nodes/update.js';
export {
  type CurrentTimestampNode,
  currentTimestamp,
  type DefaultNode,
  defaultValue,
  type Form,
  type LiteralNode,
  literal,
  type ParameterNode,
  parameter,
  type ValueNode,
  value,
} from './nodes/value.js';
export { type SqlHole, type SqlTag, type SqlValue, sql } from './sql.js';
export { quoteIdentifier, standardDialect } from './standard.js';
export { isStorableText, likePattern } from './text.js';
export { typeOf } from './type-of.js';
export { type Visit, walk } from './walk.js';
