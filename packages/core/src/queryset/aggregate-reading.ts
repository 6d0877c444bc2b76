/**
 * AggregateReading: aggregates, each right by itself. One relation to many rows is joined and grouped; as soon as two
 * are aggregated, or one beside the rows themselves, each is computed in a query of its own: joined, they would multiply.
 */
import {
  aggregate,
  and,
  type Condition,
  call,
  column,
  type Expression,
  type Join,
  literal,
  type Result,
  type SelectNode,
  type StarNode,
  select,
  star,
  subquery,
  typeOf,
  walk,
} from '@dorm/query';
import { QuerySetError } from '../errors/index.js';
import type { Hop } from '../model/relation.js';
import { certain, ExpressionReading, NONE, type Operand } from './expression-reading.js';
import { hasAggregate } from './group-by.js';
import { Joins } from './joins.js';
import { CLOSE, DISTINCT, STAR, WHERE } from './tokens.js';

/** An aggregate as it was written. */
interface Written {
  readonly name: string;
  readonly distinct: boolean;
  readonly filter: Condition | null;
  /** The alternative is a row, counted. */
  readonly argument: Expression | null;
}

/** How the partial results of a query of its own are combined over a group of rows. */
const COMBINED: ReadonlyMap<string, string> = new Map([
  ['count', 'sum'],
  ['sum', 'sum'],
  ['min', 'min'],
  ['max', 'max'],
]);

export abstract class AggregateReading extends ExpressionReading {
  /** Whether a group holds several rows of the model: behind values(), and in aggregate(). */
  collapses = false;
  /** The columns of the query that aggregate() is computed over; null: over the rows themselves. */
  wrapped: Result[] | null = null;
  /** For each aggregate, the relations to many rows that it alone had joined. */
  readonly #grains: string[] = [];

  /** How many aggregates were read. */
  get aggregates(): number {
    return this.#grains.length;
  }

  /** Which aggregates must be computed apart; null when all can stand together. */
  get conflicts(): readonly boolean[] | null {
    return new Set(this.#grains).size < 2 ? null : this.#grains.map((grain) => grain !== '');
  }

  protected override aggregate(): Operand {
    if (this.wrapped !== null) return this.#over(this.wrapped);
    const apart = this.setup.apart?.[this.#grains.length] ?? false;
    if (apart) {
      this.#grains.push('');
      return this.#apart();
    }
    this.joins.watch();
    const written = this.#written();
    this.#grains.push(this.joins.unwatch());
    return operandOf(written, nodeOf(written));
  }

  #written(): Written {
    const name = String(this.take().token);
    const distinct = this.#takes(DISTINCT);
    const filter = this.#takes(WHERE) ? this.conditionHere() : null;
    const argument = this.#takes(STAR) ? null : this.expression(null, null).expression;
    if (this.take().token !== CLOSE) throw new TypeError('an aggregate does not end');
    const nested = [argument, filter].some((part) => part !== null && hasAggregate(part));
    if (!nested || this.wrapped !== null) return { name, distinct, filter, argument };
    const { label } = this.scope.meta;
    throw new QuerySetError(`${label}: ${name} of an aggregate.`, {
      model: label,
      hint: "name the inner one with annotate(), then aggregate() it: annotate({ n: Count('posts') }) and aggregate({ all: Sum('n') })",
    });
  }

  #takes(token: symbol): boolean {
    if (this.next?.token !== token) return false;
    this.take();
    return true;
  }

