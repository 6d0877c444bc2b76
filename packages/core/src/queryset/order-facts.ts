/** OrderFacts: whether the rows of a query come in an order, and whether that order leaves anything to chance. */
import type { Expression, Order } from '@dorm/query';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import { orderFor } from './build-select.js';
import { hasAggregate, isSame } from './group-by.js';
import { describeQuery, type QueryDescription } from './query-description.js';
import type { Shape } from './shape.js';

export interface OrderFacts {
  /** What the rows are ordered by; none: they come as the database likes. */
  readonly terms: readonly Order[];
  /** Whether no two rows are equal in it. */
  readonly total: boolean;
}

const known = new WeakMap<Shape, OrderFacts>();

/** The order of a shape's rows. Worked out once a shape. */
export function orderFacts(shape: Shape): OrderFacts {
  let facts = known.get(shape);
  if (facts === undefined) {
    const of = describeQuery(shape, 'UTC');
    const terms = orderFor(of);
    facts = { terms, total: isTotal(of, terms) };
    known.set(shape, facts);
  }
  return facts;
}

function isTotal(of: QueryDescription, terms: readonly Order[]): boolean {
  const { group, distinct, projection } = of;
  const ordered = terms.map(({ expression }) => expression);
  const holds = (one: Expression): boolean => ordered.some((other) => isSame(one, other));
  if (group !== null && group !== 'rows') return group.every(holds);
  if (distinct && projection?.columns.every(({ expression }) => holds(expression))) return true;
  return hasUniqueKey(of, ordered) && !isRepeated(of, ordered);
}

/** Whether the columns of the model in the order tell any two of its rows apart. */
function hasUniqueKey({ meta, joins }: QueryDescription, ordered: readonly Expression[]): boolean {
  const columns = new Set(
    ordered.map((one) => (one.kind === 'column' && one.table === joins.root.alias ? one.name : '')),
  );
  return uniqueKeys(meta).some((key) => key.every(({ column }) => columns.has(column)));
}

/** NULL equals nothing, so several rows may hold it in a unique field. */
function uniqueKeys({ key, fields, uniqueTogether }: ModelMeta): (readonly BoundField[])[] {
  const lone = fields.filter(({ spec }) => spec.unique).map((field) => [field]);
  return [key, ...[...lone, ...uniqueTogether].filter((group) => group.every((field) => !field.null))];
}

/** Whether a relation to many rows gives a row of the model several times. */
function isRepeated({ joins, group, distinct, projection }: QueryDescription, ordered: readonly Expression[]): boolean {
  if (!joins.repeats) return false;
  if (group === null && !(distinct && projection === null)) return true;
  // One row for each again, unless it is ordered by something of the many.
  return !ordered.every((one) => hasAggregate(one) || (one.kind === 'column' && one.table === joins.root.alias));
}
