/** How relations of many rows are defined: Django's joining tables, a side that is defined again, managers that hide rows. */
import { ConfigurationError, defineApp, f, getConnection, getModel, Manager, Model, QuerySet, sql } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Song } from '../models/index.js';
import { counted, failure, hostile } from './expectations.js';
import { fillStudio, join, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

const define = defineApp as unknown as (label: string, models: object) => object;

export function relatedDefinitionsSuite({ it, elsewhere }: Workbench): void {
  it("I-043: a joining table has Django's name, columns and unique pair", async () => {
    const { ada, bob, loud } = await fillStudio();
    const { meta } = getModel('studio.Song_tags');
    expect([meta.dbTable, meta.fields.map(({ column }) => column)]).toEqual([
      'studio_song_tags',
      ['id', 'song_id', 'tag_id'],
    ]);
    const self = getModel('studio.Artist_influences').meta;
    expect(self.fields.map(({ column }) => column)).toEqual(['id', 'from_artist_id', 'to_artist_id']);
    const x = await Song.objects.get({ title: 'x', artist: ada });
    await failure(() => join('studio.Song_tags', [{ song: x, tag: loud }]));
    await failure(() => join('studio.Artist_influences', [{ fromArtist: bob, toArtist: ada }]));
    const rows = await getConnection().execute(sql`SELECT count(*) AS n FROM studio_song_tags`);
    expect(Number(Object.values(rows[0] ?? {})[0])).toBe(3);
  });

  it('I-043: a model through which nothing leads to both sides is named when it is used', async () => {
    class Left extends Model<Left>('astray.Left')({ name: f.char({ maxLength: 5 }) }) {}
    class Via extends Model<Via>('astray.Via')({
      left: f.foreignKey(() => Left, { onDelete: 'CASCADE' }),
    }) {}
    class Right extends Model<Right>('astray.Right')({
      lefts: f.manyToMany(() => Left, { through: () => Via }),
    }) {}
    define('astray', { Left, Via, Right });
    const error = await failure(() => Right.objects.filter(hostile({ lefts__name: 'x' })).count(), ConfigurationError);
    expect(error.message).toMatch(/astray\.Via does not join/);
  });

  it('I-013: one side of a relation defined again, in its own app, is found from the other', async () => {
    class Shelf extends Model<Shelf>('shelves.Shelf')({ name: f.char({ maxLength: 10 }) }) {}
    const shelves = define('shelves', { Shelf });
    const version = (extra: object) => {
      class Item extends Model<Item>('items.Item')({
        title: f.char({ maxLength: 10 }),
        shelf: f.foreignKey(() => Shelf, { onDelete: 'CASCADE', relatedName: 'items' }),
        others: f.manyToMany(() => Shelf, { relatedName: 'visitors' }),
        ...extra,
      }) {}
      return { Item, app: define('items', { Item }) };
    };
    version({});
    await failure(() => Shelf.objects.filter(hostile({ items__size: 3 })).toArray());
    const { Item, app } = version({ size: f.integer({ default: 3 }) });
    await elsewhere({ apps: [shelves as never, app as never] }, async () => {
      const shelf = await Shelf.objects.create({ name: 'a' });
      const item = await Item.objects.create(hostile<never>({ title: 'x', shelf }));
      await join('items.Item_others', [{ item, shelf }]);
      expect(await Shelf.objects.filter(hostile({ items__size: 3 })).count()).toBe(1);
      expect(await Shelf.objects.filter(hostile({ visitors__size: 3 })).count()).toBe(1);
      const items = await hostile<{ items: PromiseLike<object[]> }>(await Shelf.objects.get()).items;
      expect(items[0]).toBeInstanceOf(Item);
      const query = hostile<{ prefetchRelated(...what: string[]): PromiseLike<object[]> }>(Shelf.objects);
      await counted(3, () => query.prefetchRelated('items', 'visitors'));
    });
  });

  it('T-069: the default manager hides rows of a reverse side, and never the row that a foreign key points at', async () => {
    class LiveManager extends Manager.fromQuerySet(QuerySet<Leaf>) {
      override getQuerySet() {
        return super.getQuerySet().filter(hostile({ gone: false }));
      }
    }
    class Leaf extends Model<Leaf>('tree.Leaf')({
      gone: f.boolean({ default: false }),
      on: f.foreignKey(hostile({ label: 'tree.Leaf' }), { null: true, onDelete: 'CASCADE', relatedName: 'leaves' }),
    }) {
      static override objects = hostile<never>(new LiveManager());
    }
    const app = define('tree', { Leaf });
    await elsewhere({ apps: [app as never] }, async () => {
      type Row = { pk: number; on: PromiseLike<Row>; leaves: QuerySet<Leaf> & PromiseLike<Row[]> };
      const leaves = hostile<{
        create(values: object): Promise<Row>;
        get(where: object): Promise<Row>;
        prefetchRelated(...what: string[]): { get(where: object): Promise<Row> };
        selectRelated(...what: string[]): { get(where: object): Promise<Row> };
      }>(Leaf.objects);
      const root = await leaves.create({});
      const hidden = await leaves.create({ gone: true, on: root });
      const live = await leaves.create({ on: hidden });
      await leaves.create({ on: root });
      expect((await root.leaves).length).toBe(1);
      expect(await root.leaves.count()).toBe(1);
      expect((await (await leaves.prefetchRelated('leaves').get({ pk: root.pk })).leaves).length).toBe(1);
      expect((await (await leaves.get({ pk: live.pk })).on).pk).toBe(hidden.pk);
      expect((await (await leaves.selectRelated('on').get({ pk: live.pk })).on).pk).toBe(hidden.pk);
      expect((await (await leaves.prefetchRelated('on').get({ pk: live.pk })).on).pk).toBe(hidden.pk);
    });
  });

  it('I-093: a relation read on another database stays there', async () => {
    await fillStudio();
    const ada = await Artist.objects.using('default').get({ name: 'Ada' });
    expect(await namesOf(ada.songs.using('default').filter({ year: 1 }))).toEqual(['x']);
    await failure(() => ada.songs.using('nowhere').toArray());
  });
}
