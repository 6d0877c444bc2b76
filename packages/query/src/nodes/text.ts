/** Searches in text: parts of it, with and without regard to case, and regular expressions. */
import { oneOf } from '../check.js';
import { type Expression, make, type Node } from '../node.js';

const HOW = ['contains', 'iContains', 'startsWith', 'iStartsWith', 'endsWith', 'iEndsWith', 'iExact'] as const;

export type TextMatch = (typeof HOW)[number];

export interface TextMatchNode extends Node<'textMatch'> {
  readonly how: TextMatch;
  readonly left: Expression;
  readonly right: Expression;
}

export interface RegexNode extends Node<'regex'> {
  readonly left: Expression;
  readonly right: Expression;
  readonly insensitive: boolean;
}

/**
 * Searches text literally: wildcards in the searched text mean themselves. The dialect chooses how the value is bound.
 * @example textMatch('iContains', column('title'), parameter(0))
 */
export function textMatch(how: TextMatch, left: Expression, right: Expression): TextMatchNode {
  return make<TextMatchNode>({ kind: 'textMatch', how: oneOf('text search', HOW, how), left, right });
}

/** `left` matches the regular expression `right`, in the database's own syntax. */
export function regex(
  left: Expression,
  right: Expression,
  options: { readonly insensitive?: boolean } = {},
): RegexNode {
  return make<RegexNode>({ kind: 'regex', left, right, insensitive: options.insensitive ?? false });
}
