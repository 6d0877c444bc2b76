/** Conditions over relations of many rows, one by one: which rows they speak of, and the SQL that asks. */
import { F, Q } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Band, Gig, Song, Tag } from '../models/index.js';
import { hostile, statements } from './expectations.js';
import { fillStudio, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

const joins = (sql: string): number => sql.match(/ join /gi)?.length ?? 0;

export function relatedConditionsSuite({ it }: Workbench): void {
  it('I-076: reverse, many-to-many, through a model, to itself, by a unique field: each from both sides', async () => {
    const { ada, bob, slow } = await fillStudio();
    expect(await namesOf(Artist.objects.filter({ songs__title: 'y' }))).toEqual(['Ada']);
    expect(await namesOf(Song.objects.filter({ tags__label: 'loud' }))).toEqual(['x']);
    expect(await namesOf(Tag.objects.filter({ songs__year: 2 }))).toEqual(['slow']);
    expect(await namesOf(Band.objects.filter({ members__name: 'Bob' }))).toEqual(['duo']);
    expect(await namesOf(Artist.objects.filter({ bands__formed: 1990 }).orderBy('name'))).toEqual(['Ada', 'Bob']);
    expect(await namesOf(Artist.objects.filter({ influences__name: 'Ada' }))).toEqual(['Bob']);
    expect(await namesOf(Artist.objects.filter({ followers__name: 'Bob' }))).toEqual(['Ada']);
    expect(await namesOf(Artist.objects.filter({ students: bob }))).toEqual(['Ada']);
    expect(await namesOf(Artist.objects.filter({ bio__stars__gt: 4 }))).toEqual(['Ada']);
    expect(await namesOf(Band.objects.filter({ gigs__city: 'Oslo' }))).toEqual(['duo']);
    expect(await namesOf(Gig.objects.filter({ band__members: ada }).orderBy('city'))).toEqual(['Oslo', 'Rome']);
    expect(await namesOf(Artist.objects.filter({ songs__tags: slow }).distinct())).toEqual(['Ada']);
    expect(
      await namesOf(Artist.objects.filter({ company__artists__songs__tags__label: 'loud' }).orderBy('name')),
    ).toEqual(['Ada', 'Bob']);
  });

  it('T-005: a relation through a model and the reverse side of that model speak of the same joining row', async () => {
    await fillStudio();
    expect(await Band.objects.filter({ members__name: 'Ada', memberships__role: 'bass' }).count()).toBe(1);
    expect(await Band.objects.filter({ members__name: 'Ada', memberships__role: 'drums' }).count()).toBe(0);
    expect(await Band.objects.filter({ members__name: 'Ada' }).filter({ memberships__role: 'drums' }).count()).toBe(1);
    expect(await Artist.objects.filter({ bands__slug: 'duo', memberships__role: 'drums' }).count()).toBe(1);
  });

  it('T-002: in one call a NOT that follows a condition speaks of the row of that condition', async () => {
    await fillStudio();
    const early = { songs__year__lte: 2 };
    const isX = { songs__title: 'x' };
    expect(await namesOf(Artist.objects.filter(Q.and(early, Q.not(isX))))).toEqual(['Ada']);
    expect(await namesOf(Artist.objects.filter(Q.and(Q.not(isX), early)))).toEqual([]);
    expect(await namesOf(Artist.objects.filter(early).exclude(isX))).toEqual([]);
    expect(
      await namesOf(Artist.objects.filter(Q.and(early, Q.not({ songs__tags__label: 'loud' }))).orderBy('name')),
    ).toEqual(['Ada', 'Bob']);
  });

  it('T-018: a NOT of a NOT is none: a join as before', async () => {
    await fillStudio();
    const query = Artist.objects.filter(Q.not(Q.not({ songs__year__gte: 1 }))).orderBy('name');
    expect(await namesOf(query)).toEqual(['Ada', 'Ada', 'Ada', 'Bob']);
    expect(await namesOf(Artist.objects.filter(Q({ songs__year__gte: 1 }).not().not()).orderBy('name'))).toEqual(
      await namesOf(query),
    );
  });

  it('T-001 T-003 T-004: exclude() keeps rows without a related row, and NULL there excludes nobody', async () => {
    await fillStudio();
    expect(await namesOf(Artist.objects.exclude({ songs__title: 'y' }).orderBy('name'))).toEqual(['Bob', 'Cem']);
    expect(
      await namesOf(Artist.objects.exclude({ songs__title__in: ['y', hostile<string>(null)] }).orderBy('name')),
    ).toEqual(['Bob', 'Cem']);
    expect(await namesOf(Artist.objects.exclude({ songs__title__in: [] }).orderBy('name'))).toEqual([
      'Ada',
      'Bob',
      'Cem',
    ]);
    expect(await namesOf(Artist.objects.exclude({ songs__title: null }).orderBy('name'))).toEqual(['Bob']);
    expect(await namesOf(Artist.objects.exclude({ bio__stars: 5 }).orderBy('name'))).toEqual(['Bob', 'Cem']);
    expect(await namesOf(Artist.objects.exclude({ songs__year: F('age') }).orderBy('name'))).toEqual([
      'Ada',
      'Bob',
      'Cem',
    ]);
  });

  it('T-012: isNull finds those without a related row and those with one, each way round', async () => {
    await fillStudio();
    const without = await namesOf(Artist.objects.filter({ songs__isNull: true }));
    expect(without).toEqual(['Cem']);
    expect(await namesOf(Artist.objects.exclude({ songs__isNull: false }))).toEqual(without);
    expect(await namesOf(Artist.objects.exclude({ songs__isNull: true }).orderBy('name'))).toEqual(['Ada', 'Bob']);
    expect(await namesOf(Artist.objects.filter({ bio__isNull: true }).orderBy('name'))).toEqual(['Bob', 'Cem']);
    expect(await namesOf(Band.objects.filter({ members: null }))).toEqual(['empty']);
    expect(await namesOf(Artist.objects.filter({ songs__title: null }).orderBy('name'))).toEqual(['Ada', 'Cem']);
  });

  it('T-013: count() counts repetitions, distinct() removes them; update() touches each row once', async () => {
    await fillStudio();
    const query = Artist.objects.filter({ songs__year__gte: 1 });
    expect([await query.count(), await query.distinct().count()]).toEqual([4, 2]);
    expect(await query.update({ age: 40 })).toBe(2);
    expect(await Artist.objects.filter({ age: 40 }).count()).toBe(2);
  });

  it('T-034: columns and orderings over many rows are those of the last filter() call', async () => {
    await fillStudio();
    const both = Artist.objects.filter({ songs__year: 1 }).filter({ songs__year__gte: 2 });
    expect(await both.orderBy('songs__year').valuesList('name', 'songs__year')).toEqual([
      ['Ada', 2],
      ['Ada', 3],
    ]);
    const first = Artist.objects.valuesList('name', 'songs__year').filter({ songs__year: 1 }).orderBy('songs__year');
    expect((await first).length).toBe(3);
    expect(await Artist.objects.orderBy('-songs__year', 'name').valuesList('name', { flat: true })).toEqual([
      'Ada',
      'Ada',
      'Bob',
      'Ada',
      'Cem',
    ]);
  });

  it('T-032: distinct() with an ordering over many rows orders by what is distinct', async () => {
    await fillStudio();
    const query = Artist.objects.filter({ songs__year__gte: 1 }).distinct().orderBy('songs__year', 'name');
    expect(await namesOf(query)).toEqual(['Ada', 'Ada', 'Bob', 'Ada']);
  });

  it('T-037: reverse() turns an ordering over a relation round', async () => {
    await fillStudio();
    const query = Song.objects.orderBy('artist__name', 'id').valuesList('id', { flat: true });
    expect(await query.reverse()).toEqual([...(await query)].reverse());
  });

  it('T-012: no join that nothing needs, inner where the row must be there', async () => {
    const { ada, slow } = await fillStudio();
    const asked = async (work: PromiseLike<unknown>): Promise<string> => (await statements(() => work))[0] ?? '';
    const joined = async (work: PromiseLike<unknown>): Promise<number> => joins(await asked(work));
    expect(await joined(Song.objects.filter({ tags: slow }))).toBe(1);
    expect(await joined(Song.objects.filter({ tags__pk__in: [1, 2] }))).toBe(1);
    expect(await joined(Song.objects.filter({ artist__pk: 1, artist: ada }))).toBe(0);
    expect(await joined(Artist.objects.filter({ songs__artist: ada }))).toBe(1);
    expect(await joined(Band.objects.filter({ gigs__band: 'duo' }))).toBe(1);
    expect(await joined(Artist.objects.filter({ songs__year: 1, songs__title: 'x' }))).toBe(1);
    expect(await joined(Artist.objects.filter({ songs__year: 1 }).filter({ songs__title: 'x' }))).toBe(2);
    expect(await joined(Artist.objects.filter({ company__rank: 1 }).filter({ company__code: 'emi' }))).toBe(1);
    expect(await joined(Artist.objects.exclude({ songs__year: 1 }))).toBe(0);
    expect(await asked(Artist.objects.filter({ songs__tags__label: 'x' }))).not.toMatch(/left join/i);
    expect(await asked(Artist.objects.filter(Q.or({ bio__stars: 1 }, { name: 'Cem' })))).toMatch(/left join/i);
    expect(await asked(Artist.objects.filter(Q.or({ bio__stars: 1 }, { bio__text: 'x' })))).not.toMatch(/left join/i);
    expect(await asked(Artist.objects.exclude({ songs__year: 1 }))).not.toMatch(/distinct|group by/i);
  });
}
