/** Conditions joined: and, or, not, always, never. */
import { type Expression, make, type Node } from '../node.js';

export interface AndNode extends Node<'and'> {
  readonly items: readonly Expression[];
}

export interface OrNode extends Node<'or'> {
  readonly items: readonly Expression[];
}

export interface NotNode extends Node<'not'> {
  readonly item: Expression;
}

export type NothingNode = Node<'nothing'>;

export type EverythingNode = Node<'everything'>;

/** All of them. No item: everything. */
export function and(items: readonly Expression[]): AndNode {
  return make<AndNode>({ kind: 'and', items });
}

/** One of them at least. No item: nothing. */
export function or(items: readonly Expression[]): OrNode {
  return make<OrNode>({ kind: 'or', items });
}

/** Not this. NULL stays NULL, as SQL has it. */
export function not(item: Expression): NotNode {
  return make<NotNode>({ kind: 'not', item });
}

const NOTHING = make<NothingNode>({ kind: 'nothing' });
const EVERYTHING = make<EverythingNode>({ kind: 'everything' });

/** A condition that no row fulfils. */
export function nothing(): NothingNode {
  return NOTHING;
}

/** A condition that every row fulfils. */
export function everything(): EverythingNode {
  return EVERYTHING;
}
