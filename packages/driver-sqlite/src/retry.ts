/** Waiting for a lock that another process holds, without blocking the event loop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationalError } from '@dorm/core/driver';

/** The longest pause between two attempts, in ms. */
const MAX_PAUSE = 40;

/** Whether an error means that somebody else has the lock, so that a later attempt may succeed. */
export function isLocked(error: unknown): boolean {
  return error instanceof OperationalError && /^SQLITE_(BUSY|LOCKED)/.test(error.nativeCode ?? '');
}

/**
 * Attempts something until it meets no lock, with growing, jittered pauses.
 *
 * @param timeoutMs after which the last attempt's error is thrown.
 */
export async function retryLocked<T>(timeoutMs: number, attempt: () => T): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (let pause = 2; ; pause = Math.min(pause * 2, MAX_PAUSE)) {
    try {
      return attempt();
    } catch (error) {
      const left = deadline - performance.now();
      if (!isLocked(error) || left <= 0) throw error;
      await sleep(Math.min(left, pause * (0.5 + Math.random())));
    }
  }
}
