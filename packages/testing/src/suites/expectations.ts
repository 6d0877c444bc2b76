/** What the suites expect of errors and of the number of statements. */
import { captureQueries, DormError, FieldError, ValidationError } from '@dorm/core';
import { expect } from 'vitest';

/** The error class that a test waits for. */
type ErrorClass<E> = abstract new (...args: never) => E;

/** What an instance says of itself. */
export interface State {
  readonly adding: boolean;
  readonly db: string | null;
}

/** A value whose type is wrong on purpose, as data from outside may be. */
export function hostile<T = never>(value: unknown): T {
  return value as T;
}

export function stateOf(instance: object): State {
  return (instance as { readonly _state: State })._state;
}

/** Runs work that must fail with dorm's error of this class, and gives the error. What it returns is awaited. */
export async function failure<E extends Error = DormError>(
  work: () => unknown,
  type?: ErrorClass<E>,
): Promise<E & DormError> {
  const error = await outcome(work);
  expect(error, String(error)).toBeInstanceOf(type ?? DormError);
  return error as E & DormError;
}

/** Like `failure`, for input that must be refused before a statement is sent, with a hint or messages per field. */
export async function refusal<E extends Error = DormError>(
  work: () => unknown,
  type?: ErrorClass<E>,
): Promise<E & DormError> {
  const { result: error, queries } = await captureQueries(() => outcome(work));
  expect(
    queries.map((query) => query.sql),
    `nothing may reach the database, but ${String(error)}`,
  ).toEqual([]);
  if (type === undefined)
    expect(error instanceof FieldError || error instanceof ValidationError, String(error)).toBe(true);
  else expect(error, String(error)).toBeInstanceOf(type);
  return error as E & DormError;
}

/** The statements that work sends. */
export async function statements(work: () => unknown): Promise<string[]> {
  const { queries } = await captureQueries(async () => {
    await work();
  });
  return queries.map((query) => query.sql);
}

/** Runs work that must send this many statements, and gives its result. */
export async function counted<T>(expected: number, work: () => T | PromiseLike<T>): Promise<Awaited<T>> {
  const { result, queries } = await captureQueries(work);
  expect(queries.map((query) => query.sql)).toHaveLength(expected);
  return result;
}

async function outcome(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return undefined;
}
