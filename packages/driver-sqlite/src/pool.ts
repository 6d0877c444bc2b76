/** The connections that transactions and streams of one file hold: a bounded number, opened when needed, then kept. */
import type { PoolTimeoutError } from '@dorm/core/driver';
import type { Connection } from './connection.js';
import { Hold, poolTimeout } from './turn.js';
import { WaitList } from './wait-list.js';

export class Pool {
  readonly max: number;
  readonly #open: () => Connection;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  readonly #holds = new Set<Hold>();
  readonly #waiting = new WaitList<Hold>();

  constructor(max: number, open: () => Connection) {
    this.max = max;
    this.#open = open;
  }

  get size(): number {
    return this.#all.size;
  }

  get inUse(): number {
    return this.#holds.size;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Places that nobody holds. */
  get free(): number {
    return this.max - this.#holds.size;
  }

  /** Takes a place, of which one must be free. */
  hold(began: Error | null): Hold {
    const hold = new Hold(began);
    this.#holds.add(hold);
    return hold;
  }

  /**
   * Takes a place when one is free.
   *
   * @throws PoolTimeoutError after `timeoutMs`.
   */
  async wait(owner: object, timeoutMs: number, began: Error | null, what: string): Promise<Hold> {
    const late = (): PoolTimeoutError =>
      poolTimeout(
        `no connection to ${what} became free within ${timeoutMs} ms`,
        this.max,
        this.#holds,
        this.waiting + 1,
      );
    if (this.free > 0) return this.hold(began);
    const hold = await this.#waiting.wait(owner, timeoutMs, late);
    hold.began = began;
    return hold;
  }

  /** A connection for somebody who holds a place: an idle one, or a new one. */
  connect(): Connection {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const connection = this.#open();
    this.#all.add(connection);
    return connection;
  }

  /** Takes a connection back that is as good as new. */
  giveBack(connection: Connection): void {
    if (this.#all.has(connection)) this.#idle.push(connection);
  }

  /** Takes a connection out that nobody should use again. */
  discard(connection: Connection): void {
    this.#all.delete(connection);
    connection.close();
  }

  /** Gives a place back, or rather on: it is never free while somebody waits, so nobody can jump the queue. */
  release(hold: Hold): void {
    if (!this.#holds.delete(hold)) return;
    const next = new Hold(null);
    if (this.#waiting.serve(next)) this.#holds.add(next);
  }

  close(owner: object, error: Error): void {
    this.#waiting.rejectAll(owner, error);
    for (const connection of this.#all) connection.close();
    this.#all.clear();
    this.#idle.length = 0;
  }
}
