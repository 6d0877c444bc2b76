/** loadRelation: loads a related row for a row and its peers in one query, and gives each its own. */
import { currentDorm } from '../config/dorm.js';
import { NotLoadedError } from '../errors/index.js';
import { execute, promised } from '../execution/execute.js';
import type { BoundField } from '../model/bound-field.js';
import { originOf, relationsOf, setRelation } from '../model/instance.js';
import type { ModelMeta, Row } from '../model/meta.js';
import { type Origin, peersOf } from '../model/origin.js';
import type { PlainRelation, Relation } from '../model/relation.js';
import { doesNotExist } from '../model/row-errors.js';
import { resolveLookup } from '../queryset/lookup.js';
import type { QuerySetCore } from '../queryset/queryset-core.js';
import type { Shape } from '../queryset/shape.js';
import { FILTER, LIST, ROWS } from '../queryset/tokens.js';

/** The related row. A missing reverse row is null; a foreign key that points at nothing is the target's DoesNotExist. */
export async function loadRelation(instance: Row, relation: PlainRelation): Promise<object | null> {
  const { name } = relation;
  const origin = originOf(instance);
  const { peers } = currentDorm().settings;
  if (peers === 'raise') {
    throw notLoaded(relation);
  }
  const underWay = origin.loading?.get(name);
  if (underWay !== undefined) await underWay;
  // Once more when the row's key was changed while the query ran.
  while (!isLoaded(instance, name) && hasKey(instance, relation))
    await loadFor(instance, relation, origin, peers === 'one');
  const row = relationsOf(instance)?.[name] ?? null;
  if (row === null && relation.kind === 'forward' && hasKey(instance, relation)) throw doesNotExist(relation.target);
  return row;
}

/** What awaiting a relation throws where only loading ahead is allowed. */
export function notLoaded({ kind, many, name, source }: Relation): NotLoadedError {
  const ahead = kind === 'many' || many ? 'prefetchRelated' : 'selectRelated';
  return new NotLoadedError(`${source.label}.${name} is not loaded.`, {
    model: source.label,
    field: name,
    hint: `add ${ahead}('${name}') to the query (the configuration says peers: 'raise')`,
  });
}

function loadFor(instance: Row, relation: PlainRelation, origin: Origin, alone: boolean): Promise<void> {
  const { name } = relation;
  const group = alone
    ? [instance]
    : groupOf(instance, origin).filter((row) => row === instance || !isLoaded(row, name));
  const loading = loadGroup(group, relation, origin.alias);
  if (alone || Object.isFrozen(origin)) return loading;
  origin.loading ??= new Map();
  origin.loading.set(name, loading);
  return loading.finally(() => origin.loading?.delete(name));
}

/** Loads the related row of each row of a group, in one query. */
export async function loadGroup(
  group: readonly Row[],
  relation: PlainRelation,
  alias: string | null,
  queryset: QuerySetCore | null = null,
): Promise<void> {
  const { own, other, target } = relation;
  const keyOf = new Map(group.map((row) => [row, row[own.attr] ?? null]));
  const keys = new Set([...keyOf.values()].filter((key) => key !== null));
  if (keys.size === 0) return;
  const where = { [`${other.attr}__in`]: [...keys] };
  const rows =
    queryset === null
      ? await promised(execute<Row[]>(groupShape(target, other), [[...keys]], alias))
      : ((await queryset.filter(where)) as Row[]);
  const byKey = new Map(rows.map((row) => [row[other.attr], row]));
  for (const [row, key] of keyOf) {
    // A key that was changed meanwhile is not answered here.
    const asked = key !== null && row[own.attr] === key;
    if (asked && !isLoaded(row, relation.name)) setRelation(row, relation.name, byKey.get(key) ?? null);
  }
}

function groupShape({ root }: ModelMeta, other: BoundField): Shape {
  return root.step(FILTER).named(`${other.attr}__in`, resolveLookup).step(LIST).step(ROWS);
}

function hasKey(row: Row, relation: PlainRelation): boolean {
  return (row[relation.own.attr] ?? null) !== null;
}

/** The row's peers of its own model, itself among them. */
function groupOf(instance: Row, origin: Origin): readonly Row[] {
  const peers = rowsOf(origin).filter((row): row is Row => row.constructor === instance.constructor);
  return peers.includes(instance) ? peers : [instance];
}

/** Rows that came along by selectRelated are found through the rows that they came with. */
function rowsOf(origin: Origin): readonly object[] {
  const { via } = origin;
  if (via === null) return peersOf(origin);
  const related = rowsOf(via.origin).map((row) => relationsOf(row)?.[via.relation] ?? null);
  return [...new Set(related.filter((row) => row !== null))];
}

/** A kept row counts while the key that led to it still stands. */
export function isLoaded(instance: object, name: string): boolean {
  const relations = relationsOf(instance);
  return relations !== null && name in relations;
}
