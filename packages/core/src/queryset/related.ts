/** The reverse side of a foreign key: a QuerySet of the rows that point here, whose create() knows the key. */
import type { ModelMeta, Row } from '../model/meta.js';
import { addRelatedComing } from './coming.js';
import { QuerySetCore } from './queryset-core.js';

type QuerySetConstructor = new () => QuerySetCore;
const classes = new WeakMap<QuerySetConstructor, QuerySetConstructor>();

/** `author.posts`: from the target's default manager, so with its methods and its conditions. */
export function relatedRows(target: ModelMeta, foreignKey: string, instance: Row): QuerySetCore {
  const start = target.Class.objects.getQuerySet();
  const Class = relatedClass(start.constructor as QuerySetConstructor);
  return QuerySetCore.related(start, Class, { [foreignKey]: instance });
}

function relatedClass(querySet: QuerySetConstructor): QuerySetConstructor {
  let made = classes.get(querySet);
  if (made === undefined) {
    made = class extends querySet {};
    addRelatedComing(made.prototype);
    classes.set(querySet, made);
  }
  return made;
}
