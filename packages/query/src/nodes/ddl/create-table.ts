/** CREATE TABLE. */
import { identifierName, notEmpty } from '../../check.js';
import { make, type Node } from '../../node.js';
import type { ColumnDefinitionNode } from './column.js';
import type { ConstraintNode } from './constraint.js';

export interface CreateTableNode extends Node<'createTable'> {
  readonly name: string;
  readonly columns: readonly ColumnDefinitionNode[];
  readonly constraints: readonly ConstraintNode[];
  readonly ifNotExists: boolean;
}

export interface CreateTable {
  readonly name: string;
  readonly columns: readonly ColumnDefinitionNode[];
  readonly constraints?: readonly ConstraintNode[];
  readonly ifNotExists?: boolean;
}

/** A table to be made. */
export function createTable(of: CreateTable): CreateTableNode {
  return make<CreateTableNode>({
    kind: 'createTable',
    name: identifierName(of.name),
    columns: notEmpty('the columns of a table', of.columns),
    constraints: of.constraints ?? [],
    ifNotExists: of.ifNotExists ?? false,
  });
}
