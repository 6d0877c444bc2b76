/** QueryChain: the steps of a QuerySet. Each moves one shape on and carries its values; nothing runs. */
import { FieldError, NotSupportedError, QuerySetError } from '../errors/index.js';
import { execute, promised } from '../execution/execute.js';
import type { ManyRelation } from '../model/many-relation.js';
import type { ModelMeta, Row } from '../model/meta.js';
import type { ReverseRelation } from '../model/relation.js';
import { emitComputed } from './computed.js';
import { emitCondition } from './conditions.js';
import { emitOrdering } from './expressions.js';
import { resolveLoaded } from './loading.js';
import { type Lookup, resolveRelation, resolveSelected } from './lookup.js';
import { mergeSteps, type PrefetchStep, prefetchStep } from './prefetch.js';
import type { QItem } from './q.js';
import type { Resolve, Shape } from './shape.js';
import * as token from './tokens.js';

/** How many page sizes of one query are written into its SQL (planners like a literal); further ones are bound. */
const MAX_PAGE_SIZES = 16;
const NO_VALUES: unknown[] = [];

/** The other side of a relation, from one row. */
interface WayFrom {
  readonly token: symbol;
  readonly lookup: Lookup;
  /** The row's key. */
  readonly value: unknown;
  /** What create() adds. */
  readonly given: Readonly<Record<string, unknown>> | null;
  readonly instance: Row;
  readonly relation: ReverseRelation | ManyRelation;
}

/** What begins with `$` is for the classes of this folder; applications' own methods have other names. */
export abstract class QueryChain {
  #shape: Shape | null = null;
  /** Shared along a chain and only appended to; `#length` says how much of it is this QuerySet's. */
  #values: unknown[] = NO_VALUES;
  #length = 0;
  #low = 0;
  #high: number | null = null;
  protected $alias: string | null = null;
  /** Relations to load with the rows. */
  protected $prefetch: readonly PrefetchStep[] = [];
  /** The row and the relation whose other side this is, as long as nothing was added. */
  protected $side: Pick<WayFrom, 'instance' | 'relation'> | null = null;
  /** The same, kept through every step: a write through it makes what is kept old. */
  protected $through: Pick<WayFrom, 'instance' | 'relation'> | null = null;
  /** What create() adds: the foreign key, on the reverse side of a relation. */
  protected $given: Readonly<Record<string, unknown>> | null = null;

  /** A QuerySet of a class over the rows that a manager of the model shows. */
  static start<Q extends QueryChain>(Class: new () => Q, meta: ModelMeta, manager: string): Q {
    if (!meta.isRegistered) void meta.Class; // throws, and says in which app the model belongs
    const query = new Class();
    query.#shape = meta.shown?.has(manager) === true ? meta.root.step(token.SHOWN).step(manager) : meta.root;
    return query;
  }

