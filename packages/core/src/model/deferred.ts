/** Deferred columns: a row that was read without some of its columns says so when one of them is read. */
import { NotLoadedError } from '../errors/index.js';
import type { BoundField } from './bound-field.js';
import type { ModelClass, Row } from './meta.js';

const LEFT_OUT: unique symbol = Symbol.for('@dorm/core.left-out') as typeof LEFT_OUT;
/** Which columns are left out is for callers to choose, so that there may be many sets of them: at so many a model starts over. */
const MAX_CLASSES = 500;
const NONE: readonly BoundField[] = Object.freeze([]);
const made = new WeakMap<ModelClass, Map<string, ModelClass>>();

/** What the prototype of such rows has: the fields they were read without. */
interface Deferring {
  readonly [LEFT_OUT]?: readonly BoundField[];
}

/**
 * The class of rows that are read without some columns. To everybody else it is the model's own: accessors that could be on that one's
 * prototype would stand in the way of every row that has the column.
 */
export function deferredClass(Class: ModelClass, left: readonly BoundField[]): ModelClass {
  if (left.length === 0) return Class;
  const known = made.get(Class) ?? new Map<string, ModelClass>();
  if (known.size >= MAX_CLASSES) known.clear();
  made.set(Class, known);
  const names = left.map(({ attr }) => attr).join();
  const found = known.get(names) ?? without(Class, left);
  known.set(names, found);
  return found;
}

/** The fields that a row was read without and that nobody has set since. */
export function deferredFields(row: object): readonly BoundField[] {
  const left = (row as Deferring)[LEFT_OUT];
  return left === undefined ? NONE : left.filter(({ attr }) => !Object.hasOwn(row, attr));
}

function without(Class: ModelClass, left: readonly BoundField[]): ModelClass {
  const Deferred = class extends Class {};
  Object.defineProperty(Deferred, 'name', { value: Class.name });
  Object.defineProperty(Deferred.prototype, 'constructor', { value: Class, configurable: true, writable: true });
  Object.defineProperty(Deferred.prototype, LEFT_OUT, { value: left });
  for (const field of left) {
    Object.defineProperty(Deferred.prototype, field.attr, {
      configurable: true,
      get(this: Row): never {
        throw unread(field);
      },
      set(this: Row, value: unknown): void {
        Object.defineProperty(this, field.attr, { value, configurable: true, enumerable: true, writable: true });
      },
    });
  }
  return Deferred;
}

function unread(field: BoundField): NotLoadedError {
  return new NotLoadedError(`${field.label} is not loaded: the query left it out.`, {
    model: field.model.label,
    field: field.name,
    hint: `await refreshFromDb({ fields: ['${field.name}'] }) first, or read '${field.name}' with the query`,
  });
}
