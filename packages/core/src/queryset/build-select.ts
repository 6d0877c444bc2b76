/** Builds the SELECT of a description: instances, projections, count, exists. */
import {
  aggregate,
  and,
  column,
  type Expression,
  isNotNull,
  literal,
  type Order,
  type Result,
  type Select,
  type SelectNode,
  select,
  star,
} from '@dorm/query';
import { QuerySetError } from '../errors/index.js';
import { type Layout, layoutOf } from '../hydration/layout.js';
import { noAggregate } from './computed.js';
import { groupBy, hasAggregate, tablesOf, undecided } from './group-by.js';
import { columnOf, sourceOf } from './joins.js';
import type { QueryDescription } from './query-description.js';
import { defaultTerms, keyOrder, orderOf } from './read-ordering.js';
import { COUNT, EXISTS, FIRST, GET, LAST, TOTALS } from './tokens.js';

/** get() looks at so many rows, to say how many there are. */
export const GET_LIMIT = 21;

const NO_TABLES: ReadonlySet<string> = new Set();

export interface BuiltSelect {
  readonly statement: SelectNode;
  /** What the columns are, for instances; null for a projection, a count, an exists. */
  readonly layout: Layout | null;
}

/** The statement, and how its rows are laid out. */
export function buildSelect(of: QueryDescription): BuiltSelect {
  if (of.terminal === COUNT) return { statement: countOf(of), layout: null };
  if (of.terminal === EXISTS) return { statement: existsOf(of), layout: null };
  if (of.terminal === TOTALS) return { statement: totalsOf(of), layout: null };
  const layout = of.projection === null ? layoutOf(of.joins, of.related, of.loading, of.annotations) : null;
  const own = layout?.columns ?? projected(of);
  const extra = of.linkColumn === null ? of.marks : [of.linkColumn];
  const linked = extra.length === 0 ? own : [...own, ...extra.map((expression) => ({ expression }))];
  const order = orderFor(of);
  return { statement: select({ ...source(of, distinguished(of, linked, order), order), limit: limitFor(of) }), layout };
}

/** Whether there is a row, for EXISTS: without a limit of its own. */
export function buildPresence(of: QueryDescription): SelectNode {
  if (isSliced(of) || of.distinct) return existsOf(of);
  return select({ ...source(of, [{ expression: literal(1) }], []), limit: null });
}

/** One column, for a list: without NULLs, which equal nothing and would hide every row under a NOT. */
export function buildKeys(of: QueryDescription): SelectNode {
  const columns = projected(of);
  const nullable = of.projection?.columns[0]?.nullable ?? false;
  const [key] = columns;
  if (!isSliced(of) && key !== undefined && !hasAggregate(key.expression)) {
    const where = nullable ? and([...(of.where === null ? [] : [of.where]), isNotNull(key.expression)]) : of.where;
    return select({ ...source({ ...of, where }, columns, []), limit: null });
  }
  const order = isSliced(of) ? orderFor(of) : [];
  const chosen = select(source(of, named(distinguished(of, columns, order)), order));
  const first = column('c0');
  return select({
    columns: [{ expression: first }],
    from: { select: chosen, as: 'chosen' },
    where: nullable ? isNotNull(first) : null,
  });
}

/** With DISTINCT, rows that are ordered by different values are different rows, as Django has it: the decoder passes those columns over. */
function distinguished(
  { distinct }: QueryDescription,
  columns: readonly Result[],
  order: readonly Order[],
): readonly Result[] {
  if (!distinct) return columns;
  const selected = columns.map(({ expression }) => expression);
  const extra = order.filter(({ expression }) => !selected.some((one) => isSameColumn(one, expression)));
  return [...columns, ...extra.map(({ expression }) => ({ expression }))];
}

function isSameColumn(a: Expression, b: Expression): boolean {
  return a.kind === 'column' && b.kind === 'column' && a.table === b.table && a.name === b.name;
}

function existsOf(of: QueryDescription): SelectNode {
  const { limit } = of;
  const order = isSliced(of) && of.distinct ? orderFor(of) : [];
  const columns = of.distinct ? named(distinguished(of, rowColumns(of), order)) : [{ expression: literal(1) }];
  return select({ ...source(of, columns, []), limit: typeof limit === 'number' ? Math.min(1, limit) : (limit ?? 1) });
}

function isSliced({ limit, offset }: QueryDescription): boolean {
  return limit !== null || offset !== null;
}

function source(of: QueryDescription, columns: readonly Result[], order: readonly Order[]): Select {
  const { joins, where, having, distinct, limit, offset } = of;
  const used = [...columns, ...order].map(({ expression }) => expression);
  const computed = having === null ? used : [...used, having];
  const groupBy = groupFor(of, computed);
  const from = sourceOf(joins.root);
  // What only aggregates need is left out with them: joined and not grouped, it would repeat the rows.
  const list = joins.list(of.group !== 'rows' || groupBy.length > 0);
  return { columns, distinct, from, joins: list, where, groupBy, having, order, limit, offset };
}

