/** QueryDescription: what a shape asks for, read off its steps. The step between the shape and the statement. */
import { and, type Condition, type Expression, type Query, type Result } from '@dorm/query';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import { buildKeys, buildPresence, buildSelect } from './build-select.js';
import { type Inner, lookupOf, type ReadingSetup } from './cursor.js';
import { hasAggregate } from './group-by.js';
import { Joins } from './joins.js';
import type { Place } from './keyset.js';
import { EVERY_COLUMN, type Loading, loadingOnly, loadingWithout } from './loading.js';
import type { FieldPath } from './lookup.js';
import { projection, readComputed, readPaths, readPlace, readTotals, readWritten } from './read-columns.js';
import { readOrdering, type Term } from './read-ordering.js';
import { negate, Reading } from './reading.js';
import type { Shape } from './shape.js';
import {
  ALIAS,
  ANNOTATE,
  BACK,
  DEFER,
  DISTINCT,
  EVERY,
  EXCLUDE,
  FILTER,
  FLAT,
  INSERT,
  KEYSET,
  LIMIT,
  LINKED,
  NOTHING,
  OFFSET,
  ONLY,
  ORDER,
  PRESENCE,
  RELATED,
  RETURNING,
  REVERSE,
  SHOWN,
  TOTALS,
  type Token,
  TUPLES,
  UPDATE,
  VALUE,
  VALUES,
} from './tokens.js';

/** A column that is written, and what goes there. */
export interface Written {
  readonly field: BoundField;
  readonly value: Expression;
}

/** A column of the result that is no column of an instance. */
export interface Column {
  /** As it is called in the row. */
  readonly text: string;
  /** What it is read by. */
  readonly field: BoundField;
  readonly expression: Expression;
  readonly nullable: boolean;
}

/** Rows that are no instances: objects by name, tuples, or one value each. */
export interface Projection {
  readonly as: 'objects' | 'tuples' | 'flat';
  /** The columns, of the tables that the steps before had joined. */
  readonly columns: readonly Column[];
}

export interface QueryDescription {
  readonly meta: ModelMeta;
  readonly joins: Joins;
  readonly where: Condition | null;
  /** What groups must fulfil. */
  readonly having: Condition | null;
  /** What makes a group: each row of the model, or equal values; null: rows are not grouped. */
  readonly group: 'rows' | readonly Expression[] | null;
  /** What annotate() adds to each instance. */
  readonly annotations: readonly Column[];
  /** What aggregate() computes. */
  readonly totals: readonly Column[];
  /** The columns of the query that aggregate() is computed over; null: over the rows themselves. */
  readonly wrapped: readonly Result[] | null;
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
  /** Behind which place in its order the rows of a page stand; null: they are the first. */
  readonly place: Place | null;
  /** What else a page reads of each row: what places are made of. */
  readonly marks: readonly Expression[];
  /** How many values there are, whether or not the SQL needs them all. */
  readonly parameters: number;
  /** Columns that a write hands back. */
  readonly returning: readonly BoundField[];
}

/** A description that is still read. */
export type Draft = { -readonly [K in keyof QueryDescription]: QueryDescription[K] };

/**
 * Reads a shape from its root to its end.
 * @param timeZone where moments are read off the clock and the calendar.
 */
export function describeQuery(shape: Shape, timeZone: string): QueryDescription {
  return describe(shape, () => ({ timeZone, slots: { next: 0 }, subselect }));
}

/** The SELECT of a QuerySet that stands in another one. */
function subselect({ shape, joins, slots, ...rest }: Inner): Query {
  const { next } = slots;
  const of = describe(shape, () => {
    slots.next = next;
    return { ...rest, slots, joins: new Joins(shape.meta, joins), subselect };
  });
  if (of.terminal === PRESENCE) return buildPresence(of);
  return of.terminal === VALUE ? buildSelect(of).statement : buildKeys(of);
}

/** Aggregates that would multiply each other are found by reading; then all is read again, and they are kept apart. */
function describe(shape: Shape, setup: () => ReadingSetup): QueryDescription {
  const reading = new Reading(shape, setup());
  const description = read(reading, shape.meta);
  const apart = reading.conflicts;
  return apart === null ? description : read(new Reading(shape, { ...setup(), apart }), shape.meta);
}

function read(reading: Reading, meta: ModelMeta): QueryDescription {
  const draft: Draft = {
    meta,
    joins: reading.joins,
    where: null,
    having: null,
    group: null,
    annotations: [],
    totals: [],
    wrapped: null,
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
    place: null,
    marks: [],
    written: [],
    parameters: 0,
    returning: [],
  };
  const conditions: Condition[] = [];
  for (let step = reading.next; step !== null; step = reading.next) {
    reading.take();
    readStep(reading, step.token, draft, conditions);
  }
  draft.parameters = reading.parameters;
  const where = conditions.filter((condition) => !hasAggregate(condition));
  const having = conditions.filter(hasAggregate);
  draft.uniqueBy = having.length === 0 && draft.group === null ? uniqueField(draft, where) : null;
  if (draft.terminal !== INSERT) where.push(...reading.joins.standing());
  draft.where = where.length === 0 ? null : and(where);
  draft.having = having.length === 0 ? null : and(having);
  return draft;
}

function readStep(reading: Reading, token: Token | null, draft: Draft, where: Condition[]): void {
  switch (token) {
    case FILTER:
    case EXCLUDE: {
      const { condition, demands } = reading.call(token === EXCLUDE);
      if (condition.kind === 'and' && condition.items.length === 0) return;
      if (token === FILTER) reading.joins.demand(demands);
      if (token === FILTER && condition.kind === 'and') where.push(...(condition.items as readonly Condition[]));
      else where.push(token === FILTER ? condition : negate(condition));
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
    case ANNOTATE:
    case ALIAS:
      readComputed(reading, draft);
      return;
    case TOTALS:
      readTotals(reading, draft);
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
    case SHOWN:
      reading.joins.show(draft.meta.shown?.get(String(reading.take().token)) ?? null);
      return;
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
      draft.projection = projection('objects', reading, draft);
      return;
    case TUPLES:
      draft.projection = projection('tuples', reading, draft);
      return;
    case FLAT:
      draft.projection = projection('flat', reading, draft);
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
    case KEYSET:
      draft.terminal = token;
      draft.place = readPlace(reading);
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
