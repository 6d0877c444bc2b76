/** SQL text with nodes in its holes: the escape hatch, made by the `sql` tag. */
import { QueryError } from '../errors.js';
import { make, type Node, type QueryNode } from '../node.js';

export interface RawNode extends Node<'raw'> {
  /** One more than there are holes. */
  readonly strings: readonly string[];
  readonly holes: readonly QueryNode[];
}

/**
 * SQL text around nodes. The strings are printed as they are: they come from source code, never from data.
 * @param strings Pieces of SQL, one more than `holes`.
 */
export function raw(strings: readonly string[], holes: readonly QueryNode[] = []): RawNode {
  if (strings.length !== holes.length + 1) throw new QueryError('raw SQL has one piece of text more than holes');
  return make<RawNode>({ kind: 'raw', strings, holes });
}
