/** QuerySetCore: the bodies behind QuerySet. Each step moves one shape on and carries its values; nothing runs before it is asked to. */
import { checkOptionNames } from '../config/option-names.js';
import { DoesNotExist, FieldError, NotSupportedError, QuerySetError } from '../errors/index.js';
import { databaseFor, execute, promised } from '../execution/execute.js';
import { showAs } from '../model/console-view.js';
import { createRow, createRows } from '../model/create.js';
import type { ModelMeta } from '../model/meta.js';
import { doesNotExist } from '../model/row-errors.js';
import { emitAssignments } from './assignments.js';
import { buildPlan, type Outcome } from './build-plan.js';
import { emitCondition } from './conditions.js';
import { emitOrdering } from './expressions.js';
import { type Lookup, resolveField, resolveRelation } from './lookup.js';
import type { QItem } from './q.js';
import { QUERYSET } from './queryset-brand.js';
import { RowIterator } from './row-iterator.js';
import type { Shape } from './shape.js';
import * as token from './tokens.js';

/** How many page sizes of one query are written into its SQL (planners like a literal); further ones are bound. */
const MAX_PAGE_SIZES = 16;
const DEFAULT_CHUNK = 2000;
const NO_VALUES: unknown[] = [];

/** The other side of a relation, from one row. */
interface WayFrom {
  readonly token: symbol;
  readonly lookup: Lookup;
  /** The row's key. */
  readonly value: unknown;
  /** What create() adds. */
  readonly given: Readonly<Record<string, unknown>> | null;
}

export class QuerySetCore {
  #shape: Shape | null = null;
  /** Shared along a chain and only appended to; `#length` says how much of it is this QuerySet's. */
  #values: unknown[] = NO_VALUES;
  #length = 0;
  #low = 0;
  #high: number | null = null;
  #alias: string | null = null;
  /** What create() adds: the foreign key, on the reverse side of a relation. */
  #given: Readonly<Record<string, unknown>> | null = null;
  #promise: Promise<unknown[]> | null = null;
  #result: unknown[] | null = null;

  /** A QuerySet of a class over all rows of a model. */
  static start<Q extends QuerySetCore>(Class: new () => Q, meta: ModelMeta, alias: string | null = null): Q {
    if (!meta.isRegistered) void meta.Class; // throws, and says in which app the model belongs
    const query = new Class();
    query.#shape = meta.root;
    query.#alias = alias;
    return query;
  }

  /** The rows on the reverse side of a relation, which create() adds to. */
  static related<Q extends QuerySetCore>(
    query: QuerySetCore,
    Class: new () => Q,
    { token: step, lookup, value, given }: WayFrom,
  ): Q {
    const values = [...query.#own(), value];
    const related = query.#moved(
      new Class(),
      query.#node.step(token.FILTER).named(step, () => lookup),
      values,
    );
    related.#given = given;
    return related;
  }

  /** The model. */
  get meta(): ModelMeta {
    return this.#node.meta;
  }

