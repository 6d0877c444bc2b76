/** Whose turn it is: the one writer of a file, or the one user of a shared connection. Fair, and handed over directly. */
import { PoolTimeoutError } from '@dorm/core/driver';
import { WaitList } from './wait-list.js';

/** Somebody who holds something, remembered so that a timeout can tell who is in the way. */
export class Hold {
  readonly since: number = performance.now();
  /** Made where it began: only its stack matters, and V8 formats that when it is read. */
  began: Error | null;

  constructor(began: Error | null) {
    this.began = began;
  }
}

export class Turn {
  #holder: Hold | null = null;
  readonly #waiting = new WaitList<null>();

  /** Whether somebody has the turn, so that others must wait. */
  get taken(): boolean {
    return this.#holder !== null;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes the turn, which must be free. */
  enter(began: Error | null): void {
    this.#holder = new Hold(began);
  }

  /**
   * Takes the turn when it comes.
   *
   * @throws PoolTimeoutError after `timeoutMs`, which says who had it.
   */
  async wait(owner: object, timeoutMs: number, began: Error | null, what: string): Promise<void> {
    if (this.#holder !== null) await this.#waiting.wait(owner, timeoutMs, () => this.#late(timeoutMs, what));
    this.enter(began);
  }

  /** Hands the turn to whoever waits longest. It is never free in between, so nobody can jump the queue. */
  leave(): void {
    if (!this.#waiting.serve(null)) this.#holder = null;
  }

  rejectAll(owner: object, error: Error): void {
    this.#waiting.rejectAll(owner, error);
  }

  #late(timeoutMs: number, what: string): Error {
    const holders = this.#holder === null ? [] : [this.#holder];
    return poolTimeout(`${what} did not become free within ${timeoutMs} ms`, 1, holders, this.waiting + 1);
  }
}

/** The error of a wait that took too long: how many hold what others want, and where the oldest of them began. */
export function poolTimeout(message: string, max: number, holders: Iterable<Hold>, waiting: number): PoolTimeoutError {
  const list = [...holders].sort((a, b) => a.since - b.since);
  const oldest = list[0];
  let state = `max ${max}, in use ${list.length}, waiting ${waiting}`;
  if (oldest !== undefined) {
    state += `; the oldest has been in use for ${Math.round(performance.now() - oldest.since)} ms`;
    const place = placeOf(oldest.began);
    if (place !== null) state += `, since ${place}`;
  }
  return new PoolTimeoutError(`${message} (${state})`, {
    retryable: true,
    hint: 'keep transactions short, let none wait for another one, or raise acquireTimeoutMs or maxConnections',
    ...(oldest?.began == null ? {} : { cause: oldest.began }),
  });
}

/** The first place in a stack that is neither dorm's nor Node's: where the application began it. */
function placeOf(began: Error | null): string | null {
  const frames = (began?.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const own = frames.find(
    (line) => !/node:internal|[\\/](@dorm|packages)[\\/](core|driver-sqlite)[\\/](src|dist)[\\/]/.test(line),
  );
  return (own ?? frames.at(-1))?.trim() ?? null;
}
