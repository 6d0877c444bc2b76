/** A many-to-many relation as it writes: add(), remove(), set() and clear() insert and delete rows of the joining model. */
import { databaseFor } from '../execution/execute.js';
import { createRows } from '../model/create.js';
import { dropRelation, isModelInstance, originOf, setOrigin } from '../model/instance.js';
import type { ManyRelation } from '../model/many-relation.js';
import type { Row } from '../model/meta.js';
import type { ForwardRelation } from '../model/relation.js';
import { atomicOn } from '../transaction/atomic.js';
import { allRows, noSuchRows, type RelatedItems, type RelatedSide, readItems } from './related-items.js';

type Side = RelatedSide<ManyRelation>;
/** What the rows of a joining model of one's own hold besides. */
export type ThroughDefaults = Readonly<Record<string, unknown>>;

/** Links the rows; links that exist are left as they are. */
export async function addLinks(side: Side, given: unknown, defaults: ThroughDefaults): Promise<void> {
  const items = readItems(side, 'add', given);
  if (items.keys.length === 0) return;
  await inOne(side, async () => link(side, await farValues(side, items, true), defaults));
  forget(side, items.rows);
}

/** Takes the links away; rows that are not linked are no error. */
export async function removeLinks(side: Side, given: unknown): Promise<void> {
  const items = readItems(side, 'remove', given);
  if (items.keys.length === 0) return;
  await inOne(side, async () => unlink(side, await farValues(side, items, false)));
  forget(side, items.rows);
}

/** Takes all links away to rows that the default manager shows. */
export async function clearLinks(side: Side): Promise<void> {
  await inOne(side, () => unlink(side, null));
}

/** The links are these and no others: what is there stays, unless all are to be made anew. */
export async function setLinks(side: Side, given: unknown, clear: boolean, defaults: ThroughDefaults): Promise<void> {
  const items = readItems(side, 'set', given);
  await inOne(side, async () => {
    const after = await farValues(side, items, true);
    if (clear) await unlink(side, null);
    const before = clear ? [] : await linked(side);
    const staying = new Set(after);
    const leaving = before.filter((value) => !staying.has(value));
    if (leaving.length > 0) await unlink(side, leaving);
    const there = new Set(before);
    await link(
      side,
      after.filter((value) => !there.has(value)),
      defaults,
    );
  });
  forget(side, items.rows);
}

/** Makes rows and their links, all or nothing. @param given instances among them say that they are not stored when it fails. */
export async function createLinked<T extends object>(
  side: Side,
  given: readonly object[],
  defaults: ThroughDefaults,
  make: () => Promise<T[]>,
): Promise<T[]> {
  const before = given.filter(isModelInstance).map((row) => ({ row, origin: originOf(row), values: { ...row } }));
  try {
    return await inOne(side, async () => {
      const made = await make();
      const { attr } = side.relation.hops[1].targetField;
      await link(
        side,
        made.map((row) => (row as unknown as Row)[attr]),
        defaults,
      );
      return made;
    });
  } catch (error) {
    for (const { row, origin, values } of before) {
      Object.assign(row, values);
      setOrigin(row, origin);
    }
    throw error;
  }
}

function inOne<T>({ alias }: Side, work: () => Promise<T>): Promise<T> {
  return atomicOn(databaseFor(alias), work);
}

/**
 * What the joining rows hold of the rows that were given. Bare keys are looked up, and rows that belong to a scope: a link to one that is
 * not seen here is not made and not broken.
 */
async function farValues(side: Side, { rows, keys, bare }: RelatedItems, strict: boolean): Promise<unknown[]> {
  const { target, hops } = side.relation;
  const { attr } = hops[1].targetField;
  const asked = target.isolated.length > 0 ? keys : bare;
  const known = asked === keys ? [] : rows.map((row) => row[attr]);
  if (asked.length === 0) return known;
  const found = (await allRows(target, side.alias)
    .filter({ pk__in: asked })
    .valuesList(attr, { flat: true })) as unknown[];
  if (strict && found.length < asked.length) throw noSuchRows(side, 'some of the rows are not there');
  return [...known, ...found];
}

/** What the joining rows hold of the rows that the manager shows. */
async function linked(side: Side): Promise<unknown[]> {
  const [near, far] = ends(side);
  const { attr } = far.field;
  const where = { ...from(side, near), ...shown(side, far) };
  return (await allRows(side.relation.through, side.alias).filter(where).valuesList(attr, { flat: true })) as unknown[];
}

async function link(side: Side, values: readonly unknown[], defaults: ThroughDefaults): Promise<void> {
  const [near, far] = ends(side);
  await insertMissing(side, near, far, values, defaults);
  if (side.relation.symmetrical) await insertMissing(side, far, near, values, defaults);
}

async function insertMissing(
  side: Side,
  near: ForwardRelation,
  far: ForwardRelation,
  values: readonly unknown[],
  defaults: ThroughDefaults,
): Promise<void> {
  if (values.length === 0) return;
  const { alias, relation } = side;
  const { attr } = far.field;
  const own = from(side, near);
  const rows = await allRows(relation.through, alias)
    .filter({ ...own, [`${attr}__in`]: values })
    .valuesList(attr, { flat: true });
  const there = new Set(rows as unknown[]);
  const missing = [...new Set(values)].filter((value) => !there.has(value));
  await createRows(
    relation.through,
    missing.map((value) => ({ ...defaults, ...own, [attr]: value })),
    {},
    alias,
    null,
  );
}

/** @param values null: all that the manager shows. */
async function unlink(side: Side, values: readonly unknown[] | null): Promise<void> {
  const [near, far] = ends(side);
  await deleteLinks(side, near, far, values);
  if (side.relation.symmetrical) await deleteLinks(side, far, near, values);
}

async function deleteLinks(
  side: Side,
  near: ForwardRelation,
  far: ForwardRelation,
  values: readonly unknown[] | null,
): Promise<void> {
  const which = values === null ? shown(side, far) : { [`${far.field.attr}__in`]: values };
  await allRows(side.relation.through, side.alias)
    .filter({ ...from(side, near), ...which })
    .delete();
}

/** The joining model's keys: to the instance, and to the rows beyond. */
function ends({ relation }: Side): readonly [near: ForwardRelation, far: ForwardRelation] {
  const [toJoining, far] = relation.hops;
  return [toJoining.forward, far];
}

function from({ instance }: Side, near: ForwardRelation): Record<string, unknown> {
  return { [near.field.attr]: instance[near.targetField.attr] };
}

/** That the row beyond is one that the default manager shows; nothing where it shows all. */
function shown({ relation, alias }: Side, far: ForwardRelation): Record<string, unknown> {
  const { target } = relation;
  const manager = target.defaultManager.getQuerySet();
  if (manager.$shape === target.root && target.isolated.length === 0) return {};
  const rows = alias === null ? manager : manager.using(alias);
  return { [`${far.field.attr}__in`]: rows.values(far.targetField.name) };
}

/** What the rows that were given keep of their side is old. */
function forget({ relation }: Side, rows: readonly Row[]): void {
  const { inverseName } = relation;
  if (inverseName !== null) for (const row of rows) dropRelation(row, inverseName);
}
