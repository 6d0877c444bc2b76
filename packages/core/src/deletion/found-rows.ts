/** FoundRows: rows of several models, known by their keys alone. */
import { isDate } from '../fields/refuse.js';
import type { ModelMeta } from '../model/meta.js';

export class FoundRows {
  readonly #keys = new Map<ModelMeta, Map<unknown, unknown>>();

  /** Keeps a row. @returns whether it is new. */
  add(model: ModelMeta, key: unknown): boolean {
    let keys = this.#keys.get(model);
    if (keys === undefined) {
      keys = new Map();
      this.#keys.set(model, keys);
    }
    const { size } = keys;
    return keys.set(identity(key), key).size > size;
  }

  has(model: ModelMeta, key: unknown): boolean {
    return this.#keys.get(model)?.has(identity(key)) ?? false;
  }

  get models(): Iterable<ModelMeta> {
    return this.#keys.keys();
  }

  /** The keys of a model's rows, those found last first. */
  keys(model: ModelMeta): unknown[] {
    return [...(this.#keys.get(model)?.values() ?? [])].reverse();
  }
}

/** What is the same for the same key: keys that are objects are equal by what they hold. */
function identity(key: unknown): unknown {
  if (typeof key !== 'object' || key === null) return key;
  if (Array.isArray(key)) return key.map((part) => `${typeof part} ${String(identity(part))}`).join('\0');
  return isDate(key) ? `at ${key.getTime()}` : String(key);
}
