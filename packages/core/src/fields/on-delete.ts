/** What happens to rows that point at one which is deleted: the rules' names, and SET(). */
import type { OnDelete, Replacement, SetRule } from '../typing/field-factory.js';

const SET_RULE: unique symbol = Symbol.for('@dorm/core.SET') as typeof SET_RULE;

/** The rules that are names. */
export const ON_DELETE: readonly Exclude<OnDelete, SetRule>[] = [
  'CASCADE',
  'PROTECT',
  'RESTRICT',
  'SET_NULL',
  'SET_DEFAULT',
  'DO_NOTHING',
];

/**
 * A rule for `onDelete`: the rows point at another row instead.
 *
 * @param value the key or the instance to point at; or a function that gives it, which may be async: asked once a
 *   deletion, when there are such rows.
 * @returns what `onDelete` takes.
 * @example
 * editor: f.foreignKey(() => User, { onDelete: SET(() => User.objects.get({ name: 'nobody' })) })
 */
export function SET(value: Replacement | (() => Replacement | PromiseLike<Replacement>)): SetRule {
  const replacement = () => (typeof value === 'function' ? value() : value);
  return Object.freeze({ replacement, [SET_RULE]: true as const });
}

/** Whether a rule is SET(), also one of another copy of this package. */
export function isSetRule(value: unknown): value is SetRule {
  return typeof value === 'object' && value !== null && SET_RULE in value;
}
