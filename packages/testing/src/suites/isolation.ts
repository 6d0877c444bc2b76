/** Isolation: rows that belong to a value around the call are seen under that value alone, on every path; without one nothing is seen. */
import {
  atomic,
  ConfigurationError,
  captureQueries,
  defineApp,
  f,
  Model,
  Prefetch,
  planCacheStats,
  Q,
  QuerySetError,
} from '@dorm/core';
import { Ambient, isolate } from '@dorm/core/extension';
import { expect } from 'vitest';
import { Call, Client, Crest, Deal, Held, HOLDER, Topic, Town } from '../models/index.js';
import { counted, failure, refusal, statements } from './expectations.js';
import { join, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

/** In one town: ada's client `x` with the deals `x1` and `x2` (erased), bob's client `y` with the deal `y1`; each has a topic of its own. */
async function fill(): Promise<Town> {
  const town = await Town.objects.create({ name: 'Ulm' });
  for (const [holder, name] of [
    ['ada', 'x'],
    ['bob', 'y'],
  ] as const) {
    await HOLDER.run(holder, async () => {
      const client = await Client.objects.create({ holder, name, town });
      const deal = await Deal.objects.create({ holder, name: `${name}1`, sum: 1, client });
      if (holder === 'ada') await Deal.objects.create({ holder, name: 'x2', client, erased: true });
      const topic = await Topic.objects.create({ holder, name: `of ${holder}` });
      await join('vault.Deal_topics', [{ deal, topic }]);
    });
  }
  return town;
}

const ada = <T>(work: () => T | PromiseLike<T>) => HOLDER.run('ada', work);
const bob = <T>(work: () => T | PromiseLike<T>) => HOLDER.run('bob', work);

/** A deal of bob's whose client and topic are ada's: what must not be, and must not tell anything. */
async function cross(): Promise<void> {
  const { client, topic } = await ada(async () => ({
    client: await Client.objects.get(),
    topic: await Topic.objects.get(),
  }));
  await bob(async () => {
    const deal = await Deal.objects.create({ holder: 'bob', name: 'astray', clientId: client.id });
    await join('vault.Deal_topics', [{ deal, topic }]);
  });
}

export function isolationSuite({ it, configured }: Workbench): void {
  it('B-118: every way to read rows gives those of the value around it', async () => {
    await fill();
    expect(await ada(() => namesOf(Client.objects.all()))).toEqual(['x']);
    expect(await bob(() => namesOf(Client.objects.all()))).toEqual(['y']);
    expect(await ada(() => Client.objects.count())).toBe(1);
    expect(await ada(() => Client.objects.filter({ name: 'y' }).exists())).toBe(false);
    expect(await ada(() => Client.objects.first().then((row) => row?.name))).toBe('x');
    expect(await bob(() => Client.objects.last().then((row) => row?.name))).toBe('y');
    expect(await ada(() => Client.objects.valuesList('name', { flat: true }))).toEqual(['x']);
    expect(await ada(() => Client.objects.inBulk().then(({ size }) => size))).toBe(1);
    const y = await bob(() => Client.objects.get());
    await ada(() => failure(() => Client.objects.get({ pk: y.pk }), Client.DoesNotExist));
    expect(await ada(() => namesOf(Client.objects.filter(Q.or({ name: 'x' }, { name: 'y' }))))).toEqual(['x']);
    expect(await ada(() => namesOf(Client.objects.exclude({ name: 'x' })))).toEqual([]);
    expect(await ada(() => namesOf(Deal.objects.all()))).toEqual(['x1']);
    expect(await ada(() => namesOf(Deal.allObjects.orderBy('name')))).toEqual(['x1', 'x2']);
    const streamed = await ada(async () => {
      const names: string[] = [];
      for await (const client of Client.objects.all().iterator()) names.push(client.name);
      return names;
    });
    expect(streamed).toEqual(['x']);
  });

  it('B-118: without a value every statement on such rows fails, and none is sent', async () => {
    const town = await fill();
    const client = await ada(() => Client.objects.get());
    const deals = await ada(() => Deal.objects.all());
    for (const work of [
      () => Client.objects.all().toArray(),
      () => Client.objects.count(),
      () => Client.objects.get({ pk: client.pk }),
      () => Client.objects.filter({ name: 'x' }).update({ name: 'z' }),
      () => Client.objects.all().delete(),
      () => Town.objects.filter({ clients__name: 'x' }).toArray(),
      () => Town.objects.exclude({ clients__name: 'x' }).toArray(),
      () => Town.objects.filter({ pk__in: Client.objects.values('town') }).toArray(),
      () => Town.objects.orderBy('clients__name').toArray(),
      () => Town.objects.valuesList('clients__name', { flat: true }).toArray(),
      () => town.clients.toArray(),
      () => town.clients.count(),
      () => deals[0]?.client,
      () => client.save(),
      () => client.refreshFromDb(),
      () => client.delete(),
    ]) {
      const error = await refusal(work, QuerySetError);
      expect(error.message).toMatch(/no holder is set/);
    }
    const { queries } = await captureQueries(() =>
      failure(() => Town.objects.prefetchRelated('clients').toArray(), QuerySetError),
    );
    expect(queries).toHaveLength(1);
  });

  it('B-118: joins, EXISTS and NOT EXISTS, subqueries and orderings meet no row of another value', async () => {
    await fill();
    await cross();
    const towns = Town.objects.all();
    expect(await ada(() => namesOf(towns.filter({ clients__name: 'x' })))).toEqual(['Ulm']);
    expect(await bob(() => namesOf(towns.filter({ clients__name: 'x' })))).toEqual([]);
    expect(await bob(() => namesOf(towns.exclude({ clients__name: 'x' })))).toEqual(['Ulm']);
    expect(await bob(() => namesOf(towns.exclude({ clients__name: 'y' })))).toEqual([]);
    expect(await bob(() => namesOf(towns.filter(Q.not({ clients__deals__name: 'x1' }))))).toEqual(['Ulm']);
    expect(await HOLDER.run('cem', () => namesOf(towns.filter({ clients__isNull: true })))).toEqual(['Ulm']);
    expect(
      await bob(() => namesOf(towns.filter({ pk__in: Client.objects.filter({ name: 'x' }).values('town') }))),
    ).toEqual([]);
    expect(await bob(() => towns.orderBy('clients__name').valuesList('clients__name', { flat: true }))).toEqual(['y']);
    // Beyond a foreign key, too.
    const deals = Deal.objects.orderBy('name');
    expect(await bob(() => namesOf(deals.filter({ client__name: 'x' })))).toEqual([]);
    expect(await bob(() => namesOf(deals.exclude({ client__name: 'x' })))).toEqual(['astray', 'y1']);
    expect(await bob(() => deals.valuesList('name', 'client__name'))).toEqual([
      ['astray', null],
      ['y1', 'y'],
    ]);
    expect(await bob(() => namesOf(deals.filter({ topics__name: 'of ada' })))).toEqual([]);
    expect(await bob(() => namesOf(deals.filter({ topics__isNull: true })))).toEqual(['astray']);
    expect(await bob(() => deals.valuesList('topics__name', { flat: true }))).toEqual([null, 'of bob']);
    expect(await ada(() => namesOf(Topic.objects.filter({ deals__name: 'astray' })))).toEqual([]);
  });

  it('B-118: relations are loaded, selected and prefetched under the value around them', async () => {
    const town = await fill();
    await cross();
    expect(await ada(() => namesOf(town.clients))).toEqual(['x']);
    expect(await bob(() => namesOf(town.clients))).toEqual(['y']);
    expect(await bob(() => town.clients.count())).toBe(1);
    const loaded = await ada(() => Town.objects.prefetchRelated('clients__deals__topics').get());
    await ada(() =>
      counted(0, async () => {
        const [client] = await loaded.clients;
        const [deal] = (await client?.deals) ?? [];
        expect(await namesOf(deal?.topics as never)).toEqual(['of ada']);
      }),
    );
    await bob(async () => expect(await namesOf(loaded.clients)).toEqual(['y']));
    const named = Prefetch('clients', { queryset: Client.objects.filter({ name__in: ['x', 'y'] }) });
    expect(await bob(async () => namesOf((await Town.objects.prefetchRelated(named).get()).clients))).toEqual(['y']);
    await bob(async () => {
      const [astray, own] = await Deal.objects.orderBy('name');
      expect((await own?.client)?.name).toBe('y');
      await failure(() => astray?.client, Client.DoesNotExist);
      expect(await namesOf(astray?.topics as never)).toEqual([]);
      const selected = await Deal.objects.selectRelated('client').orderBy('name');
      expect(selected.map(({ client }) => client?.name ?? null)).toEqual([null, 'y']);
      await failure(() => selected[0]?.client, Client.DoesNotExist);
    });
    await configured({ peers: 'one' }).run(() => bob(async () => expect(await namesOf(town.clients)).toEqual(['y'])));
  });

  it('B-118: a row of one value tells and changes nothing under another', async () => {
    await fill();
    const client = await ada(() => Client.objects.get());
    const [deal] = await ada(() => Deal.objects.all());
    await bob(async () => {
      for (const work of [() => client.deals.toArray(), () => client.deals.count(), () => deal?.client]) {
        const error = await refusal(work, QuerySetError);
        expect(error.message).toMatch(/under another holder than the row's/);
      }
      await refusal(() => client.save(), QuerySetError);
      await refusal(() => Client.objects.create({ holder: 'ada', name: 'z', townId: client.townId }), QuerySetError);
      await refusal(
        () => Client.objects.bulkCreate([{ holder: 'ada', name: 'z', townId: client.townId }]),
        QuerySetError,
      );
      await refusal(() => Client.objects.all().update({ holder: 'ada' }));
      expect(await Client.objects.filter({ pk: client.pk }).update({ name: 'z' })).toBe(0);
      expect(await Deal.objects.filter({ client__name: 'x' }).update({ name: 'z' })).toBe(0);
      expect(await Client.objects.filter({ pk: client.pk }).delete()).toEqual([0, {}]);
      await failure(() => client.refreshFromDb(), Client.DoesNotExist);
    });
    await ada(async () => {
      await client.refreshFromDb();
      client.name = 'renamed';
      await client.save();
      expect(await namesOf(Client.objects.all())).toEqual(['renamed']);
      expect(await Deal.objects.all().update({ sum: 4 })).toBe(1);
      expect(await Deal.erasedObjects.all().delete()).toEqual([1, { 'vault.Deal': 1 }]);
    });
    expect(await bob(() => Deal.objects.count())).toBe(1);
  });

  it('B-118: a row that is kept by a relation is none under another value, and is there again under its own', async () => {
    const town = await fill();
    const call = await ada(async () => {
      await Crest.objects.create({ holder: 'ada', town });
      return Call.objects.create({ client: await Client.objects.get() });
    });
    for (const read of [
      () => Town.objects.selectRelated('crest').get(),
      () => Town.objects.prefetchRelated('crest').get(),
      async () => {
        const row = await Town.objects.get();
        await row.crest;
        return row;
      },
    ]) {
      const row = await ada(read);
      await ada(() => counted(0, async () => expect(await row.crest).toBeInstanceOf(Crest)));
      await bob(async () => expect(await row.crest).toBeNull());
      await ada(async () => expect(await row.crest).toBeInstanceOf(Crest));
    }
    await ada(async () => expect((await call.client).name).toBe('x'));
    await bob(() => failure(() => call.client, Client.DoesNotExist));
    await ada(async () => expect((await call.client).name).toBe('x'));
    const client = await ada(() => Client.objects.get());
    const deals = await ada(() => ({ of: client.deals }));
    await bob(() => refusal(() => deals.of.toArray(), QuerySetError));
  });

  it('B-118: a QuerySet that is kept has the rows of the value around it, each time it is awaited', async () => {
    await fill();
    const all = Client.objects.all();
    expect([await ada(() => namesOf(all)), await bob(() => namesOf(all)), await ada(() => namesOf(all))]).toEqual([
      ['x'],
      ['y'],
      ['x'],
    ]);
    await ada(async () => {
      await all;
      await counted(0, async () => expect([await all.count(), await all.exists()]).toEqual([1, true]));
    });
    await HOLDER.run('cem', async () => expect([await all.count(), await all.exists()]).toEqual([0, false]));
  });

  it('B-118 T-022: values are bound: one plan for all of them, and concurrent tasks do not mix', async () => {
    await fill();
    const query = () => Town.objects.filter({ clients__deals__sum: 1 }).values('clients__name');
    await ada(query);
    const before = planCacheStats();
    const names = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        (n % 2 === 0 ? ada : bob)(async () => {
          await Promise.resolve();
          return (await query()).map((row) => row.clients__name);
        }),
      ),
    );
    expect(names).toEqual(Array.from({ length: 40 }, (_, n) => [n % 2 === 0 ? 'x' : 'y']));
    expect(planCacheStats()).toEqual(before);
    const [sql = ''] = await ada(() => statements(query));
    expect(sql).not.toMatch(/ada/);
    expect(await ada(() => query().toSql().params)).toContain('ada');
    expect(await ada(() => atomic(() => bob(() => Client.objects.count())))).toBe(1);
  });

  it('B-118: a model in an app takes no filters, and one that extends a base takes more before it', async () => {
    const PLACE = new Ambient<string>('place', (model) => new ConfigurationError(`${model} needs a place.`));
    await refusal(async () => isolate(Client, 'name', PLACE), ConfigurationError);
    class Crate extends Model<Crate>('crates.Crate').extends(Held)({ place: f.char({ maxLength: 20 }) }) {}
    isolate(Crate, 'place', PLACE);
    defineApp('crates', { Crate });
    const { sql, params } = await ada(() => PLACE.run('Ulm', () => Crate.objects.all().toSql()));
    expect([sql.match(/ = /g)?.length, params]).toEqual([2, ['ada', 'Ulm']]);
    const error = await ada(() => refusal(() => Crate.objects.count(), ConfigurationError));
    expect(error.message).toBe('crates.Crate needs a place.');
  });
}
