/** NotLoaded: what stands for a related row that is not in memory: await it. Awaiting loads it for all rows of the result at once. */
import { loadRelation } from '../hydration/load-relation.js';
import { showAs } from './console-view.js';
import type { Row } from './meta.js';
import type { PlainRelation } from './relation.js';

export class NotLoaded implements PromiseLike<object | null> {
  readonly #instance: Row;
  readonly #relation: PlainRelation;

  constructor(instance: Row, relation: PlainRelation) {
    this.#instance = instance;
    this.#relation = relation;
  }

  then<T = object | null, E = never>(
    ok?: ((row: object | null) => T | PromiseLike<T>) | null,
    failed?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<T | E> {
    return loadRelation(this.#instance, this.#relation).then(ok, failed);
  }

  toJSON(): undefined {
    return undefined;
  }
}
showAs(NotLoaded.prototype, () => '<not loaded>');
