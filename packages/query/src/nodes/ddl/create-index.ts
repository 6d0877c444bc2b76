/** CREATE INDEX. */
import { identifierName, notEmpty } from '../../check.js';
import { type Expression, make, type Node } from '../../node.js';
import { column } from '../identifier.js';
import { type Direction, type Order, type OrderNode, order } from '../order.js';

export interface CreateIndexNode extends Node<'createIndex'> {
  readonly name: string;
  readonly table: string;
  readonly keys: readonly OrderNode[];
  readonly unique: boolean;
  readonly include: readonly string[];
  readonly where: Expression | null;
  readonly ifNotExists: boolean;
}

/** A column of an index. */
export interface IndexColumn {
  readonly column: string;
  readonly direction?: Direction;
}

export interface CreateIndex {
  readonly name: string;
  readonly table: string;
  /** Names, or names with a direction. */
  readonly columns?: readonly (string | IndexColumn)[];
  /** Expressions, after the columns. */
  readonly expressions?: readonly Order[];
  readonly unique?: boolean;
  /** Columns kept beside the keys, where the dialect can. */
  readonly include?: readonly string[];
  /** Only rows for which this is true are in the index. */
  readonly where?: Expression | null;
  readonly ifNotExists?: boolean;
}

/** An index to be made. */
export function createIndex(of: CreateIndex): CreateIndexNode {
  const columns = (of.columns ?? []).map((key) => (typeof key === 'string' ? { column: key } : key));
  const keys = columns.map((key) => order({ ...key, expression: column(key.column) }));
  return make<CreateIndexNode>({
    kind: 'createIndex',
    name: identifierName(of.name),
    table: identifierName(of.table),
    keys: notEmpty('the keys of an index', [...keys, ...(of.expressions ?? []).map(order)]),
    unique: of.unique ?? false,
    include: (of.include ?? []).map(identifierName),
    where: of.where ?? null,
    ifNotExists: of.ifNotExists ?? false,
  });
}
