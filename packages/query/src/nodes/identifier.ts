/** Names in SQL: columns, all columns, and a quoted path for raw SQL. */
import { identifierName, notEmpty } from '../check.js';
import { make, type Node } from '../node.js';
import type { DataType } from './data-type.js';

export interface ColumnNode extends Node<'column'> {
  readonly name: string;
  /** Table name or alias; null: printed bare. */
  readonly table: string | null;
  /** What the column holds; whatever is compared with it is bound as this. */
  readonly type: DataType | null;
}

export interface StarNode extends Node<'star'> {
  readonly table: string | null;
}

/** A quoted path of names, for `sql.id`. */
export interface IdentifierNode extends Node<'identifier'> {
  readonly names: readonly string[];
}

/**
 * A column of a table.
 * @example column('title', { table: 'blog_post', type: dataType('text') })
 */
export function column(
  name: string,
  options: { readonly table?: string | null; readonly type?: DataType | null } = {},
): ColumnNode {
  const table = options.table ?? null;
  return make<ColumnNode>({
    kind: 'column',
    name: identifierName(name),
    table: table === null ? null : identifierName(table),
    type: options.type ?? null,
  });
}

/** All columns, or all of one table: `*`, `"post".*`. */
export function star(table: string | null = null): StarNode {
  return make<StarNode>({ kind: 'star', table: table === null ? null : identifierName(table) });
}

/** A quoted path of names: `"schema"."table"`. */
export function identifier(names: readonly string[]): IdentifierNode {
  return make<IdentifierNode>({ kind: 'identifier', names: notEmpty('an identifier path', names).map(identifierName) });
}
