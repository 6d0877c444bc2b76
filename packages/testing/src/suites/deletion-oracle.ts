/** Deletions of random rows in random graphs against plain JavaScript that follows the rules row by row; and one of many rows. */
import { atomic, captureQueries, getConnection, ProtectedError, RestrictedError, sql } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Branch, Deed, Egg, Hen, House, Lamp, Lease, Owner, Room } from '../models/index.js';
import { seedProperties } from './property-seed.js';
import type { Workbench } from './workbench.js';

type Row = Record<string, number | null>;
type Store = Map<string, Map<number, Row>>;
type Rule = 'CASCADE' | 'PROTECT' | 'RESTRICT' | 'SET_NULL';

const MODELS = { Owner, House, Room, Lamp, Deed, Lease, Branch, Hen, Egg };
type Name = keyof typeof MODELS;

/** Every foreign key: whose it is, what it refers to, what is to happen. */
const KEYS: readonly (readonly [from: Name, attr: string, to: Name, rule: Rule, nullable: boolean])[] = [
  ['House', 'ownerId', 'Owner', 'CASCADE', false],
  ['House', 'keeperId', 'Owner', 'SET_NULL', true],
  ['Room', 'houseId', 'House', 'CASCADE', false],
  ['Lamp', 'roomId', 'Room', 'CASCADE', false],
  ['Deed', 'houseId', 'House', 'PROTECT', false],
  ['Deed', 'copyOfId', 'Deed', 'PROTECT', true],
  ['Lease', 'houseId', 'House', 'CASCADE', true],
  ['Lease', 'roomId', 'Room', 'RESTRICT', false],
  ['Branch', 'parentId', 'Branch', 'CASCADE', true],
  ['Hen', 'eggId', 'Egg', 'CASCADE', true],
  ['Egg', 'henId', 'Hen', 'CASCADE', true],
];
const SIZES: Readonly<Record<Name, number>> = {
  Owner: 2,
  House: 3,
  Room: 4,
  Lamp: 4,
  Deed: 1,
  Lease: 2,
  Branch: 5,
  Hen: 3,
  Egg: 3,
};
const NAMES = Object.keys(MODELS) as Name[];

/** A graph by picks: which row each key refers to, the last pick standing for none where that is allowed. */
function graphOf(picks: readonly number[], without: readonly Name[]): Store {
  const store: Store = new Map();
  let next = 0;
  for (const name of NAMES) {
    const rows = new Map<number, Row>();
    for (let id = 1; id <= (without.includes(name) ? 0 : SIZES[name]); id++) {
      const row: Row = { id };
      for (const [, attr, to, , nullable] of KEYS.filter(([from]) => from === name)) {
        const pick = (picks[next++ % picks.length] ?? 0) % (SIZES[to] + (nullable ? 1 : 0));
        row[attr] = pick === SIZES[to] ? null : pick + 1;
      }
      rows.set(id, row);
    }
    store.set(name, rows);
  }
  return store;
}

interface Outcome {
  readonly kind: 'done' | 'protected' | 'restricted';
  /** Rows that went by model, or the keys that stand in the way. */
  readonly what: Readonly<Record<string, unknown>>;
}

/** Deletes in memory; the store stays as it is when something stands in the way. */
function deleteInMemory(store: Store, name: Name, ids: readonly number[]): Outcome {
  const doomed = new Set(ids.map((id) => `${name} ${id}`));
  const referring = (rule: Rule) =>
    KEYS.flatMap(([from, attr, to, its]) =>
      [...(store.get(from)?.values() ?? [])]
        .filter((row) => its === rule && doomed.has(`${to} ${row[attr]}`))
        .map((row) => ({ from, attr, row, id: `${from} ${row['id']}` })),
    );
  for (let before = -1; before < doomed.size; ) {
    before = doomed.size;
    for (const { id } of referring('CASCADE')) doomed.add(id);
  }
  const guarded = [...new Set(referring('PROTECT').map(({ id }) => id))];
  if (guarded.length > 0) return { kind: 'protected', what: byModel(guarded) };
  const restricted = [...new Set(referring('RESTRICT').map(({ id }) => id))].filter((id) => !doomed.has(id));
  if (restricted.length > 0) return { kind: 'restricted', what: byModel(restricted) };
  for (const { row, attr } of referring('SET_NULL')) row[attr] = null;
  const what: Record<string, number> = {};
  for (const id of doomed) {
    const [model = '', key] = id.split(' ');
    if (store.get(model)?.delete(Number(key))) what[`estate.${model}`] = (what[`estate.${model}`] ?? 0) + 1;
  }
  return { kind: 'done', what };
}

