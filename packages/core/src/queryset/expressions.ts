/** Expressions: what is computed for a row. They write themselves into the shape; only constants are values. */
import type { ArithmeticOperator } from '@dorm/query';
import { brand } from '../config/brand.js';
import { checkOptionNames } from '../config/option-names.js';
import { FieldError } from '../errors/index.js';
import type { FieldKind } from '../fields/index.js';
import type { NameScope } from './annotation.js';
import { BIG, BOOLEAN, DATE_TIME, FLOAT, TEXT, WHOLE } from './kinds.js';
import { resolveField, resolveOrder } from './lookup.js';
import { arithmeticKind } from './mixed-kinds.js';
import type { Shape } from './shape.js';
import { ADD, ASC, CONSTANT, DESC, DIV, MOD, MUL, NOW, NULLS_FIRST, NULLS_LAST, PATH, RANDOM, SUB } from './tokens.js';

const EXPRESSION = brand('expression');
const ORDERING = brand('ordering');

/** Where NULLs go in an ordering; left out, where the database puts them. */
export interface NullsOption {
  readonly nulls?: 'first' | 'last';
}

/** The common part: arithmetic by methods (JavaScript has no operators to overload) and orderings. */
export abstract class Expression {
  /** The expressions that it is made of. */
  get parts(): readonly Expression[] {
    return [];
  }
  /** The paths of the fields that it reads. */
  get paths(): readonly string[] {
    return this.parts.flatMap((part) => part.paths);
  }
  /** Whether it is a constant, which takes on the kind of what stands beside it. */
  get constant(): boolean {
    return false;
  }
  /** Whether it holds an aggregate, which is computed over many rows. */
  get aggregates(): boolean {
    return this.parts.some((part) => part.aggregates);
  }
  /** What it is over no rows at all. */
  get whenEmpty(): unknown {
    return null;
  }

  /** The kind of its values; null: any will do, as for NULL. @throws FieldError for a path that is none, or of a wrong type. */
  abstract kind(scope: NameScope): FieldKind | null;

  /** Goes from a shape to the shape behind this expression, and leaves its constants among the values. */
  abstract emit(shape: Shape, values: unknown[]): Shape;

  add(other: unknown): Expression {
    return new Arithmetic('+', this, operand(other));
  }
  sub(other: unknown): Expression {
    return new Arithmetic('-', this, operand(other));
  }
  mul(other: unknown): Expression {
    return new Arithmetic('*', this, operand(other));
  }
  div(other: unknown): Expression {
    return new Arithmetic('/', this, operand(other));
  }
  mod(other: unknown): Expression {
    return new Arithmetic('%', this, operand(other));
  }
  asc(options: NullsOption = {}): Ordering {
    return new Ordering(this, ASC, nullsOf(options));
  }
  desc(options: NullsOption = {}): Ordering {
    return new Ordering(this, DESC, nullsOf(options));
  }
  /** `F('views') + 1` would write the text '[object Object]1'. @throws FieldError always. */
  [Symbol.toPrimitive](): never {
    throw new FieldError('An expression has no value in JavaScript: the database computes it.', {
      hint: "arithmetic is methods: F('views').add(1)",
    });
  }
}

