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
  compare,
  type Expression,
  literal,
  type Result,
  type StarNode,
  select,
  star,
  subquery,
  typeOf,
} from '@dorm/query';
import { QuerySetError } from '../errors/index.js';
import type { Hop } from '../model/relation.js';
import { mistake } from './cursor.js';
import { certain, ExpressionReading, type Inside, NONE, type Operand } from './expression-reading.js';
import { hasAggregate, tablesOf } from './group-by.js';
import { columnOf, Joins, sourceOf } from './joins.js';
import { CLOSE, DISTINCT, STAR, WHERE } from './tokens.js';

/** An aggregate as it was written. */
interface Written {
  readonly name: string;
  readonly distinct: boolean;
  readonly filter: Expression | null;
  /** The alternative is a row, counted. */
  readonly argument: Expression | null;
}

/** An aggregate in a query of its own. */
interface Apart {
  readonly written: Written;
  readonly partial: Expression;
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
    if (this.take().token !== CLOSE) throw mistake('An aggregate does not end');
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
    const filter = written.filter === null ? null : named(written.filter);
    return operandOf(written, nodeOf({ ...written, argument, filter }));
  }

  /** In a query of its own. */
  #apart(): Operand {
    const relations = this.#relations();
    for (const hops of relations) {
      const hop = hops.at(-1) as Hop;
      const outer = this.joins.follow(hops.slice(0, -1), null, this.from);
      if (this.joins.isJoined(outer, hop))
        throw this.#unclear(`'${hop.target.label}' is filtered by the same relation`);
    }
    const [prefix] = relations;
    const narrow = prefix === undefined || relations.length > 1 ? null : this.attempt(() => this.#beyond(prefix));
    const { written, partial } = narrow ?? this.#again();
    return operandOf(written, this.collapses ? this.#combined(written, partial) : partial);
  }

  /** Over the rows on the other side of this row's relation; null when having none there is something to aggregate, too. */
  #beyond(prefix: readonly Hop[]): Apart | null {
    const hop = prefix.at(-1) as Hop;
    const outer = this.joins.follow(prefix.slice(0, -1), null, this.from);
    const joins = new Joins(hop.target, this.joins);
    const written = this.#inside({ joins, prefix });
    if (!isMissingWithout(written.argument, joins)) return null;
    return { written, partial: this.#query(written, joins, joins.link(outer, hop, joins.root)) };
  }

  /** Over the row, once more, with all that it is related to. */
  #again(): Apart {
    const { from } = this;
    const joins = new Joins(from.meta, this.joins);
    const written = this.#inside({ joins, prefix: [] });
    const read = [...tablesOf(written.argument === null ? [] : [written.argument])];
    // The standard gives such an aggregate to the query around.
    if (read.length > 0 && !read.some((alias) => joins.has(alias)))
      throw this.#unclear('one of them is of a value computed before');
    const link = from.meta.key.map((field) => compare('=', columnOf(joins.root, field), columnOf(from, field)));
    return { written, partial: this.#query(written, joins, link) };
  }

  #inside(inside: Inside): Written {
    this.inside = inside;
    const written = this.#written();
    this.inside = null;
    return written;
  }

  #query(written: Written, joins: Joins, link: readonly Condition[]): Expression {
    const where = and(written.filter === null ? link : [...link, written.filter]);
    return subquery(
      select({
        columns: [{ expression: nodeOf({ ...written, filter: null }) }],
        from: sourceOf(joins.root),
        joins: joins.list(),
        where,
      }),
    );
  }

  #combined({ name, distinct }: Written, partial: Expression): Expression {
    const combine = COMBINED.get(name);
    if (combine === undefined || (distinct && name !== 'min' && name !== 'max')) {
      throw this.#unclear(`${name}${distinct ? ' distinct' : ''} cannot be added up over a group`);
    }
    const total = aggregate(combine, partial);
    return name === 'count' ? call('coalesce', [total, literal(0)]) : total;
  }

  /** The ways to many rows that the aggregate goes, each to its first relation of that kind. */
  #relations(): readonly (readonly Hop[])[] {
    const found: (readonly Hop[])[] = [];
    for (const { path } of this.lookupsAhead()) {
      const many = path.hops.findIndex((hop) => hop.many);
      if (many === -1) continue;
      const own = path.hops.slice(0, many + 1);
      if (!found.some((one) => one.length === own.length && own.every((hop, i) => one[i] === hop))) found.push(own);
    }
    return found;
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

function operandOf({ name }: Written, expression: Expression): Operand {
  return name === 'count' ? certain(expression) : { expression, nullable: true, tables: NONE };
}

/** Whether an argument is NULL for who has no row in these tables: then having none adds nothing. */
function isMissingWithout(argument: Expression | null, joins: Joins): boolean {
  if (argument?.kind === 'arithmetic')
    return [argument.left, argument.right].some((side) => isMissingWithout(side, joins));
  return argument?.kind === 'column' && joins.has(argument.table);
}