function byModel(ids: readonly string[]): Record<string, number[]> {
  const keys: Record<string, number[]> = {};
  for (const id of ids) {
    const [model, key] = id.split(' ');
    keys[`estate.${model}`] = [...(keys[`estate.${model}`] ?? []), Number(key)];
  }
  return sorted(keys);
}

function sorted(keys: Readonly<Record<string, readonly unknown[]>>): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(keys).map(([label, list]) => [label, (list as number[]).slice().sort((a, b) => a - b)]),
  );
}

/** What every model's objects can do, whichever it is. */
interface Rows {
  bulkCreate(rows: readonly object[]): Promise<unknown>;
  all(): Rows & { delete(): Promise<[number, Record<string, number>]> };
  filter(where: object): { delete(): Promise<[number, Record<string, number>]> };
  orderBy(name: string): { values(...names: string[]): PromiseLike<Row[]> };
}
const rowsOf = (name: Name): Rows => MODELS[name].objects as unknown as Rows;
const attrsOf = (name: Name): string[] => ['id', ...KEYS.filter(([from]) => from === name).map(([, attr]) => attr)];

async function deleteThere(name: Name, ids: readonly number[]): Promise<Outcome> {
  try {
    const [total, what] = await rowsOf(name).filter({ id__in: ids }).delete();
    expect(total).toBe(Object.values(what).reduce((sum, rows) => sum + rows, 0));
    return { kind: 'done', what };
  } catch (error) {
    if (error instanceof ProtectedError) return { kind: 'protected', what: sorted(error.protectedObjects) };
    if (error instanceof RestrictedError) return { kind: 'restricted', what: sorted(error.restrictedObjects) };
    throw error;
  }
}

export function deletionOracleSuite({ it }: Workbench): void {
  seedProperties();

  it('T-060 T-061: random deletions in random graphs leave what the rules leave, and say the same', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(59), { minLength: 20, maxLength: 40 }),
        fc.subarray(['Deed', 'Lease'] as const),
        fc.constantFrom(...NAMES),
        fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
        async (picks, without, name, ids) => {
          const store = graphOf(picks, without);
          for (const model of ['Lease', 'Deed', 'Lamp', 'Room', 'House', 'Owner', 'Branch', 'Hen', 'Egg'] as const) {
            if (model === 'Deed') await Deed.objects.all().update({ copyOf: null });
            await rowsOf(model).all().delete();
          }
          // In one block: rows may refer to others that come later.
          await atomic(async () => {
            for (const model of NAMES) {
              const extra = model === 'Owner' || model === 'House' ? { name: 'x' } : {};
              await rowsOf(model).bulkCreate(
                [...(store.get(model)?.values() ?? [])].map((row) => ({ ...row, ...extra })),
              );
            }
          });
          const expected = deleteInMemory(store, name, ids);
          expect(await deleteThere(name, ids)).toEqual(expected);
          seen.add(expected.kind);
          for (const model of NAMES) {
            const found = await rowsOf(model)
              .orderBy('id')
              .values(...attrsOf(model));
            expect(found).toEqual([...(store.get(model)?.values() ?? [])]);
          }
        },
      ),
      { numRuns: 60 },
    );
    expect([...seen].sort()).toEqual(['done', 'protected', 'restricted']);
  });

  it('T-060: 100,000 rows over four levels take three statements a level and batch at most', async () => {
    const owner = await Owner.objects.create({ name: 'ada' });
    const houses = await House.objects.bulkCreate(Array.from({ length: 10 }, () => ({ name: 'x', owner })));
    const rooms = await Room.objects.bulkCreate(
      houses.flatMap((house) => Array.from({ length: 999 }, () => ({ house }))),
    );
    await getConnection().executeWrite(
      sql`INSERT INTO estate_lamp (room_id) SELECT room.id FROM estate_room AS room, estate_house AS house
            WHERE house.id <> (SELECT min(id) FROM estate_house)`,
    );
    const { result, queries } = await captureQueries(() => owner.delete());
    expect(rooms).toHaveLength(9990);
    expect(result).toEqual([
      99_911,
      { 'estate.Lamp': 89_910, 'estate.Room': 9990, 'estate.House': 10, 'estate.Owner': 1 },
    ]);
    // Other relations of the same models are looked at, too.
    const about = (table: string) =>
      queries.filter(({ sql: text }) => text.split(' WHERE ')[0]?.includes(table)).length;
    for (const table of ['estate_lamp', 'estate_room', 'estate_owner']) expect(about(table)).toBeLessThanOrEqual(3);
    expect(queries.length).toBeLessThanOrEqual(20);
  }, 60_000);
}
