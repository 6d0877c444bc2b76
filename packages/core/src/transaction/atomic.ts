/** atomic(): all of a callback's statements, or none of them. Nested, a savepoint. */

import { currentDorm } from '../config/dorm.js';
import { checkOptionNames } from '../config/option-names.js';
import { ConfigurationError, NotSupportedError, TransactionManagementError } from '../errors/index.js';
import type { Database } from '../execution/database.js';
import type { DriverTransaction, IsolationLevel } from '../execution/driver.js';
import { databaseFor } from '../execution/execute.js';
import { currentScope, within } from '../execution/scope.js';
import { AtomicBlock, type Hooks } from './atomic-block.js';
import { runHooks } from './on-commit.js';

export interface AtomicOptions {
  /** The database's alias. Default `'default'`. */
  readonly using?: string;
  /** Refuses to be nested: what it does is stored when it returns. Default false. */
  readonly durable?: boolean;
  /** Only reads; on SQLite it then takes no write lock. Outermost block only. Default false. */
  readonly readOnly?: boolean;
  /** Outermost block only; NotSupportedError where the database has no such level. */
  readonly isolation?: IsolationLevel;
}

/** A function of any arguments, which a wrapper keeps. */
type AnyFunction = (this: unknown, ...args: never[]) => unknown;
/** Turns a function, or a method as a standard decorator, into one that runs in a block. */
export type AtomicWrapper = <F extends AnyFunction>(
  fn: F,
  context?: unknown,
) => (...args: Parameters<F>) => Promise<Awaited<ReturnType<F>>>;

const OPTIONS = ['using', 'durable', 'readOnly', 'isolation'] as const;
let savepoints = 0;

/**
 * Runs fn in a transaction: committed when it returns, rolled back when it throws. Inside another block it is a savepoint.
 *
 * A failed statement poisons its block, on every database: the block can only be rolled back. Put what may fail into an atomic()
 * of its own. What is started inside must be awaited inside.
 *
 * @param fn what it returns is awaited inside. Left out, a wrapper for functions and methods is returned.
 * @returns what fn returned, once it is stored.
 * @throws TransactionManagementError when the block is poisoned, or `durable` and nested.
 * @example
 * await atomic(async () => {
 *   const author = await Author.objects.create({ name: 'Ada', email: 'ada@x.org' });
 *   await Post.objects.create({ title: 'Notes', author });
 * });
 */
export function atomic<T>(fn: () => T | PromiseLike<T>): Promise<Awaited<T>>;
export function atomic<T>(options: AtomicOptions, fn: () => T | PromiseLike<T>): Promise<Awaited<T>>;
export function atomic(options?: AtomicOptions): AtomicWrapper;
export function atomic<T>(
  first?: AtomicOptions | (() => T | PromiseLike<T>),
  second?: () => T | PromiseLike<T>,
): Promise<Awaited<T>> | AtomicWrapper {
  const options = typeof first === 'function' ? {} : (first ?? {});
  const fn = typeof first === 'function' ? first : second;
  checkOptionNames('atomic()', options, OPTIONS);
  if (fn !== undefined && typeof fn !== 'function') {
    throw new ConfigurationError('atomic() takes a function last.', { hint: 'write atomic(async () => { … })' });
  }
  if (fn !== undefined) return run(options, fn);
  return wrapper(options);
}

function wrapper(options: AtomicOptions): AtomicWrapper {
  return <F extends AnyFunction>(wrapped: F) =>
    function (this: unknown, ...args: Parameters<F>): Promise<Awaited<ReturnType<F>>> {
      return run(options, () => Reflect.apply(wrapped, this, args) as ReturnType<F>);
    };
}

/** The same on a database that is known. */
export function atomicOn<T>(database: Database, fn: () => T | PromiseLike<T>): Promise<Awaited<T>> {
  return run({ using: database.alias }, fn);
}