/** A field, by its path, or what annotate() computed, by its name. */
export class FieldReference extends Expression {
  readonly path: string;
  /** Resolves the path when it is met for the first time. */
  readonly #resolve: typeof resolveField;
  constructor(path: string, resolve: typeof resolveField = resolveField) {
    super();
    if (typeof path !== 'string') throw new FieldError("F() takes a path, such as F('views').");
    this.path = path;
    this.#resolve = resolve;
  }
  override get paths(): readonly string[] {
    return [this.path];
  }
  override kind(scope: NameScope): FieldKind {
    return this.#resolve(scope, this.path).output.kind;
  }
  override emit(shape: Shape): Shape {
    return shape.step(PATH).named(this.path, this.#resolve);
  }
}

/** A constant. Its type is part of the shape, for databases that must be told. */
export class Constant extends Expression {
  readonly value: unknown;
  readonly type: ConstantType;
  constructor(value: unknown) {
    super();
    this.type = constantType(value);
    this.value = value instanceof Date ? new Date(value) : value;
  }
  override get constant(): boolean {
    return true;
  }
  override get whenEmpty(): unknown {
    return this.value;
  }
  override kind(): FieldKind | null {
    return CONSTANT_KINDS[this.type];
  }
  override emit(shape: Shape, values: unknown[]): Shape {
    if (this.type !== 'null') values.push(this.value);
    return shape.step(CONSTANT).step(this.type);
  }
}

/** The database's clock, as the transaction sees it. */
export class CurrentTime extends Expression {
  override kind(): FieldKind {
    return DATE_TIME;
  }
  override emit(shape: Shape): Shape {
    return shape.step(NOW);
  }
}

const SYMBOLS = { '+': ADD, '-': SUB, '*': MUL, '/': DIV, '%': MOD } as const;

class Arithmetic extends Expression {
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
  constructor(operator: ArithmeticOperator, left: Expression, right: Expression) {
    super();
    this.operator = operator;
    this.left = left;
    this.right = right;
  }
  override get parts(): readonly Expression[] {
    return [this.left, this.right];
  }
  override get whenEmpty(): unknown {
    return computedEmpty(this.operator, this.left.whenEmpty, this.right.whenEmpty);
  }
  override kind(scope: NameScope): FieldKind | null {
    return arithmeticKind(scope, this.operator, this.left, this.right);
  }
  override emit(shape: Shape, values: unknown[]): Shape {
    return this.right.emit(this.left.emit(shape.step(SYMBOLS[this.operator]), values), values);
  }
}

/** Arithmetic of what aggregates are over no rows: of counts, and of what stands for NULL. */
function computedEmpty(operator: ArithmeticOperator, left: unknown, right: unknown): unknown {
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  if (right === 0) return null;
  if (operator === '%') return left % right;
  return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right;
}

/** An expression with a direction. */
export class Ordering {
  readonly expression: Expression;
  readonly direction: typeof ASC | typeof DESC;
  readonly nulls: 'first' | 'last' | null;
  constructor(expression: Expression, direction: typeof ASC | typeof DESC, nulls: 'first' | 'last' | null) {
    this.expression = expression;
    this.direction = direction;
    this.nulls = nulls;
  }
  emit(shape: Shape, values: unknown[]): Shape {
    checkNoAggregate(this.expression, shape, 'orderBy()');
    let node = shape.step(this.direction);
    if (this.nulls !== null) node = node.step(this.nulls === 'first' ? NULLS_FIRST : NULLS_LAST);
    return this.expression.emit(node, values);
  }
}

EXPRESSION.mark(Expression);
ORDERING.mark(Ordering);

export function isOrdering(value: unknown): value is Ordering {
  return typeof value === 'object' && value !== null && ORDERING.has(value);
}

export function isExpression(value: unknown): value is Expression {
  return typeof value === 'object' && value !== null && EXPRESSION.has(value);
}

/** What may stand in orderBy() and Meta.ordering: a path, `-path`, `?`, an expression or an ordering. */
export function emitOrdering(term: unknown, shape: Shape, values: unknown[]): Shape {
  if (term === '?') return shape.step(RANDOM);
  if (typeof term === 'string') return shape.named(term, resolveOrder);
  if (isExpression(term)) return term.asc().emit(shape, values);
  if (isOrdering(term)) return term.emit(shape, values);
  throw new FieldError(`${shape.meta.label}: orderBy() takes names and orderings.`, {
    model: shape.meta.label,
    hint: "write orderBy('-views', 'id') or orderBy(F('views').desc({ nulls: 'last' }))",
  });
}

/** A row is chosen and ordered before its group is known. @throws FieldError for an aggregate that has no name yet. */
export function checkNoAggregate(expression: Expression, { meta }: NameScope, where: string): void {
  if (!expression.aggregates) return;
  throw new FieldError(`${meta.label}: ${where} does not take an aggregate.`, {
    model: meta.label,
    hint: "name it first: annotate({ n: Count('comments') }), then use 'n'",
  });
}

/** An argument of a function: text is a path, as in Django; Value('text') is the text. */
export function argument(value: unknown): Expression {
  return typeof value === 'string' ? new FieldReference(value, resolveArgument) : operand(value);
}

/** Text that is no path may have been meant as text. @throws FieldError that says how that is written. */
function resolveArgument(scope: NameScope, path: string): ReturnType<typeof resolveField> {
  try {
    return resolveField(scope, path);
  } catch (error) {
    if (!(error instanceof FieldError) || path.includes('__') || !error.hint?.startsWith('choose')) throw error;
    const { hint, model } = error;
    const [message = ''] = error.message.split('\n');
    throw new FieldError(message, {
      hint: `${hint}; text that is no path is Value('…')`,
      field: path,
      ...(model === null ? {} : { model }),
    });
  }
}

/** An operand: an expression, or a constant. */
export function operand(value: unknown): Expression {
  return isExpression(value) ? value : new Constant(value);
}

function nullsOf(options: NullsOption): 'first' | 'last' | null {
  checkOptionNames('asc() and desc()', options, ['nulls']);
  const { nulls } = options;
  if (nulls === undefined) return null;
  if (nulls === 'first' || nulls === 'last') return nulls;
  throw new FieldError("nulls takes 'first' or 'last'.", { hint: "write F('age').desc({ nulls: 'last' })" });
}

type ConstantType = 'integer' | 'float' | 'bigInteger' | 'boolean' | 'text' | 'dateTime' | 'null';

const CONSTANT_KINDS: Readonly<Record<ConstantType, FieldKind | null>> = {
  integer: WHOLE,
  float: FLOAT,
  bigInteger: BIG,
  boolean: BOOLEAN,
  text: TEXT,
  dateTime: DATE_TIME,
  null: null,
};

function constantType(value: unknown): ConstantType {
  switch (typeof value) {
    case 'number':
      if (Number.isSafeInteger(value)) return 'integer';
      if (Number.isFinite(value)) return 'float';
      break;
    case 'bigint':
      return 'bigInteger';
    case 'boolean':
      return 'boolean';
    case 'string':
      if (!value.includes('\0')) return 'text';
      break;
    case 'object':
      if (value === null) return 'null';
      if (value instanceof Date && !Number.isNaN(value.getTime())) return 'dateTime';
  }
  throw new FieldError('This cannot be a constant in an expression.', {
    hint: "numbers that are finite, bigints, booleans, Dates, null, and Value('text') can; a path is F('path')",
  });
}
