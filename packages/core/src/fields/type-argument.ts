/** `as<T>()` and `ref<M>()`: types handed over as values, inferred together with the options beside them. */
import { ConfigurationError } from '../errors/usage-errors.js';
import type { As, AsFunction, Ref, RefFunction } from '../typing/fields.js';
import { isIdentifier } from './options.js';
import { sortOf } from './refuse.js';

const AS: unique symbol = Symbol.for('@dorm/core.as') as typeof AS;
const AS_VALUE: object = Object.freeze({ [AS]: true });

/**
 * The type of a json field's values; nothing is checked at run time.
 * @example meta: f.json(as<{ source?: string }>(), { null: true })
 */
export const as: AsFunction = <T>() => AS_VALUE as As<T>;

/**
 * Names a model by its label, so that two files can point at each other; `'self'` is the model itself.
 *
 * @throws ConfigurationError when the label is not `app.Model`.
 * @example mentor: f.foreignKey(ref<Author>('blog.Author'), { null: true, onDelete: 'SET_NULL' })
 */
export const ref: RefFunction = <M>(label: string) => Object.freeze({ label: checkedLabel(label) }) as Ref<M>;

/** Whether a value came from `as()`, also from another copy of this package. */
export function isAs(value: unknown): boolean {
  return typeof value === 'object' && value !== null && AS in value;
}

function checkedLabel(label: unknown): string {
  if (typeof label !== 'string')
    throw new ConfigurationError(`ref() takes a label, got ${sortOf(label)}`, { hint: "ref<Author>('blog.Author')" });
  const names = label.split('.');
  if (label === 'self' || (names.length === 2 && names.every(isIdentifier))) return label;
  throw new ConfigurationError(`ref() takes a label such as 'blog.Author', got '${label.slice(0, 80)}'`, {
    hint: "the app's name, a point, the model's name; or 'self'",
  });
}
