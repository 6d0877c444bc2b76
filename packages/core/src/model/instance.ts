/** The hidden half of an instance: where it comes from, and the related rows it holds. Two private slots, no state object. */
import { brand } from '../config/brand.js';
import { shared } from '../config/process-state.js';
import { type AmbientValues, holdsHere } from '../execution/ambient.js';
import { currentScope } from '../execution/scope.js';
import type { ModelClass, ModelMeta, Row } from './meta.js';

export type { Row } from './meta.js';

import type { Origin } from './origin.js';

/** The door for decoders: `new Author(LOAD, origin)` makes an empty instance, with the user's constructor and class fields run. */
export const LOAD: unique symbol = Symbol.for('@dorm/core.load') as typeof LOAD;
const INSTANCE = brand('instance');

/** Related rows by relation name. Copied on write, so that rows may share one. */
export type Relations = Readonly<Record<string, object | null>>;

interface Hidden {
  /** Where every model class starts: it only holds the hidden slots. */
  readonly Slots: new (
    origin: Origin,
  ) => object;
  originOf(instance: object): Origin;
  setOrigin(instance: object, origin: Origin): void;
  relationsOf(instance: object): Relations | null;
  setRelations(instance: object, relations: Relations | null): void;
}

// Private slots belong to one class; when two copies of this package are loaded, both use the class of the first.
const hidden: Hidden = shared('hidden-slots', () => {
  class Slots {
    #origin: Origin;
    #relations: Relations | null = null;
    constructor(origin: Origin) {
      this.#origin = origin;
    }
    static originOf(instance: object): Origin {
      return (instance as Slots).#origin;
    }
    static setOrigin(instance: object, origin: Origin): void {
      (instance as Slots).#origin = origin;
    }
    static relationsOf(instance: object): Relations | null {
      return (instance as Slots).#relations;
    }
    static setRelations(instance: object, relations: Relations | null): void {
      (instance as Slots).#relations = relations;
    }
  }
  INSTANCE.mark(Slots);
  const { originOf, setOrigin, relationsOf, setRelations } = Slots;
  return { Slots, originOf, setOrigin, relationsOf, setRelations };
});

export const Slots: Hidden['Slots'] = hidden.Slots;
export const originOf: Hidden['originOf'] = hidden.originOf;
export const setOrigin: Hidden['setOrigin'] = hidden.setOrigin;
export const relationsOf: Hidden['relationsOf'] = hidden.relationsOf;
export const setRelations: Hidden['setRelations'] = hidden.setRelations;

/** Keeps one related row beside those that are there. */
export function setRelation(instance: object, name: string, value: object | null): void {
  setRelations(instance, { ...relationsOf(instance), [name]: value });
}

/** Forgets one related row. */
export function dropRelation(instance: object, name: string): void {
  const relations = relationsOf(instance);
  if (relations === null || !(name in relations)) return;
  const { [name]: _dropped, [keyName(name)]: _key, ...rest } = relations;
  setRelations(instance, rest);
}

/** Where a related row stands that had no key when it was assigned: save() reads its key. No relation can have this name. */
export function unsavedName(name: string): string {
  return `+${name}`;
}

/** Where it stands which key a kept relation was read for. No relation can have this name. */
export function keyName(name: string): string {
  return `-${name}`;
}

/** What a kept relation was read for. */
interface KeptFor {
  readonly key: unknown;
  /** What features had set around the call: another tenant has other rows. */
  readonly under: AmbientValues | null;
}

/** Keeps what was read of a relation, and for which key. */
export function keepRelation(instance: object, name: string, value: object | null, key: unknown): void {
  const kept: KeptFor = { key, under: currentScope().ambient };
  setRelations(instance, { ...relationsOf(instance), [name]: value, [keyName(name)]: kept });
}

/** Whether what is kept was read for this key, and may be shown in this scope. */
export function isKeptFor(instance: object, name: string, key: unknown): boolean {
  const kept = (relationsOf(instance)?.[keyName(name)] ?? null) as KeptFor | null;
  return kept !== null && kept.key === key && holdsHere(kept.under);
}

export function isModelInstance(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && INSTANCE.has(value);
}

export function classOf(instance: object): ModelClass {
  return instance.constructor as ModelClass;
}

export function metaOfInstance(instance: object): ModelMeta {
  return classOf(instance).meta;
}
