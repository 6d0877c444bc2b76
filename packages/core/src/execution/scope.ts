/** The ambient scope: what is around a call. One immutable object, carried by the one AsyncLocalStorage. */
import type { Dorm } from '../config/dorm.js';
import { processState } from '../config/process-state.js';
import type { AtomicBlock } from '../transaction/atomic-block.js';
import type { AmbientValues } from './ambient.js';
import type { QueryLog } from './capture-queries.js';

export interface Scope {
  /** The configuration of `createDorm(config).run(fn)`; null: the process default. */
  readonly dorm: Dorm | null;
  /** The innermost atomic block of any database; outer ones hang behind it. */
  readonly block: AtomicBlock | null;
  /** Where statements are written down while queries are captured. */
  readonly log: QueryLog | null;
  /** What features have set around the call: the tenant. */
  readonly ambient: AmbientValues | null;
}

const NOTHING: Scope = Object.freeze({ dorm: null, block: null, log: null, ambient: null });

/** The scope around this call. */
export function currentScope(): Scope {
  return processState.scoped ? (processState.scopes.getStore() ?? NOTHING) : NOTHING;
}

/** Runs fn with the scope changed, and awaits what it returns inside: a QuerySet runs there and not after it. */
export function within<T>(change: Partial<Scope>, fn: () => T | PromiseLike<T>): Promise<Awaited<T>> {
  processState.scoped = true;
  return processState.scopes.run({ ...currentScope(), ...change }, async (): Promise<Awaited<T>> => await fn());
}
