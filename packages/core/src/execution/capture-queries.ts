/** captureQueries: writes down the statements that a callback sends, and nothing of other tasks. */
import { ConfigurationError } from '../errors/index.js';
import { currentScope, within } from './scope.js';

/** A statement that ran. Its parameters are not kept. */
export interface CapturedQuery {
  readonly sql: string;
  readonly alias: string;
  /** Wall-clock milliseconds until the database had answered and the rows were made. */
  readonly ms: number;
}

/** Where statements are written down; inner captures write to the outer ones too. */
export class QueryLog {
  readonly entries: CapturedQuery[] = [];
  readonly #outer: QueryLog | null;

  constructor(outer: QueryLog | null) {
    this.#outer = outer;
  }

  add(entry: CapturedQuery): void {
    this.entries.push(entry);
    this.#outer?.add(entry);
  }
}

/**
 * Runs fn and tells which statements it sent. BEGIN, COMMIT and savepoints are not among them.
 *
 * @param fn what it returns is awaited inside, so `() => qs` counts.
 * @returns what fn returned, and the statements in their order.
 * @example
 * const { result, queries } = await captureQueries(() => Author.objects.count());
 * console.log(queries[0].sql);
 */
export async function captureQueries<T>(
  fn: () => T | PromiseLike<T>,
): Promise<{ readonly result: Awaited<T>; readonly queries: readonly CapturedQuery[] }> {
  if (typeof fn !== 'function')
    throw new ConfigurationError('captureQueries() takes a function.', {
      hint: 'write captureQueries(() => Author.objects.count())',
    });
  const log = new QueryLog(currentScope().log);
  const result = await within({ log }, fn);
  return { result, queries: log.entries };
}
