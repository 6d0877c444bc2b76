/** Index, UniqueConstraint and CheckConstraint: what a model's options say of its table, bound to its fields when the model is defined. */
import { brand } from '../config/brand.js';
import { checkOptionNames } from '../config/option-names.js';
import { ConfigurationError } from '../errors/index.js';
import { type Expression, isExpression, isOrdering, type Ordering } from '../queryset/expressions.js';
import { isQ, type QNode } from '../queryset/q.js';
import { metaIndexName } from '../schema/names.js';
import type { CheckFunction, IndexFunction, UniqueFunction } from '../typing/constraints.js';
import type { BoundField } from './bound-field.js';
import type { ModelMeta } from './meta.js';
import { checkIdentifier } from './names.js';

const DECLARED = brand('constraint');
/** Django's longest name of an index. */
const MAX_INDEX_NAME = 30;

/** A field of an index, and which way it is sorted. */
export interface IndexKey {
  readonly field: BoundField;
  readonly descending: boolean;
}

export interface BoundIndex {
  readonly name: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly BoundField[];
  readonly condition: QNode | null;
  readonly expressions: readonly (Expression | Ordering)[];
}

export interface BoundUnique extends BoundIndex {
  readonly kind: 'unique';
  readonly deferrable: 'deferred' | 'immediate' | null;
}

export interface BoundCheck {
  readonly kind: 'check';
  readonly name: string;
  readonly condition: QNode;
}

export type BoundConstraint = BoundUnique | BoundCheck;

type Raw = Readonly<Record<string, unknown>>;

class Declared {
  readonly what: 'Index' | 'UniqueConstraint' | 'CheckConstraint';
  readonly options: Raw;
  constructor(what: Declared['what'], options: unknown, known: readonly string[]) {
    if (typeof options !== 'object' || options === null)
      throw new ConfigurationError(`${what} takes its options in an object.`);
    checkOptionNames(what, options, known);
    this.what = what;
    this.options = Object.freeze({ ...options });
  }
}
DECLARED.mark(Declared);

const PARTS = ['fields', 'name', 'condition', 'include', 'expressions'];

/**
 * An index for a model's option `indexes`.
 *
 * @param options fields (`-views` descending) or expressions; a name of at most 30 characters, made as Django makes it when left out.
 * @example Index({ fields: ['-views', 'author'] })
 */
export const Index: IndexFunction = ((options: unknown) => new Declared('Index', options, PARTS)) as never;
/**
 * Values that occur once, for a model's option `constraints`; with a condition, among the rows for which it holds.
 *
 * @example UniqueConstraint({ fields: ['slug'], condition: Q({ deletedAt__isNull: true }), name: 'unique_live_slug' })
 */
export const UniqueConstraint: UniqueFunction = ((options: unknown) =>
  new Declared('UniqueConstraint', options, [...PARTS, 'deferrable'])) as never;
/**
 * A condition that every row fulfils, for a model's option `constraints`.
 *
 * @example CheckConstraint({ check: Q({ price__gte: 0 }), name: 'price_not_negative' })
 */
export const CheckConstraint: CheckFunction = ((options: unknown) =>
  new Declared('CheckConstraint', options, ['check', 'name'])) as never;

/** The indexes of a model. @throws ConfigurationError, and FieldError for a field that is none. */
export function bindIndexes(meta: ModelMeta, given: unknown): readonly BoundIndex[] {
  return declared(meta, 'indexes', ['Index'], given).map((one) => {
    const bound = parts(meta, one);
    if (one.options.name === undefined) return bound;
    if (bound.name.length > MAX_INDEX_NAME || bound.name.startsWith('_')) {
      throw wrong(
        meta,
        `the index name '${bound.name}' has more than ${MAX_INDEX_NAME} characters or starts with an underscore`,
        'choose a shorter one, or leave the name out',
      );
    }
    return bound;
  });
}

