/** Subqueries as expressions: Subquery, Exists, and OuterRef, which reads the row of the query around. */
import { FieldError } from '../errors/index.js';
import type { FieldKind } from '../fields/index.js';
import { Expression, isExpression } from './expressions.js';
import { BOOLEAN } from './kinds.js';
import type { QueryChain } from './query-chain.js';
import { QUERYSET } from './queryset-brand.js';
import type { Shape } from './shape.js';
import { CONSTANT, FALSE, OUTER, PRESENCE, PRESENT, SCALAR, VALUE } from './tokens.js';

/** The one column of a QuerySet's first row, NULL when there is none. */
export class SubqueryOf extends Expression {
  readonly query: QueryChain;
  constructor(query: unknown) {
    super();
    this.query = queryOf('Subquery()', query);
    const { columns, meta } = this.query.$shape;
    if (columns.length === 1) return;
    throw new FieldError(`Subquery() takes a QuerySet of one column, not of ${columns.length || 'whole rows'}.`, {
      model: meta.label,
      hint: "choose one with values(): Subquery(….values('text').slice(0, 1))",
    });
  }
  override kind(): FieldKind | null {
    return this.query.$shape.columns[0]?.kind ?? null;
  }
  override emit(shape: Shape, values: unknown[]): Shape {
    const inner = this.query.$inner(VALUE);
    if (inner === null) return shape.step(CONSTANT).step('null');
    values.push(...inner.values);
    return shape.step(SCALAR).step(inner.shape);
  }
}

/** Whether a QuerySet has a row: a condition, and a yes or no. */
export class ExistsOf extends Expression {
  readonly query: QueryChain;
  constructor(query: unknown) {
    super();
    this.query = queryOf('Exists()', query);
  }
  override get whenEmpty(): unknown {
    return false;
  }
  override kind(): FieldKind {
    return BOOLEAN;
  }
  override emit(shape: Shape, values: unknown[]): Shape {
    const inner = this.query.$inner(PRESENCE);
    if (inner === null) return shape.step(FALSE);
    values.push(...inner.values);
    return shape.step(PRESENT).step(inner.shape);
  }
}

/** A path on the query around, which is known when that query is built. */
export class OuterReference extends Expression {
  readonly path: string;
  /** How many queries further out. */
  readonly levels: number;
  constructor(what: unknown) {
    super();
    const inner = isExpression(what) && what instanceof OuterReference ? what : null;
    const path = inner === null ? what : inner.path;
    if (typeof path !== 'string') throw new FieldError('OuterRef() takes a path.', { hint: "write OuterRef('pk')" });
    this.path = path;
    this.levels = (inner?.levels ?? 0) + 1;
  }
  override kind(): null {
    return null;
  }
  override emit(shape: Shape): Shape {
    return shape.step(OUTER).step(this.levels).step(this.path);
  }
}

function queryOf(what: string, query: unknown): QueryChain {
  if (typeof query === 'object' && query !== null && QUERYSET.has(query)) return query as QueryChain;
  throw new FieldError(`${what} takes a QuerySet.`, { hint: 'write Comment.objects.filter(…), not the manager' });
}
