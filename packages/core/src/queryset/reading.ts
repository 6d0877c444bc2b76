/** Reading: goes along the steps of a shape, once, and makes conditions of them. */
import {
  and,
  between,
  type Condition,
  compare,
  type DataType,
  type Expression,
  inList,
  inSelect,
  isNotNull,
  isNull,
  literal,
  not,
  nothing,
  or,
} from '@dorm/query';
import type { ModelMeta } from '../model/meta.js';
import { AggregateReading } from './aggregate-reading.js';
import { lookupOf, mistake } from './cursor.js';
import { certain, columnAt, NONE, type Operand, union } from './expression-reading.js';
import { type Call, columnOf, existsRow, Joins } from './joins.js';
import { plainValue } from './json-lookups.js';
import type { FieldPath, Lookup } from './lookup.js';
import { Shape } from './shape.js';
import {
  AND,
  CLOSE,
  EMPTY,
  EXPRESSION,
  FALSE,
  HOLDS,
  LIST,
  NOT,
  NULL,
  OR,
  RANGE,
  SUBQUERY,
  type Token,
  TRUE,
} from './tokens.js';

/** A condition, and the joined tables without which it cannot hold. */
export interface Read {
  readonly condition: Condition;
  readonly demands: ReadonlySet<string>;
}

/** Where a condition stands. */
interface Where {
  /** Whether an odd number of NOTs is around it. */
  readonly negated: boolean;
  /** Whether any NOT is around it. */
  readonly inNot: boolean;
  /** Which filter() or exclude() it belongs to; null: it is about the row as it is joined, as in When() and an aggregate's filter. */
  readonly call: Call;
}

export class Reading extends AggregateReading {
  #calls = 0;
  #sticks = false;

  /** All conditions of one filter() or exclude(), which must all hold. */
  call(negated: boolean): Read {
    const call = this.#sticks ? this.#calls : ++this.#calls;
    this.#sticks = false;
    return this.#conditions({ negated, inNot: negated, call });
  }

  /** The way back from the other side of a relation: the call that follows speaks of the same joining row. */
  back(): Read {
    const read = this.#leaf(lookupOf(this.take()), { negated: false, inNot: false, call: ++this.#calls });
    this.#sticks = true;
    return read;
  }

