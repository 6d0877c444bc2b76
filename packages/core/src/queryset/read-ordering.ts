/** Orderings: what orderBy() and Meta.ordering say, as terms of the statement. */
import { call, type Order } from '@dorm/query';
import { FieldError } from '../errors/index.js';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import { emitOrdering } from './expressions.js';
import { columnOf, type Joined, type Joins } from './joins.js';
import { plainValue } from './json-lookups.js';
import { type Lookup, resolveOrder } from './lookup.js';
import { Reading } from './reading.js';
import { ASC, DESC, NULLS_FIRST, NULLS_LAST, ORDER, RANDOM } from './tokens.js';

/** One term: a path with its direction, or an order that is worked out already. */
export type Term = { readonly lookup: Lookup } | { readonly order: Order } | 'random';

/** The terms that stand next. */
export function readOrdering(reading: Reading): Term[] {
  const terms: Term[] = [];
  for (let step = reading.next; step !== null; step = reading.next) {
    const { token, lookup } = step;
    if (lookup !== null) terms.push(termOf(reading, lookup));
    else if (token === RANDOM) terms.push('random');
    else if (token !== ASC && token !== DESC) break;
    reading.take();
    if (token === ASC || token === DESC) terms.push({ order: readExpression(reading, token === DESC) });
  }
  return terms;
}

/** A path is followed when all is known; a computed value is what it is here. */
function termOf(reading: Reading, lookup: Lookup): Term {
  if (lookup.path.annotation === null && lookup.transform === null) return { lookup };
  const { expression } = reading.value(lookup, null);
  return { order: { expression: plainValue(expression), direction: lookup.text.startsWith('-') ? 'desc' : 'asc' } };
}

function readExpression(reading: Reading, descending: boolean): Order {
  const token = reading.next?.token;
  const nulls = token === NULLS_FIRST ? 'first' : token === NULLS_LAST ? 'last' : null;
  if (nulls !== null) reading.take();
  const { expression } = reading.expression(null, null);
  return { expression: plainValue(expression), direction: descending ? 'desc' : 'asc', nulls };
}

/** Terms as ORDER BY has them. A relation's name stands for its model's own ordering, else for its key. */
export function orderOf(terms: readonly Term[], joins: Joins, reversed: boolean): Order[] {
  return terms.flatMap((term): Order[] => {
    if (term === 'random') return [{ expression: call('random', []) }];
    if ('order' in term) return [reversed ? flip(term.order) : term.order];
    const { path, text } = term.lookup;
    const table = joins.follow(path.hops, null);
    const name = text.split('__').at(-1) ?? text;
    const byName = name === path.field.name || name === `-${path.field.name}`;
    return orderBy(joins, table, path.field, text.startsWith('-') !== reversed, byName, []);
  });
}

/** The key of a model, to order by where nothing else is said. */
export function keyOrder(meta: ModelMeta, joins: Joins, descending: boolean): Order[] {
  return meta.key.map((field) => ({ expression: columnOf(joins.root, field), direction: descending ? 'desc' : 'asc' }));
}

/** Meta.ordering, read as orderBy() reads its arguments. */
export function defaultTerms(meta: ModelMeta, joins: Joins): Term[] {
  if (meta.ordering.length === 0) return [];
  const constants: unknown[] = [];
  let shape = meta.root.step(ORDER);
  for (const term of meta.ordering) shape = emitOrdering(term, shape, constants);
  const reading = new Reading(shape, { joins, constants });
  reading.take();
  return readOrdering(reading);
}

function orderBy(
  joins: Joins,
  table: Joined,
  field: BoundField,
  descending: boolean,
  byName: boolean,
  seen: readonly ModelMeta[],
): Order[] {
  const target = byName ? (field.relation?.target ?? null) : null;
  const plain: Order = { expression: columnOf(table, field), direction: descending ? 'desc' : 'asc' };
  if (field.relation === null || target === null || target.ordering.length === 0) return [plain];
  if (seen.includes(target)) throw endless(target, field);
  const next = joins.join(table, field.relation, null);
  return target.ordering.flatMap((term): Order[] => {
    if (term === '?') return [plain];
    if (typeof term !== 'string') return [relatedExpression(term, target, joins, next, descending)];
    const { path, text } = resolveOrder(target.root, term);
    const end = path.hops.reduce((from, hop) => joins.join(from, hop, null), next);
    const name = text.replace('-', '').split('__').at(-1) === path.field.name;
    return orderBy(joins, end, path.field, text.startsWith('-') !== descending, name, [...seen, target]);
  });
}

function endless({ label }: ModelMeta, field: BoundField): FieldError {
  return new FieldError(`${label}: the ordering of the model leads back to itself, through ${field.label}.`, {
    model: label,
    field: field.name,
    hint: `a relation's name stands for the ordering of its model: order by a column, '${field.attr}'`,
  });
}

/** An expression in the ordering of a related model: its paths begin there. */
function relatedExpression(term: unknown, target: ModelMeta, joins: Joins, from: Joined, descending: boolean): Order {
  const constants: unknown[] = [];
  const shape = emitOrdering(term, target.root.step(ORDER), constants);
  const reading = new Reading(shape, { joins, constants, from });
  reading.take();
  const [read] = readOrdering(reading);
  if (read === undefined || read === 'random' || !('order' in read))
    return keyOrder(target, joins, descending)[0] as Order;
  return descending ? flip(read.order) : read.order;
}

function flip({ expression, direction, nulls }: Order): Order {
  const swapped = nulls === 'first' ? 'last' : nulls === 'last' ? 'first' : null;
  return { expression, direction: direction === 'desc' ? 'asc' : 'desc', nulls: swapped };
}
