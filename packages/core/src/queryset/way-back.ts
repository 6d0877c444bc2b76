/** The way back: from the other side of a relation to the rows that it is read from. */
import type { Linked } from '../hydration/decode.js';
import type { ManyRelation } from '../model/many-relation.js';
import { ReverseRelation } from '../model/relation.js';
import { type Lookup, lookupOfPath } from './lookup.js';
import type { QuerySetCore } from './queryset-core.js';

/** A relation with many rows on its other side. */
export type ManySide = ReverseRelation | ManyRelation;

/** The rows on the other side of a relation for many rows at once, each with the key of the row it belongs to. */
export function linkedRows(
  relation: ManySide,
  keys: readonly unknown[],
  queryset: QuerySetCore | null,
  alias: string | null,
): Promise<Linked> {
  const start = queryset ?? relation.target.defaultManager.getQuerySet();
  const query = alias === null ? start : start.using(alias);
  return query.$linked(backTo(relation), keys);
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
  const back = new ReverseRelation(relation.target, toTarget, `${relation.name}-`, toJoining.forward, true);
  return lookupOfPath(relation.name, [back], toJoining.forward.field);
}