/** Rows of the model are groups of their own already, unless a join repeats them or something is aggregated. */
function groupFor(of: QueryDescription, used: readonly Expression[]): readonly Expression[] {
  const { group, joins, meta } = of;
  if (group === null) return [];
  if (group !== 'rows') return groupBy(group, used, new Set());
  if (!joins.repeats && !used.some(hasAggregate) && !joins.areAggregated(tablesOf(used))) return [];
  const keys = meta.key.map((field) => columnOf(joins.root, field));
  return groupBy(keys, used, new Set([joins.root.alias]));
}

/** count(): the rows that the query would give, so a slice, DISTINCT and groups count inside. */
function countOf(of: QueryDescription): SelectNode {
  const counted: Result[] = [{ expression: aggregate('count', star()) }];
  const { group, having, joins } = of;
  const chosen = of.projection?.columns.map(({ expression }) => expression) ?? [];
  // Columns beyond the relation of an aggregate make groups of their own.
  const smaller = group === 'rows' && joins.areAggregated(tablesOf(chosen));
  const bare = group === 'rows' && having === null && !joins.repeats && !smaller;
  if (!isSliced(of) && !of.distinct && (group === null || bare)) {
    return select({ ...source({ ...of, group: null }, counted, []), joins: joins.list(!bare), limit: null });
  }
  const order = isSliced(of) ? orderFor(of) : [];
  const all = of.distinct || smaller;
  const inner = named(all ? distinguished(of, rowColumns(of), order) : grouping(of));
  return select({ columns: counted, from: { select: select(source(of, inner, order)), as: 'counted' } });
}

/** The columns of the rows when they make more groups than there are otherwise; else none is needed. */
function grouping(of: QueryDescription): readonly Result[] {
  const columns = of.group === null ? [] : rowColumns(of);
  const having = of.having === null ? [] : [of.having];
  const wide = groupFor(of, [...columns.map(({ expression }) => expression), ...having]);
  return wide.length > groupFor(of, having).length ? columns : [{ expression: literal(1) }];
}

/** aggregate(): one row of values. */
function totalsOf(of: QueryDescription): SelectNode {
  const columns = of.totals.map(({ text, expression }) => {
    if (undecided(expression, [], NO_TABLES).length === 0) return { expression };
    throw noAggregate(of.meta, text);
  });
  if (of.wrapped === null) return select(source(of, columns, []));
  const order = isSliced(of) ? orderFor(of) : [];
  const asked = of.wrapped.length > 0 ? of.wrapped : [{ expression: literal(1), as: 'c0' }];
  const apart = of.distinct ? named(distinguished(of, rowColumns(of), order)).map(renamed) : [];
  return select({ columns, from: { select: select(source(of, [...asked, ...apart], order)), as: 'rows' } });
}

/** What tells rows apart has names of its own beside the columns that are aggregated. */
function renamed({ expression }: Result, i: number): Result {
  return { expression, as: `r${i}` };
}

/** What tells rows apart: the key decides the other columns of the model. */
function rowColumns(of: QueryDescription): readonly Result[] {
  const { meta, joins, projection, annotations } = of;
  if (projection !== null) return projected(of);
  return [
    ...meta.key.map((field) => ({ expression: columnOf(joins.root, field) })),
    ...annotations.map(({ expression }) => ({ expression })),
  ];
}

/** Columns of a select in FROM need names of their own. */
function named(columns: readonly Result[]): Result[] {
  return columns.map(({ expression }, i) => ({ expression, as: `c${i}` }));
}

function projected({ meta, joins, projection }: QueryDescription): Result[] {
  if (projection !== null) return projection.columns.map(({ expression }) => ({ expression }));
  return meta.fields.map((field) => ({ expression: columnOf(joins.root, field) }));
}

/** What the rows are ordered by; none: by nothing. */
export function orderFor(of: QueryDescription): Order[] {
  const { meta, joins, terminal, reversed } = of;
  // Which of the rows get() meets first is all one, unless a slice chose them.
  if (terminal === GET && of.limit === null && of.offset === null) return [];
  const backwards = (terminal === LAST) !== reversed;
  // A model's own ordering says nothing about groups of its rows.
  const own = of.group === null || of.group === 'rows' ? defaultTerms(meta, joins) : [];
  const order = orderOf(of.order ?? own, joins, backwards);
  if (order.length > 0 || (terminal !== FIRST && terminal !== LAST)) return order;
  if (of.group !== null && of.group !== 'rows') {
    throw new QuerySetError(`${meta.label}: first() and last() of groups need an order.`, {
      model: meta.label,
      hint: 'a group has no key to be ordered by: say orderBy()',
    });
  }
  return keyOrder(meta, joins, backwards);
}

function limitFor({ terminal, limit, uniqueBy }: QueryDescription): number | Expression | null {
  if (terminal === FIRST || terminal === LAST) return limit === null ? 1 : limit;
  if (terminal === GET && limit === null) return uniqueBy === null ? GET_LIMIT : null;
  return limit;
}
