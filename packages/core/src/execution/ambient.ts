/** Ambient: one value around a call, as the tenant is: set for a callback, read when a statement runs, never kept in a query or a plan. */
import { type DormError, QuerySetError } from '../errors/index.js';
import { currentScope, within } from './scope.js';

/** What is set around a call, by its Ambient. */
export type AmbientValues = ReadonlyMap<Ambient<unknown>, unknown>;

/** A value that stands around a call and everything that it awaits, and in no other task. */
export class Ambient<T> {
  readonly name: string;
  readonly #missing: (model: string) => DormError;

  /**
   * @param name what messages call it.
   * @param missing makes the error of a query that needs the value where none is set. Default: a QuerySetError.
   * @example
   * const TENANT = new Ambient<string>('tenant');
   * await TENANT.run('acme', () => Post.objects.count());
   */
  constructor(name: string, missing?: (model: string) => DormError) {
    this.name = name;
    this.#missing =
      missing ??
      ((model) =>
        new QuerySetError(`${model}: no ${name} is set around this query.`, {
          model,
          hint: `run it inside the scope of a ${name}`,
        }));
  }

  /** The value around this call; undefined where none is set. */
  get current(): T | undefined {
    return currentScope().ambient?.get(this) as T | undefined;
  }

  /** The value around this call. @throws the error that `missing` makes. */
  required(model: string): T {
    const value = this.current;
    if (value === undefined) throw this.#missing(model);
    return value;
  }

  /**
   * Runs fn with the value around it.
   *
   * @param fn what it returns is awaited inside, so `() => qs` runs there.
   * @returns what fn returned.
   */
  run<R>(value: T, fn: () => R | PromiseLike<R>): Promise<Awaited<R>> {
    return within({ ambient: new Map([...(currentScope().ambient ?? []), [this, value]]) }, fn);
  }
}

/** Whether what was read under some values may be shown here: under the same ones, or where none are set. */
export function holdsHere(under: AmbientValues | null): boolean {
  const { ambient } = currentScope();
  if (ambient === null || ambient === under) return true;
  if (under === null || ambient.size !== under.size) return false;
  return [...ambient].every(([key, value]) => under.has(key) && Object.is(under.get(key), value));
}
