/** The errors of one model: `Author.DoesNotExist`, `Author.MultipleObjectsReturned`, made once a class. */
import { DoesNotExist, MultipleObjectsReturned } from '../errors/index.js';
import type { ModelMeta } from './meta.js';

interface ErrorClasses {
  readonly DoesNotExist: typeof DoesNotExist;
  readonly MultipleObjectsReturned: typeof MultipleObjectsReturned;
}
const classes = new WeakMap<ModelMeta, ErrorClasses>();

/** The error classes of a model: subclasses of the shared ones, so that either can be caught. */
export function errorsOf(meta: ModelMeta): ErrorClasses {
  let made = classes.get(meta);
  if (made === undefined) {
    made = {
      DoesNotExist: class extends DoesNotExist {},
      MultipleObjectsReturned: class extends MultipleObjectsReturned {},
    };
    classes.set(meta, made);
  }
  return made;
}

export function doesNotExist(meta: ModelMeta): DoesNotExist {
  const { DoesNotExist: Own } = errorsOf(meta);
  return new Own(`${meta.label}: no row matches.`, {
    model: meta.label,
    hint: 'use getOrNone() or first() where a missing row is an ordinary answer',
  });
}

export function multipleObjects(meta: ModelMeta, count: string): MultipleObjectsReturned {
  const { MultipleObjectsReturned: Own } = errorsOf(meta);
  return new Own(`${meta.label}: get() wants one row, and ${count} match.`, {
    model: meta.label,
    hint: 'filter by a unique field, or use first() with an ordering',
  });
}