  all(): this {
    return this.#next(this.#node.step(token.EVERY));
  }
  none(): this {
    return this.#next(this.#node.step(token.NOTHING));
  }
  distinct(...fields: unknown[]): this {
    this.#unsliced('distinct');
    if (fields.length > 0) throw new NotSupportedError('distinct() on chosen fields is not in this version.');
    return this.#next(this.#node.step(token.DISTINCT));
  }
  filter(...conditions: QItem[]): this {
    return this.#where(token.FILTER, 'filter', conditions);
  }
  exclude(...conditions: QItem[]): this {
    return this.#where(token.EXCLUDE, 'exclude', conditions);
  }
  orderBy(...terms: unknown[]): this {
    this.#unsliced('orderBy');
    const values = this.#own();
    let shape = this.#node.step(token.ORDER);
    for (const term of terms) shape = emitOrdering(term, shape, values);
    return this.#next(shape, values);
  }
  reverse(): this {
    this.#unsliced('reverse');
    return this.#next(this.#node.step(token.REVERSE));
  }
  using(alias: string): this {
    const query = this.#next(this.#node);
    query.#alias = alias;
    return query;
  }
  selectRelated(...paths: string[]): this {
    if (paths.length === 0) throw this.#misused('selectRelated() names relations', "write selectRelated('author')");
    if (this.#node.projected) {
      throw this.#misused('selectRelated() cannot follow values()', "name the columns: values('author__name')");
    }
    return this.#named(token.RELATED, paths, resolveRelation);
  }
  values(...paths: string[]): this {
    return this.#named(token.VALUES, paths, resolveField);
  }
  valuesList(...args: unknown[]): this {
    const last = args.at(-1);
    if (typeof last !== 'object' || last === null) return this.#named(token.TUPLES, args, resolveField);
    if (Array.isArray(last) || Object.keys(last).some((key) => key !== 'flat'))
      throw this.#misnamed('valuesList() knows { flat: true }');
    const paths = args.slice(0, -1);
    if (!('flat' in last) || last.flat !== true) throw this.#misnamed('valuesList() knows { flat: true }');
    if (paths.length !== 1)
      throw this.#misused('valuesList() with flat takes one path', 'leave { flat: true } out for tuples');
    return this.#named(token.FLAT, paths, resolveField);
  }
  slice(start: number, end?: number): this {
    const whole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
    if (!whole(start) || (end !== undefined && !whole(end))) {
      throw this.#misused('slice(start, end) takes whole numbers from 0', 'for the last rows, reverse() first');
    }
    const query = this.#next(this.#node);
    const limit = this.#high;
    query.#low = this.#low + start;
    query.#high = end === undefined ? limit : Math.min(limit ?? Number.POSITIVE_INFINITY, this.#low + end);
    if (query.#high !== null && query.#high < query.#low) query.#high = query.#low;
    return query;
  }

  /** The rows, kept: awaiting the same QuerySet again asks nothing. */
  then<T, E>(ok?: ((rows: unknown[]) => T) | null, failed?: ((reason: unknown) => E) | null): Promise<T | E> {
    return this.toArray().then(ok, failed);
  }
  toArray(): Promise<unknown[]> {
    if (this.#promise !== null) return this.#promise;
    const promise = this.#ask<unknown[]>(token.ROWS, () => []);
    this.#promise = promise;
    promise.then(
      (rows) => {
        this.#result = rows;
      },
      () => {
        this.#promise = null; // a failed query may be asked again
      },
    );
    return promise;
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    yield* await this.toArray();
  }
  iterator(options: { chunkSize?: number } = {}): AsyncIterable<unknown> {
    checkOptionNames(`${this.meta.label}: iterator()`, options, ['chunkSize']);
    const { chunkSize: chunk = DEFAULT_CHUNK } = options;
    if (!Number.isSafeInteger(chunk) || chunk < 1) throw this.#misused('chunkSize is a whole number from 1');
    const { shape, values } = this.#leaf(token.ROWS);
    return new RowIterator(shape, values, this.#alias, chunk, this.#isEmpty);
  }
  lazy(): { readonly queryset: QuerySetCore } {
    return { queryset: this };
  }
  toSql(): { readonly sql: string; readonly params: readonly unknown[] } {
    const { shape, values } = this.#leaf(token.ROWS);
    const plan = shape.plan(databaseFor(this.#alias), buildPlan);
    return { sql: plan.sql, params: plan.pack === null ? values : plan.pack(values) };
  }
  get(...conditions: QItem[]): Promise<unknown> {
    try {
      if (conditions.length > 0) return this.filter(...conditions).get();
      return this.#ask(token.GET, () => {
        throw doesNotExist(this.meta);
      });
    } catch (error) {
      return Promise.reject(error);
    }
  }
  getOrNone(...conditions: QItem[]): Promise<unknown> {
    return this.get(...conditions).catch((error: unknown) => {
      if (error instanceof DoesNotExist) return null;
      throw error;
    });
  }
  first(): Promise<unknown> {
    return this.#end(token.FIRST, 'first');
  }
  last(): Promise<unknown> {
    return this.#end(token.LAST, 'last');
  }
  count(): Promise<number> {
    return this.#result === null ? this.#ask(token.COUNT, () => 0) : Promise.resolve(this.#result.length);
  }
  exists(): Promise<boolean> {
    return this.#result === null ? this.#ask(token.EXISTS, () => false) : Promise.resolve(this.#result.length > 0);
  }

  create(values: object): Promise<object> {
    try {
      return createRow(this.meta, this.#given === null ? values : { ...this.#given, ...values }, this.#alias);
    } catch (error) {
      return Promise.reject(error);
    }
  }
  bulkCreate(rows: readonly object[], options: Readonly<Record<string, unknown>> = {}): Promise<object[]> {
    return createRows(this.meta, rows, options, this.#alias);
  }
  update(values: Readonly<Record<string, unknown>>): Promise<number> {
    return this.#write('update', (bound) => emitAssignments(this.#node.step(token.UPDATE), values, bound));
  }
  async delete(): Promise<[number, Readonly<Record<string, number>>]> {
    const changes = await this.#write('delete', () => this.#node.step(token.DELETE));
    return [changes, changes === 0 ? {} : { [this.meta.label]: changes }];
  }

  toJSON(): never {
    throw this.#misused('a QuerySet cannot be serialised', 'await it first: JSON.stringify(await qs)');
  }

  get #node(): Shape {
    if (this.#shape !== null) return this.#shape;
    throw new QuerySetError('A QuerySet class is not made with new.', {
      hint: 'start from a manager: Post.objects.all()',
    });
  }
  get #isEmpty(): boolean {
    return this.#node.nothing || this.#high === this.#low;
  }
  get #sliced(): boolean {
    return this.#low > 0 || this.#high !== null;
  }

  /** The values to append to: a copy when another QuerySet of the chain has appended to them already. */
  #own(): unknown[] {
    if (this.#length === 0) return [];
    return this.#values.length === this.#length ? this.#values : this.#values.slice(0, this.#length);
  }
  /** The QuerySet one step on; without values it shares this one's. */
  #next(shape: Shape, values?: unknown[]): this {
    return this.#moved(new (this.constructor as new () => this)(), shape, values);
  }
  #moved<Q extends QuerySetCore>(query: Q, shape: Shape, values?: unknown[]): Q {
    query.#shape = shape;
    query.#values = values ?? this.#values;
    query.#length = values?.length ?? this.#length;
    query.#low = this.#low;
    query.#high = this.#high;
    query.#alias = this.#alias;
    query.#given = this.#given;
    return query;
  }
  #where(kind: symbol, name: string, conditions: readonly QItem[]): this {
    this.#unsliced(name);
    const values = this.#own();
    const start = this.#node.step(kind);
    const shape = conditions.reduce<Shape>((node, condition) => emitCondition(node, condition, values), start);
    // Conditions that say nothing are no step: filter({}) does not narrow what update() may touch.
    return shape === start ? this.#next(this.#node) : this.#next(shape, values);
  }
  #named(kind: symbol, words: readonly unknown[], resolve: (meta: ModelMeta, name: string) => Lookup): this {
    let shape = this.#node.step(kind);
    for (const word of words) {
      if (typeof word !== 'string') {
        throw this.#misnamed('names of fields are texts');
      }
      shape = shape.named(word, resolve);
    }
    return this.#next(shape);
  }

  /** The shape with slice and terminal, and its values. */
  #leaf(terminal: symbol): { shape: Shape; values: unknown[] } {
    // A copy: while a driver waits for its turn, another QuerySet of the chain may append to the shared list.
    const values = this.#values.slice(0, this.#length);
    if (!this.#sliced) return { shape: this.#node.step(terminal), values };
    let shape = this.#node;
    if (this.#high !== null) {
      const size = this.#high - this.#low;
      shape = shape.step(token.LIMIT);
      if (shape.width < MAX_PAGE_SIZES || shape.has(size)) shape = shape.step(size);
      else {
        values.push(size);
        shape = shape.step('?');
      }
    }
    if (this.#low > 0) {
      values.push(this.#low);
      shape = shape.step(token.OFFSET);
    }
    return { shape: shape.step(terminal), values };
  }
  /** Runs, unless it is known that nothing can match. An error becomes a rejection, an answer a promise. */
  #ask<T>(terminal: symbol, nothing: () => T): Promise<T> {
    try {
      if (this.#isEmpty) return Promise.resolve(nothing());
      const { shape, values } = this.#leaf(terminal);
      return promised(execute<T>(shape, values, this.#alias));
    } catch (error) {
      return Promise.reject(error);
    }
  }
  #end(terminal: symbol, name: string): Promise<unknown> {
    try {
      if (!this.#sliced) return this.#ask(terminal, () => null);
      if (terminal === token.LAST) this.#unsliced(name);
      return this.slice(0, 1)
        .toArray()
        .then(([row]) => row ?? null);
    } catch (error) {
      return Promise.reject(error);
    }
  }
  async #write(name: string, emit: (values: unknown[]) => Shape): Promise<number> {
    this.#unsliced(name);
    if (!this.#node.narrowed && !this.#node.nothing) {
      throw this.#misused(`${name}() would touch every row`, `say so: .all().${name}(…), or filter() first`);
    }
    const values = this.#values.slice(0, this.#length);
    const shape = emit(values);
    if (this.#isEmpty) return 0;
    return (await promised(execute<Outcome>(shape, values, this.#alias))).changes;
  }
  #unsliced(name: string): void {
    if (this.#sliced) throw this.#misused(`${name}() cannot follow a slice`, `call ${name}() before slice()`);
  }
  #misnamed(what: string): FieldError {
    return new FieldError(`${this.meta.label}: ${what}.`, {
      model: this.meta.label,
      hint: "write values('title') or valuesList('title', { flat: true })",
    });
  }
  #misused(what: string, hint?: string): QuerySetError {
    return new QuerySetError(`${this.meta.label}: ${what}.`, {
      model: this.meta.label,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

QUERYSET.mark(QuerySetCore);
showAs(QuerySetCore.prototype, function () {
  try {
    return `QuerySet<${this.meta.label}> ${this.toSql().sql}`;
  } catch {
    return 'QuerySet (no database is configured)';
  }
});