async function run<T>(options: AtomicOptions, fn: () => T | PromiseLike<T>): Promise<Awaited<T>> {
  const database = databaseFor(options.using ?? null);
  const around = currentScope().block;
  const outer = around?.on(database) ?? null;
  if (outer === null) return outermost(database, around, options, fn);
  if (options.durable === true) {
    throw new TransactionManagementError('A durable atomic block cannot be nested in another.', {
      hint: 'call it after the outer block, or leave durable out',
    });
  }
  if (options.isolation !== undefined || options.readOnly === true) {
    throw new TransactionManagementError('isolation and readOnly belong to the outermost atomic block.', {
      hint: 'move the options to the block that begins the transaction',
    });
  }
  const hooks: Hooks = { commit: [], rollback: [] };
  try {
    return await outer.inside(() => nested(outer, around, hooks, fn));
  } catch (error) {
    // When the block is out of the way: a query in a hook would wait for it otherwise.
    await runRollbackHooks(hooks, error);
    throw error;
  }
}

async function outermost<T>(
  database: Database,
  around: AtomicBlock | null,
  options: AtomicOptions,
  fn: () => T | PromiseLike<T>,
): Promise<Awaited<T>> {
  const { isolation, readOnly = false, durable = false } = options;
  if (isolation !== undefined && !database.capabilities.isolationLevels.includes(isolation)) {
    throw new NotSupportedError(`This ${database.vendor} database has no isolation level '${isolation}'.`, {
      hint: `it has: ${database.capabilities.isolationLevels.join(', ')}`,
    });
  }
  const transaction = await database.backend.begin({ readOnly, ...(isolation === undefined ? {} : { isolation }) });
  const block = new AtomicBlock(database, transaction, around, null, durable);
  let result: Awaited<T>;
  try {
    result = await within({ block, dorm: currentDorm() }, fn);
    await settle(block);
    await transaction.commit();
  } catch (error) {
    block.end();
    await undo(() => transaction.rollback(), error);
    await runRollbackHooks(block.hooks, error);
    throw error;
  }
  block.end();
  await runHooks(block.hooks.commit);
  return result;
}

async function nested<T>(
  outer: AtomicBlock,
  around: AtomicBlock | null,
  hooks: Hooks,
  fn: () => T | PromiseLike<T>,
): Promise<Awaited<T>> {
  outer.check();
  const { transaction } = outer;
  const name = `dorm_${++savepoints}`;
  await transaction.savepoint(name);
  const block = new AtomicBlock(outer.database, transaction, around, name, false, hooks);
  let result: Awaited<T>;
  try {
    result = await within({ block, dorm: currentDorm() }, fn);
    await settle(block);
    await transaction.releaseSavepoint(name);
  } catch (error) {
    block.end();
    await undo(async () => {
      try {
        await rollbackTo(transaction, name);
      } catch (failed) {
        outer.poison = failed; // what the inner block did cannot be taken back alone
        throw failed;
      }
    }, error);
    throw error;
  }
  block.end();
  outer.hooks.commit.push(...block.hooks.commit);
  outer.hooks.rollback.push(...block.hooks.rollback);
  return result;
}

/** The reason of the rollback is what is thrown; an error in a hook stands beside it. */
async function runRollbackHooks(hooks: Hooks, reason: unknown): Promise<void> {
  await undo(() => runHooks(hooks.rollback), reason);
}

/** Waits for blocks that are still open inside, and refuses to commit what is poisoned. */
async function settle(block: AtomicBlock): Promise<void> {
  while (block.inner !== null) await block.inner.catch(() => undefined);
  block.check();
  block.end();
}

async function rollbackTo(transaction: DriverTransaction, name: string): Promise<void> {
  await transaction.rollbackToSavepoint(name);
  await transaction.releaseSavepoint(name);
}

/** Rolls back. When even that fails, the error that led here is thrown all the same, with this one beside it. */
async function undo(rollback: () => void | Promise<void>, reason: unknown): Promise<void> {
  try {
    await rollback();
  } catch (error) {
    if (reason instanceof Error && reason.cause === undefined)
      Object.defineProperty(reason, 'cause', { value: error, configurable: true });
  }
}
