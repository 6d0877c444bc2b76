/** Prefetch: loads relations for rows that are in memory: one query a relation and level, whatever the number of rows. */
import type { BoundField } from '../model/bound-field.js';
import { keepRelation, originOf, relationsOf, setRelation } from '../model/instance.js';
import { checkScope } from '../model/isolation.js';
import type { ManyRelation } from '../model/many-relation.js';
import type { Row } from '../model/meta.js';
import type { ReverseRelation } from '../model/relation.js';
import type { PrefetchStep } from '../queryset/prefetch.js';
import { linkedRows } from '../queryset/way-back.js';
import { groupOf, isLoaded, keyIn, loadGroup } from './load-relation.js';

/** A to-many relation loads for so many rows of a result at a time, when it is awaited on one of them. */
const WINDOW = 100;

/** Loads what the steps name, level by level. */
export async function prefetch(
  rows: readonly Row[],
  steps: readonly PrefetchStep[],
  alias: string | null,
): Promise<void> {
  if (rows.length === 0) return;
  for (const step of steps) {
    const found = await load(rows, step, alias);
    if (step.then.length > 0) await prefetch(found, step.then, alias);
  }
}

/** Loads a to-many relation for a row and those that follow it in its result. */
export async function loadMany(instance: Row, relation: ReverseRelation | ManyRelation): Promise<readonly Row[]> {
  checkScope(instance, `'${relation.name}' is read`);
  const origin = originOf(instance);
  const peers = groupOf(instance, origin);
  const at = peers.indexOf(instance);
  const group = at === -1 ? [instance] : peers.slice(at, at + WINDOW);
  const { name } = relation;
  const underWay = origin.loading?.get(name);
  if (underWay !== undefined) await underWay;
  if (!isLoaded(instance, relation)) {
    const loading = loadLinked(
      group.filter((row) => !isLoaded(row, relation)),
      relation,
      null,
      origin.alias,
    ).then(keepAs(relation));
    if (!Object.isFrozen(origin)) {
      origin.loading ??= new Map();
      origin.loading.set(name, loading);
    }
    await loading.finally(() => origin.loading?.delete(name));
  }
  return (relationsOf(instance)?.[name] ?? []) as unknown as readonly Row[];
}

async function load(rows: readonly Row[], step: PrefetchStep, alias: string | null): Promise<readonly Row[]> {
  const { relation, queryset, toAttr } = step;
  if (relation.kind === 'many' || relation.many) {
    const owners = toAttr === null ? rows.filter((row) => !isLoaded(row, relation)) : rows;
    const lists = await loadLinked([...new Set(owners)], relation, queryset, alias);
    if (toAttr === null) keepAs(relation)(lists);
    else for (const [row, list] of lists) row[toAttr] = [...list];
    return distinct(rows.flatMap((row) => (toAttr === null ? listOf(row, relation.name) : (row[toAttr] as Row[]))));
  }
  const waiting = [...new Set(rows)].filter((row) => !isLoaded(row, relation));
  await loadGroup(waiting, relation, alias, queryset);
  const found = rows.map((row) => (relationsOf(row)?.[relation.name] ?? null) as Row | null);
  if (toAttr !== null) for (const [i, row] of rows.entries()) row[toAttr] = found[i];
  return distinct(found.filter((row) => row !== null));
}

/** The rows on the other side by row on this side; empty lists included. */
async function loadLinked(
  owners: readonly Row[],
  relation: ReverseRelation | ManyRelation,
  queryset: PrefetchStep['queryset'],
  alias: string | null,
): Promise<Map<Row, Row[]>> {
  const { attr: key } = keyField(relation);
  const lists = new Map(owners.map((row) => [row, [] as Row[]]));
  const byKey = new Map<unknown, Row[]>();
  for (const row of owners) byKey.set(row[key], [...(byKey.get(row[key]) ?? []), row]);
  if (owners.length === 0) return lists;
  const { rows, keys } = await linkedRows(relation, [...byKey.keys()], queryset, alias);
  for (const [i, row] of rows.entries()) {
    for (const owner of byKey.get(keys[i]) ?? []) {
      lists.get(owner)?.push(row);
      if (relation.kind !== 'reverse') continue;
      const { field } = relation.forward;
      // The key that rows were found by is known, also where only() left it out.
      if (!Object.hasOwn(row, field.attr)) row[field.attr] = keys[i];
      setRelation(row, field.name, owner);
    }
  }
  return lists;
}

function keyField(relation: ReverseRelation | ManyRelation): BoundField {
  return relation.kind === 'reverse' ? relation.own : relation.hops[0].own;
}

function keepAs(relation: ReverseRelation | ManyRelation): (lists: ReadonlyMap<Row, Row[]>) => void {
  const key = keyField(relation);
  return (lists) => {
    for (const [row, list] of lists) keepRelation(row, relation.name, list, keyIn(row, key));
  };
}

/** The rows on the other side when they are in memory, and for the key that the row has now. */
export function keptList(row: Row, relation: ReverseRelation | ManyRelation): readonly Row[] | null {
  return isLoaded(row, relation) ? listOf(row, relation.name) : null;
}

function listOf(row: Row, name: string): Row[] {
  return (relationsOf(row)?.[name] ?? []) as unknown as Row[];
}

function distinct(rows: readonly Row[]): Row[] {
  return [...new Set(rows)];
}
