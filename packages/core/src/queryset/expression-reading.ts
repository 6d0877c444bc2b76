/** ExpressionReading: makes the nodes of expressions out of the steps that they wrote. */
import {
  type ArithmeticOperator,
  arithmetic,
  type CaseBranch,
  type Condition,
  call,
  caseWhen,
  concat,
  currentTimestamp,
  type DataType,
  type DataTypeName,
  dataType,
  type Expression,
  exists,
  identifier,
  literal,
  parameter,
  type Query,
  raw,
  subquery,
  typeOf,
  value,
} from '@dorm/query';
import { FieldError, QuerySetError } from '../errors/index.js';
import type { Hop } from '../model/relation.js';
import type { NameScope } from './annotation.js';
import { Cursor, lookupOf, mistake } from './cursor.js';
import { hasAggregate } from './group-by.js';
import { type Call, columnOf, type Joined, type Joins } from './joins.js';
import { type FieldPath, type Lookup, resolveField } from './lookup.js';
import { ARITHMETIC_HINT } from './mixed-kinds.js';
import type { RawHole } from './raw-expression.js';
import { Shape } from './shape.js';
import * as token from './tokens.js';

export interface Operand {
  readonly expression: Expression;
  /** Whether it may be NULL. */
  readonly nullable: boolean;
  /** Paths of the joined tables it reads. */
  readonly tables: ReadonlySet<string>;
}

export const NONE: ReadonlySet<string> = new Set();
const OPERATORS: ReadonlyMap<unknown, ArithmeticOperator> = new Map<unknown, ArithmeticOperator>([
  [token.ADD, '+'],
  [token.SUB, '-'],
  [token.MUL, '*'],
  [token.DIV, '/'],
  [token.MOD, '%'],
]);

const UNCALCULABLE: ReadonlySet<string> = new Set(
  'char text uuid ip boolean dateTime date time json binary'.split(' '),
);
/** Types whose constants are in one form already. */
const PLAIN: ReadonlySet<string> = new Set(
  'bigAuto auto smallAuto bigInteger integer smallInteger positiveBigInteger positiveInteger positiveSmallInteger float boolean json binary'.split(
    ' ',
  ),
);

/** Paths that begin with these relations are read in a subquery of their own. */
export interface Inside {
  readonly joins: Joins;
  readonly prefix: readonly Hop[];
}

export abstract class ExpressionReading extends Cursor {
  /** What annotate() and alias() computed, by name. */
  readonly computed: Map<string, Operand> = new Map();
  /** Set while an aggregate is read in a query of its own. */
  inside: Inside | null = null;

  /** The conditions up to the next CLOSE, on the row as it is joined: no NOT asks for other rows. */
  abstract conditionHere(): Condition;

  /** An aggregate, whose steps come next. */
  protected abstract aggregate(): Operand;

  /** An expression in prefix form. */
  expression(type: DataType | null, of: Call): Operand {
    const { token: next } = this.take();
    const operator = OPERATORS.get(next);
    if (operator !== undefined) return this.#arithmetic(operator, of);
    switch (next) {
      case token.PATH:
        return this.value(lookupOf(this.take()), of);
      case token.NOW:
        return certain(currentTimestamp());
      case token.TRUE:
      case token.FALSE:
        return certain(literal(next === token.TRUE));
      case token.CONSTANT:
        return this.#constant(type);
      case token.CALL:
        return this.#call(of);
      case token.CASE:
        return this.#case(of);
      case token.AGGREGATE:
        return this.aggregate();
      case token.SCALAR:
        return { expression: subquery(this.subselect()), nullable: true, tables: NONE };
      case token.PRESENT:
        return certain(exists(this.subselect()));
      case token.RAW:
        return this.#raw();
      case token.OUTER:
        return this.#outer();
      default:
        throw mistake('An unknown expression');
    }
  }

  /** What a name stands for: a column, what is read off it, or a computed value. */
  value({ path, transform }: Lookup, of: Call): Operand {
    const left = this.path(path, of);
    return transform === null ? left : { ...left, expression: transform.apply(left.expression, this.timeZone) };
  }

  /** The column at the end of a path, or the computed value of that name. */
  path(path: FieldPath, of: Call): Operand {
    if (path.annotation !== null) {
      const computed = this.computed.get(path.annotation.name);
      if (computed === undefined) throw mistake('A computed value without its expression');
      return computed;
    }
    const { inside } = this;
    if (inside?.prefix.every((hop, i) => path.hops[i] === hop)) {
      return columnAt(inside.joins, { ...path, hops: path.hops.slice(inside.prefix.length) }, null);
    }
    return columnAt(this.joins, path, of, this.from);
  }

  /** The SELECT of a QuerySet that stands in this one: its shape comes next. */
  protected subselect(): Query {
    const { token: shape } = this.take();
    const { subselect } = this.setup;
    if (!(shape instanceof Shape)) throw mistake('A subquery without its shape');
    if (subselect === undefined) {
      throw new QuerySetError(`${shape.meta.label}: no subquery can stand here.`, { model: shape.meta.label });
    }
    const { slots, timeZone } = this;
    return subselect({ shape, joins: this.inside?.joins ?? this.joins, slots, timeZone, outer: this });
  }