  /** Over the rows of a query in FROM, which gives what is aggregated as columns. */
  #over(columns: Result[]): Operand {
    this.joins.watch();
    const written = this.#written();
    if (this.joins.unwatch() !== '') {
      const { label } = this.scope.meta;
      throw new QuerySetError(
        `${label}: aggregate() over a relation to many rows cannot follow a slice, distinct() or annotate().`,
        {
          model: label,
          hint: "annotate() it first: annotate({ n: Count('posts') }).aggregate({ all: Sum('n') })",
        },
      );
    }
    const named = (expression: Expression): Expression => {
      const name = `c${columns.length}`;
      columns.push({ expression, as: name });
      return column(name, { type: typeOf(expression) });
    };
    const argument = written.argument === null ? null : named(written.argument);
    const filter = written.filter === null ? null : (named(written.filter) as Condition);
    return operandOf(written, nodeOf({ ...written, argument, filter }));
  }

  /** In a query of its own, over the rows on the other side of this row's relation. */
  #apart(): Operand {
    const prefix = this.#sharedPrefix();
    const hop = prefix.at(-1) as Hop;
    const outer = this.joins.follow(prefix.slice(0, -1), null, this.from);
    if (this.joins.isJoined(outer, hop)) throw this.#unclear(`'${hop.target.label}' is filtered by the same relation`);
    const joins = new Joins(hop.target, this.joins);
    this.inside = { joins, prefix };
    const written = this.#written();
    this.inside = null;
    const link = and(joins.link(outer, hop, joins.root));
    const inner = passesNull(written) ? overRows(written, joins, link) : overAny(written, joins, link);
    return operandOf(written, this.collapses ? this.#combined(written, subquery(inner)) : subquery(inner));
  }

  #combined({ name, distinct }: Written, partial: Expression): Expression {
    const combine = COMBINED.get(name);
    if (combine === undefined || (distinct && name !== 'min' && name !== 'max')) {
      throw this.#unclear(`${name}${distinct ? ' distinct' : ''} cannot be added up over a group`);
    }
    const total = aggregate(combine, partial);
    return name === 'count' ? call('coalesce', [total, literal(0)]) : total;
  }

  /** The relations that lead to the many rows, which all paths of the aggregate go along. */
  #sharedPrefix(): readonly Hop[] {
    let prefix: readonly Hop[] | null = null;
    for (const { path } of this.lookupsAhead()) {
      const many = path.hops.findIndex((hop) => hop.many);
      if (many === -1) continue;
      const own = path.hops.slice(0, many + 1);
      if (prefix !== null && (prefix.length !== own.length || own.some((hop, i) => prefix?.[i] !== hop)))
        throw this.#unclear('one aggregate reads two relations to many rows');
      prefix = own;
    }
    if (prefix === null) throw this.#unclear('an aggregate reads no relation');
    return prefix;
  }

  #unclear(why: string): QuerySetError {
    const { label } = this.scope.meta;
    return new QuerySetError(`${label}: aggregates over several relations to many rows: ${why}.`, {
      model: label,
      hint: 'ask in two queries, or write the one as Subquery(…)',
    });
  }
}

function nodeOf({ name, distinct, filter, argument }: Written): Expression {
  const of: Expression | StarNode = argument ?? star();
  return aggregate(name, of, { distinct, filter });
}

/** Whether a missing row, of which every column is NULL, adds nothing. */
function passesNull({ argument }: Written): boolean {
  if (argument === null) return false;
  let passes = true;
  walk(argument, ({ kind }) => {
    if (!STRICT.has(kind)) passes = false;
    return passes;
  });
  return passes && argument.kind !== 'parameter';
}

const STRICT: ReadonlySet<string> = new Set(['column', 'arithmetic', 'parameter', 'cast', 'datePart']);

function overRows(written: Written, joins: Joins, link: Condition): SelectNode {
  return select({
    columns: [{ expression: nodeOf({ ...written, filter: null }) }],
    from: tableOf(joins),
    joins: joins.list(),
    where: written.filter === null ? link : and([link, written.filter]),
  });
}

/** As a left join has it: where there are no rows, one of NULLs, of which a CASE or a COALESCE makes a value. */
function overAny(written: Written, joins: Joins, link: Condition): SelectNode {
  const rest = joins.list().map((join): Join => ({ ...join, type: 'left' }));
  return select({
    columns: [{ expression: nodeOf(written) }],
    from: { select: select({ columns: [{ expression: literal(1), as: 'one' }] }), as: 'lone' },
    joins: [{ type: 'left', ...tableOf(joins), on: link }, ...rest],
  });
}

function tableOf({ root: { alias, meta } }: Joins): { table: string; as: string | null } {
  return { table: meta.dbTable, as: alias === meta.dbTable ? null : alias };
}

function operandOf({ name }: Written, expression: Expression): Operand {
  return name === 'count' ? certain(expression) : { expression, nullable: true, tables: NONE };
}
