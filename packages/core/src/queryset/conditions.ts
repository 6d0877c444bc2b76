/** Conditions: from what filter() is given to steps of the shape and values. The hot loop of every query. */
import { FieldError } from '../errors/index.js';
import { isPlainObject, JsonNull, ValueProblem } from '../fields/index.js';
import type { BoundField } from '../model/bound-field.js';
import { isModelInstance, metaOfInstance, type Row } from '../model/instance.js';
import { checkNoAggregate, type Expression, isExpression } from './expressions.js';
import { type Lookup, resolveLookup } from './lookup.js';
import { isQ, type QItem, type QNode } from './q.js';
import type { QueryChain } from './query-chain.js';
import { QUERYSET } from './queryset-brand.js';
import type { Shape } from './shape.js';
import { AND, CLOSE, EMPTY, EXPRESSION, FALSE, HOLDS, LIST, NOT, NULL, OR, RANGE, SUBQUERY, TRUE } from './tokens.js';

/** Trees of conditions may be nested so deep. */
const MAX_DEPTH = 500;

/** Emits lookups or a Q. A lookup object is data: only its own keys count, and each must be known. */
export function emitCondition(shape: Shape, where: QItem, values: unknown[]): Shape {
  if (typeof where === 'object' && where !== null) {
    if (isPlainObject(where)) return emitLookups(shape, where, values);
    if (isQ(where)) return saysNothing(where) ? shape : emitQ(shape, where, values, 0);
    if (isExpression(where)) return emitHolding(shape, where, values);
  }
  throw new FieldError(`${shape.meta.label}: ${describe(where)} where lookups belong.`, {
    model: shape.meta.label,
    hint: 'write filter({ title: … }) or filter(Q(…))',
  });
}

/** An expression that is true or false: Exists(), a Case() of booleans. */
function emitHolding(shape: Shape, where: Expression, values: unknown[]): Shape {
  const kind = where.kind(shape);
  if (kind !== null && kind.lookups === 'boolean') return where.emit(shape.step(HOLDS), values);
  throw new FieldError(`${shape.meta.label}: a condition that is an expression must be true or false.`, {
    model: shape.meta.label,
    hint: 'write filter(Exists(…)); other expressions are compared by their name: annotate({ n: … }).filter({ n__gt: 3 })',
  });
}

function emitLookups(shape: Shape, where: object, values: unknown[]): Shape {
  let node = shape;
  const lookups = where as Row;
  // Only own keys: the prototype is Object.prototype or null. `__proto__` that came as data is a key like any other, and leads nowhere.
  for (const key in lookups) {
    const value = lookups[key];
    if (key === 'pk' && node.meta.key.length > 1) {
      node = emitCompositeKey(node, value, values);
      continue;
    }
    node = node.named(key, resolveLookup);
    const { lookup } = node;
    if (lookup?.check(value) === true) values.push(value);
    else if (lookup !== null) node = emitSpecial(node, lookup, value, values);
  }
  return node;
}

function emitQ(shape: Shape, q: QNode, values: unknown[], depth: number): Shape {
  if (depth > MAX_DEPTH) throw tooDeep(shape);
  let node = q.negated ? shape.step(NOT) : shape;
  node = node.step(q.connector === 'or' ? OR : AND);
  for (const item of q.items) {
    if (saysNothing(item)) continue;
    if (isQ(item)) node = emitQ(node, item, values, depth + 1);
    else node = emitCondition(node.step(AND), item, values).step(CLOSE);
  }
  node = node.step(CLOSE);
  return q.negated ? node.step(CLOSE) : node;
}

function tooDeep({ meta: { label } }: Shape): FieldError {
  return new FieldError(`${label}: conditions are nested more than ${MAX_DEPTH} deep.`, {
    model: label,
    hint: 'put them side by side: Q.and(…) and Q.or(…) take any number, and __in takes a list',
  });
}

/** {}, Q({}), Q.and(): no condition at all, negated or not. Q.or() is one: none of no conditions holds. */
function saysNothing(item: QItem, depth = 0): boolean {
  if (!isQ(item)) return isPlainObject(item) && Object.keys(item).length === 0;
  if (item.items.length === 0) return item.connector === 'and';
  return depth <= MAX_DEPTH && item.items.every((inner) => saysNothing(inner, depth + 1));
}

/** `pk` of a composite key: each part compared. */
function emitCompositeKey(shape: Shape, value: unknown, values: unknown[]): Shape {
  const { key, label } = shape.meta;
  if (!Array.isArray(value) || value.length !== key.length) {
    throw new FieldError(`${label}.pk takes ${key.length} values in an array.`, {
      model: label,
      field: 'pk',
      hint: `in the order of the key: [${key.map((field) => field.attr).join(', ')}]`,
    });
  }
  return emitLookups(shape, Object.fromEntries(key.map((field, i) => [field.attr, value[i]])), values);
}