  #arithmetic(operator: ArithmeticOperator, of: Call): Operand {
    const left = this.expression(null, of);
    const right = this.expression(null, of);
    const [l, r] = calculable(this.scope, operator, left.expression, right.expression);
    return {
      expression: arithmetic(operator, l, r),
      // Division by zero gives NULL on some databases.
      nullable: left.nullable || right.nullable || operator === '/' || operator === '%',
      tables: union(left.tables, right.tables),
    };
  }

  #constant(type: DataType | null): Operand {
    const { token: name } = this.take();
    if (name === 'null') return { expression: literal(null), nullable: true, tables: NONE };
    return certain(this.parameter(type ?? dataType(name as DataTypeName)));
  }

  #call(of: Call): Operand {
    const name = String(this.take().token);
    const size = Number(this.take().token);
    const list = Array.from({ length: size }, () => this.expression(null, of));
    const given = list.map(({ expression }) => expression);
    const expressions = name === 'coalesce' ? alike(given) : given;
    if (name === 'concat') return certain(concat(list.map(orEmpty)));
    const type = name === 'coalesce' ? firstType(expressions) : dataType(name === 'length' ? 'integer' : 'text');
    const nullable = name === 'coalesce' ? list.every((one) => one.nullable) : list.some((one) => one.nullable);
    // A row in which all of them are missing may still have a value: no join is demanded.
    return { expression: call(name, expressions, type), nullable, tables: NONE };
  }

  #case(of: Call): Operand {
    const conditions: Condition[] = [];
    const results: Expression[] = [];
    while (this.next?.token === token.WHEN) {
      this.take();
      conditions.push(this.conditionHere());
      results.push(this.expression(null, of).expression);
    }
    this.take();
    results.push(this.expression(null, of).expression);
    const typed = alike(results);
    const otherwise = typed.pop() as Expression;
    const branches = typed.map((result, i): CaseBranch => ({ when: conditions[i] as Condition, result }));
    return { expression: caseWhen(branches, isNull(otherwise) ? null : otherwise), nullable: true, tables: NONE };
  }

  #raw(): Operand {
    const [strings, holes] = JSON.parse(String(this.take().token)) as [string[], RawHole[]];
    const nodes = holes.map((hole) => {
      if (typeof hole !== 'string') return identifier(hole);
      return hole === 'null' ? literal(null) : this.parameter(dataType(hole as DataTypeName));
    });
    return { expression: raw(strings, nodes), nullable: true, tables: NONE };
  }

  #outer(): Operand {
    const levels = Number(this.take().token);
    const path = String(this.take().token);
    let around: ExpressionReading | undefined = this.setup.outer;
    for (let level = 1; level < levels; level++) around = around?.setup.outer;
    if (around === undefined) {
      const { label } = this.scope.meta;
      throw new QuerySetError(`${label}: OuterRef('${path}') has no query around it.`, {
        model: label,
        hint: 'a QuerySet with OuterRef() runs inside Subquery(), Exists() or `__in` of another one',
      });
    }
    const { expression, nullable } = around.value(resolveField(around.scope, path), null);
    if (hasAggregate(expression)) {
      const { label } = around.scope.meta;
      throw new QuerySetError(
        `${label}: OuterRef('${path}') is an aggregate, which is known after its rows are chosen.`,
        {
          model: label,
          hint: 'write the inner aggregate as a Subquery(…), or compare in two queries',
        },
      );
    }
    return { expression, nullable, tables: NONE };
  }
}

export function certain(expression: Expression): Operand {
  return { expression, nullable: false, tables: NONE };
}

export function columnAt(joins: Joins, path: FieldPath, of: Call, from: Joined = joins.root): Operand {
  const table = joins.follow(path.hops, of, from);
  const tables = new Set(table.key === '' ? [] : [table.key]);
  return { expression: columnOf(table, path.field), nullable: table.nullable || path.field.null, tables };
}

export function union(...sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** A missing text is an empty one among others, as in Django. */
function orEmpty({ expression, nullable }: Operand): Expression {
  return nullable ? call('coalesce', [expression, literal('')], dataType('text')) : expression;
}

/** Both sides of an arithmetic, a constant in the form of the other. @throws FieldError for what no database calculates with. */
function calculable(
  { meta }: NameScope,
  operator: string,
  left: Expression,
  right: Expression,
): [Expression, Expression] {
  const added = operator === '+' || operator === '-';
  const beside = (one: Expression, other: Expression): Expression => {
    const type = typeOf(other);
    const takesForm = type?.name === 'decimal' ? typeOf(one)?.name !== 'integer' : type?.name === 'duration' && added;
    return takesForm ? retyped(one, type) : one;
  };
  const sides: [Expression, Expression] = [beside(left, right), beside(right, left)];
  const odd = sides.map(typeOf).find((type) => type !== null && UNCALCULABLE.has(type.name));
  if (odd === undefined || odd === null) return sides;
  throw new FieldError(`${meta.label}: there is no arithmetic with ${odd.name}.`, {
    model: meta.label,
    hint: ARITHMETIC_HINT,
  });
}

/** Values of which one is chosen, constants in the form of the others. */
function alike(list: readonly Expression[]): Expression[] {
  const type = firstType(list.filter((one) => !isConstant(one)));
  return type === null || PLAIN.has(type.name) ? [...list] : list.map((one) => retyped(one, type));
}

function retyped(one: Expression, type: DataType | null): Expression {
  if (one.kind === 'parameter') return parameter(one.slot, type, one.form);
  return one.kind === 'value' ? value(one.value, type, one.form) : one;
}

function isConstant({ kind }: Expression): boolean {
  return kind === 'parameter' || kind === 'value' || kind === 'literal';
}

function firstType(list: readonly Expression[]): DataType | null {
  return list.map(typeOf).find((type) => type !== null) ?? null;
}

function isNull(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}
