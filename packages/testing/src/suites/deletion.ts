/** delete() and what relations say goes with the rows. */
import { atomic, getConnection, IntegrityError, ProtectedError, QuerySetError, RestrictedError, sql } from '@dorm/core';
import { expect } from 'vitest';
import {
  Bill,
  Branch,
  Call,
  Client,
  Deed,
  Egg,
  Ghost,
  Hen,
  HOLDER,
  House,
  Lamp,
  Lease,
  Lien,
  Owner,
  Room,
  Sign,
  Street,
  Tool,
  Town,
} from '../models/index.js';
import { counted, failure, refusal, statements, stateOf } from './expectations.js';
import type { Workbench } from './workbench.js';

const owner = (name: string) => Owner.objects.create({ name });

/** An owner with two houses, two rooms each, two lamps each. */
async function settle(name = 'ada') {
  const ada = await owner(name);
  const houses = await House.objects.bulkCreate([1, 2].map((n) => ({ name: `${n}`, owner: ada })));
  const rooms = await Room.objects.bulkCreate(houses.flatMap((house) => [{ house }, { house }]));
  await Lamp.objects.bulkCreate(rooms.flatMap((room) => [{ room }, { room }]));
  const [house, room] = [houses[0], rooms[0]];
  if (house === undefined || room === undefined) throw new Error('no rows');
  return { ada, house, room };
}

