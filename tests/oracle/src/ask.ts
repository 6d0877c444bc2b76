/** Asking: builds a case's QuerySet, step by step, and awaits its terminal. */
import { type Case, isData, isStep, type Step } from './case.js';
import { NoSpelling, Translation } from './expressions.js';
import type { Models, Query } from './models.js';
import { camelPath, snakePath } from './names.js';

/** What dorm gave: rows as values, tuples or objects under Django's names, or one value. */
export type Answer = { readonly rows: readonly unknown[] } | { readonly value: unknown };

const SAME_NAME: Readonly<Record<string, string>> = {
  distinct: 'distinct',
  reverse: 'reverse',
  none: 'none',
  all: 'all',
};

export class Asker {
  readonly #models: Models;
  readonly #translation: Translation;

  constructor(models: Models) {
    this.#models = models;
    this.#translation = new Translation((model, chain) => this.query(model, chain));
  }

  /** @throws what dorm throws, and NoSpelling. */
  async ask({ model, chain, terminal = 'list' }: Case): Promise<Answer> {
    const query = this.query(model, chain);
    const [name, ...args] = isStep(terminal) ? terminal : [terminal];
    const run = (method: string, ...given: unknown[]) => query[method]?.(...given) as unknown as Promise<unknown>;
    switch (name) {
      case 'list':
        return { rows: ((await run('toArray')) as unknown[]).map(neutralRow) };
      case 'count':
      case 'exists':
        return { value: await run(name) };
      case 'first':
      case 'last':
      case 'get':
        return { value: neutralRow(await run(name, ...args.map((where) => this.#translation.condition(where)))) };
      case 'aggregate':
        return { value: neutralRow(await run(name, this.#expressions(args[0]))) };
      default:
        throw new NoSpelling(`${name}()`);
    }
  }

  query(model: string, chain: readonly Step[]): Query {
    return chain.reduce<Query>((query, step) => this.#step(query, step), this.#models.of(model).objects.all());
  }

  #step(query: Query, [name, ...args]: Step): Query {
    const same = SAME_NAME[name];
    if (same !== undefined) return call(query, same, args);
    switch (name) {
      case 'filter':
      case 'exclude': {
        return call(
          query,
          name,
          args.map((where) => this.#translation.condition(where)),
        );
      }
      case 'annotate':
      case 'alias':
        return call(query, name, [this.#expressions(args[0])]);
      case 'order_by':
        return call(
          query,
          'orderBy',
          args.map((term) => this.#translation.ordering(term)),
        );
      case 'values':
      case 'values_list': {
        const flat = args.some((arg) => isData(arg) && arg['flat'] === true) ? [{ flat: true }] : [];
        const paths = args.filter((arg) => typeof arg === 'string').map(camelPath);
        if (paths.length + flat.length < args.length) throw new NoSpelling(`${name}() of expressions`);
        return call(query, name === 'values' ? 'values' : 'valuesList', [...paths, ...flat]);
      }
      case 'slice':
        return call(query, name, [args[0] ?? 0, ...(args[1] === null || args[1] === undefined ? [] : [args[1]])]);
      case 'select_related':
      case 'prefetch_related':
        return call(
          query,
          name === 'select_related' ? 'selectRelated' : 'prefetchRelated',
          args.map(String).map(camelPath),
        );
      default:
        throw new NoSpelling(`${name}()`);
    }
  }

  #expressions(named: unknown): object {
    if (!isData(named)) throw new Error('Annotations have names.');
    return Object.fromEntries(
      Object.entries(named).map(([name, tree]) => [camelPath(name), this.#translation.expression(tree)]),
    );
  }
}

function call(query: Query, method: string, args: readonly unknown[]): Query {
  const body = query[method];
  if (body === undefined) throw new NoSpelling(`${method}()`);
  return body.apply(query, [...args]);
}

/** An instance is its key; a plain object gets Django's names. */
function neutralRow(row: unknown): unknown {
  if (!isData(row) || row instanceof Date || row instanceof Uint8Array) return row;
  const prototype: unknown = Object.getPrototypeOf(row);
  if (prototype !== null && prototype !== Object.prototype) return row['pk'];
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [snakePath(key), value]));
}
