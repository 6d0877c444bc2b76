/** Breath: lets the event loop turn in a long row of awaited statements, which would otherwise be one endless microtask. */

/** How long statements may follow each other, in milliseconds. */
const LONGEST = 10;
/** The clock is looked at after so many statements, which is what keeps it free. */
export const EVERY = 32;

export class Breath {
  #since = Date.now();

  /** An answer: now, or, when it is time for timers and I/O, once the event loop has turned. */
  answer<Result>(result: Result): Result | Promise<Result> {
    const now = Date.now();
    const elapsed = now - this.#since;
    // A clock that was set back starts anew.
    if (elapsed >= 0 && elapsed < LONGEST) return result;
    this.#since = now;
    return new Promise((resolve) => {
      setImmediate(resolve, result);
    });
  }
}
