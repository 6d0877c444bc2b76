/** The reverse side of a foreign key as it writes: add, remove, set and clear. */
import {
  atomic,
  ConfigurationError,
  captureQueries,
  createDorm,
  getConnection,
  NotSupportedError,
  QuerySetError,
  ValidationError,
} from '@dorm/core';
import { createTables } from '@dorm/core/schema';
import { expect } from 'vitest';
import {
  Artist,
  Author,
  Band,
  Bio,
  Book,
  Client,
  Gig,
  HOLDER,
  Paper,
  Shelf,
  Song,
  studio,
  Tag,
  Town,
} from '../models/index.js';
import { counted, failure, hostile, refusal, statements } from './expectations.js';
import { fillStudio, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

export function relatedWritesSuite(bench: Workbench): void {
  const { it } = bench;
  it('T-065: add() takes instances and keys, in one UPDATE, whoever they belonged to', async () => {
    const { ada, bob, cem } = await fillStudio();
    const [x, y] = await Song.objects.filter({ artist: ada, title__isNull: false });
    const other = await Song.objects.get({ artist: bob });
    const sent = await statements(() => cem.songs.add(x as Song, x as Song, other, y?.pk as number));
    expect(sent.filter((sql) => /^update/i.test(sql))).toHaveLength(1);
    expect(sent.filter((sql) => /^(select|insert)/i.test(sql))).toEqual([]);
    expect(await namesOf(cem.songs.orderBy('title', 'pk'))).toEqual(['x', 'x', 'y']);
    expect([x?.artistId, x?.artist, other.artist]).toEqual([cem.pk, cem, cem]);
    expect([await ada.songs.count(), await bob.songs.count()]).toEqual([1, 0]);
    await counted(0, () => cem.songs.add());
  });

  it('T-065: remove() and clear() set the foreign key to null, of rows that belong here', async () => {
    const { ada, bob } = await fillStudio();
    const [x, y] = await Song.objects.filter({ artist: ada, title__isNull: false });
    const other = await Song.objects.get({ artist: bob });
    await ada.songs.remove(x as Song);
    expect([x?.artistId, x?.artist]).toEqual([null, null]);
    expect(await namesOf(ada.songs.all())).toEqual(['y', null]);
    const error = await failure(() => ada.songs.remove(y as Song, other), Song.DoesNotExist);
    expect([error.model, error.field]).toEqual(['studio.Artist', 'songs']);
    expect([await ada.songs.count(), await bob.songs.count()]).toEqual([2, 1]);
    await ada.songs.clear();
    expect([await ada.songs.count(), await bob.songs.count(), await Song.objects.count()]).toEqual([0, 1, 5]);
  });

  it('T-065: where the foreign key is NOT NULL nothing can be taken away, and the error says what to do', async () => {
    const author = await Author.objects.create({ name: 'Ada', email: 'ada@x.org' });
    const next = await Author.objects.create({ name: 'Bob', email: 'bob@x.org' });
    const [one, two] = await author.books.bulkCreate([{ title: 'one' }, { title: 'two' }]);
    for (const work of [
      () => author.books.remove(one as Book),
      () => author.books.clear(),
      () => author.books.set([], { clear: true }),
    ]) {
      const error = await refusal(work, NotSupportedError);
      expect(error.message).toMatch(/library\.Book\.author empty, which is NOT NULL/);
      expect(error.hint).toMatch(/add\(\).*null: true/);
    }
    await failure(() => author.books.set([one as Book]), NotSupportedError);
    expect(await author.books.count()).toBe(2);
    await author.books.set([one as Book, two as Book, await Book.objects.create({ title: 'three', author: next })]);
    expect(await author.books.count()).toBe(3);
    await next.books.add(two as Book);
    expect(await namesOf(author.books.all())).toEqual(['one', 'three']);
  });

  it('T-065: set() writes the difference alone, and with clear everything', async () => {
    const { ada, bob } = await fillStudio();
    const [x, y, last] = await Song.objects.filter({ artist: ada }).orderBy('id');
    const other = await Song.objects.get({ artist: bob });
    const sent = await statements(() => ada.songs.set([x as Song, other, y?.pk as number]));
    expect(sent.filter((sql) => /^update/i.test(sql))).toHaveLength(2);
    expect((await ada.songs.valuesList('pk', { flat: true })).sort()).toEqual([x?.pk, y?.pk, other.pk].sort());
    await last?.refreshFromDb();
    expect(last?.artistId).toBeNull();
    const same = await statements(() => ada.songs.set([x as Song, other, y as Song]));
    expect(same.filter((sql) => /^update/i.test(sql))).toEqual([]);
    await ada.songs.set([last as Song], { clear: true });
    expect((await ada.songs).map(({ pk }) => pk)).toEqual([last?.pk]);
    await ada.songs.set([]);
    expect(await ada.songs.exists()).toBe(false);
  });

  it('T-065: a foreign key to another field than the key holds that field', async () => {
    const { duo } = await fillStudio();
    const empty = await Band.objects.get({ slug: 'empty' });
    const gig = await Gig.objects.get({ city: 'Rome' });
    await empty.gigs.add(gig);
    expect([gig.bandId, await empty.gigs.count(), await duo.gigs.count()]).toEqual(['empty', 1, 1]);
  });

  it('T-067: what was kept of the relation is dropped, on both sides', async () => {
    await fillStudio();
    const [ada, bob] = await Artist.objects.prefetchRelated('songs').orderBy('name');
    if (ada === undefined || bob === undefined) throw new Error('no rows');
    const [song] = await ada.songs;
    await bob.songs.add(song as Song);
    expect(await bob.songs).toHaveLength(2);
    expect(await ada.songs).toHaveLength(2);
    await bob.songs.remove(song as Song);
    expect(await bob.songs).toHaveLength(1);
    await bob.songs.clear();
    expect(await bob.songs).toHaveLength(0);
    await ada.songs.set([]);
    expect([await ada.songs, await ada.songs.count()]).toEqual([[], 0]);
  });

  it('T-065: a row that cannot be meant is refused before a statement: of another model, not stored, no key', async () => {
    const { ada, loud } = await fillStudio();
    const song = await Song.objects.get({ title: 'nobody' });
    for (const method of ['add', 'remove'] as const) {
      const write = (...items: unknown[]) => ada.songs[method](song, ...(items as never[]));
      expect((await refusal(() => write(loud))).message).toMatch(/takes rows of studio\.Song .* not a studio\.Tag/);
      expect((await refusal(() => write(new Song({ title: 'new' })), QuerySetError)).hint).toBe('save() it first');
      for (const wrong of ['not a key', null, undefined, {}, 1.5]) await refusal(() => write(wrong), ValidationError);
    }
    await refusal(() => ada.songs.set(hostile(song)), QuerySetError);
    await refusal(() => ada.songs.set([hostile('x')]), ValidationError);
    await refusal(() => ada.songs.set([], hostile({ cleer: true })), ConfigurationError);
    expect(await ada.songs.count()).toBe(3);
  });

  it('T-065: a key that no row has is an error, and nothing is written', async () => {
    const { ada } = await fillStudio();
    const song = await Song.objects.get({ title: 'nobody' });
    await failure(() => ada.songs.add(song, 987_654), Song.DoesNotExist);
    await failure(() => ada.songs.set([song, 987_654]), Song.DoesNotExist);
    await failure(() => ada.songs.remove(987_654), Song.DoesNotExist);
    expect(await ada.songs.count()).toBe(3);
    await song.refreshFromDb();
    expect(song.artistId).toBeNull();
    await atomic(async () => {
      await failure(() => atomic(() => ada.songs.add(987_654)), Song.DoesNotExist);
      await ada.songs.add(song);
    });
    expect(await ada.songs.count()).toBe(4);
  });

  it('T-065: a part of a relation is not added to, and has no clear()', async () => {
    const { ada } = await fillStudio();
    const error = await refusal(() => ada.songs.filter({ year: 1 }).clear(), QuerySetError);
    expect(error.message).toMatch(/clear\(\) is for a whole relation/);
    await refusal(() => ada.songs.filter({ year: 1 }).set([]), QuerySetError);
    expect(await ada.songs.count()).toBe(3);
    await failure(() => new Artist({ name: 'new' }).songs.add(1), QuerySetError);
  });

  it('T-065: rows that the manager hides stay where they are, and can be added', async () => {
    const shelf = await Shelf.objects.create({ name: 'top' });
    const shown = await shelf.papers.create({ title: 'shown' });
    const hidden = await shelf.papers.create({ title: 'hidden', erased: true });
    await shelf.papers.set([]);
    const read = () => Paper.allObjects.filter({ shelf }).valuesList('title', { flat: true });
    expect(await read()).toEqual(['hidden']);
    await shelf.papers.clear();
    expect(await read()).toEqual(['hidden']);
    await shelf.papers.remove(hidden);
    await shelf.papers.add(hidden, shown);
    expect((await read()).sort()).toEqual(['hidden', 'shown']);
  });

  it('T-065 T-067: rows of another scope are not there, and an instance of one is refused', async () => {
    const [town, other] = await Town.objects.bulkCreate([{ name: 'Ulm' }, { name: 'Bonn' }]);
    if (town === undefined || other === undefined) throw new Error('no rows');
    const ada = await HOLDER.run('ada', () => town.clients.create({ holder: 'ada', name: 'x' }));
    await HOLDER.run('bob', async () => {
      await town.clients.create({ holder: 'bob', name: 'y' });
      await failure(() => other.clients.add(ada.pk), Client.DoesNotExist);
      const error = await refusal(() => other.clients.add(ada), QuerySetError);
      expect(error.message).toMatch(/under another holder than the row's/);
      await refusal(() => ada.deals.add(1), QuerySetError);
    });
    await failure(() => other.clients.add(ada.pk), QuerySetError);
    await HOLDER.run('ada', async () => {
      await ada.refreshFromDb();
      expect(ada.townId).toBe(town.pk);
      await other.clients.add(ada);
      expect(await namesOf(other.clients)).toEqual(['x']);
    });
  });

  it('T-064 T-065: rows of another database are not linked, and writes go to the database of the instance', async () => {
    const other = await bench.setup.open();
    const dorm = createDorm({ databases: { default: bench.driver, other: other.driver }, apps: [studio] });
    await dorm.run(async () => {
      await createTables({ using: 'other' });
      const here = await Song.objects.create({ title: 'here' });
      const artist = await Artist.objects.using('other').create({ name: 'there' });
      const song = await Song.objects.using('other').create({ title: 'there' });
      const tag = await Tag.objects.using('other').create({ label: 'there' });
      expect((await refusal(() => artist.songs.add(here), QuerySetError)).message).toMatch(/in different databases/);
      await refusal(() => here.tags.add(tag), QuerySetError);
      const { queries } = await captureQueries(async () => {
        await artist.songs.add(song);
        await song.tags.set([tag]);
        await song.tags.create({ label: 'new' });
      });
      expect(new Set(queries.map((query) => query.alias))).toEqual(new Set(['other']));
      expect([await artist.songs.count(), await song.tags.count()]).toEqual([1, 2]);
      await getConnection('other').close();
    });
    await other.cleanup?.();
  });

  it('T-067: the reverse side of a one-to-one is assigned, and stored when the other row is saved', async () => {
    const { ada, cem, loud } = await fillStudio();
    const bio = await Bio.objects.get({ artist: ada });
    cem.bio = bio;
    expect([bio.artistId, bio.artist, cem.bio]).toEqual([cem.pk, cem, bio]);
    await bio.save();
    const [first, , last] = await Artist.objects.selectRelated('bio').orderBy('name');
    expect([first?.bio, hostile<Bio>(last?.bio).pk]).toEqual([null, bio.pk]);
    const made = new Bio({ stars: 1 });
    ada.bio = made;
    await made.save();
    expect((await Bio.objects.get({ artist: ada })).pk).toBe(made.pk);
    ada.bio = null;
    expect([made.artistId, (await hostile<PromiseLike<Bio>>(Reflect.get(ada, 'bio'))).pk]).toEqual([null, made.pk]);
    for (const wrong of [loud, 3]) await refusal(async () => Object.assign(ada, { bio: wrong }), ValidationError);
  });

  it('T-064 T-065: many rows are not assigned: the error names set()', async () => {
    const { ada, duo } = await fillStudio();
    for (const work of [() => Object.assign(ada, { songs: [] }), () => Object.assign(duo, { members: [] })])
      expect((await refusal(work, NotSupportedError)).hint).toMatch(/^write await row\.(songs|members)\.set\(/);
  });
}
