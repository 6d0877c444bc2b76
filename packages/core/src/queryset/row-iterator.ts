/** RowIterator: rows one by one, read in chunks. It holds neither the result nor, where the driver can help it, a connection of others. */
import type { RowStream } from '../execution/driver.js';
import { databaseFor, sendStream } from '../execution/execute.js';
import type { Plan } from '../execution/plan.js';
import type { Row } from '../model/meta.js';
import { buildPlan } from './build-plan.js';
import type { Shape } from './shape.js';

export class RowIterator implements AsyncIterableIterator<unknown> {
  readonly #shape: Shape;
  readonly #values: readonly unknown[];
  readonly #alias: string | null;
  readonly #chunk: number;
  readonly #after: ((rows: readonly Row[]) => Promise<void>) | null;
  #plan: Plan | null = null;
  #source: RowStream | null = null;
  #rows: readonly unknown[] = [];
  #reading: Promise<unknown> | null = null;
  #at = 0;
  #done: boolean;

  constructor(
    shape: Shape,
    values: readonly unknown[],
    alias: string | null,
    chunk: number,
    empty: boolean,
    after: ((rows: readonly Row[]) => Promise<void>) | null,
  ) {
    this.#shape = shape;
    this.#values = values;
    this.#alias = alias;
    this.#chunk = chunk;
    this.#done = empty;
    this.#after = after;
  }

  /** Every loop starts a query of its own. */
  [Symbol.asyncIterator](): AsyncIterableIterator<unknown> {
    return new RowIterator(this.#shape, this.#values, this.#alias, this.#chunk, this.#done, this.#after);
  }

  next(): Promise<IteratorResult<unknown>> {
    // Calls that come while a chunk is read wait for it, and then take their turn.
    if (this.#reading !== null) return this.#reading.then(() => this.next());
    if (this.#at < this.#rows.length) return Promise.resolve({ value: this.#rows[this.#at++], done: false });
    const more = this.#more();
    this.#reading = more
      .catch(() => undefined)
      .finally(() => {
        this.#reading = null;
      });
    return more;
  }

  async return(): Promise<IteratorResult<unknown>> {
    this.#done = true;
    this.#rows = [];
    const source = this.#source;
    this.#source = null;
    await source?.close();
    return { value: undefined, done: true };
  }

  async #more(): Promise<IteratorResult<unknown>> {
    if (this.#done) return { value: undefined, done: true };
    try {
      const { plan, stream } = await this.#open();
      const rows = await stream.read();
      if (rows.length === 0 || this.#done) return await this.return();
      this.#rows = plan.decode(rows, 0, null) as readonly unknown[];
      await this.#after?.(this.#rows as readonly Row[]);
      this.#at = 1;
      return { value: this.#rows[0], done: false };
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  /** The first call decides the database and the plan, whatever is around a later one. */
  async #open(): Promise<{ plan: Plan; stream: RowStream }> {
    if (this.#plan !== null && this.#source !== null) return { plan: this.#plan, stream: this.#source };
    const database = databaseFor(this.#alias);
    const plan = this.#shape.plan(database, buildPlan);
    const parameters = plan.pack === null ? this.#values : plan.pack(this.#values);
    const stream = await sendStream(plan, parameters, this.#chunk, database);
    this.#plan = plan;
    this.#source = stream;
    // return() may have been called while the stream was opened.
    if (this.#done) await this.return();
    return { plan, stream };
  }
}
