/** Reading: goes along the steps of a shape, once, and makes expressions and conditions of them. */
import {
  type ArithmeticOperator,
  and,
  arithmetic,
  between,
  type Condition,
  compare,
  currentTimestamp,
  type DataType,
  type DataTypeName,
  dataType,
  type Expression,
  exists,
  inList,
  inSelect,
  isNotNull,
  isNull,
  literal,
  not,
  nothing,
  or,
  type ParameterNode,
  parameter,
  type Query,
  select,
  type ValueNode,
  value,
} from '@dorm/query';
import { DormError } from '../errors/index.js';
import type { ModelMeta } from '../model/meta.js';
import { type Call, columnOf, type Joined, Joins } from './joins.js';
import type { FieldPath, Lookup } from './lookup.js';
import { Shape } from './shape.js';
import {
  ADD,
  AND,
  CLOSE,
  CONSTANT,
  DIV,
  EMPTY,
  EXPRESSION,
  FALSE,
  LIST,
  MOD,
  MUL,
  NOT,
  NOW,
  NULL,
  OR,
  PATH,
  RANGE,
  SUB,
  SUBQUERY,
  type Token,
  TRUE,
} from './tokens.js';

/** A condition, and the joined tables without which it cannot hold. */
export interface Read {
  readonly condition: Condition;
  readonly demands: ReadonlySet<string>;
}

interface Operand {
  readonly expression: Expression;
  /** Whether it may be NULL. */
  readonly nullable: boolean;
  /** Paths of the joined tables it reads. */
  readonly tables: ReadonlySet<string>;
}

/** Makes the SELECT of a subquery: handed in, for it stands above this step. */
export type Subselect = (reading: Reading, meta: ModelMeta) => Query;

/** Where a condition stands. */
interface Where {
  /** Whether an odd number of NOTs is around it. */
  readonly negated: boolean;
  /** Whether any NOT is around it. */
  readonly inNot: boolean;
  /** Which filter() or exclude() it belongs to. */
  readonly call: Call;
  /** Where moments are read off the clock and the calendar. */
  readonly timeZone: string;
}

const OPERATORS: ReadonlyMap<Token, ArithmeticOperator> = new Map<Token, ArithmeticOperator>([
  [ADD, '+'],
  [SUB, '-'],
  [MUL, '*'],
  [DIV, '/'],
  [MOD, '%'],
]);
const NONE: ReadonlySet<string> = new Set();

export class Reading {
  readonly joins: Joins;
  readonly #steps: readonly Shape[];
  readonly #constants: readonly unknown[] | null;
  readonly #from: Joined;
  /** The next place for a value; shared with subqueries, whose values stand in the same list. */
  readonly #slots: { next: number };
  readonly #subselect: Subselect;
  #at = 0;
  #calls = 0;
  #sticks = false;

  /**
   * @param joins where tables are joined to; default: those of a new query.
   * @param from the table at which paths begin.
   * @param constants values that are known now and for good, bound in place of parameters: those of Meta.ordering.
   */
  constructor(
    shape: Shape,
    joins: Joins = new Joins(shape.meta),
    constants: readonly unknown[] | null = null,
    from: Joined = joins.root,
    subselect: Subselect = () => {
      throw mistake('a subquery where none can be');
    },
    slots: { next: number } = { next: 0 },
  ) {
    this.#subselect = subselect;
    this.#slots = slots;
    this.#from = from;
    this.#steps = shape.path();
    this.#constants = constants;
    this.joins = joins;
  }

  /** The step that comes next, left where it is. */
  get next(): Shape | null {
    return this.#steps[this.#at] ?? null;
  }

  take(): Shape {
    const step = this.#steps[this.#at++];
    if (step === undefined)
      throw new DormError('A query ends in the middle: this is a mistake in dorm, please report it.');
    return step;
  }

  /** The place of the next value. */
  parameter(type: DataType | null): ParameterNode | ValueNode {
    const slot = this.#slots.next++;
    return this.#constants === null ? parameter(slot, type) : value(this.#constants[slot] ?? null, type);
  }

  /** All conditions of one filter() or exclude(), which must all hold. */
  call(negated: boolean, timeZone: string): Read {
    const call = this.#sticks ? this.#calls : ++this.#calls;
    this.#sticks = false;
    return this.#conditions({ negated, inNot: negated, call, timeZone });
  }