  /** The column of a list of keys, one of which each row must have. */
  linked(path: FieldPath): Read & { readonly expression: Expression } {
    // The rows of the last call are those that are linked.
    const { expression, tables } = this.path(path, Math.max(this.#calls, 1));
    return { expression, condition: inList(expression, this.parameter(path.field.type)), demands: tables };
  }

  override conditionHere(): Condition {
    const { condition } = this.#conditions({ negated: false, inNot: false, call: null });
    this.take();
    return condition;
  }

  #conditions(where: Where): Read {
    const read: Read[] = [];
    for (let step = this.next; step !== null && (step.lookup !== null || isOpening(step.token)); step = this.next) {
      this.take();
      read.push(step.lookup === null ? this.#tree(step.token, where) : this.#leaf(step.lookup, where));
    }
    return all(read);
  }

  #tree(token: Token | null, where: Where): Read {
    if (token === HOLDS) return { condition: holding(this.expression(null, where.call).expression), demands: NONE };
    if (token === NOT) {
      const { condition } = this.#conditions({ ...where, negated: !where.negated, inNot: true });
      this.take();
      return { condition: negate(condition), demands: NONE };
    }
    const read: Read[] = [];
    for (let step = this.next; step !== null && step.token !== CLOSE; step = this.next) {
      this.take();
      read.push(step.lookup === null ? this.#tree(step.token, where) : this.#leaf(step.lookup, where));
    }
    this.take();
    return token === OR ? any(read) : all(read);
  }

  #leaf(lookup: Lookup, where: Where): Read {
    const many = lookup.path.hops.findIndex((hop) => hop.many);
    if (where.inNot && where.call !== null && many !== -1)
      return { condition: this.#existence(lookup, many, where), demands: NONE };
    const left = this.path(lookup.path, where.call);
    const missing = this.#missing(lookup);
    if (missing !== null) {
      const condition = missing ? isNull(left.expression) : isNotNull(left.expression);
      return { condition, demands: missing ? NONE : left.tables };
    }
    const { condition, right } = this.#comparison(lookup, left, where);
    const operands = lookup.operator.total ? right : [left, ...right];
    if (!where.negated || lookup.path.annotation !== null)
      return { condition, demands: where.negated ? NONE : union(...operands.map(({ tables }) => tables)) };
    // Under a NOT, a NULL would make the whole unknown and hide the row: what is not known to hold does not hold.
    const known = operands.filter(({ nullable }) => nullable).map(({ expression }) => isNotNull(expression));
    return { condition: known.length === 0 ? condition : and([condition, ...known]), demands: NONE };
  }

  /** Under a NOT a condition on many rows asks whether there is such a row: each condition of its own, as Django has it. */
  #existence(lookup: Lookup, at: number, where: Where): Condition {
    const { path } = lookup;
    const { call } = where;
    const hop = path.hops[at];
    if (hop === undefined) throw mistake('a path without its relation');
    const outer = this.joins.follow(path.hops.slice(0, at), call);
    const inner = new Joins(hop.target, this.joins);
    const link = inner.link(outer, hop, inner.root);
    // A row that this call speaks of already is the one that the NOT speaks of, too.
    const same = this.joins.joinedBy(call, outer, hop);
    for (const key of same === null ? [] : hop.target.key) {
      link.push(compare('=', columnOf(inner.root, key), columnOf(same ?? outer, key)));
    }
    const rest = { ...path, hops: path.hops.slice(at + 1) };
    const left = columnAt(inner, rest, 0);
    const missing = this.#missing(lookup);
    if (missing === true) {
      const none = negate(existing(inner, link));
      return left.nullable ? or([none, existing(inner, [...link, isNull(left.expression)])]) : none;
    }
    inner.demand(left.tables);
    if (missing === false) return existing(inner, [...link, isNotNull(left.expression)]);
    return existing(inner, [...link, this.#comparison(lookup, left, where).condition]);
  }

  /** Whether IS NULL (true) or IS NOT NULL (false) is what was written; null when neither. */
  #missing({ operator }: Lookup): boolean | null {
    const token = this.next?.token ?? null;
    if (token !== NULL && (operator.takes !== 'boolean' || (token !== TRUE && token !== FALSE))) return null;
    this.take();
    return token !== FALSE;
  }

  #comparison(lookup: Lookup, { expression }: Operand, where: Where): { condition: Condition; right: Operand[] } {
    const { operator, path, transform } = lookup;
    const { type } = operator.right ?? transform ?? path.field;
    const left = transform === null ? expression : transform.apply(expression, this.timeZone);
    const right = this.#right(this.next?.token ?? null, type, where.call);
    if (right === null) return { condition: this.#several(left, type), right: [] };
    // A document is compared with a document, and a column with what stands in one.
    const other = path.field.kind.lookups === 'json' ? right.expression : plainValue(right.expression);
    return { condition: operator.build(left, other), right: [right] };
  }

  /** The right side when it is one value; null when it is a list or two ends. */
  #right(token: Token | null, type: DataType, call: Call): Operand | null {
    if (token === LIST || token === EMPTY || token === RANGE || token === SUBQUERY) return null;
    if (token === EXPRESSION) {
      this.take();
      return this.expression(type, call);
    }
    if (token === TRUE || token === FALSE) {
      this.take();
      return certain(literal(token === TRUE));
    }
    return certain(this.parameter(type));
  }

  #several(left: Expression, type: DataType): Condition {
    const { token } = this.take();
    if (token === EMPTY) return nothing();
    if (token === LIST) return inList(left, this.parameter(type));
    if (token === SUBQUERY) return inSelect(left, this.subselect());
    return between(left, this.parameter(type), this.parameter(type));
  }
}

function existing(inner: Joins, where: readonly Expression[]): Condition {
  return existsRow(inner.root, inner.list(), where);
}

/** NOT, without a second one: `exists`, and not `not (not exists)`. */
export function negate(condition: Condition): Condition {
  if (condition.kind === 'and' && condition.items.length === 1 && condition.items[0]?.kind === 'not')
    return condition.items[0].item as Condition;
  return condition.kind === 'not' ? (condition.item as Condition) : not(condition);
}

/** An expression that is true or false. */
function holding(expression: Expression): Condition {
  return expression.kind === 'exists' || expression.kind === 'not' ? expression : and([expression]);
}

function isOpening(token: Token | null): boolean {
  return token === AND || token === OR || token === NOT || token === HOLDS;
}

function all(read: readonly Read[]): Read {
  const [first] = read;
  if (first !== undefined && read.length === 1) return first;
  return {
    condition: and(read.map(({ condition }) => condition)),
    demands: union(...read.map(({ demands }) => demands)),
  };
}

function any(read: readonly Read[]): Read {
  const [first = NONE, ...others] = read.map(({ demands }) => demands);
  const demands = new Set([...first].filter((path) => others.every((other) => other.has(path))));
  return { condition: or(read.map(({ condition }) => condition)), demands };
}

/** An expression without parameters: what a database's default is made of. Its constants are bound for good. */
export function constantExpression(meta: ModelMeta, of: Emitting, type: DataType): Expression {
  const constants: unknown[] = [];
  const root = new Shape(meta, null, null, null);
  return new Reading(of.emit(root, constants), { constants }).expression(type, null).expression;
}

/** What can write itself into a shape. */
interface Emitting {
  emit(shape: Shape, values: unknown[]): Shape;
}