  /** The rows on the reverse side of a relation, which create() adds to. */
  static related<Q extends QueryChain>(
    query: QueryChain,
    Class: new () => Q,
    { token: step, lookup, value, given, instance, relation }: WayFrom,
  ): Q {
    const values = [...query.$own(), value];
    const related = query.#moved(
      new Class(),
      query.$node.step(token.BACK).named(step, () => lookup),
      values,
    );
    related.$given = given;
    related.$side = { instance, relation };
    related.$through = related.$side;
    return related;
  }

  /** The model. */
  get meta(): ModelMeta {
    return this.$node.meta;
  }

  all(): this {
    return this.$next(this.$node.step(token.EVERY));
  }
  none(): this {
    return this.$next(this.$node.step(token.NOTHING));
  }
  distinct(...fields: unknown[]): this {
    this.$unsliced('distinct');
    if (fields.length > 0) throw new NotSupportedError('distinct() on chosen fields is not in this version.');
    return this.$next(this.$node.step(token.DISTINCT));
  }
  filter(...conditions: QItem[]): this {
    return this.#where(token.FILTER, 'filter', conditions);
  }
  exclude(...conditions: QItem[]): this {
    return this.#where(token.EXCLUDE, 'exclude', conditions);
  }
  orderBy(...terms: unknown[]): this {
    this.$unsliced('orderBy');
    const values = this.$own();
    let shape = this.$node.step(token.ORDER);
    for (const term of terms) shape = emitOrdering(term, shape, values);
    return this.$next(shape, values);
  }
  reverse(): this {
    this.$unsliced('reverse');
    return this.$next(this.$node.step(token.REVERSE));
  }
  using(alias: string): this {
    const query = this.$next(this.$node);
    query.$alias = alias;
    return query;
  }
  selectRelated(...paths: string[]): this {
    if (paths.length === 0) throw this.$misused('selectRelated() names relations', "write selectRelated('author')");
    if (this.$node.projected) {
      throw this.$misused('selectRelated() cannot follow values()', "name the columns: values('author__name')");
    }
    return this.#named(token.RELATED, paths, resolveRelation);
  }
  prefetchRelated(...what: unknown[]): this {
    if (this.$node.projected)
      throw this.$misused('prefetchRelated() cannot follow values()', 'values() has no rows to hang relations on');
    const query = this.$next(this.$node);
    // null takes back what was said before.
    const before = what[0] === null ? [] : this.$prefetch;
    const steps = what.filter((one) => one !== null).map((one) => prefetchStep(this.meta, one));
    query.$prefetch = mergeSteps([...before, ...steps]);
    return query;
  }
  only(...paths: string[]): this {
    return this.#loading(token.ONLY, 'only', paths);
  }
  defer(...paths: (string | null)[]): this {
    // null takes back what was said before: only() of nothing loads everything.
    return paths[0] === null ? this.#loading(token.ONLY, 'defer', []) : this.#loading(token.DEFER, 'defer', paths);
  }
  values(...paths: string[]): this {
    return this.#named(token.VALUES, paths, resolveSelected);
  }
  valuesList(...args: unknown[]): this {
    const last = args.at(-1);
    if (typeof last !== 'object' || last === null) return this.#named(token.TUPLES, args, resolveSelected);
    if (Array.isArray(last) || Object.keys(last).some((key) => key !== 'flat'))
      throw this.$misnamed('valuesList() knows { flat: true }');
    const paths = args.slice(0, -1);
    if (!('flat' in last) || last.flat !== true) throw this.$misnamed('valuesList() knows { flat: true }');
    if (paths.length !== 1)
      throw this.$misused('valuesList() with flat takes one path', 'leave { flat: true } out for tuples');
    return this.#named(token.FLAT, paths, resolveSelected);
  }
  annotate(what: object): this {
    const values = this.$own();
    return this.$next(emitComputed(this.$node, token.ANNOTATE, what, values), values);
  }
  alias(what: object): this {
    const values = this.$own();
    return this.$next(emitComputed(this.$node, token.ALIAS, what, values), values);
  }
  slice(start: number, end?: number): this {
    const whole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
    if (!whole(start) || (end !== undefined && !whole(end))) {
      throw this.$misused('slice(start, end) takes whole numbers from 0', 'for the last rows, reverse() first');
    }
    const query = this.$next(this.$node);
    const limit = this.#high;
    query.#low = this.#low + start;
    query.#high = end === undefined ? limit : Math.min(limit ?? Number.POSITIVE_INFINITY, this.#low + end);
    if (query.#high !== null && query.#high < query.#low) query.#high = query.#low;
    return query;
  }

  protected get $node(): Shape {
    if (this.#shape !== null) return this.#shape;
    throw new QuerySetError('A QuerySet class is not made with new.', {
      hint: 'start from a manager: Post.objects.all()',
    });
  }
  protected get $isEmpty(): boolean {
    return this.$node.nothing || this.#high === this.#low;
  }
  protected get $sliced(): boolean {
    return this.#low > 0 || this.#high !== null;
  }

  /** The values to append to: a copy when another QuerySet of the chain has appended to them already. */
  protected $own(): unknown[] {
    if (this.#length === 0) return [];
    return this.#values.length === this.#length ? this.#values : this.#values.slice(0, this.#length);
  }
  /** The QuerySet one step on; without values it shares this one's. */
  protected $next(shape: Shape, values?: unknown[]): this {
    return this.#moved(new (this.constructor as new () => this)(), shape, values);
  }
  #moved<Q extends QueryChain>(query: Q, shape: Shape, values?: unknown[]): Q {
    query.#shape = shape;
    query.#values = values ?? this.#values;
    query.#length = values?.length ?? this.#length;
    query.#low = this.#low;
    query.#high = this.#high;
    query.$alias = this.$alias;
    query.$prefetch = this.$prefetch;
    query.$given = this.$given;
    query.$through = this.$through;
    return query;
  }
  #where(kind: symbol, name: string, conditions: readonly QItem[]): this {
    this.$unsliced(name);
    const values = this.$own();
    const start = this.$node.step(kind);
    const shape = conditions.reduce<Shape>((node, condition) => emitCondition(node, condition, values), start);
    // Conditions that say nothing are no step: filter({}) does not narrow what update() may touch.
    return shape === start ? this.$next(this.$node) : this.$next(shape, values);
  }
  #loading(kind: symbol, name: string, paths: readonly unknown[]): this {
    if (this.$node.projected) throw this.$misused(`${name}() cannot follow values()`, 'values() names its columns');
    return this.#named(kind, paths, resolveLoaded);
  }
  #named(kind: symbol, words: readonly unknown[], resolve: Resolve): this {
    let shape = this.$node.step(kind);
    for (const word of words) {
      if (typeof word !== 'string') {
        throw this.$misnamed('names of fields are texts');
      }
      shape = shape.named(word, resolve);
    }
    return this.$next(shape);
  }

  /** The shape with slice and terminal, and its values. */
  protected $leaf(terminal: symbol): { shape: Shape; values: unknown[] } {
    // A copy: while a driver waits for its turn, another QuerySet of the chain may append to the shared list.
    const values = this.#values.slice(0, this.#length);
    if (!this.$sliced) return { shape: this.$node.step(terminal), values };
    let shape = this.$node;
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
  /** @throws QuerySetError when its rows cannot be loaded for other rows. */
  $checkPrefetch(): void {
    if (this.$node.projected)
      throw this.$misused('Prefetch() takes rows, and values() gives none', 'leave values() out');
    this.$unsliced('a Prefetch');
  }
  /** As a list in another query: the one column that was chosen, else the field that the other one compares with; null when nothing can be in it. */
  $asList(field: string): { readonly shape: Shape; readonly values: readonly unknown[] } | null {
    if (this.$isEmpty) return null;
    const query = this.$node.projected ? this : this.values(field);
    return query.$leaf(token.KEYS);
  }
  /** As a subquery; null when it is known to have no row. */
  $inner(terminal: symbol): { readonly shape: Shape; readonly values: readonly unknown[] } | null {
    return this.$isEmpty ? null : this.$leaf(terminal);
  }
  /** The steps so far. */
  get $shape(): Shape {
    return this.$node;
  }
  /** Runs, unless it is known that nothing can match. An error becomes a rejection, an answer a promise. */
  protected $ask<T>(terminal: symbol, nothing: () => T): Promise<T> {
    try {
      if (this.$isEmpty) return Promise.resolve(nothing());
      const { shape, values } = this.$leaf(terminal);
      return promised(execute<T>(shape, values, this.$alias));
    } catch (error) {
      return Promise.reject(error);
    }
  }
  protected $unsliced(name: string): void {
    if (this.$sliced) throw this.$misused(`${name}() cannot follow a slice`, `call ${name}() before slice()`);
  }
  protected $misnamed(what: string): FieldError {
    return new FieldError(`${this.meta.label}: ${what}.`, {
      model: this.meta.label,
      hint: "write values('title') or valuesList('title', { flat: true })",
    });
  }
  protected $misused(what: string, hint?: string): QuerySetError {
    return new QuerySetError(`${this.meta.label}: ${what}.`, {
      model: this.meta.label,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}
