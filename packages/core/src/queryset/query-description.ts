/** QueryDescription: what a shape asks for, read off its steps. The step between the shape and the statement. */
import { and, type Condition, type DataType, type Expression, type Query } from '@dorm/query';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import { buildKeys } from './build-select.js';
import { Joins } from './joins.js';
import { EVERY_COLUMN, type Loading, loadingOnly, loadingWithout } from './loading.js';
import type { FieldPath } from './lookup.js';
import { readOrdering, type Term } from './read-ordering.js';
import { lookupOf, negate, Reading } from './reading.js';
import type { Shape } from './shape.js';
import {
  BACK,
  DEFER,
  DISTINCT,
  EVERY,
  EXCLUDE,
  EXPRESSION,
  FILTER,
  FLAT,
  INSERT,
  LIMIT,
  LINKED,
  NOTHING,
  OFFSET,
  ONLY,
  ORDER,
  RELATED,
  RETURNING,
  REVERSE,
  type Token,
  TUPLES,
  UPDATE,
  VALUES,
} from './tokens.js';

/** A column that is written, and what goes there. */
export interface Written {
  readonly field: BoundField;
  readonly value: Expression;
}

/** Rows that are no instances: objects by name, tuples, or one value each. */
export interface Projection {
  readonly as: 'objects' | 'tuples' | 'flat';
  readonly paths: readonly FieldPath[];
  /** The columns, of the tables that the steps before had joined. */
  readonly columns: readonly Expression[];
  /** Whether the first column may be NULL. */
  readonly nullable: boolean;
}

export interface QueryDescription {
  readonly meta: ModelMeta;
  readonly joins: Joins;
  readonly where: Condition | null;
  /** Whether the conditions are one `key = value` on the model itself. */
  readonly uniqueBy: BoundField | null;
  /** What orderBy() said; null when it was not called. */
  readonly order: readonly Term[] | null;
  readonly reversed: boolean;
  readonly distinct: boolean;
  readonly related: readonly FieldPath[];
  readonly loading: Loading;
  readonly projection: Projection | null;
  readonly limit: number | Expression | null;
  readonly offset: Expression | null;
  /** What is asked for: ROWS, GET, COUNT … */
  readonly terminal: Token | null;
  readonly written: readonly Written[];
  /** The key of the row that each row is linked to, for loading relations; null for other queries. */
  readonly link: BoundField | null;
  readonly linkColumn: Expression | null;
  /** Columns that a write hands back. */
  readonly returning: readonly BoundField[];
}

type Draft = { -readonly [K in keyof QueryDescription]: QueryDescription[K] };

/**
 * Reads a shape from its root to its end.
 * @param timeZone where moments are read off the clock and the calendar.
 */
export function describeQuery(shape: Shape, timeZone: string): QueryDescription {
  const joins = new Joins(shape.meta);
  // The keys that a QuerySet chooses, as a list of another.
  const subselect = (reading: Reading, meta: ModelMeta): Query => buildKeys(describe(reading, meta, timeZone));
  return describe(new Reading(shape, joins, null, joins.root, subselect), shape.meta, timeZone);
}

function describe(reading: Reading, meta: ModelMeta, timeZone: string): QueryDescription {
  const draft: Draft = {
    meta,
    joins: reading.joins,
    where: null,
    uniqueBy: null,
    order: null,
    reversed: false,
    distinct: false,
    related: [],
    loading: EVERY_COLUMN,
    projection: null,
    limit: null,
    offset: null,
    terminal: null,
    link: null,
    linkColumn: null,
    written: [],
    returning: [],
  };
  const where: Condition[] = [];
  for (let step = reading.next; step !== null; step = reading.next) {
    reading.take();
    readStep(reading, step.token, draft, where, timeZone);
  }
  draft.where = where.length === 0 ? null : and(where);
  draft.uniqueBy = uniqueField(draft, where);
  return draft;
}

function readStep(reading: Reading, token: Token | null, draft: Draft, where: Condition[], timeZone: string): void {
  switch (token) {
    case FILTER:
    case EXCLUDE: {
      const { condition, demands } = reading.call(token === EXCLUDE, timeZone);
      if (condition.kind === 'and' && condition.items.length === 0) return;
      if (token === FILTER) reading.joins.demand(demands);
      where.push(token === FILTER ? condition : negate(condition));
      return;
    }
    case BACK: {
      const { condition, demands } = reading.back();
      reading.joins.demand(demands);
      where.push(condition);
      return;
    }
    case ORDER:
      draft.order = readOrdering(reading);
      return;
    case LINKED: {
      const { path } = lookupOf(reading.take());
      const { expression, demands, condition } = reading.linked(path);
      reading.joins.demand(demands);
      where.push(condition);
      draft.link = path.field;
      draft.linkColumn = expression;
      return;
    }
    case REVERSE:
      draft.reversed = !draft.reversed;
      return;
    case DISTINCT:
      draft.distinct = true;
      return;
    case RELATED:
      draft.related = [...draft.related, ...readPaths(reading)];
      return;
    case ONLY:
      draft.loading = loadingOnly(draft.loading, readPaths(reading));
      return;
    case DEFER:
      draft.loading = loadingWithout(draft.loading, readPaths(reading));
      return;
    case VALUES:
      draft.projection = projection('objects', reading);
      return;
    case TUPLES:
      draft.projection = projection('tuples', reading);
      return;
    case FLAT:
      draft.projection = projection('flat', reading);
      return;
    case LIMIT: {
      const { token: size } = reading.take();
      draft.limit = typeof size === 'number' ? size : reading.parameter(null);
      return;
    }
    case OFFSET:
      draft.offset = reading.parameter(null);
      return;
    case INSERT:
    case UPDATE:
      draft.terminal = token;
      draft.written = readWritten(reading);
      return;
    case RETURNING:
      draft.returning = readPaths(reading).map(({ field }) => field);
      return;
    case EVERY:
    case NOTHING:
      return;
    default:
      draft.terminal = token;
  }
}

function projection(as: Projection['as'], reading: Reading): Projection {
  const paths = readPaths(reading);
  const columns = paths.map((path) => reading.path(path, null));
  return { as, paths, columns: columns.map(({ expression }) => expression), nullable: columns[0]?.nullable ?? false };
}

function readPaths(reading: Reading): FieldPath[] {
  const paths: FieldPath[] = [];
  for (let step = reading.next; step !== null && step.lookup !== null; step = reading.next) {
    paths.push(lookupOf(reading.take()).path);
  }
  return paths;
}

function readWritten(reading: Reading): Written[] {
  const written: Written[] = [];
  for (let step = reading.next; step !== null && step.lookup !== null; step = reading.next) {
    const { field } = lookupOf(reading.take()).path;
    written.push({ field, value: readCell(reading, field.type) });
  }
  return written;
}

function readCell(reading: Reading, type: DataType): Expression {
  if (reading.next?.token !== EXPRESSION) return reading.parameter(type);
  reading.take();
  return reading.expression(type, null).expression;
}

/** The field when a lone `field = value` on the model itself finds at most one row. */
function uniqueField({ meta, joins }: Draft, where: readonly Condition[]): BoundField | null {
  const [only] = where;
  if (only === undefined || where.length !== 1 || joins.any || only.kind !== 'compare' || only.op !== '=') return null;
  if (only.left.kind !== 'column' || only.right.kind !== 'parameter') return null;
  const { name } = only.left;
  const field = meta.fields.find((candidate) => candidate.column === name);
  if (field === undefined) return null;
  // A field that only the model calls unique may not be so in a table that others made.
  return meta.key.length === 1 && meta.key[0] === field ? field : null;
}
