/** Aggregates: values computed over the rows of a group. */
import { checkOptionNames } from '../config/option-names.js';
import { FieldError } from '../errors/index.js';
import type { FieldKind } from '../fields/index.js';
import type { NameScope } from './annotation.js';
import { emitCondition } from './conditions.js';
import { argument, Expression, operand } from './expressions.js';
import { Coalescence } from './function-expressions.js';
import { FLOAT, isNumeric, sumOf, WHOLE } from './kinds.js';
import type { QItem } from './q.js';
import type { Shape } from './shape.js';
import { AGGREGATE, CLOSE, DISTINCT, STAR, WHERE } from './tokens.js';

export type AggregateName = 'Count' | 'Sum' | 'Avg' | 'Min' | 'Max' | 'StdDev' | 'Variance';

interface AggregateFunction {
  readonly sql: string;
  /** What it makes of its argument's kind; null: it does not take such values. */
  readonly kind: (of: FieldKind) => FieldKind | null;
  readonly takes: string;
}

const FUNCTIONS: Readonly<Record<AggregateName, AggregateFunction>> = {
  Count: { sql: 'count', kind: () => WHOLE, takes: '' },
  Sum: { sql: 'sum', kind: sumOf, takes: 'numbers and durations' },
  Avg: { sql: 'avg', kind: (of) => (isNumeric(of) ? FLOAT : null), takes: 'numbers' },
  Min: { sql: 'min', kind: (of) => (isOrdered(of) ? of : null), takes: 'values that have an order' },
  Max: { sql: 'max', kind: (of) => (isOrdered(of) ? of : null), takes: 'values that have an order' },
  StdDev: { sql: 'stddev_pop', kind: (of) => (isNumeric(of) ? FLOAT : null), takes: 'numbers' },
  Variance: { sql: 'var_pop', kind: (of) => (isNumeric(of) ? FLOAT : null), takes: 'numbers' },
};

/** `Sum('views', { distinct, filter, default })`. */
export interface AggregateSettings {
  readonly distinct?: boolean;
  /** Only rows of which this holds. */
  readonly filter?: QItem;
  /** What it is over no rows, in place of NULL. */
  readonly default?: unknown;
  /** StdDev and Variance: of a sample, in place of all there is. */
  readonly sample?: boolean;
}

/** The aggregate of a name, `default` and all. @throws FieldError for options it does not have. */
export function aggregateOf(name: AggregateName, what: unknown, settings: AggregateSettings = {}): Expression {
  const sampled = name === 'StdDev' || name === 'Variance';
  const known = ['distinct', 'filter', ...(name === 'Count' ? [] : ['default']), ...(sampled ? ['sample'] : [])];
  checkOptionNames(`${name}()`, settings, known);
  const { distinct = false, filter = null, sample = false } = settings;
  const star = what === '*';
  if (star && name !== 'Count')
    throw new FieldError(`${name}('*'): only Count() counts rows.`, { hint: 'name a field' });
  if (star && distinct)
    throw new FieldError("Count('*') takes no distinct.", { hint: "name what is told apart: Count('author', …)" });
  const aggregate = new Aggregate(name, star ? null : argument(what), distinct, filter, sample);
  return settings.default === undefined ? aggregate : new Coalescence([aggregate, operand(settings.default)]);
}

class Aggregate extends Expression {
  readonly name: AggregateName;
  /** null: rows are counted. */
  readonly argument: Expression | null;
  readonly distinct: boolean;
  readonly filter: QItem | null;
  readonly sample: boolean;

  constructor(name: AggregateName, of: Expression | null, distinct: boolean, filter: QItem | null, sample: boolean) {
    super();
    if (of?.aggregates)
      throw new FieldError(`${name}() of an aggregate.`, { hint: 'annotate() the inner one, then aggregate() that' });
    this.name = name;
    this.argument = of;
    this.distinct = distinct;
    this.filter = filter;
    this.sample = sample;
  }
  override get parts(): readonly Expression[] {
    return this.argument === null ? [] : [this.argument];
  }
  override get aggregates(): boolean {
    return true;
  }
  override get whenEmpty(): unknown {
    return this.name === 'Count' ? 0 : null;
  }
  override kind(scope: NameScope): FieldKind {
    const of = this.argument?.kind(scope) ?? WHOLE;
    const { kind, takes } = FUNCTIONS[this.name];
    const result = kind(of);
    if (result !== null) return result;
    const [path] = this.paths;
    const what = path === undefined ? 'something else' : `'${path}', which is ${of.name}`;
    throw new FieldError(`${scope.meta.label}: ${this.name}() takes ${takes}, not ${what}.`, {
      model: scope.meta.label,
      ...(path === undefined ? {} : { field: path }),
    });
  }
  override emit(shape: Shape, values: unknown[]): Shape {
    const { sql } = FUNCTIONS[this.name];
    let node = shape.step(AGGREGATE).step(this.sample ? sql.replace('pop', 'samp') : sql);
    if (this.distinct) node = node.step(DISTINCT);
    if (this.filter !== null) node = emitCondition(node.step(WHERE), this.filter, values).step(CLOSE);
    return (this.argument === null ? node.step(STAR) : this.argument.emit(node, values)).step(CLOSE);
  }
}

function isOrdered({ lookups }: FieldKind): boolean {
  return lookups !== 'json' && lookups !== 'binary';
}
