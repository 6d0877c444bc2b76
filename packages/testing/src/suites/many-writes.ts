/** A many-to-many relation as it writes, from both sides, through a model and to itself. */
import {
  atomic,
  ConfigurationError,
  defineApp,
  f,
  getModel,
  Model,
  QuerySetError,
  ref,
  ValidationError,
} from '@dorm/core';
import { expect } from 'vitest';
import {
  Artist,
  Band,
  Client,
  Deal,
  HOLDER,
  Letter,
  Loan,
  Mark,
  Membership,
  Paper,
  Person,
  Reader,
  Song,
  Tag,
  Topic,
  Town,
} from '../models/index.js';
import { counted, failure, hostile, refusal, statements, stateOf } from './expectations.js';
import { fillStudio, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

const links = () => getModel('studio.Song_tags').objects.getQuerySet().count();

export function manyWritesSuite({ it }: Workbench): void {
  it('T-064: add() links instances and keys from both sides, and leaves what is linked', async () => {
    const { loud, slow } = await fillStudio();
    const song = await Song.objects.get({ title: 'nobody' });
    await song.tags.add(loud, loud, slow.pk);
    expect(await namesOf(song.tags.orderBy('label'))).toEqual(['loud', 'slow']);
    expect(await links()).toBe(5);
    const again = await statements(() => song.tags.add(loud, slow));
    expect(again.filter((sql) => /^select/i.test(sql))).toHaveLength(1);
    expect(again.filter((sql) => /^insert/i.test(sql))).toEqual([]);
    const y = await Song.objects.get({ title: 'y' });
    await loud.songs.add(y, song);
    expect(await namesOf(y.tags.orderBy('label'))).toEqual(['loud', 'slow']);
    expect(await links()).toBe(6);
    await counted(0, () => song.tags.add());
  });

  it('T-064: add() of one pair at the same time makes one link', async () => {
    const { loud } = await fillStudio();
    const song = await Song.objects.get({ title: 'nobody' });
    await Promise.all(Array.from({ length: 10 }, () => song.tags.add(loud)));
    expect(await links()).toBe(4);
  });

  it('T-064: remove() and clear() take links away and no rows, from both sides', async () => {
    const { loud, slow } = await fillStudio();
    const [x] = await Song.objects.filter({ title: 'x' });
    if (x === undefined) throw new Error('no row');
    await x.tags.remove(loud, 987_654);
    expect(await namesOf(x.tags)).toEqual(['slow']);
    await x.tags.remove(loud);
    await slow.songs.remove(x.pk);
    expect([await namesOf(x.tags), await namesOf(slow.songs)]).toEqual([[], ['y']]);
    await x.tags.add(loud, slow);
    await x.tags.clear();
    expect([await links(), await namesOf(slow.songs)]).toEqual([1, ['y']]);
    await slow.songs.clear();
    expect([await links(), await Tag.objects.count(), await Song.objects.count()]).toEqual([0, 2, 5]);
  });

  it('T-064: set() writes the difference alone, and with clear every link anew', async () => {
    const { loud, slow } = await fillStudio();
    const [x] = await Song.objects.filter({ title: 'x' });
    if (x === undefined) throw new Error('no row');
    const quick = await Tag.objects.create({ label: 'quick' });
    const ids = () =>
      getModel('studio.Song_tags')
        .objects.getQuerySet()
        .filter({ song: x })
        .orderBy('id')
        .valuesList('id', { flat: true }) as unknown as Promise<number[]>;
    const before = await ids();
    const sent = await statements(() => x.tags.set([slow, quick.pk]));
    expect(sent.filter((sql) => /^(delete|insert)/i.test(sql))).toHaveLength(2);
    expect(await namesOf(x.tags.orderBy('label'))).toEqual(['quick', 'slow']);
    const after = await ids();
    expect(before.filter((id) => after.includes(id))).toHaveLength(1);
    const same = await statements(() => x.tags.set([quick, slow]));
    expect(same.filter((sql) => /^(delete|insert)/i.test(sql))).toEqual([]);
    await x.tags.set([quick, slow, loud], { clear: true });
    expect((await ids()).filter((id) => after.includes(id))).toEqual([]);
    await quick.songs.set([]);
    expect(await namesOf(x.tags.orderBy('label'))).toEqual(['loud', 'slow']);
  });

  it('T-064: create() and bulkCreate() make rows and links, or neither', async () => {
    const { ada, duo, loud, slow } = await fillStudio();
    const song = await Song.objects.get({ title: 'nobody' });
    const tag = await song.tags.create({ label: 'new' });
    expect([tag instanceof Tag, stateOf(tag).adding, await namesOf(song.tags)]).toEqual([true, false, ['new']]);
    const made = await loud.songs.bulkCreate([{ title: 'p' }, new Song({ title: 'q' })]);
    expect(await namesOf(loud.songs.filter({ pk__in: made.map(({ pk }) => pk) }))).toEqual(['p', 'q']);
    expect(await loud.songs.recent().count()).toBe(0);
    const eve = await duo.members.create({ name: 'Eve' }, { throughDefaults: { role: 'voice', since: 3 } });
    expect((await Membership.objects.get({ artist: eve })).role).toBe('voice');
    const before = await Artist.objects.count();
    const kept = new Artist({ name: 'Kept' });
    await failure(() => duo.members.create({ name: 'Eve' }, { throughDefaults: { since: 'never' } }));
    await failure(() => duo.members.bulkCreate([kept], { throughDefaults: { since: 'never' } }));
    expect([await Artist.objects.count(), stateOf(kept).adding, kept.id]).toEqual([before, true, null]);
    expect([await ada.bands.count(), await slow.songs.count()]).toEqual([1, 2]);
  });

  it('T-064: throughDefaults fill the rows of a joining model that is not made by dorm', async () => {
    const { ada, cem, duo } = await fillStudio();
    await duo.members.add(ada, cem, { throughDefaults: { role: 'keys', since: 2000 } });
    expect((await Membership.objects.get({ artist: cem })).since).toBe(2000);
    expect((await Membership.objects.get({ artist: ada })).role).toBe('bass');
    await cem.bands.set(await Band.objects.all(), { throughDefaults: { role: 'harp' } });
    expect(await Membership.objects.filter({ artist: cem }).orderBy('pk').valuesList('role', { flat: true })).toEqual([
      'keys',
      'harp',
    ]);
    const paper = await Paper.objects.create({ title: 'a' });
    const reader = await Reader.objects.create({ name: 'r' });
    const error = await failure(() => paper.readers.add(reader), ValidationError);
    expect(error.messages).toEqual({ days: ['is required.'] });
    expect(await Loan.objects.count()).toBe(0);
    await failure(() => paper.readers.add(reader, { throughDefaults: { dayz: 1 } }));
    await refusal(() => paper.readers.add(reader, hostile({ throughDefault: { days: 1 } })), ConfigurationError);
    await refusal(() => paper.readers.set([reader], { throughDefaults: hostile(3) }), QuerySetError);
  });

  it('T-064: a symmetrical relation to itself is linked and unlinked both ways', async () => {
    const [a, b, c] = await Person.objects.bulkCreate([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    if (a === undefined || b === undefined || c === undefined) throw new Error('no rows');
    await a.friends.add(b, c, a);
    expect([await namesOf(a.friends.orderBy('name')), await namesOf(b.friends)]).toEqual([['a', 'b', 'c'], ['a']]);
    await b.friends.remove(a);
    expect([await namesOf(a.friends.orderBy('name')), await namesOf(b.friends)]).toEqual([['a', 'c'], []]);
    await a.friends.set([b]);
    expect([await namesOf(a.friends), await namesOf(b.friends), await namesOf(c.friends)]).toEqual([['b'], ['a'], []]);
    await b.friends.clear();
    expect(await namesOf(a.friends.all())).toEqual([]);
    const d = await a.friends.create({ name: 'd' });
    expect(await namesOf(d.friends)).toEqual(['a']);
    await a.admires.add(b);
    expect([await namesOf(a.admires), await namesOf(b.admires)]).toEqual([['b'], []]);
    await a.pen.add(b, { throughDefaults: { pages: 2 } });
    expect([await namesOf(b.pen), await Letter.objects.filter({ pages: 2 }).count()]).toEqual([['a'], 2]);
  });

  it('T-064: symmetrical is for a relation to itself without a relatedName', async () => {
    const both = () => f.manyToMany(ref<Person>('circle.Person'), { relatedName: 'fans', symmetrical: true });
    expect((await refusal(async () => both(), ConfigurationError)).hint).toMatch(/symmetrical: false/);
    class Odd extends Model<Odd>('odd.Odd')({ tags: f.manyToMany(() => Tag, { symmetrical: true }) }) {}
    defineApp('odd', { Odd });
    const error = await refusal(async () => Odd.objects.filter({ tags: 1 }).toSql(), ConfigurationError);
    expect(error.message).toMatch(/odd\.Odd\.tags is symmetrical and leads to another model/);
  });

  it('T-064: one with a relatedName leads one way, and is written from both sides', async () => {
    const { ada, bob, cem } = await fillStudio();
    await ada.influences.add(cem);
    expect([await namesOf(ada.influences), await namesOf(cem.influences)]).toEqual([['Cem'], []]);
    await cem.followers.add(bob);
    expect(await namesOf(bob.influences.orderBy('name'))).toEqual(['Ada', 'Cem']);
    await cem.followers.remove(ada);
    expect(await namesOf(ada.influences)).toEqual([]);
  });

  it('T-067: what was kept of the relation is dropped, on both sides', async () => {
    await fillStudio();
    const [x] = await Song.objects.filter({ title: 'x' }).prefetchRelated('tags');
    const tags = await Tag.objects.prefetchRelated('songs').orderBy('label');
    const [loud, slow] = tags;
    if (x === undefined || loud === undefined || slow === undefined) throw new Error('no rows');
    await x.tags.remove(loud);
    expect([await x.tags, await loud.songs].map((list) => list.length)).toEqual([1, 0]);
    await x.tags.add(loud);
    expect([await x.tags, await loud.songs].map((list) => list.length)).toEqual([2, 1]);
    await x.tags.set([slow]);
    expect(await x.tags).toHaveLength(1);
    await x.tags.create({ label: 'new' });
    expect(await x.tags).toHaveLength(2);
    await x.tags.clear();
    expect(await x.tags).toHaveLength(0);
  });

  it('T-064: a row that cannot be meant is refused before a statement: of another model, not stored, no key', async () => {
    const { ada, loud } = await fillStudio();
    const song = await Song.objects.get({ title: 'nobody' });
    for (const method of ['add', 'remove'] as const) {
      const write = (...items: unknown[]) => song.tags[method](loud, ...(items as never[]));
      expect((await refusal(() => write(ada))).message).toMatch(/takes rows of studio\.Tag .* not a studio\.Artist/);
      expect((await refusal(() => write(new Tag({ label: 'new' })), QuerySetError)).hint).toBe('save() it first');
      for (const wrong of ['not a key', null, undefined, [1], 1.5]) await refusal(() => write(wrong), ValidationError);
    }
    await refusal(() => song.tags.set([loud, hostile('x')]), ValidationError);
    await refusal(() => song.tags.set(hostile(loud)), QuerySetError);
    await refusal(() => song.tags.filter({ label: 'loud' }).clear(), QuerySetError);
    await refusal(() => new Song({ title: 'new' }).tags.add(loud), QuerySetError);
    expect(await links()).toBe(3);
  });

  it('T-064: a key that no row has is an error, and nothing is written', async () => {
    const { loud, slow } = await fillStudio();
    const [x] = await Song.objects.filter({ title: 'x' });
    const error = await failure(() => x?.tags.add(987_654, loud), Tag.DoesNotExist);
    expect([error.model, error.field]).toEqual(['studio.Song', 'tags']);
    await failure(() => x?.tags.set([987_654]), Tag.DoesNotExist);
    await failure(() => x?.tags.set([987_654], { clear: true }), Tag.DoesNotExist);
    expect(await links()).toBe(3);
    await atomic(async () => {
      await failure(() => atomic(() => slow.songs.add(987_654)), Song.DoesNotExist);
      await slow.songs.clear();
    });
    expect(await links()).toBe(1);
  });

  it('T-064: links to rows that the manager hides stay', async () => {
    const paper = await Paper.objects.create({ title: 'a' });
    const [shown, hidden] = await Mark.objects.bulkCreate([{ name: 'shown' }, { name: 'hidden', erased: true }]);
    await paper.marks.add(shown as Mark, hidden as Mark);
    const count = () => getModel('vault.Paper_marks').objects.getQuerySet().count();
    await paper.marks.set([]);
    expect(await count()).toBe(1);
    await paper.marks.set([hidden as Mark]);
    await paper.marks.clear();
    expect(await count()).toBe(1);
    await paper.marks.remove(hidden as Mark);
    expect(await count()).toBe(0);
  });

  it('T-064 T-067: no link to a row of another scope is made, seen or broken', async () => {
    const town = await Town.objects.create({ name: 'Ulm' });
    const made = async (holder: string) => {
      const client = await Client.objects.create({ holder, name: holder, town });
      const deal = await Deal.objects.create({ holder, name: `of ${holder}`, client });
      return { deal, topic: await Topic.objects.create({ holder, name: holder }) };
    };
    const ada = await HOLDER.run('ada', () => made('ada'));
    const bob = await HOLDER.run('bob', () => made('bob'));
    const joining = getModel('vault.Deal_topics').objects.getQuerySet();
    await HOLDER.run('bob', async () => {
      await failure(() => bob.deal.topics.add(ada.topic.pk), Topic.DoesNotExist);
      await failure(() => bob.deal.topics.set([ada.topic.pk]), Topic.DoesNotExist);
      const error = await refusal(() => bob.deal.topics.add(ada.topic), QuerySetError);
      expect(error.message).toMatch(/under another holder than the row's/);
      await refusal(() => ada.deal.topics.add(bob.topic), QuerySetError);
      await refusal(() => ada.deal.topics.clear(), QuerySetError);
    });
    await refusal(() => bob.deal.topics.add(bob.topic), QuerySetError);
    expect(await joining.count()).toBe(0);
    // One that was made by hand is no business of bob's.
    await joining.bulkCreate([{ dealId: bob.deal.pk, topicId: ada.topic.pk }]);
    await HOLDER.run('bob', async () => {
      await bob.deal.topics.clear();
      await bob.deal.topics.remove(ada.topic.pk);
      await bob.deal.topics.set([bob.topic]);
      expect(await namesOf(bob.deal.topics)).toEqual(['bob']);
    });
    expect(await joining.count()).toBe(2);
  });
}
