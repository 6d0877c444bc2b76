/** ManagerCore: where queries of a model start. It has the methods of its QuerySet and is not one: it cannot be awaited. */
import { brand } from '../config/brand.js';
import { ConfigurationError } from '../errors/index.js';
import type { ModelMeta } from '../model/meta.js';
import { QuerySetCore } from './queryset-core.js';

const MANAGER = brand('manager');
type QuerySetConstructor = new () => QuerySetCore;

export class ManagerCore {
  /** The QuerySet class of its queries. */
  static readonly querySet: QuerySetConstructor = QuerySetCore;
  #meta: ModelMeta | null = null;
  #name = '';

  /** What every query of this manager starts from; override it to change that. */
  getQuerySet(): QuerySetCore {
    const { querySet } = this.constructor as typeof ManagerCore;
    return QuerySetCore.start(querySet, this.meta, this.#name);
  }

  get meta(): ModelMeta {
    if (this.#meta !== null) return this.#meta;
    throw new ConfigurationError('This manager belongs to no model.', {
      hint: 'make it a static property of a model that is in a defineApp, or of an abstract base of one',
    });
  }

  /** This manager as a model's own: itself, unless it is another model's already. */
  boundTo(meta: ModelMeta, name: string): ManagerCore {
    if (this.#meta !== null && (this.#meta !== meta || this.#name !== name)) return this.copyFor(meta, name);
    this.#meta = meta;
    this.#name = name;
    return this;
  }

  /** A manager of the same class and in the same state, for a model that inherits it. */
  copyFor(meta: ModelMeta, name: string): ManagerCore {
    const Class = this.constructor as new () => ManagerCore;
    // A constructor that takes arguments is not run again: what it made of them is in the properties.
    const copy = Class.length === 0 ? new Class() : (Reflect.construct(ManagerCore, [], Class) as ManagerCore);
    for (const [key, value] of Object.entries(this)) {
      // An arrow function that the class defines belongs to the manager that it was made with.
      if (typeof value !== 'function' || !Object.hasOwn(copy, key)) Reflect.set(copy, key, value);
    }
    return copy.boundTo(meta, name);
  }
}

MANAGER.mark(ManagerCore);

export function isManager(value: unknown): value is ManagerCore {
  return typeof value === 'object' && value !== null && MANAGER.has(value);
}

const classes = new WeakMap<QuerySetConstructor, typeof ManagerCore>();

/** The manager class with the methods of a QuerySet class. */
export function managerOf(querySet: QuerySetConstructor): typeof ManagerCore {
  let made = classes.get(querySet);
  if (made === undefined) {
    made = class extends ManagerCore {
      static override readonly querySet = querySet;
    };
    forwardMethods(made, querySet);
    classes.set(querySet, made);
  }
  return made;
}

const OWN = new Set<PropertyKey>(['constructor', 'then', 'meta', 'toJSON', Symbol.asyncIterator]);

/** Every method of the QuerySet class runs on a fresh QuerySet of the manager. */
function forwardMethods(target: typeof ManagerCore, querySet: QuerySetConstructor): void {
  for (let from: object = querySet.prototype; from !== Object.prototype; from = Object.getPrototypeOf(from)) {
    for (const name of Reflect.ownKeys(from)) {
      if (
        OWN.has(name) ||
        String(name).startsWith('$') ||
        name in target.prototype ||
        typeof Object.getOwnPropertyDescriptor(from, name)?.value !== 'function'
      )
        continue;
      Object.defineProperty(target.prototype, name, {
        configurable: true,
        writable: true,
        value(this: ManagerCore, ...args: unknown[]): unknown {
          const query = this.getQuerySet();
          return Reflect.apply(Reflect.get(query, name), query, args);
        },
      });
    }
  }
}
