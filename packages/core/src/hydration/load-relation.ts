/** loadRelation: loads a related row for a row and its peers in one query, and gives each its own. */
import { currentDorm } from '../config/dorm.js';
import { NotLoadedError } from '../errors/index.js';
import { execute, promised } from '../execution/execute.js';
import type { BoundField } from '../model/bound-field.js';
import { isKeptFor, keepRelation, originOf, relationsOf, setRelation } from '../model/instance.js';
import { checkScope, isElsewhere } from '../model/isolation.js';
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
  checkScope(instance, `'${name}' is read`);
  const underWay = origin.loading?.get(name);
  if (underWay !== undefined) await underWay;
  // Asked once a key: again only when the row's key was changed while the query ran.
  let asked: unknown = null;
  for (let key = keyIn(instance, relation.own); key !== null && key !== asked; key = keyIn(instance, relation.own)) {
    if (isLoaded(instance, relation)) break;
    await loadFor(instance, relation, origin, peers === 'one');
    asked = key;
  }
  const row = isLoaded(instance, relation) ? (relationsOf(instance)?.[name] ?? null) : null;
  if (row === null && relation.kind === 'forward' && keyIn(instance, relation.own) !== null)
    throw doesNotExist(relation.target);
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
    : groupOf(instance, origin).filter((row) => row === instance || !isLoaded(row, relation));
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
  const keyOf = new Map(group.map((row) => [row, keyIn(row, own)]));
  const keys = [...new Set([...keyOf.values()].filter((key) => key !== null))];
  if (keys.length === 0) return;
  const start = queryset ?? (relation.kind === 'forward' ? baseQuery(target, alias) : null);
  const rows =
    start === null
      ? await promised(execute<Row[]>(groupShape(target, other), [keys], alias))
      : ((await start.filter({ [`${other.attr}__in`]: keys })) as Row[]);
  const byKey = new Map(rows.map((row) => [row[other.attr], row]));
  for (const [row, key] of keyOf) {
    // A key that was changed meanwhile is not answered here.
    const asked = key !== null && keyIn(row, own) === key;
    if (!asked || isLoaded(row, relation)) continue;
    const found = byKey.get(key) ?? null;
    // What a queryset of one's own leaves out is known to be left out; a key that leads nowhere is asked for again.
    if (found === null && (queryset !== null || relation.kind === 'reverse'))
      keepRelation(row, relation.name, null, key);
    else setRelation(row, relation.name, found);
    if (found !== null && relation.kind === 'reverse') setRelation(found, relation.forward.name, row);
  }
}

/** Where the row of a foreign key is looked for, when the model says so. */
function baseQuery({ baseManager }: ModelMeta, alias: string | null): QuerySetCore | null {
  const query = baseManager?.getQuerySet() ?? null;
  return query === null || alias === null ? query : query.using(alias);
}

function groupShape({ root }: ModelMeta, other: BoundField): Shape {
  return root.step(FILTER).named(`${other.attr}__in`, resolveLookup).step(LIST).step(ROWS);
}

/** The row's peers of its own model, itself among them. */
export function groupOf(instance: Row, origin: Origin): readonly Row[] {
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

/** Whether the other side is in memory. A kept row counts while the key that led to it still stands. */
export function isLoaded(row: Row, relation: Relation): boolean {
  const relations = relationsOf(row);
  if (relations === null || !(relation.name in relations)) return false;
  const { name } = relation;
  if (relation.kind === 'many') return isKeptFor(row, name, keyIn(row, relation.hops[0].own));
  if (relation.many) return isKeptFor(row, name, keyIn(row, relation.own));
  const kept = relations[name] as Row | null;
  if (kept !== null && isElsewhere(kept)) return false;
  if (relation.kind === 'reverse') return kept !== null || isKeptFor(row, name, keyIn(row, relation.own));
  const key = keyIn(row, relation.own);
  return kept === null ? key === null || isKeptFor(row, name, key) : keyIn(kept, relation.other) === key;
}

/** The key as its field has it: one that was set by hand may be spelt otherwise. */
export function keyIn(row: Row, { attr, kind }: BoundField): unknown {
  const value = row[attr] ?? null;
  if (value === null || kind.check(value)) return value;
  try {
    return kind.clean(value);
  } catch {
    return value;
  }
}
