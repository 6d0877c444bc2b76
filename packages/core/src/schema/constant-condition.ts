/** Conditions and expressions of a model's own columns with their constants in them: what indexes and checks are made of. */
import type { Condition, Order } from '@dorm/query';
import { ConfigurationError } from '../errors/index.js';
import type { ModelMeta } from '../model/meta.js';
import { emitCondition } from '../queryset/conditions.js';
import { type Expression, emitOrdering, isExpression, type Ordering } from '../queryset/expressions.js';
import { isQ, type QNode } from '../queryset/q.js';
import { readOrdering } from '../queryset/read-ordering.js';
import { Reading } from '../queryset/reading.js';
import type { Shape } from '../queryset/shape.js';
import { FILTER, ORDER } from '../queryset/tokens.js';

/** What may follow the name of a relation and still speaks of its column. */
const OF_RELATIONS: ReadonlySet<string> = new Set([
  'exact',
  'in',
  'isNull',
  'gt',
  'gte',
  'lt',
  'lte',
  'range',
  'id',
  'pk',
]);

/** @throws ConfigurationError for a path that follows a relation, FieldError for one that leads nowhere. */
export function constantCondition(meta: ModelMeta, where: QNode, name: string): Condition {
  const constants: unknown[] = [];
  checkOwnNames(meta, where, name);
  const shape = emitCondition(meta.root.step(FILTER), where, constants);
  checkOwn(meta, shape, name);
  const reading = new Reading(shape, { constants });
  reading.take();
  return reading.call(false).condition;
}

/** The keys of an index that are computed. @throws as constantCondition does. */
export function constantKeys(meta: ModelMeta, given: readonly (Expression | Ordering)[], name: string): Order[] {
  return given.flatMap((one) => {
    const constants: unknown[] = [];
    const ordering = 'direction' in one ? one : one.asc();
    const shape = emitOrdering(ordering, meta.root.step(ORDER), constants);
    checkOwn(meta, shape, name);
    const reading = new Reading(shape, { constants });
    reading.take();
    return readOrdering(reading).flatMap((term) => (term !== 'random' && 'order' in term ? [term.order] : []));
  });
}

/** Whether each name is the model's own can be told before the models that its relations lead to are known. */
export function checkOwnNames(meta: ModelMeta, where: object, name: string): void {
  if (isExpression(where)) return;
  if (isQ(where)) {
    for (const item of where.items) checkOwnNames(meta, item, name);
    return;
  }
  for (const key of Object.keys(where)) {
    const [first = '', next] = key.split('__');
    const { relation } = meta.field(first);
    if (relation !== null && next !== undefined && !OF_RELATIONS.has(next)) throw joined(meta, name, key);
  }
}

/** Whether a condition can be read before other models are known. */
export function speaksOfRelations(meta: ModelMeta, where: object): boolean {
  if (isExpression(where))
    return where.paths.some((path) => meta.byName.get(path.split('__')[0] ?? '')?.relation != null);
  if (isQ(where)) return where.items.some((item) => speaksOfRelations(meta, item));
  return Object.entries(where).some(
    ([key, value]) =>
      meta.field(key.split('__')[0] ?? '').relation !== null || (isExpression(value) && speaksOfRelations(meta, value)),
  );
}

function joined(meta: ModelMeta, name: string, path: string): ConfigurationError {
  return new ConfigurationError(`${meta.label}: '${name}' cannot depend on ${path}.`, {
    model: meta.label,
    hint: "use the model's own fields: an index or a constraint sees one table",
  });
}

function checkOwn(meta: ModelMeta, shape: Shape, name: string): void {
  const far = shape.path().find(({ lookup }) => (lookup?.path.hops.length ?? 0) > 0);
  if (far === undefined) return;
  throw joined(meta, name, String(far.token));
}
