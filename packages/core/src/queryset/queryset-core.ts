/** QuerySetCore: the bodies behind QuerySet: what asks the database and what writes. The steps are QueryChain's. */

import { currentDorm } from '../config/dorm.js';
import { checkOptionNames } from '../config/option-names.js';
import { deleteRows } from '../deletion/delete-rows.js';
import { DoesNotExist } from '../errors/index.js';
import { type AmbientValues, holdsHere } from '../execution/ambient.js';
import { databaseFor, execute, promised } from '../execution/execute.js';
import { currentScope } from '../execution/scope.js';
import type { Linked, Marked } from '../hydration/decode.js';
import { notLoaded } from '../hydration/load-relation.js';
import { keptList, loadMany, prefetch } from '../hydration/prefetch.js';
import { showAs } from '../model/console-view.js';
import { createRow, createRows } from '../model/create.js';
import { dropRelation } from '../model/instance.js';
import type { Row } from '../model/meta.js';
import { doesNotExist } from '../model/row-errors.js';
import type { Deleted } from '../typing/instance.js';
import { emitAssignments } from './assignments.js';
import { buildPlan, type Outcome } from './build-plan.js';
import { bulkUpdate, type Choose } from './bulk-update.js';
import { emitTotals, emptyTotals } from './computed.js';
import { getOrCreate, updateOrCreate } from './get-or-create.js';
import { readCursor, writeCursor } from './keyset-cursor.js';
import { orderFacts } from './order-facts.js';
import type { QItem } from './q.js';
import { QueryChain } from './query-chain.js';
import { QUERYSET } from './queryset-brand.js';
import { type RawOptions, type RawQuerySetCore, rawQuerySet } from './raw-queryset.js';
import { RowIterator } from './row-iterator.js';
import type { Shape } from './shape.js';
import * as token from './tokens.js';
import type { WayBack } from './way-back.js';

type Values = Readonly<Record<string, unknown>>;

const DEFAULT_CHUNK = 2000;
const DEFAULT_PAGE = 50;
/** What features had set around the call that loaded a result: another tenant has other rows. */
const loadedUnder = new WeakMap<QuerySetCore, AmbientValues>();

/** What keyset() gives. */
interface Page {
  readonly items: unknown[];
  readonly nextCursor: string | null;
}

export class QuerySetCore extends QueryChain {
  #promise: Promise<unknown[]> | null = null;
  #result: unknown[] | null = null;

