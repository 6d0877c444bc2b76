/** The many side of a relation, from one row: a QuerySet of the rows there, whose create() knows the foreign key. */
import { QuerySetError } from '../errors/index.js';
import type { ManyRelation } from '../model/many-relation.js';
import type { Row } from '../model/meta.js';
import { ReverseRelation } from '../model/relation.js';
import { addRelatedComing } from './coming.js';
import { type Lookup, lookupOfPath } from './lookup.js';
import { QuerySetCore } from './queryset-core.js';

type QuerySetConstructor = new () => QuerySetCore;
type ManySide = ReverseRelation | ManyRelation;

/** `author.posts`, `post.tags`: from the target's default manager, so with its methods and its conditions. */
export function relatedRows(instance: Row, relation: ManySide): QuerySetCore {
  const start = relation.target.Class.objects.getQuerySet();
  const Class = relatedClass(start.constructor as QuerySetConstructor, relation.kind);
  const back = backTo(relation);
  const value = instance[back.lookup.path.field.relation?.targetField.attr ?? ''] ?? null;
  if (value === null) {
    const { label } = relation.source;
    throw new QuerySetError(`${label}.${relation.name}: this instance is not stored yet, so nothing points at it.`, {
      model: label,
      field: relation.name,
      hint: 'save() it first',
    });
  }
  const given = relation.kind === 'reverse' ? { [relation.forward.name]: instance } : null;
  return QuerySetCore.related(start, Class, { ...back, value, given });
}

/** A step of the shape that no name can stand for: the way back from the other side. */
export interface WayBack {
  readonly token: symbol;
  readonly lookup: Lookup;
}

const ways = new WeakMap<ManySide, WayBack>();

/** From the other side back to the row: what its rows are filtered by. */
export function backTo(relation: ManySide): WayBack {
  let way = ways.get(relation);
  if (way === undefined) {
    way = { token: Symbol(relation.name), lookup: backLookup(relation) };
    ways.set(relation, way);
  }
  return way;
}

function backLookup(relation: ManySide): Lookup {
  if (relation.kind === 'reverse') return lookupOfPath(relation.forward.name, [], relation.forward.field);
  const [toJoining, toTarget] = relation.hops;
  const back = new ReverseRelation(relation.target, toTarget, `${relation.name}-`);
  return lookupOfPath(relation.name, [back], toJoining.forward.field);
}

const classes = {
  reverse: new WeakMap<QuerySetConstructor, QuerySetConstructor>(),
  many: new WeakMap<QuerySetConstructor, QuerySetConstructor>(),
};

function relatedClass(querySet: QuerySetConstructor, kind: ManySide['kind']): QuerySetConstructor {
  let made = classes[kind].get(querySet);
  if (made === undefined) {
    made = class extends querySet {};
    addRelatedComing(made.prototype, kind === 'many');
    classes[kind].set(querySet, made);
  }
  return made;
}
