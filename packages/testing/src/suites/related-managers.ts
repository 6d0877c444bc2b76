/** Related managers: the other side of a relation as a QuerySet, loaded for peers and kept while it may be. */
import { atomic, NotLoadedError, QuerySetError } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Band, Song, SongQuerySet, Tag } from '../models/index.js';
import { counted, failure, refusal } from './expectations.js';
import { fillStudio, join, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

export function relatedManagersSuite({ it, configured }: Workbench): void {
  it('I-093: reads, narrows, counts and creates on the reverse side of a foreign key', async () => {
    const { ada, cem } = await fillStudio();
    expect(await namesOf(ada.songs.all())).toEqual(['x', 'y', null]);
    expect(await namesOf(ada.songs.filter({ year__gte: 2 }).orderBy('-year'))).toEqual([null, 'y']);
    expect([await ada.songs.count(), await cem.songs.count(), await cem.songs.exists()]).toEqual([3, 0, false]);
    expect((await ada.songs.get({ title: 'y' })).artistId).toBe(ada.pk);
    const song = await cem.songs.create({ title: 'first' });
    expect([song.artistId, song.artist]).toEqual([cem.pk, cem]);
    expect((await cem.songs.bulkCreate([{ title: 'second' }]))[0]?.artistId).toBe(cem.pk);
    expect(await cem.songs.count()).toBe(2);
    expect(await cem.songs.update({ year: 9 })).toBe(2);
    expect(await Song.objects.filter({ year: 9 }).count()).toBe(2);
  });

  it('I-094: reads a many-to-many from both sides, also through a model and to itself', async () => {
    const { ada, bob, slow, duo } = await fillStudio();
    const x = await Song.objects.get({ title: 'x', artist: ada });
    expect(await namesOf(x.tags.orderBy('label'))).toEqual(['loud', 'slow']);
    expect(await namesOf(slow.songs)).toEqual(['x', 'y']);
    expect(await namesOf(duo.members.orderBy('name'))).toEqual(['Ada', 'Bob']);
    expect(await namesOf(bob.bands)).toEqual(['duo']);
    expect([await namesOf(bob.influences), await namesOf(ada.followers), await namesOf(ada.influences)]).toEqual([
      ['Ada'],
      ['Bob'],
      [],
    ]);
    expect(await slow.songs.filter({ title: 'y' }).exists()).toBe(true);
    expect(await duo.members.filter({ songs__year: 2 }).count()).toBe(2);
  });

  it('I-094: its first filter() speaks of the joining row that led here, the next of any', async () => {
    const { slow } = await fillStudio();
    expect(await namesOf(slow.songs.filter({ tags__label: 'loud' }))).toEqual([]);
    expect(await namesOf(slow.songs.filter({ tags__label: 'slow' }).filter({ tags__label: 'loud' }))).toEqual(['x']);
    expect(await namesOf(slow.songs.exclude({ tags__label: 'loud' }))).toEqual(['x', 'y']);
  });

  it('I-072: keeps the methods of your own queryset through every step', async () => {
    const { ada, slow } = await fillStudio();
    expect(await ada.songs.recent().count()).toBe(1);
    expect(await ada.songs.filter({ title: null }).recent().all().recent().count()).toBe(1);
    expect(await slow.songs.recent().count()).toBe(0);
    expect(ada.songs.all()).toBeInstanceOf(SongQuerySet);
  });

  it('T-108: 250 parents awaited in a loop cost a query for each hundred', async () => {
    const { loud } = await fillStudio();
    await Song.objects
      .all()
      .delete()
      .catch(() => undefined);
    await Artist.objects.bulkCreate(Array.from({ length: 250 }, (_, n) => ({ name: `z${n}` })));
    const artists = await Artist.objects.filter({ name__startsWith: 'z' }).orderBy('id');
    await Song.objects.bulkCreate(artists.map((artist) => ({ artist, title: artist.name })));
    const songs = await Song.objects.filter({ title__startsWith: 'z' });
    await join(
      'studio.Song_tags',
      songs.map((song) => ({ song, tag: loud })),
    );
    await counted(3, async () => {
      for (const artist of artists) expect((await artist.songs).map(({ title }) => title)).toEqual([artist.name]);
    });
    await counted(3, async () => {
      for (const song of songs) expect((await song.tags).map(({ pk }) => pk)).toEqual([loud.pk]);
    });
    await counted(0, async () => {
      for (const artist of artists) expect((await artist.songs)[0]?.artist).toBe(artist);
    });
  }, 60_000);

  it('T-108: a loop over a forward relation, a reverse one and a many-to-many costs 1 + 3', async () => {
    await fillStudio();
    await counted(4, async () => {
      for (const song of await Song.objects.filter({ artist__isNull: false })) {
        await song.tags;
        const artist = await song.artist;
        if (artist !== null) await artist.songs;
      }
    });
  });

  it('T-108: rows that selectRelated brought are peers too', async () => {
    await fillStudio();
    await counted(2, async () => {
      for (const song of await Song.objects.selectRelated('artist')) await song.artist?.songs;
    });
  });

  it('T-108: only the rows of one result are peers, and concurrent awaits share one query', async () => {
    await fillStudio();
    const [some, others] = [
      await Artist.objects.filter({ name__lte: 'Bob' }),
      await Artist.objects.filter({ name: 'Cem' }),
    ];
    await counted(1, () => Promise.all(some.map((artist) => artist.songs.toArray())));
    await counted(1, async () => expect(await others[0]?.songs).toEqual([]));
  });

  it("T-108: peers: 'one' asks for each row, 'raise' says what to add", async () => {
    await fillStudio();
    await configured({ peers: 'one' }).run(() =>
      counted(4, async () => {
        for (const artist of await Artist.objects.all()) await artist.songs;
      }),
    );
    await configured({ peers: 'raise' }).run(async () => {
      const artist = await Artist.objects.get({ name: 'Ada' });
      const error = await failure(() => artist.songs.toArray(), NotLoadedError);
      expect(error.hint).toMatch(/prefetchRelated\('songs'\)/);
      expect(await artist.songs.filter({ year: 1 }).count()).toBe(1);
      const loaded = await Artist.objects.prefetchRelated('songs').get({ name: 'Ada' });
      expect((await loaded.songs).length).toBe(3);
    });
  });

  it('I-093 I-094: after a prefetch the side itself, its count() and exists() ask nothing; what is chained on it asks', async () => {
    await fillStudio();
    const ada = await Artist.objects.prefetchRelated('songs').get({ name: 'Ada' });
    await counted(0, async () => {
      expect([await ada.songs.count(), await ada.songs.exists()]).toEqual([3, true]);
      expect((await ada.songs).length).toBe(3);
    });
    for (const chained of [ada.songs.all(), ada.songs.slice(1, 2), ada.songs.filter({ year: 1 })])
      await counted(1, () => chained);
  });

  it('I-093: what create() adds is there when the relation is read again', async () => {
    const { ada } = await fillStudio();
    const kept = await Artist.objects.prefetchRelated('songs').get({ name: 'Ada' });
    await kept.songs.create({ title: 'new' });
    expect((await kept.songs).length).toBe(4);
    const fresh = await Artist.objects.get({ name: 'Ada' });
    await fresh.songs;
    await fresh.songs.create({ title: 'newer' });
    expect((await fresh.songs).length).toBe(5);
    expect(await ada.songs.count()).toBe(5);
  });

  it('T-108: changing a list that was given changes nobody else', async () => {
    await fillStudio();
    const ada = await Artist.objects.prefetchRelated('songs').get({ name: 'Ada' });
    (await ada.songs).pop();
    expect((await ada.songs).length).toBe(3);
    expect(await ada.songs.count()).toBe(3);
  });

  it('T-108: a key that changes after loading belongs to other rows', async () => {
    await fillStudio();
    const band = await Band.objects.prefetchRelated('gigs').get({ slug: 'duo' });
    band.slug = 'empty';
    expect(await band.gigs).toEqual([]);
    band.slug = 'duo';
    expect((await band.gigs).length).toBe(2);
  });

  it('I-095: the reverse side of a one-to-one: the row, or null, for all peers in one query, and by selectRelated', async () => {
    await fillStudio();
    await counted(2, async () => {
      const stars: (number | null)[] = [];
      for (const artist of await Artist.objects.orderBy('name')) stars.push((await artist.bio)?.stars ?? null);
      expect(stars).toEqual([5, null, null]);
    });
    await counted(1, async () => {
      const artists = await Artist.objects.selectRelated('bio').orderBy('name');
      expect(artists.map((artist) => artist.bio?.stars ?? null)).toEqual([5, null, null]);
      expect(artists[0]?.bio?.artist).toBe(artists[0]);
    });
  });

  it('I-093 I-094: an instance that is not stored has no related rows, and is told so before a query', async () => {
    await refusal(() => new Artist({ name: 'New' }).songs.toArray(), QuerySetError);
    await refusal(() => new Song({ title: 'New' }).tags.count(), QuerySetError);
    await refusal(() => new Band({ slug: 'new' }).gigs.toArray(), QuerySetError);
    await refusal(() => new Artist({ name: 'New' }).songs.create({ title: 'x' }), QuerySetError);
  });

  it('T-108: in a transaction that is rolled back, what was kept does not outlive a fresh read', async () => {
    const { cem } = await fillStudio();
    await atomic(async () => {
      await cem.songs.create({ title: 'gone' });
      throw new Error('back');
    }).catch(() => undefined);
    const again = await Artist.objects.get({ pk: cem.pk });
    expect(await again.songs).toEqual([]);
    expect(await Tag.objects.filter({ songs__artist: cem.pk }).count()).toBe(0);
  });
}