  /** The rows, kept: awaiting the same QuerySet again asks nothing. */
  then<T, E>(ok?: ((rows: unknown[]) => T) | null, failed?: ((reason: unknown) => E) | null): Promise<T | E> {
    return this.toArray().then(ok, failed);
  }
  toArray(): Promise<unknown[]> {
    if (this.#promise !== null && this.#holds) return this.#promise;
    const { ambient } = currentScope();
    if (ambient !== null) loadedUnder.set(this, ambient);
    const promise = this.$side === null ? this.#rows() : this.#otherSide(this.$side);
    this.#promise = promise;
    promise.then(
      (rows) => {
        if (this.#promise === promise) this.#result = rows;
      },
      () => {
        if (this.#promise === promise) this.#promise = null; // a failed query may be asked again
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
    if (!Number.isSafeInteger(chunk) || chunk < 1)
      throw this.$misused('chunkSize is a whole number from 1', 'write iterator({ chunkSize: 500 })');
    const { shape, values } = this.$leaf(token.ROWS);
    const after = this.#bare ? null : (rows: readonly Row[]) => prefetch(rows, this.$prefetch, this.$alias);
    return new RowIterator(shape, values, this.$alias, chunk, this.$isEmpty, after);
  }
  raw(query: unknown, options: RawOptions = {}): RawQuerySetCore {
    return rawQuerySet(this.meta, query, options, this.$alias);
  }
  lazy(): { readonly queryset: QuerySetCore } {
    return { queryset: this };
  }
  toSql(): { readonly sql: string; readonly params: readonly unknown[] } {
    const { shape, values } = this.$leaf(token.ROWS);
    const plan = shape.plan(databaseFor(this.$alias), buildPlan);
    return { sql: plan.sql, params: plan.pack === null ? values : plan.pack(values) };
  }
  /** Rows with the key that each is linked to: how relations are loaded for many rows at once. */
  $linked({ token: step, lookup }: WayBack, keys: readonly unknown[]): Promise<Linked> {
    this.$unsliced('a Prefetch');
    const values = [...this.$own(), keys];
    const shape = this.$node
      .step(token.LINKED)
      .named(step, () => lookup)
      .step(token.ROWS);
    if (this.$isEmpty) return Promise.resolve({ rows: [], keys: [] });
    const linked = promised(execute<Linked>(shape, values, this.$alias));
    if (this.$prefetch.length === 0) return linked;
    return linked.then(async (found) => {
      await prefetch(found.rows, this.$prefetch, this.$alias);
      return found;
    });
  }
  get(...conditions: QItem[]): Promise<unknown> {
    try {
      if (conditions.length > 0) return this.filter(...conditions).get();
      return this.#one(
        this.$ask(token.GET, () => {
          throw doesNotExist(this.meta);
        }),
      );
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
  first(unread?: unknown): Promise<unknown> {
    return unread === undefined ? this.#end(token.FIRST, 'first') : this.#refuse('first');
  }
  last(unread?: unknown): Promise<unknown> {
    return unread === undefined ? this.#end(token.LAST, 'last') : this.#refuse('last');
  }
  count(unread?: unknown): Promise<number> {
    if (unread !== undefined) return this.#refuse('count');
    const rows = this.#known;
    return rows === null ? this.$ask(token.COUNT, () => 0) : Promise.resolve(rows.length);
  }
  exists(unread?: unknown): Promise<boolean> {
    if (unread !== undefined) return this.#refuse('exists');
    const rows = this.#known;
    return rows === null ? this.$ask(token.EXISTS, () => false) : Promise.resolve(rows.length > 0);
  }

  async keyset(options: { after?: unknown; pageSize?: number } = {}): Promise<Page> {
    checkOptionNames(`${this.meta.label}: keyset()`, options, ['after', 'pageSize']);
    const { after = null, pageSize = DEFAULT_PAGE } = options;
    this.$unsliced('keyset');
    if (!Number.isSafeInteger(pageSize + 1) || pageSize < 1)
      throw this.$misused('pageSize is a whole number from 1', 'write keyset({ after, pageSize: 20 })');
    if (!this.totallyOrdered) {
      throw this.$misused(
        'keyset() needs an order in which no two rows are equal',
        "end it with the key: orderBy('-views', 'pk')",
      );
    }
    if (this.$isEmpty) return { items: [], nextCursor: null };
    const { terms } = orderFacts(this.$node);
    const place = after === null ? null : readCursor(this.meta, terms, after, databaseFor(this.$alias).dialect);
    // One row more says whether there is a next page.
    const { shape, values } = this.slice(0, pageSize + 1).$leaf(token.KEYSET);
    values.push(...(place ?? []).filter((value) => value !== null));
    const asked = place === null ? shape : shape.step(place.map((value) => (value === null ? '-' : 'v')).join(''));
    const { rows, place: placeOf } = await promised(execute<Marked>(asked, values, this.$alias));
    const more = rows.length > pageSize;
    if (more) rows.pop();
    if (!this.#bare) await this.#prefetched(rows as Row[]);
    return { items: rows, nextCursor: more ? writeCursor(this.meta, terms, placeOf(pageSize - 1)) : null };
  }
  aggregate(what: object): Promise<Record<string, unknown>> {
    try {
      const empty = emptyTotals(this.$node, what);
      if (this.$isEmpty || Object.keys(empty).length === 0) return Promise.resolve(empty);
      const { shape, values } = this.$leaf(token.TOTALS);
      return promised(execute(emitTotals(shape, what, values), values, this.$alias));
    } catch (error) {
      return Promise.reject(error);
    }
  }
  async inBulk(ids?: readonly unknown[]): Promise<Map<unknown, unknown>> {
    this.$unsliced('inBulk');
    if (this.$node.projected)
      throw this.$misused('inBulk() cannot follow values()', 'its rows are instances by their key: leave values() out');
    if (ids?.length === 0) return new Map();
    const chosen = ids === undefined ? this : this.filter({ pk__in: ids });
    const rows = (await chosen.toArray()) as { readonly pk: unknown }[];
    return new Map(rows.map((row) => [row.pk, row]));
  }

  create(values: object): Promise<object> {
    try {
      return this.#written(
        createRow(this.meta, this.$given === null ? values : { ...values, ...this.$given }, this.$alias),
      );
    } catch (error) {
      return Promise.reject(error);
    }
  }
  bulkCreate(rows: readonly object[], options: Values = {}): Promise<object[]> {
    return this.#written(createRows(this.meta, rows, options, this.$alias, this.$given));
  }
  async getOrCreate(lookup: Values, options: Values = {}): Promise<[object, boolean]> {
    return this.#written(getOrCreate(this.#ofRows('getOrCreate'), lookup, options, this.$alias));
  }
  async updateOrCreate(lookup: Values, options: Values = {}): Promise<[object, boolean]> {
    return this.#written(updateOrCreate(this.#ofRows('updateOrCreate'), lookup, options, this.$alias));
  }
  async bulkUpdate(rows: readonly object[], fields: readonly string[], options: Values = {}): Promise<number> {
    this.$unsliced('bulkUpdate');
    const choose: Choose = (keys) => this.filter({ pk__in: keys }).$inner(token.UPDATE);
    return this.#written(bulkUpdate(this.meta, rows, fields, options, this.$alias, choose));
  }
  update(values: Values): Promise<number> {
    return this.#write('update', (bound) => emitAssignments(this.$node.step(token.UPDATE), values, bound));
  }
  async delete(unread?: unknown): Promise<Deleted> {
    if (unread !== undefined) return this.#refuse('delete');
    this.#checkWrite('delete');
    if (this.$isEmpty) return [0, {}];
    return this.#written(deleteRows(this.$node, this.$own().slice(), this.$alias));
  }

  /** Whether an order was asked for, by orderBy() or by the model. */
  get ordered(): boolean {
    return this.$node.nothing || orderFacts(this.$node).terms.length > 0;
  }
  /** Whether no two rows are equal in that order. */
  get totallyOrdered(): boolean {
    return this.$node.nothing || orderFacts(this.$node).total;
  }

  toJSON(): never {
    throw this.$misused('a QuerySet cannot be serialised', 'await it first: JSON.stringify(await qs)');
  }

  #ofRows(name: string): this {
    if (!this.$node.projected) return this;
    throw this.$misused(`${name}() cannot follow values()`, 'it gives an instance: leave values() out');
  }
  /** What is kept of a relation is old after a write through it. */
  #written<T>(writing: Promise<T>): Promise<T> {
    const side = this.$through;
    if (side === null) return writing;
    return writing.finally(() => dropRelation(side.instance, side.relation.name));
  }
  /** Whether what was loaded may be shown in this scope. */
  get #holds(): boolean {
    return holdsHere(loadedUnder.get(this) ?? null);
  }
  /** The rows, when they are in memory. */
  get #known(): readonly unknown[] | null {
    const kept = this.#holds ? this.#result : null;
    return kept ?? (this.$side === null ? null : keptList(this.$side.instance, this.$side.relation));
  }
  /** Whether no relation is loaded with the rows: none was named, or the rows are plain objects, on which none could hang. */
  get #bare(): boolean {
    return this.$prefetch.length === 0 || this.$node.projected;
  }
  #rows(): Promise<unknown[]> {
    const rows = this.$ask<Row[]>(token.ROWS, () => []);
    return this.#bare ? rows : rows.then((found) => this.#prefetched(found));
  }
  async #prefetched(rows: Row[]): Promise<Row[]> {
    await prefetch(rows, this.$prefetch, this.$alias);
    return rows;
  }
  #one(row: Promise<unknown>): Promise<unknown> {
    if (this.#bare) return row;
    return row.then(async (found) => {
      if (found !== null) await this.#prefetched([found as Row]);
      return found;
    });
  }
  /** The other side of a relation, as it is: from memory, or loaded for all rows of the result at once. */
  #otherSide({ instance, relation }: NonNullable<typeof this.$side>): Promise<unknown[]> {
    const kept = keptList(instance, relation);
    if (kept !== null) return Promise.resolve([...kept]);
    const { peers } = currentDorm().settings;
    if (peers === 'raise') return Promise.reject(notLoaded(relation));
    return peers === 'one' ? this.#rows() : loadMany(instance, relation).then((rows) => [...rows]);
  }
  /** An argument that nobody reads was meant to say something: which rows. */
  #refuse(name: string): Promise<never> {
    return Promise.reject(this.$misused(`${name}() takes no arguments`, `write filter({ … }).${name}()`));
  }
  #end(terminal: symbol, name: string): Promise<unknown> {
    try {
      if (!this.$sliced) return this.#one(this.$ask(terminal, () => null));
      if (terminal === token.LAST) this.$unsliced(name);
      return this.slice(0, 1)
        .toArray()
        .then(([row]) => row ?? null);
    } catch (error) {
      return Promise.reject(error);
    }
  }
  async #write(name: string, emit: (values: unknown[]) => Shape): Promise<number> {
    this.#checkWrite(name);
    const values = this.$own().slice();
    const shape = emit(values);
    if (this.$isEmpty) return 0;
    return (await this.#written(promised(execute<Outcome>(shape, values, this.$alias)))).changes;
  }
  #checkWrite(name: string): void {
    this.$unsliced(name);
    if (!this.$node.narrowed && !this.$node.nothing) {
      throw this.$misused(`${name}() would touch every row`, `say so: .all().${name}(…), or filter() first`);
    }
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
