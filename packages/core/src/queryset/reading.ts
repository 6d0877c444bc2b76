/** Reading: goes along the steps of a shape, once, and makes expressions and conditions of them. */
import {
  type ArithmeticOperator,
  and,
  arithmetic,
  between,
  type Condition,
  currentTimestamp,
  type DataType,
  type DataTypeName,
  dataType,
  type Expression,
  inList,
  isNotNull,
  isNull,
  literal,
  not,
  nothing,
  or,
  type ParameterNode,
  parameter,
  type ValueNode,
  value,
} from '@dorm/query';
import { DormError } from '../errors/index.js';
import type { ModelMeta } from '../model/meta.js';
import { Joins } from './joins.js';
import type { FieldPath, Lookup } from './lookup.js';
import { rootOf, type Shape } from './shape.js';
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
  #at = 0;
  #slot = 0;

  /**
   * @param joins where tables are joined to; default: those of a new query.
   * @param constants values that are known now and for good, bound in place of parameters: those of Meta.ordering.
   */
  constructor(shape: Shape, joins: Joins = new Joins(shape.meta), constants: readonly unknown[] | null = null) {
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
    const slot = this.#slot++;
    return this.#constants === null ? parameter(slot, type) : value(this.#constants[slot] ?? null, type);
  }

  /** All conditions that stand here, which must all hold. */
  conditions(negated: boolean): Read {
    const read: Read[] = [];
    for (let step = this.next; step !== null && (step.lookup !== null || isOpening(step.token)); step = this.next) {
      this.take();
      read.push(step.lookup === null ? this.#tree(step.token, negated) : this.#leaf(step.lookup, negated));
    }
    return all(read);
  }

  /** An expression in prefix form. */
  expression(type: DataType | null): Operand {
    const { token } = this.take();
    if (token === PATH) return this.path(lookupOf(this.take()).path);
    if (token === NOW) return { expression: currentTimestamp(), nullable: false, tables: NONE };
    if (token === CONSTANT) return this.#constant(type);
    const operator = OPERATORS.get(token ?? '');
    if (operator === undefined)
      throw new DormError('An unknown expression: this is a mistake in dorm, please report it.');
    const left = this.expression(null);
    const right = this.expression(null);
    return {
      expression: arithmetic(operator, left.expression, right.expression),
      // Division by zero gives NULL on some databases.
      nullable: left.nullable || right.nullable || operator === '/' || operator === '%',
      tables: union(left.tables, right.tables),
    };
  }

  /** The column at the end of a path. */
  path(path: FieldPath): Operand {
    const table = this.joins.follow(path.hops);
    const tables = new Set(table.path === '' ? [] : [table.path]);
    return { expression: this.joins.column(path), nullable: table.nullable || path.field.null, tables };
  }

  #tree(token: Token | null, negated: boolean): Read {
    if (token === NOT) {
      const { condition } = this.conditions(!negated);
      this.take();
      return { condition: not(condition), demands: NONE };
    }
    const read: Read[] = [];
    for (let step = this.next; step !== null && step.token !== CLOSE; step = this.next) {
      this.take();
      read.push(step.lookup === null ? this.#tree(step.token, negated) : this.#leaf(step.lookup, negated));
    }
    this.take();
    return token === OR ? any(read) : all(read);
  }

  #leaf(lookup: Lookup, negated: boolean): Read {
    const { operator } = lookup;
    const { type } = lookup.path.field;
    const left = this.path(lookup.path);
    const token = this.next?.token ?? null;
    if (token === NULL || (operator.takes === 'boolean' && (token === TRUE || token === FALSE))) {
      this.take();
      const missing = token !== FALSE;
      const condition = missing ? isNull(left.expression) : isNotNull(left.expression);
      return { condition, demands: missing ? NONE : left.tables };
    }
    const right = this.#right(token, type);
    const condition =
      right === null ? this.#many(left.expression, type) : operator.build(left.expression, right.expression);
    const tables = right === null ? left.tables : union(left.tables, right.tables);
    if (!negated) return { condition, demands: tables };
    // Under a NOT, a NULL would make the whole unknown and hide the row: what is not known to hold does not hold.
    const guards = [left, ...(right === null ? [] : [right])].filter((operand) => operand.nullable);
    const known = guards.map(({ expression }) => isNotNull(expression));
    return { condition: known.length === 0 ? condition : and([condition, ...known]), demands: NONE };
  }

  /** The right side when it is one value; null when it is a list or two ends. */
  #right(token: Token | null, type: DataType): Operand | null {
    if (token === LIST || token === EMPTY || token === RANGE) return null;
    if (token === EXPRESSION) {
      this.take();
      return this.expression(type);
    }
    if (token === TRUE || token === FALSE) {
      this.take();
      return { expression: literal(token === TRUE), nullable: false, tables: NONE };
    }
    return { expression: this.parameter(type), nullable: false, tables: NONE };
  }

  #many(left: Expression, type: DataType): Condition {
    const { token } = this.take();
    if (token === EMPTY) return nothing();
    if (token === LIST) return inList(left, this.parameter(type));
    return between(left, this.parameter(type), this.parameter(type));
  }

  #constant(type: DataType | null): Operand {
    const { token } = this.take();
    if (token === 'null') return { expression: literal(null), nullable: true, tables: NONE };
    const own = dataType(token as DataTypeName);
    return { expression: this.parameter(type ?? own), nullable: false, tables: NONE };
  }
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
  const root = rootOf(meta);
  return new Reading(of.emit(root, constants), new Joins(meta), constants).expression(type).expression;
}

/** What can write itself into a shape. */
interface Emitting {
  emit(shape: Shape, values: unknown[]): Shape;
}