/** Whatever is no ordinary value: what changes the SQL, what must be made a value first, and what is refused. */
function emitSpecial(shape: Shape, lookup: Lookup, value: unknown, values: unknown[]): Shape {
  const { operator, path } = lookup;
  if (value === undefined) throw refuse(shape, lookup, 'is undefined', 'leave the key out, or use null for IS NULL');
  switch (operator.takes) {
    case 'boolean':
      if (typeof value === 'boolean') return shape.step(value ? TRUE : FALSE);
      throw refuse(shape, lookup, `takes true or false, not ${describe(value)}`);
    case 'list':
      return emitList(shape, lookup, value, values);
    case 'range':
      if (Array.isArray(value) && value.length === 2) {
        for (const end of value) values.push(cleaned(shape, lookup, end));
        return shape.step(RANGE);
      }
      throw refuse(shape, lookup, 'takes two ends', `write { ${lookup.text}: [low, high] }`);
    case 'text':
      if (isExpression(value)) break;
      if (typeof value === 'number' || typeof value === 'bigint') {
        values.push(String(value));
        return shape;
      }
      throw refuse(shape, lookup, `takes a text without NUL, not ${describe(value)}`);
  }
  if (isExpression(value)) {
    checkNoAggregate(value, shape, `filter({ ${lookup.text} })`);
    return value.emit(shape.step(EXPRESSION), values);
  }
  if (value === null) {
    if (operator.takesNull || (operator.name === 'exact' && nullIsJson(lookup))) {
      values.push(JsonNull);
      return shape;
    }
    if (operator.name === 'exact') return shape.step(NULL);
    throw refuse(shape, lookup, 'cannot be compared with null', `use ${path.text}__isNull: true`);
  }
  const clean = cleaned(shape, lookup, value);
  if (typeof clean === 'boolean' && (operator.right ?? lookup.transform ?? path.field).kind.lookups === 'boolean')
    return shape.step(clean ? TRUE : FALSE);
  values.push(clean);
  return shape;
}

/** A document that is never NULL: null can only be JSON's, as in create(). */
function nullIsJson({ path, transform }: Lookup): boolean {
  const { field } = path;
  return transform === null && field.kind.lookups === 'json' && !field.null;
}

function emitList(shape: Shape, lookup: Lookup, value: unknown, values: unknown[]): Shape {
  if (typeof value === 'object' && value !== null && QUERYSET.has(value))
    return emitSubquery(shape, lookup, value as QueryChain, values);
  if (!isIterable(value)) {
    throw refuse(shape, lookup, `takes a list, not ${describe(value)}`, `write { ${lookup.text}: [ … ] }`);
  }
  const list: unknown[] = [];
  // A copy is what is checked and sent: a getter in the list must not answer twice, and a generator answers once.
  for (const item of [...value]) {
    // NULL equals nothing, so it matches nothing; in NOT IN it would hide every row.
    if (item === null && !nullIsJson(lookup)) continue;
    list.push(lookup.check(item) ? item : cleaned(shape, lookup, item ?? JsonNull));
  }
  if (list.length === 0) return shape.step(EMPTY);
  values.push(list);
  return shape.step(LIST);
}

/** An array, a Set, a generator; a text is one value. */
function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** A QuerySet as the list: its rows' keys, or the one column that values() chose. */
function emitSubquery(shape: Shape, lookup: Lookup, query: QueryChain, values: unknown[]): Shape {
  const { field } = lookup.path;
  const wanted = field.relation === null ? 'pk' : field.relation.targetField.name;
  const inner = query.$asList(wanted);
  if (inner === null) return shape.step(EMPTY);
  const { columns } = inner.shape;
  if (columns.length !== 1) {
    const found = columns.length;
    throw refuse(shape, lookup, `takes a QuerySet of one column, not of ${found}`, 'choose one with values()');
  }
  values.push(...inner.values);
  return shape.step(SUBQUERY).step(inner.shape);
}

/** The value as its field or transform has it. An instance stands for the column that the relation refers to. */
function cleaned(shape: Shape, lookup: Lookup, value: unknown): unknown {
  const { transform, path, operator } = lookup;
  const { field } = path;
  const { kind } = operator.right ?? transform ?? field;
  if (transform === null && operator.right === null && isModelInstance(value))
    return keyOfInstance(shape, lookup, field, value);
  if (value === undefined || value === null) throw refuse(shape, lookup, `takes no ${String(value)} here`);
  try {
    return kind.check(value) ? own(value) : kind.clean(value);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    throw refuse(shape, lookup, error.message, error.hint ?? undefined);
  }
}

/** What can be changed later is copied, so that the query stays as it was written. */
function own(value: unknown): unknown {
  if (value instanceof Date) return new Date(value);
  return value instanceof Uint8Array ? value.slice() : value;
}

function keyOfInstance(shape: Shape, lookup: Lookup, field: BoundField, instance: object): unknown {
  const meta = metaOfInstance(instance);
  const { relation } = field;
  const wanted = relation === null ? field.model : relation.target;
  if (meta !== wanted && !(instance instanceof wanted.Class)) {
    throw refuse(shape, lookup, `takes a ${wanted.label}, not a ${meta.label}`);
  }
  const source = relation === null ? field : relation.targetField;
  const key = (instance as Row)[source.attr];
  if (key !== null && key !== undefined) return key;
  throw refuse(shape, lookup, `takes a stored ${wanted.label}, and this one has no key yet`, 'save() it first');
}

function refuse(shape: Shape, lookup: Lookup, what: string, hint?: string): FieldError {
  const { label } = shape.meta;
  const details = { model: label, field: lookup.text, ...(hint === undefined ? {} : { hint }) };
  return new FieldError(`${label}: ${lookup.text} ${what}.`, details);
}

/** The kind of a value, never the value. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'function' ? 'a function' : `a ${typeof value}`;
}
