/** fromDb: the hook through which a model may make its instances of rows itself. */
import { ConfigurationError } from '../errors/index.js';
import { isModelInstance } from './instance.js';
import type { ModelClass } from './meta.js';

/** Makes an instance of a row: names of attributes, and their values decoded. */
export type FromDb = (alias: string, names: readonly string[], values: readonly unknown[]) => object;

/** The model's own `static fromDb`, null when it has none (the fast way is then open). */
export function fromDbHook(Class: ModelClass): FromDb | null {
  const hook = (Class as { fromDb?: unknown }).fromDb;
  if (typeof hook !== 'function' || DEFAULTS.has(hook)) return null;
  return (alias, names, values) => {
    const instance: unknown = hook.call(Class, alias, names, values);
    if (isModelInstance(instance)) return instance;
    throw new ConfigurationError(`${Class.meta.label}.fromDb() returned no instance.`, {
      model: Class.meta.label,
      hint: 'return super.fromDb(alias, names, values)',
    });
  };
}

/** Those of Model itself, which are no hook. */
export const DEFAULTS: WeakSet<object> = new WeakSet();
