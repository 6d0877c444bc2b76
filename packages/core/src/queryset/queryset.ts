/** QuerySet and Manager as applications see them: the bodies of the core classes under the types of `typing/`. */
import type { ManagerClass, Manager as ManagerType, QuerySetClass, QuerySet as QuerySetType } from '../typing/index.js';
import { addComing } from './coming.js';
import { type ManagerCore, managerOf } from './manager-core.js';
import { QuerySetCore } from './queryset-core.js';

addComing(QuerySetCore.prototype);

class QuerySetValue extends QuerySetCore {
  static asManager(this: new () => QuerySetCore): ManagerCore {
    return new (managerOf(this))();
  }
}
class ManagerValue extends managerOf(QuerySetValue) {
  static fromQuerySet(querySet: new () => QuerySetCore): typeof ManagerCore {
    return managerOf(querySet);
  }
}

// The types say more than bodies can be checked against: a row's type rides on `this`, through phantom members that exist in no object.
// These two lines are the seam; the type tests and the behaviour suites meet at it from both sides.
export const QuerySet: QuerySetClass = QuerySetValue as unknown as QuerySetClass;
export const Manager: ManagerClass = ManagerValue as unknown as ManagerClass;
export type QuerySet<M> = QuerySetType<M>;
export type Manager<M> = ManagerType<M>;

/** The manager of a model that defines none: `Author.objects`. */
export function defaultManager(): ManagerCore {
  return new ManagerValue();
}
