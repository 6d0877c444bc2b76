/** ALTER TABLE: one action at a time. */
import { identifierName } from '../../check.js';
import { QueryError } from '../../errors.js';
import { type Expression, make, type Node } from '../../node.js';
import type { DataType } from '../data-type.js';
import type { ColumnDefinitionNode } from './column.js';
import type { ConstraintNode } from './constraint.js';

export interface AlterTableNode extends Node<'alterTable'> {
  readonly table: string;
  readonly action: TableAction;
}

export interface AddColumnNode extends Node<'addColumn'> {
  readonly column: ColumnDefinitionNode;
}

export interface DropColumnNode extends Node<'dropColumn'> {
  readonly name: string;
}

export interface RenameColumnNode extends Node<'renameColumn'> {
  readonly from: string;
  readonly to: string;
}

export interface RenameTableNode extends Node<'renameTable'> {
  readonly to: string;
}

export interface AlterColumnNode extends Node<'alterColumn'> {
  readonly name: string;
  readonly type: DataType | null;
  readonly null: boolean | null;
  /** An expression sets it, 'drop' takes it away, null leaves it. */
  readonly default: Expression | 'drop' | null;
}

export interface AddConstraintNode extends Node<'addConstraint'> {
  readonly constraint: ConstraintNode;
}

export interface DropConstraintNode extends Node<'dropConstraint'> {
  readonly name: string;
}

export type TableAction =
  | AddColumnNode
  | DropColumnNode
  | RenameColumnNode
  | RenameTableNode
  | AlterColumnNode
  | AddConstraintNode
  | DropConstraintNode;

export interface ColumnChange {
  readonly type?: DataType;
  readonly null?: boolean;
  readonly default?: Expression | 'drop';
}

/**
 * A change of a table.
 * @example alterTable({ table: 'post', action: dropColumn('subtitle') })
 */
export function alterTable(of: { readonly table: string; readonly action: TableAction }): AlterTableNode {
  return make<AlterTableNode>({ kind: 'alterTable', table: identifierName(of.table), action: of.action });
}

/** A new column. */
export function addColumn(column: ColumnDefinitionNode): AddColumnNode {
  return make<AddColumnNode>({ kind: 'addColumn', column });
}

/** A column less. */
export function dropColumn(name: string): DropColumnNode {
  return make<DropColumnNode>({ kind: 'dropColumn', name: identifierName(name) });
}

/** Another name for a column. */
export function renameColumn(from: string, to: string): RenameColumnNode {
  return make<RenameColumnNode>({ kind: 'renameColumn', from: identifierName(from), to: identifierName(to) });
}

/** Another name for the table. */
export function renameTable(to: string): RenameTableNode {
  return make<RenameTableNode>({ kind: 'renameTable', to: identifierName(to) });
}

/** Another type, nullability or default of a column. */
export function alterColumn(name: string, change: ColumnChange): AlterColumnNode {
  const { type = null, default: byDefault = null } = change;
  if (type === null && change.null === undefined && byDefault === null) {
    throw new QueryError(`column "${name}": nothing to alter`);
  }
  return make<AlterColumnNode>({
    kind: 'alterColumn',
    name: identifierName(name),
    type,
    null: change.null ?? null,
    default: byDefault,
  });
}

/** A new constraint. */
export function addConstraint(constraint: ConstraintNode): AddConstraintNode {
  return make<AddConstraintNode>({ kind: 'addConstraint', constraint });
}

/** A constraint less. */
export function dropConstraint(name: string): DropConstraintNode {
  return make<DropConstraintNode>({ kind: 'dropConstraint', name: identifierName(name) });
}