/** The constraints of a model. @throws ConfigurationError, and FieldError for a field that is none. */
export function bindConstraints(meta: ModelMeta, given: unknown): readonly BoundConstraint[] {
  return declared(meta, 'constraints', ['UniqueConstraint', 'CheckConstraint'], given).map((one) => {
    const { name, deferrable } = one.options;
    if (typeof name !== 'string')
      throw wrong(meta, `a ${one.what} has no name`, `write ${one.what}({ …, name: 'unique_live_slug' })`);
    if (one.what === 'CheckConstraint') {
      const condition = conditionOf(meta, one, 'check');
      if (condition === null) throw wrong(meta, `'${name}' checks nothing`, 'write check: Q({ price__gte: 0 })');
      return { kind: 'check', name: checkIdentifier(name, 'the constraint', meta.label), condition };
    }
    if (deferrable !== undefined && deferrable !== 'deferred' && deferrable !== 'immediate')
      throw wrong(
        meta,
        `'${name}': deferrable is 'deferred' or 'immediate'`,
        'leave it out for an ordinary constraint',
      );
    const bound = parts(meta, one);
    if (bound.keys.some(({ descending }) => descending))
      throw wrong(meta, `'${name}': the fields of a constraint have no direction`, "leave the '-' out");
    if (deferrable !== undefined && (bound.condition !== null || bound.expressions.length > 0))
      throw wrong(meta, `'${name}' cannot be deferrable`, 'a constraint with a condition or expressions is an index');
    return { ...bound, kind: 'unique', deferrable: deferrable ?? null };
  });
}

function declared(meta: ModelMeta, option: string, kinds: readonly string[], given: unknown): readonly Declared[] {
  if (given === undefined) return [];
  const list: readonly unknown[] = Array.isArray(given) ? given : [null];
  return list.map((one) => {
    if (typeof one === 'object' && one !== null && DECLARED.has(one) && kinds.includes((one as Declared).what))
      return one as Declared;
    throw wrong(meta, `${option} is a list of ${kinds.join(' and ')}`, `write ${option}: [${kinds[0]}({ … })]`);
  });
}

function parts(meta: ModelMeta, one: Declared): BoundIndex {
  const { name, fields, include, expressions } = one.options;
  const keys = names(meta, one, fields).map((text) => ({
    field: meta.field(text.replace(/^-/, '')),
    descending: text.startsWith('-'),
  }));
  const computed = expressionsOf(meta, one, expressions);
  const condition = conditionOf(meta, one, 'condition');
  if ((keys.length === 0) === (computed.length === 0))
    throw wrong(meta, `${one.what} takes fields or expressions`, `write ${one.what}({ fields: ['title'] })`);
  if (name !== undefined && typeof name !== 'string')
    throw wrong(meta, `the name of ${one.what} is no text`, 'name it');
  if (name === undefined && (computed.length > 0 || condition !== null))
    throw wrong(meta, `an ${one.what} with a condition or expressions needs a name`, "write name: 'post_live_idx'");
  return {
    name: checkIdentifier(name ?? metaIndexName(meta.dbTable, keys), 'the index or constraint', meta.label),
    keys,
    include: names(meta, one, include).map((text) => meta.field(text)),
    condition,
    expressions: computed,
  };
}

function names(meta: ModelMeta, one: Declared, given: unknown): readonly string[] {
  if (given === undefined) return [];
  if (Array.isArray(given) && given.every((name) => typeof name === 'string')) return given;
  throw wrong(meta, `${one.what} takes fields in a list`, "write fields: ['title']");
}

function expressionsOf(meta: ModelMeta, one: Declared, given: unknown): readonly (Expression | Ordering)[] {
  if (given === undefined) return [];
  const list: readonly unknown[] = Array.isArray(given) ? given : [null];
  return list.map((item) => {
    if (isExpression(item) || (typeof item === 'object' && item !== null && isOrdering(item))) return item;
    throw wrong(meta, `${one.what} takes expressions in a list`, "write expressions: [Lower('title')]");
  });
}

function conditionOf(meta: ModelMeta, one: Declared, option: string): QNode | null {
  const condition = one.options[option];
  if (condition === undefined) return null;
  if (typeof condition === 'object' && condition !== null && isQ(condition)) return condition;
  throw wrong(meta, `${one.what}: ${option} is a Q`, `write ${option}: Q({ … })`);
}

function wrong(meta: ModelMeta, what: string, hint: string): ConfigurationError {
  return new ConfigurationError(`${meta.label}: ${what}.`, { model: meta.label, hint });
}
