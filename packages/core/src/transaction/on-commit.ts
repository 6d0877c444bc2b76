/** onCommit and onRollback: what runs after the outermost block, when its outcome is certain. */

import { ConfigurationError, TransactionManagementError } from '../errors/index.js';
import { databaseFor } from '../execution/execute.js';
import { currentScope } from '../execution/scope.js';
import type { AtomicBlock } from './atomic-block.js';

/**
 * Runs fn after the outermost atomic block around it has committed; at once when there is none. Dropped when the block is rolled back.
 *
 * @param fn awaited, in order; an error in it rejects atomic(), whose work is stored all the same.
 * @param options `using`: the alias of the database. Default `'default'`.
 * @example
 * onCommit(() => queue.send({ orderId: order.id }));
 */
export async function onCommit(fn: () => unknown, options: { readonly using?: string } = {}): Promise<void> {
  checkHook(fn, 'onCommit');
  const block = blockOf(options);
  if (block === null) await fn();
  else block.hooks.commit.push(fn);
}

/** Runs fn when the atomic block around it is rolled back; never outside of one. */
export function onRollback(fn: () => unknown, options: { readonly using?: string } = {}): void {
  checkHook(fn, 'onRollback');
  blockOf(options)?.hooks.rollback.push(fn);
}

function blockOf({ using }: { readonly using?: string }): AtomicBlock | null {
  const block = currentScope().block?.on(databaseFor(using ?? null)) ?? null;
  if (block?.hasEnded !== true) return block;
  throw new TransactionManagementError('The atomic block around this call has ended.', {
    hint: 'await everything that is started inside atomic() before its callback returns',
  });
}

function checkHook(fn: unknown, name: string): void {
  if (typeof fn === 'function') return;
  throw new ConfigurationError(`${name}() takes a function.`, { hint: `write ${name}(() => …)` });
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
