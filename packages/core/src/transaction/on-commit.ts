/** onCommit and onRollback: what runs after the outermost block, when its outcome is certain. */

import { databaseFor } from '../execution/execute.js';
import { currentScope } from '../execution/scope.js';

/**
 * Runs fn after the outermost atomic block around it has committed; at once when there is none. Dropped when the block is rolled back.
 *
 * @param fn awaited, in order; an error in it rejects atomic(), whose work is stored all the same.
 * @param options `using`: the alias of the database. Default `'default'`.
 * @example
 * onCommit(() => queue.send({ orderId: order.id }));
 */
export async function onCommit(fn: () => unknown, options: { readonly using?: string } = {}): Promise<void> {
  const block = currentScope().block?.on(databaseFor(options.using ?? null)) ?? null;
  if (block === null) await fn();
  else block.hooks.commit.push(fn);
}

/** Runs fn when the atomic block around it is rolled back; never outside of one. */
export function onRollback(fn: () => unknown, options: { readonly using?: string } = {}): void {
  currentScope()
    .block?.on(databaseFor(options.using ?? null))
    ?.hooks.rollback.push(fn);
}

/** Runs all of them, one after the other; the first error is thrown when all have run. */
export async function runHooks(hooks: readonly (() => unknown)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const hook of hooks) {
    try {
      await hook();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
