/** Callers that wait for something, served in the order in which they came, each for a limited time. */

interface Waiter<T> {
  readonly owner: object;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export class WaitList<T> {
  readonly #waiters = new Set<Waiter<T>>();

  get size(): number {
    return this.#waiters.size;
  }

  /**
   * Joins the end of the line.
   *
   * @param owner whose `rejectAll` ends the wait.
   * @param timeoutMs how long to wait.
   * @param late makes the error of a wait that took too long.
   */
  wait(owner: object, timeoutMs: number, late: () => Error): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(late());
      }, timeoutMs);
      const waiter: Waiter<T> = { owner, timer, resolve, reject };
      this.#waiters.add(waiter);
    });
  }

  /** Hands the value to whoever waits longest; false when nobody waits. */
  serve(value: T): boolean {
    for (const waiter of this.#waiters) {
      this.#leave(waiter);
      waiter.resolve(value);
      return true;
    }
    return false;
  }

  /** Ends the waits of one owner. */
  rejectAll(owner: object, error: Error): void {
    for (const waiter of this.#waiters) {
      if (waiter.owner !== owner) continue;
      this.#leave(waiter);
      waiter.reject(error);
    }
  }

  #leave(waiter: Waiter<T>): void {
    this.#waiters.delete(waiter);
    clearTimeout(waiter.timer);
  }
}
