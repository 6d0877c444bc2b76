/** assertNumQueries and assertMaxQueries: how many statements a piece of work may send. */
import { type CapturedQuery, captureQueries } from '@dorm/core';

/** What counted work gave, and the statements that it sent. */
export interface CountedQueries<T> {
  readonly count: number;
  /** In the order in which they were sent, without their values. */
  readonly queries: readonly CapturedQuery[];
  readonly result: T;
}

/** A function wrapped so that each call is counted; as a standard decorator it does the same to a method. */
export type QueryAssertion = <This, Args extends unknown[], Result>(
  fn: (this: This, ...args: Args) => Result,
  context?: ClassMethodDecoratorContext,
) => (this: This, ...args: Args) => Promise<Awaited<Result>>;

/**
 * Fails when the work sends another number of statements than expected. BEGIN, COMMIT and savepoints are not counted.
 *
 * @param expected how many statements are right.
 * @param fn the work; what it returns is awaited inside, so `() => qs` runs here. Without it a wrapper is returned, which is also a
 *   standard decorator for test methods; a wrapped function resolves to what it returns.
 * @returns the count, the statements, and what fn returned.
 * @throws Error that lists the statements sent, without their values.
 * @example
 * const { result } = await assertNumQueries(1, () => Book.objects.selectRelated('author'));
 */
export function assertNumQueries<T>(
  expected: number,
  fn: () => T | PromiseLike<T>,
): Promise<CountedQueries<Awaited<T>>>;
export function assertNumQueries(expected: number): QueryAssertion;
export function assertNumQueries<T>(
  expected: number,
  fn?: () => T | PromiseLike<T>,
): Promise<CountedQueries<Awaited<T>>> | QueryAssertion {
  const check = counted(expected, 'exactly', (sent) => sent === expected);
  return fn === undefined ? wrapper(check) : check(fn);
}

/**
 * Fails when the work sends more statements than allowed. See `assertNumQueries`.
 *
 * @param most how many statements are allowed.
 * @example
 * test('dashboard', assertMaxQueries(5)(async () => { await renderDashboard(); }));
 */
export function assertMaxQueries<T>(most: number, fn: () => T | PromiseLike<T>): Promise<CountedQueries<Awaited<T>>>;
export function assertMaxQueries(most: number): QueryAssertion;
export function assertMaxQueries<T>(
  most: number,
  fn?: () => T | PromiseLike<T>,
): Promise<CountedQueries<Awaited<T>>> | QueryAssertion {
  const check = counted(most, 'at most', (sent) => sent <= most);
  return fn === undefined ? wrapper(check) : check(fn);
}

type Check = <T>(fn: () => T | PromiseLike<T>) => Promise<CountedQueries<Awaited<T>>>;

function counted(limit: number, words: string, accepts: (sent: number) => boolean): Check {
  if (!Number.isSafeInteger(limit) || limit < 0) throw new TypeError('A number of queries is a whole number from 0.');
  return async <T>(fn: () => T | PromiseLike<T>): Promise<CountedQueries<Awaited<T>>> => {
    const { result, queries } = await captureQueries(fn);
    const count = queries.length;
    if (accepts(count)) return { count, queries, result };
    const sent = queries.map((query, index) => `  ${index + 1}. [${query.alias}] ${query.sql}`);
    throw new Error([`Expected ${words} ${limit} queries, ${count} ran.`, ...sent].join('\n'));
  };
}

function wrapper(check: Check): QueryAssertion {
  return (fn) =>
    function (...args) {
      return check(() => fn.apply(this, args)).then(({ result }) => result);
    };
}
