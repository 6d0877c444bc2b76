/** DROP TABLE and DROP INDEX. */
import { identifierName } from '../../check.js';
import { make, type Node } from '../../node.js';

export interface DropTableNode extends Node<'dropTable'> {
  readonly name: string;
  readonly ifExists: boolean;
}

export interface DropIndexNode extends Node<'dropIndex'> {
  readonly name: string;
  readonly ifExists: boolean;
}

/** What is to be dropped. */
export interface Drop {
  readonly name: string;
  readonly ifExists?: boolean;
}

/** A table to be dropped. */
export function dropTable(of: Drop): DropTableNode {
  return make<DropTableNode>({ kind: 'dropTable', name: identifierName(of.name), ifExists: of.ifExists ?? false });
}

/** An index to be dropped. */
export function dropIndex(of: Drop): DropIndexNode {
  return make<DropIndexNode>({ kind: 'dropIndex', name: identifierName(of.name), ifExists: of.ifExists ?? false });
}
