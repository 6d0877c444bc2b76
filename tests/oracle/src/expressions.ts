/** Expressions and conditions: from the fixture's trees to dorm's F, Q, aggregates, Case, Exists. */
import * as dorm from '@dorm/core';
import { type Data, isData, isStep, type Step } from './case.js';
import type { Query } from './models.js';
import { camelPath } from './names.js';
import { isTagged, readValue } from './values.js';

/** What the fixture can say and dorm has no spelling for yet. */
export class NoSpelling extends Error {}

/** Makes the query inside an Exists or a Subquery. */
export type QueryOf = (model: string, chain: readonly Step[]) => Query;

/** dorm's functions by name: a name comes from data. */
const functions = dorm as unknown as Readonly<Record<string, ((...args: unknown[]) => unknown) | undefined>>;
const ARITHMETIC: Readonly<Record<string, string>> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod' };

export class Translation {
  readonly #queryOf: QueryOf;

  constructor(queryOf: QueryOf) {
    this.#queryOf = queryOf;
  }

  /** A lookup object, or a tree of them: `{ or: [ … ] }`, `{ not: … }`, `{ cond: expression }`. */
  condition(tree: unknown): object {
    if (!isData(tree)) throw new Error('A condition is an object.');
    const { Q } = dorm as unknown as { Q: Record<'and' | 'or' | 'not', (...items: object[]) => object> };
    if (Array.isArray(tree['and'])) return Q.and(...tree['and'].map((item) => this.condition(item)));
    if (Array.isArray(tree['or'])) return Q.or(...tree['or'].map((item) => this.condition(item)));
    if ('not' in tree) return Q.not(this.condition(tree['not']));
    if ('xor' in tree) throw new NoSpelling('Q.xor()');
    if ('cond' in tree) return this.#holding(tree['cond']);
    return Object.fromEntries(Object.entries(tree).map(([key, value]) => [camelPath(key), this.operand(value)]));
  }

  /** A condition that is an expression, negated or not. */
  #holding(tree: unknown): object {
    if (!isData(tree) || tree['not'] !== true) return this.expression(tree) as object;
    return dorm.Q.not(this.expression({ ...tree, not: false }) as object) as object;
  }

  /** What stands on the right of a lookup: a value, a list of values, an expression. */
  operand(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.operand(item));
    if (isData(value) && !isTagged(value)) return this.expression(value);
    return readValue(value);
  }

  /** A tree of the fixture as an expression; a text is a path. */
  expression(tree: unknown): unknown {
    if (typeof tree === 'string') return call('F', camelPath(tree));
    if (!isData(tree)) return call('Value', tree);
    if (isTagged(tree)) return call('Value', readValue(tree));
    if ('F' in tree) return call('F', path(tree['F']));
    if ('Value' in tree) return call('Value', readValue(tree['Value']));
    if ('OuterRef' in tree) return call('OuterRef', path(tree['OuterRef']));
    if ('fn' in tree) return this.#function(tree);
    if ('op' in tree) return this.#arithmetic(tree);
    if ('Case' in tree) return this.#case(tree);
    if ('Exists' in tree) return this.#exists(tree);
    if ('Subquery' in tree) return call('Subquery', this.#query(tree['Subquery']));
    throw new NoSpelling(`expression ${Object.keys(tree).join(', ')}`);
  }

  /** An argument of order_by: a path, or an expression with its direction. */
  ordering(term: unknown): unknown {
    if (typeof term === 'string') return camelPath(term);
    if (!isData(term) || !('order' in term)) return this.expression(term);
    const { order, desc, nulls } = term;
    const expression = this.expression(order) as Record<'asc' | 'desc', (options: object) => unknown>;
    return expression[desc === true ? 'desc' : 'asc'](nulls === null || nulls === undefined ? {} : { nulls });
  }

  #function({ fn, args, distinct, filter, ...more }: Data): unknown {
    const name = String(fn);
    const unknown = Object.keys(more).find((key) => more[key] !== null && key !== 'out');
    if (unknown !== undefined || !Array.isArray(args)) throw new NoSpelling(`${name}() with ${unknown ?? 'no args'}`);
    const options = {
      ...(distinct === true ? { distinct } : {}),
      ...(isData(filter) ? { filter: this.condition(filter) } : {}),
    };
    const written = args.map((arg: unknown) => (typeof arg === 'string' ? camelPath(arg) : this.expression(arg)));
    return call(name, ...written, ...(Object.keys(options).length === 0 ? [] : [options]));
  }

  #arithmetic({ op, args }: Data): unknown {
    const method = ARITHMETIC[String(op)];
    if (method === undefined || !Array.isArray(args)) throw new NoSpelling(`operator ${String(op)}`);
    const [first, ...others] = args.map((arg: unknown) => this.expression(arg));
    return others.reduce((left, right) => (left as Record<string, (x: unknown) => unknown>)[method]?.(right), first);
  }

  #case({ Case: branches, default: otherwise, out }: Data): unknown {
    if (!Array.isArray(branches)) throw new Error('A Case has branches.');
    if (out !== undefined && out !== null && out !== 'integer') throw new NoSpelling(`Case() of ${String(out)}`);
    const whens = branches.map(([where, then]: [unknown, unknown]) =>
      call('When', this.condition(where), this.expression(then)),
    );
    const rest = otherwise === undefined || otherwise === null ? [] : [{ default: this.expression(otherwise) }];
    return call('Case', ...whens, ...rest);
  }

  #exists({ Exists: query, not }: Data): unknown {
    if (not === true) throw new NoSpelling('not Exists()');
    return call('Exists', this.#query(query));
  }

  #query(query: unknown): Query {
    if (!isData(query)) throw new Error('A subquery is an object.');
    const { model, chain } = query;
    if (typeof model !== 'string' || !Array.isArray(chain) || !chain.every(isStep))
      throw new Error('A subquery has a model and a chain.');
    return this.#queryOf(model, chain);
  }
}

function call(name: string, ...args: unknown[]): unknown {
  const made = functions[name];
  if (made === undefined) throw new NoSpelling(`${name}()`);
  return made(...args);
}

function path(of: unknown): string {
  return camelPath(String(of));
}
