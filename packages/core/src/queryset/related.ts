/** The many side of a relation, from one row: a QuerySet of the rows there, which writes, too. */
import { QuerySetError } from '../errors/index.js';
import { originOf } from '../model/instance.js';
import { checkScope } from '../model/isolation.js';
import type { Row } from '../model/meta.js';
import { QuerySetCore } from './queryset-core.js';
import { manyClass, reverseClass } from './related-managers.js';
import { backTo, type ManySide } from './way-back.js';

type QuerySetConstructor = new () => QuerySetCore;

/** `author.posts`, `post.tags`: from the target's default manager, so with its methods and its conditions. */
export function relatedRows(instance: Row, relation: ManySide): QuerySetCore {
  checkScope(instance, `'${relation.name}' is read`);
  const manager = relation.target.defaultManager.getQuerySet();
  const { alias } = originOf(instance);
  const start = alias === null ? manager : manager.using(alias);
  const Class = relatedClass(start.constructor as QuerySetConstructor, relation.kind);
  const back = backTo(relation);
  const value = instance[back.lookup.path.field.relation?.targetField.attr ?? ''] ?? null;
  const isStored = relation.source.key.every(({ attr }) => (instance[attr] ?? null) !== null);
  if (value === null || !isStored) {
    const { label } = relation.source;
    throw new QuerySetError(`${label}.${relation.name}: this instance is not stored yet, so nothing points at it.`, {
      model: label,
      field: relation.name,
      hint: 'save() it first',
    });
  }
  const given = relation.kind === 'reverse' ? { [relation.forward.name]: instance } : null;
  return QuerySetCore.related(start, Class, { ...back, value, given, instance, relation });
}

const classes = {
  reverse: new WeakMap<QuerySetConstructor, QuerySetConstructor>(),
  many: new WeakMap<QuerySetConstructor, QuerySetConstructor>(),
};

function relatedClass(querySet: QuerySetConstructor, kind: ManySide['kind']): QuerySetConstructor {
  let made = classes[kind].get(querySet);
  if (made === undefined) {
    made = kind === 'many' ? manyClass(querySet) : reverseClass(querySet);
    classes[kind].set(querySet, made);
  }
  return made;
}
