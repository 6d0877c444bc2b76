/** The table of compile rules: exactly one a kind. A missing rule does not compile. */
import type { Kind, NodeOf } from '../node.js';
import { clauseRules } from './clauses.js';
import { conditionRules } from './conditions.js';
import { definitionRules } from './definitions.js';
import { expressionRules } from './expressions.js';
import { statementRules } from './statements.js';
import type { Writer } from './writer.js';

/** Writes a node of one kind. */
export type Rule<K extends Kind> = (node: NodeOf<K>, to: Writer) => void;

export type Rules = { readonly [K in Kind]: Rule<K> };

/** Some of the rules, for a file that states a family of them. */
export type RulesFor<K extends Kind> = { readonly [P in K]: Rule<P> };

/** Standard SQL. A dialect spreads it and replaces what it writes differently. */
export const standardRules: Rules = Object.freeze({
  ...expressionRules,
  ...conditionRules,
  ...clauseRules,
  ...statementRules,
  ...definitionRules,
});