  /** The way back from the other side of a relation: the call that follows speaks of the same joining row. */
  back(): Read {
    const read = this.#leaf(lookupOf(this.take()), {
      negated: false,
      inNot: false,
      call: ++this.#calls,
      timeZone: 'UTC',
    });
    this.#sticks = true;
    return read;
  }

  /** An expression in prefix form. */
  expression(type: DataType | null, call: Call): Operand {
    const { token } = this.take();
    if (token === PATH) return this.path(lookupOf(this.take()).path, call);
    if (token === NOW) return { expression: currentTimestamp(), nullable: false, tables: NONE };
    if (token === CONSTANT) return this.#constant(type);
    const operator = OPERATORS.get(token ?? '');
    if (operator === undefined)
      throw new DormError('An unknown expression: this is a mistake in dorm, please report it.');
    const left = this.expression(null, call);
    const right = this.expression(null, call);
    return {
      expression: arithmetic(operator, left.expression, right.expression),
      // Division by zero gives NULL on some databases.
      nullable: left.nullable || right.nullable || operator === '/' || operator === '%',
      tables: union(left.tables, right.tables),
    };
  }

  /** The column at the end of a path. */
  path(path: FieldPath, call: Call): Operand {
    return operand(this.joins, path, call, this.#from);
  }

  /** The column of a list of keys, one of which each row must have. */
  linked(path: FieldPath): Read & { readonly expression: Expression } {
    // The rows of the last call are those that are linked.
    const { expression, tables } = this.path(path, Math.max(this.#calls, 1));
    return { expression, condition: inList(expression, this.parameter(path.field.type)), demands: tables };
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
    if (where.inNot && many !== -1) return { condition: this.#existence(lookup, many, where), demands: NONE };
    const left = this.path(lookup.path, where.call);
    const missing = this.#missing(lookup);
    if (missing !== null) {
      const condition = missing ? isNull(left.expression) : isNotNull(left.expression);
      return { condition, demands: missing ? NONE : left.tables };
    }
    const { condition, right } = this.#comparison(lookup, left, where);
    const operands = lookup.operator.total ? right : [left, ...right];
    if (!where.negated) return { condition, demands: union(...operands.map(({ tables }) => tables)) };
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
    const link = [compare('=', columnOf(inner.root, hop.other), columnOf(outer, hop.own))];
    // A row that this call speaks of already is the one that the NOT speaks of, too.
    const same = this.joins.joinedBy(call, outer, hop);
    for (const key of same === null ? [] : hop.target.key) {
      link.push(compare('=', columnOf(inner.root, key), columnOf(same ?? outer, key)));
    }
    const rest = { ...path, hops: path.hops.slice(at + 1) };
    const left = operand(inner, rest, 0);
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
    const left = transform === null ? expression : transform.apply(expression, where.timeZone);
    const right = this.#right(this.next?.token ?? null, type, where.call);
    if (right === null) return { condition: this.#several(left, type), right: [] };
    return { condition: operator.build(left, right.expression), right: [right] };
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
      return { expression: literal(token === TRUE), nullable: false, tables: NONE };
    }
    return { expression: this.parameter(type), nullable: false, tables: NONE };
  }

  #several(left: Expression, type: DataType): Condition {
    const { token } = this.take();
    if (token === EMPTY) return nothing();
    if (token === LIST) return inList(left, this.parameter(type));
    if (token === SUBQUERY) return inSelect(left, this.#inner(this.take().token));
    return between(left, this.parameter(type), this.parameter(type));
  }

  /** The SELECT of a QuerySet that stands in this one. */
  #inner(shape: Token | null): Query {
    if (!(shape instanceof Shape)) throw mistake('a subquery without its shape');
    const joins = new Joins(shape.meta, this.joins);
    return this.#subselect(new Reading(shape, joins, null, joins.root, this.#subselect, this.#slots), shape.meta);
  }

  #constant(type: DataType | null): Operand {
    const { token } = this.take();
    if (token === 'null') return { expression: literal(null), nullable: true, tables: NONE };
    const own = dataType(token as DataTypeName);
    return { expression: this.parameter(type ?? own), nullable: false, tables: NONE };
  }
}

function operand(joins: Joins, path: FieldPath, call: Call, from: Joined = joins.root): Operand {
  const table = joins.follow(path.hops, call, from);
  const tables = new Set(table.key === '' ? [] : [table.key]);
  return { expression: columnOf(table, path.field), nullable: table.nullable || path.field.null, tables };
}

function existing(inner: Joins, where: readonly Expression[]): Condition {
  const { alias, meta } = inner.root;
  const from = { table: meta.dbTable, as: alias === meta.dbTable ? null : alias };
  return exists(select({ columns: [{ expression: literal(1) }], from, joins: inner.list(), where: and(where) }));
}

/** NOT, without a second one: `exists`, and not `not (not exists)`. */
export function negate(condition: Condition): Condition {
  if (condition.kind === 'and' && condition.items.length === 1 && condition.items[0]?.kind === 'not')
    return condition.items[0].item as Condition;
  return condition.kind === 'not' ? (condition.item as Condition) : not(condition);
}

function mistake(what: string): DormError {
  return new DormError(`${what}: this is a mistake in dorm, please report it.`);
}

export function lookupOf({ lookup }: Shape): Lookup {
  if (lookup === null) throw new DormError('A step without its name: this is a mistake in dorm, please report it.');
  return lookup;
}

function isOpening(token: Token | null): boolean {
  return token === AND || token === OR || token === NOT;
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

function union(...sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** An expression without parameters: what a database's default is made of. Its constants are bound for good. */
export function constantExpression(meta: ModelMeta, of: Emitting, type: DataType): Expression {
  const constants: unknown[] = [];
  const root = new Shape(meta, null, null, null);
  return new Reading(of.emit(root, constants), new Joins(meta), constants).expression(type, null).expression;
}

/** What can write itself into a shape. */
interface Emitting {
  emit(shape: Shape, values: unknown[]): Shape;
}
