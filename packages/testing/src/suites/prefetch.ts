/** prefetchRelated and Prefetch: one query a relation and level, whatever the number of rows; and what they refuse. */
import { FieldError, Prefetch, QuerySetError } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Band, Company, Gig, Song, Tag } from '../models/index.js';
import { counted, hostile, refusal } from './expectations.js';
import { fillStudio, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

const none = Promise.resolve([]);

export function prefetchSuite({ it }: Workbench): void {
  it('I-055: one query a relation and level, for any number of rows', async () => {
    await fillStudio();
    const query = Artist.objects.prefetchRelated('songs__tags', 'bio', 'mentor', 'bands__gigs').orderBy('name');
    const seen = await counted(7, async () => {
      const all: unknown[] = [];
      for (const artist of await query) {
        const songs = await artist.songs;
        const tags = await Promise.all(songs.map((song) => namesOf(song.tags)));
        const gigs = await Promise.all((await artist.bands).map((band) => namesOf(band.gigs)));
        all.push([
          artist.name,
          songs.length,
          tags,
          (await artist.bio)?.stars ?? null,
          (await artist.mentor)?.name ?? null,
          gigs,
        ]);
      }
      return all;
    });
    expect(seen).toEqual([
      ['Ada', 3, [['loud', 'slow'], ['slow'], []], 5, null, [['Rome', 'Oslo']]],
      ['Bob', 1, [[]], null, 'Ada', [['Rome', 'Oslo']]],
      ['Cem', 0, [], null, null, []],
    ]);
  });

  it('I-055: no rows, no queries; a level without rows asks for no further one', async () => {
    await counted(1, () => Artist.objects.prefetchRelated('songs__tags'));
    await Artist.objects.create({ name: 'Solo' });
    await counted(2, () => Artist.objects.prefetchRelated('songs__tags__songs'));
    await counted(0, () => Artist.objects.none().prefetchRelated('songs'));
  });

  it('I-055 T-108: children know the parent that they hang on, and no query asks for it', async () => {
    await fillStudio();
    const artists = await Artist.objects.prefetchRelated('songs', 'bio').orderBy('name');
    await counted(0, async () => {
      for (const artist of artists) for (const song of await artist.songs) expect(song.artist).toBe(artist);
      expect((await artists[0]?.bio)?.artist).toBe(artists[0]);
    });
    await counted(3, async () => {
      for (const artist of await Artist.objects.prefetchRelated('songs__artist', 'songs__tags')) {
        for (const song of await artist.songs) expect(song.artist).toBe(artist);
      }
    });
  });

  it('I-055: get(), first(), last(), slices and iterator() load them too', async () => {
    await fillStudio();
    const query = Artist.objects.prefetchRelated('songs').orderBy('name');
    const lengths: number[] = [];
    await counted(8, async () => {
      const rows = [
        await query.get({ name: 'Ada' }),
        await query.first(),
        await query.last(),
        (await query.slice(1, 2))[0],
      ];
      for (const row of rows) lengths.push((await row?.songs)?.length ?? -1);
    });
    expect(lengths).toEqual([3, 3, 0, 1]);
    const streamed: number[] = [];
    await counted(3, async () => {
      for await (const row of query.iterator({ chunkSize: 2 })) streamed.push((await row.songs).length);
    });
    expect(streamed).toEqual([3, 1, 0]);
  });

  it('I-055: Prefetch with a queryset of its own: its conditions, order and relations', async () => {
    await fillStudio();
    const queryset = Song.objects
      .filter({ year__gte: 2 })
      .orderBy('-year')
      .prefetchRelated('tags')
      .selectRelated('artist');
    const artists = await counted(3, () =>
      Artist.objects.prefetchRelated(Prefetch('songs', { queryset })).orderBy('name'),
    );
    const found = await counted(0, async () => {
      const lists = [];
      for (const artist of artists) lists.push((await artist.songs).map((song) => song.year));
      return lists;
    });
    expect(found).toEqual([[3, 2], [2], []]);
  });

  it('I-055: toAttr takes the rows, and the relation stays as it was', async () => {
    await fillStudio();
    const artists = await Artist.objects
      .prefetchRelated(Prefetch('songs', { queryset: Song.objects.recent(), toAttr: 'recent' }), 'songs')
      .orderBy('name');
    expect(artists.map(({ recent }) => recent.map(({ year }) => year))).toEqual([[3], [], []]);
    await counted(0, async () => expect((await artists[0]?.songs)?.length).toBe(3));
    const [only] = await Artist.objects.prefetchRelated(
      Prefetch('songs', { queryset: Song.objects.recent(), toAttr: 'recent' }),
    );
    await counted(1, async () => expect((await only?.songs)?.length).toBe(3));
  });

  it('I-055: the queryset that was handed in, and the one that was extended, stay as they were', async () => {
    await fillStudio();
    const songs = Song.objects.filter({ year: 2 });
    const plain = Artist.objects.orderBy('name');
    const one = plain.prefetchRelated(Prefetch('songs', { queryset: songs }));
    await one;
    await counted(1, () => plain.all());
    expect(await songs.count()).toBe(2);
    await counted(1, () => one.prefetchRelated(hostile<'songs'>(null)));
    await counted(2, () => one.all());
  });

  it('I-055: a Prefetch over the many-to-many that its queryset filters speaks of the joining row of that filter', async () => {
    await fillStudio();
    const queryset = Song.objects.filter({ tags__label: 'loud' });
    const tags = await Tag.objects.prefetchRelated(Prefetch('songs', { queryset })).orderBy('label');
    expect(await Promise.all(tags.map((tag) => namesOf(tag.songs)))).toEqual([['x'], []]);
  });

  it('I-055: to a unique field, to a text key, to the row itself, from the same object twice', async () => {
    await fillStudio();
    const gigs = await counted(2, () => Gig.objects.prefetchRelated('band'));
    expect(await Promise.all(gigs.map(async (gig) => (await gig.band).formed))).toEqual([1990, 1990]);
    const companies = await counted(2, () => Company.objects.prefetchRelated('artists'));
    expect(await namesOf(companies[0]?.artists ?? none)).toEqual(['Ada', 'Bob']);
    const bob = await counted(3, () => Artist.objects.prefetchRelated('influences__followers').get({ name: 'Bob' }));
    expect(await namesOf((await bob.influences)[0]?.followers ?? none)).toEqual(['Bob']);
    const twice = await counted(2, () =>
      Artist.objects.filter({ songs__year__gte: 1 }).prefetchRelated('songs').orderBy('name'),
    );
    expect(await Promise.all(twice.map(async (row) => (await row.songs).length))).toEqual([3, 3, 3, 1]);
  });

  it('I-055: a forward relation that the queryset leaves out is null, without another query', async () => {
    await fillStudio();
    const queryset = Artist.objects.filter({ age: 99 });
    const bob = await Artist.objects.prefetchRelated(Prefetch('mentor', { queryset })).get({ name: 'Bob' });
    await counted(0, async () => expect(await bob.mentor).toBeNull());
    await refusal(() => Artist.objects.prefetchRelated(Prefetch('mentor', { queryset, toAttr: 'old' })), QuerySetError);
  });

  it('I-055: what cannot be prefetched is said before anything is asked', async () => {
    const asked = (what: unknown) => () => Artist.objects.prefetchRelated(hostile<'songs'>(what)).toArray();
    for (const path of [
      'song',
      'name',
      'songs__titel',
      'songs__title',
      '',
      'songs__',
      '__songs',
      '__proto__',
      'constructor',
      3,
      {},
      ['songs'],
    ]) {
      await refusal(asked(path), FieldError);
    }
    expect((await refusal(asked('song'), FieldError)).hint).toMatch(/songs/);
    const wrong: [string, object][] = [
      ['songs', { queryset: Tag.objects.all() }],
      ['songs', { queryset: Song.objects.values('id') }],
      ['songs', { queryset: Song.objects.valuesList('id', { flat: true }) }],
      ['songs', { queryset: Song.objects.slice(0, 2) }],
      ['songs', { toAttr: 'name' }],
      ['songs', { toAttr: 'bands' }],
      ['songs', { toAttr: 'not a name' }],
      ['songs', { queryset: Song.objects }],
    ];
    for (const [path, options] of wrong) {
      await refusal(
        () => Artist.objects.prefetchRelated(hostile<'songs'>(Prefetch(path, options))).toArray(),
        QuerySetError,
      );
    }
    await refusal(() => Artist.objects.values('name').prefetchRelated('songs').toArray(), QuerySetError);
  });

  it('I-055: the same relation with two querysets is refused, and one of them may have another place', async () => {
    await fillStudio();
    const some = Prefetch('songs', { queryset: Song.objects.filter({ year: 1 }) });
    await refusal(() => Artist.objects.prefetchRelated('songs', hostile<'songs'>(some)).toArray(), QuerySetError);
    const ada = await counted(3, () =>
      Artist.objects.prefetchRelated(hostile<'songs'>(some), 'songs__tags').get({ name: 'Ada' }),
    );
    expect(await namesOf(ada.songs)).toEqual(['x']);
  });

  it('I-051: inBulk() gives rows by key, prefetches included, and asks nothing for no keys', async () => {
    const { ada, cem } = await fillStudio();
    const rows = await counted(2, () => Artist.objects.prefetchRelated('songs').inBulk([cem.pk, ada.pk, ada.pk, 999]));
    expect([...rows.keys()].sort()).toEqual([ada.pk, cem.pk].sort());
    expect((await rows.get(ada.pk)?.songs)?.length).toBe(3);
    expect((await counted(0, () => Artist.objects.inBulk([]))).size).toBe(0);
    expect((await Company.objects.inBulk(['emi'])).get('emi')?.rank).toBe(1);
    expect((await Band.objects.inBulk()).size).toBe(2);
  });
}
