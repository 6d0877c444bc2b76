/** The reverse side of a foreign key as it writes: add(), remove(), set() and clear() change the foreign key of the other rows. */
import { NotSupportedError } from '../errors/index.js';
import { databaseFor } from '../execution/execute.js';
import { dropRelation, isModelInstance, relationsOf } from '../model/instance.js';
import type { Row } from '../model/meta.js';
import type { ReverseRelation } from '../model/relation.js';
import { atomicOn } from '../transaction/atomic.js';
import type { QuerySetCore } from './queryset-core.js';
import { allRows, labelOf, noSuchRows, type RelatedItems, type RelatedSide, readItems } from './related-items.js';

type Side = RelatedSide<ReverseRelation>;

/** Points the rows at the instance: one UPDATE. */
export async function addReverse(side: Side, given: unknown): Promise<void> {
  const items = readItems(side, 'add', given);
  await pointHere(side, items.keys);
  remember(side, items);
}

/** Takes rows away from the instance, which all must be its own. */
export async function removeReverse(side: Side, given: unknown): Promise<void> {
  checkNullable(side, 'remove');
  const items = readItems(side, 'remove', given);
  await inOne(side, async () => {
    if ((await release(side, items.keys)) < items.keys.length)
      throw noSuchRows(side, 'remove() was given rows that do not belong here');
  });
  forget(side, items.rows);
}

/** Takes all rows away that the manager shows. */
export async function clearReverse(side: Side, shown: QuerySetCore): Promise<void> {
  checkNullable(side, 'clear');
  await shown.update({ [side.relation.forward.field.attr]: null });
}

/** The rows are these and no others. @param shown those that the manager shows. */
export async function setReverse(side: Side, given: unknown, clear: boolean, shown: QuerySetCore): Promise<void> {
  const { target, forward } = side.relation;
  if (clear) checkNullable(side, 'set({ clear: true })');
  const items = readItems(side, 'set', given);
  const { name } = target.singleKey('set() compares rows by it');
  await inOne(side, async () => {
    if (clear) await shown.update({ [forward.field.attr]: null });
    const before = clear ? [] : ((await shown.valuesList(name, { flat: true })) as unknown[]);
    const after = new Set(items.keys);
    const leaving = before.filter((key) => !after.has(key));
    if (leaving.length > 0) {
      checkNullable(side, 'set() without rows that belong here');
      await release(side, leaving);
    }
    const there = new Set(before);
    await pointHere(
      side,
      items.keys.filter((key) => !there.has(key)),
    );
  });
  remember(side, items);
}

function inOne<T>({ alias }: Side, work: () => Promise<T>): Promise<T> {
  return atomicOn(databaseFor(alias), work);
}

async function pointHere(side: Side, keys: readonly unknown[]): Promise<void> {
  if (keys.length === 0) return;
  const { instance, alias, relation } = side;
  const { target, forward } = relation;
  await inOne(side, async () => {
    const value = instance[forward.targetField.attr];
    const moved = await allRows(target, alias)
      .filter({ pk__in: keys })
      .update({ [forward.field.attr]: value });
    if (moved < keys.length) throw noSuchRows(side, 'some of the rows are not there');
  });
}

async function release({ instance, alias, relation }: Side, keys: readonly unknown[]): Promise<number> {
  if (keys.length === 0) return 0;
  const { target, forward } = relation;
  const { attr } = forward.field;
  return allRows(target, alias)
    .filter({ pk__in: keys, [attr]: instance[forward.targetField.attr] })
    .update({ [attr]: null });
}

/** The instances that were given say what the database says now. */
function remember({ instance, relation }: Side, { rows }: RelatedItems): void {
  const { name } = relation.forward;
  for (const row of rows) {
    // Whose it was before has one row less.
    const owner = relationsOf(row)?.[name] ?? null;
    if (isModelInstance(owner)) dropRelation(owner, relation.name);
    row[name] = instance;
  }
}

function forget({ instance, relation }: Side, rows: readonly Row[]): void {
  const { field, name, targetField } = relation.forward;
  for (const row of rows) if (row[field.attr] === instance[targetField.attr]) row[name] = null;
}

/** @throws NotSupportedError where a row must point at something. */
function checkNullable({ relation }: Side, what: string): void {
  const { forward, source, name } = relation;
  if (forward.field.null) return;
  const call = what.includes('(') ? what : `${what}()`;
  throw new NotSupportedError(
    `${labelOf(relation)}: ${call} would leave ${forward.field.label} empty, which is NOT NULL.`,
    {
      model: source.label,
      field: name,
      hint: 'add() the rows to another one, delete() them, or define the foreign key with null: true',
    },
  );
}