export function deletionSuite({ it }: Workbench): void {
  it('T-060 T-061: CASCADE takes level after level, counts each model, and leaves the values of the instance', async () => {
    const { ada } = await settle();
    const other = await settle('bob');
    expect(await ada.delete()).toEqual([
      15,
      { 'estate.Lamp': 8, 'estate.Room': 4, 'estate.House': 2, 'estate.Owner': 1 },
    ]);
    expect(ada.pk).toBeNull();
    expect(ada.name).toBe('ada');
    expect(stateOf(ada).adding).toBe(true);
    expect(await Lamp.objects.count()).toBe(8);
    expect(await Owner.objects.filter({ pk: other.ada.pk }).exists()).toBe(true);
    await ada.save();
    expect(await Owner.objects.count()).toBe(2);
  });

  it('I-068: delete() of a QuerySet does the same, with conditions on other tables and rows met twice', async () => {
    const { house } = await settle();
    await settle('bob');
    expect(await House.objects.filter({ owner__name: 'ada', pk: house.pk }).delete()).toEqual([
      7,
      { 'estate.Lamp': 4, 'estate.Room': 2, 'estate.House': 1 },
    ]);
    expect(await House.objects.filter({ name: 'none' }).delete()).toEqual([0, {}]);
    expect(await House.objects.none().delete()).toEqual([0, {}]);
    const guest = await owner('guest');
    for (const row of await House.objects.all())
      await getConnection().executeWrite(
        sql`INSERT INTO estate_house_guests (house_id, owner_id) VALUES (${row.pk}, ${guest.pk}), (${row.pk}, ${row.ownerId})`,
      );
    const [total, perModel] = await House.objects.filter({ guests__name__in: ['guest', 'ada', 'bob'] }).delete();
    expect(perModel).toEqual({
      'estate.House_guests': 6,
      'estate.Lamp': 12,
      'estate.Room': 6,
      'estate.House': 3,
    });
    expect(total).toBe(27);
  });

  it('T-060: joining rows of a many-to-many relation go with either side', async () => {
    const { house, ada } = await settle();
    const guest = await owner('guest');
    await getConnection().executeWrite(
      sql`INSERT INTO estate_house_guests (house_id, owner_id) VALUES (${house.pk}, ${guest.pk}), (${house.pk}, ${ada.pk})`,
    );
    expect(await guest.delete()).toEqual([2, { 'estate.House_guests': 1, 'estate.Owner': 1 }]);
    expect((await house.delete())[1]).toMatchObject({ 'estate.House_guests': 1, 'estate.House': 1 });
    expect(await Owner.objects.filter({ name: 'ada' }).exists()).toBe(true);
  });

  it('T-060: a row that nothing refers to is one statement, leaves are one for all their parents, and none is read', async () => {
    const { room, house } = await settle();
    const lamp = await Lamp.objects.filter({ room }).first();
    await counted(1, () => lamp?.delete());
    await counted(1, () => Lamp.objects.filter({ room__house: house }).delete());
    const sent = await statements(() => Hen.objects.create({}).then((hen) => hen.delete()));
    expect(sent.at(-1)).toMatch(/^DELETE FROM .estate_hen/i);
    const street = await Street.objects.create({ slug: 'high' });
    await Sign.objects.bulkCreate([1, 2, 3].map((number) => ({ street, number })));
    const [read, leaf = '', own, ...more] = await statements(async () => {
      expect(await street.delete()).toEqual([4, { 'estate.Sign': 3, 'estate.Street': 1 }]);
    });
    expect(read).toMatch(/^SELECT/i); // its slug, as it is stored
    expect(leaf).toMatch(/^DELETE FROM .estate_sign. WHERE .*street_id/i);
    expect(own).toMatch(/^DELETE FROM .estate_street/i);
    expect(more).toEqual([]);
  });

  it('T-060: PROTECT stops the deletion before anything is changed, and names the rows by label and count', async () => {
    const { ada, house } = await settle();
    const deeds = await Deed.objects.bulkCreate([{ house }, { house }]);
    const error = await failure(() => ada.delete(), ProtectedError);
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error.message).toMatch(/2 of estate\.Deed/);
    expect(error.message).toMatch(/estate\.Deed\.house/);
    expect(error.model).toBe('estate.Owner');
    expect(error.protectedObjects).toEqual({ 'estate.Deed': deeds.map(({ pk }) => pk) });
    expect(Object.keys(error)).not.toContain('protectedObjects');
    expect(await Lamp.objects.count()).toBe(8);
    expect(ada.pk).not.toBeNull();
    // Also where the row in the way would go itself.
    await Deed.objects.filter({ pk: deeds[1]?.pk ?? 0 }).update({ copyOf: deeds[0] ?? null });
    await failure(() => Deed.objects.all().delete(), ProtectedError);
    await Deed.objects.all().update({ copyOf: null });
    await Deed.objects.all().delete();
    expect((await ada.delete())[0]).toBe(15);
  });

  it('T-060: RESTRICT stops it, unless the row in the way goes by another cascade of the same deletion', async () => {
    const { ada, house, room } = await settle();
    const lease = await Lease.objects.create({ house, room });
    const alone = await Lease.objects.create({ room });
    const error = await failure(() => room.delete(), RestrictedError);
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error.restrictedObjects).toEqual({ 'estate.Lease': [lease.pk, alone.pk] });
    expect((await failure(() => ada.delete(), RestrictedError)).restrictedObjects).toEqual({
      'estate.Lease': [alone.pk],
    });
    expect(await Lamp.objects.count()).toBe(8);
    await alone.delete();
    expect((await ada.delete())[1]).toMatchObject({ 'estate.Lease': 1, 'estate.House': 2 });
  });

  it('T-060: SET_NULL, SET_DEFAULT and SET() let rows stay, and point them elsewhere', async () => {
    await Owner.objects.create({ id: 1, name: 'nobody' });
    const { ada } = await settle();
    const bob = await owner('bob');
    const kept = await House.objects.create({ name: 'kept', owner: bob, keeper: ada });
    await Bill.objects.bulkCreate([
      { owner: ada, payer: ada, clerk: ada },
      { owner: bob, payer: bob, clerk: bob },
    ]);
    expect((await ada.delete())[1]).toEqual({
      'estate.Lamp': 8,
      'estate.Room': 4,
      'estate.House': 2,
      'estate.Owner': 1,
    });
    expect((await House.objects.get({ pk: kept.pk })).keeperId).toBeNull();
    expect(await Bill.objects.orderBy('id').valuesList('ownerId', 'payerId', 'clerkId')).toEqual([
      [1, 1, 1],
      [bob.pk, bob.pk, bob.pk],
    ]);
  });

  it('I-044: DO_NOTHING leaves rows alone, even those that then refer to nothing', async () => {
    const { house } = await settle();
    await Ghost.objects.create({ house });
    expect((await house.delete())[0]).toBe(7);
    expect(await Ghost.objects.count()).toBe(1);
  });

  it('T-063: what a constraint refuses comes to light at COMMIT, and all is as it was', async () => {
    const { ada, room } = await settle();
    const lien = await Lien.objects.create({ room });
    const error = await failure(() => ada.delete(), IntegrityError);
    expect(error.kind).toBe('foreignKey');
    expect(error).not.toBeInstanceOf(ProtectedError);
    expect(await Lamp.objects.count()).toBe(8);
    expect(ada.pk).not.toBeNull();
    // Inside a block there is time until its end.
    await atomic(async () => {
      await ada.delete();
      await lien.delete();
    });
    expect(await Room.objects.count()).toBe(0);
  });

  it('T-060: rows that refer to themselves and in circles go once each', async () => {
    const root = await Branch.objects.create({});
    const left = await Branch.objects.create({ parent: root });
    await Branch.objects.bulkCreate([{ parent: root }, { parent: left }, { parent: left }]);
    await Branch.objects.filter({ pk: root.pk }).update({ parent: left });
    const single = await Branch.objects.create({});
    await Branch.objects.filter({ pk: single.pk }).update({ parent: single });
    expect(await left.delete()).toEqual([5, { 'estate.Branch': 5 }]);
    expect(await single.delete()).toEqual([1, { 'estate.Branch': 1 }]);
    const hen = await Hen.objects.create({});
    const egg = await Egg.objects.create({ hen });
    await Hen.objects.filter({ pk: hen.pk }).update({ egg });
    const sent = await statements(async () =>
      expect(await egg.delete()).toEqual([2, { 'estate.Hen': 1, 'estate.Egg': 1 }]),
    );
    // Empty keys first, so that any database can follow.
    const firstDelete = sent.findIndex((text) => /^DELETE/i.test(text));
    expect(sent.slice(0, firstDelete).filter((text) => /^UPDATE/i.test(text))).toHaveLength(2);
  });

  it('T-062: a QuerySet does not ask the instances, whose own delete() may say otherwise', async () => {
    const { ada } = await settle();
    const kept = await House.objects.create({ name: 'kept', owner: ada });
    expect(() => kept.delete()).toThrow('this one stays');
    expect(await House.objects.filter({ name: 'kept' }).delete()).toEqual([1, { 'estate.House': 1 }]);
  });

  it('I-006: delete() refuses what it cannot follow before a statement is sent', async () => {
    await settle();
    await refusal(() => House.objects.delete(), QuerySetError);
    await refusal(() => House.objects.filter({ name: '1' }).values('name').delete(), QuerySetError);
    await refusal(() => House.objects.filter({ name: '1' }).distinct().delete(), QuerySetError);
    await refusal(() => House.objects.all().slice(0, 1).delete(), QuerySetError);
    expect(await House.objects.count()).toBe(2);
  });

  it('I-006: what managers hide is deleted with the rest', async () => {
    const ada = await owner('ada');
    await Tool.objects.bulkCreate([{ owner: ada }, { owner: ada, hidden: true }]);
    expect(await ada.delete()).toEqual([3, { 'estate.Tool': 2, 'estate.Owner': 1 }]);
  });

  it('B-118: rows of another scope are not touched, and nothing goes with one that is not there', async () => {
    const town = await Town.objects.create({ name: 'Ulm' });
    const mine = await HOLDER.run('ada', () => Client.objects.create({ name: 'a', town, holder: 'ada' }));
    const theirs = await HOLDER.run('bob', () => Client.objects.create({ name: 'b', town, holder: 'bob' }));
    await Call.objects.bulkCreate([{ clientId: mine.pk }, { clientId: theirs.pk }]);
    await HOLDER.run('ada', async () => {
      expect(await Client.objects.all().delete()).toEqual([2, { 'vault.Call': 1, 'vault.Client': 1 }]);
      expect(await theirs.delete()).toEqual([0, {}]);
      // The other's row still refers to the town: the database says so.
      await failure(() => town.delete(), IntegrityError);
    });
    expect(await Call.objects.count()).toBe(1);
    await failure(() => town.delete(), QuerySetError);
    await HOLDER.run('bob', async () => expect((await town.delete())[0]).toBe(3));
  });
}
