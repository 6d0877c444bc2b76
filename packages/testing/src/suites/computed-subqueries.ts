/** Subquery(), Exists() and OuterRef(): a query that reads the row of the query around it. */
import { Coalesce, Count, Exists, F, Max, OuterRef, Q, Subquery, Sum, Value } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Company, Gig, Membership, Song, Tag } from '../models/index.js';
import { failure, hostile, refusal, statements } from './expectations.js';
import { fillStudio, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

const byId = () => Artist.objects.orderBy('id');
const songs = () => Song.objects.filter({ artist: OuterRef('pk') });
const latest = () => Subquery(songs().orderBy('-year').values('year').slice(0, 1));

export function computedSubqueriesSuite({ it }: Workbench): void {
  it('T-050: the one column of the first row, sliced, by itself or over a group', async () => {
    await fillStudio();
    const rows = byId().annotate({
      latest: latest(),
      second: Subquery(songs().orderBy('-year').values('year').slice(1, 2)),
      title: Subquery(songs().filter({ title__isNull: false }).values('title').slice(0, 1)),
      count: Subquery(
        songs()
          .orderBy()
          .values('artist')
          .annotate({ n: Count('*') })
          .values('n'),
      ),
      none: Subquery(Song.objects.none().values('year')),
      zero: Coalesce(
        Subquery(
          songs()
            .orderBy()
            .values('artist')
            .annotate({ n: Sum('year') })
            .values('n'),
        ),
        0,
      ),
    });
    expect(await rows.valuesList('latest', 'second', 'title', 'count', 'none', 'zero')).toEqual([
      [3, 2, 'x', 3, null, 6],
      [2, null, 'x', 1, null, 2],
      [null, null, null, null, null, 0],
    ]);
    expect(await namesOf(rows.filter({ latest__gte: 3, title__startsWith: 'x' }))).toEqual(['Ada']);
    expect(await rows.aggregate({ sum: Sum('latest'), most: Max('count') })).toEqual({ sum: 5, most: 3 });
  });

  it('T-050: Subquery in orderBy(), as the value of a lookup, and in update()', async () => {
    await fillStudio();
    const order = latest().desc({ nulls: 'first' });
    expect(await namesOf(Artist.objects.orderBy(order))).toEqual(['Cem', 'Ada', 'Bob']);
    const youngest = Artist.objects.filter({ age__isNull: false }).orderBy('age').values('age').slice(0, 1);
    expect(await namesOf(byId().filter({ age__gt: Subquery(youngest) }))).toEqual(['Ada']);
    expect(await namesOf(byId().exclude({ age: Subquery(youngest) }))).toEqual(['Ada', 'Cem']);
    expect(await Artist.objects.filter({ pk__gt: 0 }).update({ age: Coalesce(latest(), 0) })).toBe(3);
    expect(await byId().valuesList('age', { flat: true })).toEqual([3, 2, 0]);
  });

  it('T-019: Exists() and NOT of it stand where a condition stands, and are a boolean', async () => {
    await fillStudio();
    const busy = Exists(songs());
    expect(await namesOf(byId().filter(busy))).toEqual(['Ada', 'Bob']);
    expect(await namesOf(byId().exclude(busy))).toEqual(['Cem']);
    expect(await namesOf(byId().filter(Q.not(busy)))).toEqual(['Cem']);
    expect(await namesOf(byId().filter(Q.not(Q.not(busy))))).toEqual(['Ada', 'Bob']);
    expect(await namesOf(byId().filter(Q.or({ name: 'Cem' }, Exists(songs().filter({ year: 3 })))))).toEqual([
      'Ada',
      'Cem',
    ]);
    const rows = byId().annotate({ busy });
    expect(await rows.valuesList('busy', { flat: true })).toEqual([true, true, false]);
    expect([await rows.filter({ busy: true }).count(), await rows.exclude({ busy: true }).count()]).toEqual([2, 1]);
    expect(await namesOf(rows.orderBy('busy', '-id'))).toEqual(['Cem', 'Bob', 'Ada']);
    expect(
      await Artist.objects
        .annotate({ busy })
        .values('busy')
        .annotate({ n: Count('*') })
        .orderBy('busy'),
    ).toEqual([
      { busy: false, n: 1 },
      { busy: true, n: 2 },
    ]);
    expect(await Artist.objects.aggregate({ n: Count('*', { filter: busy }) })).toEqual({ n: 2 });
  });

  it('T-019 T-029: Exists() of none(), of a slice, of distinct rows and of groups', async () => {
    await fillStudio();
    expect(await byId().filter(Exists(Song.objects.none())).count()).toBe(0);
    expect(await byId().exclude(Exists(Song.objects.none())).count()).toBe(3);
    expect(await namesOf(byId().filter(Exists(songs().orderBy('year').slice(2, 3))))).toEqual(['Ada']);
    expect(await namesOf(byId().filter(Exists(songs().distinct())))).toEqual(['Ada', 'Bob']);
    const many = songs()
      .orderBy()
      .values('artist')
      .annotate({ n: Count('*') })
      .filter({ n__gt: 1 });
    expect(await namesOf(byId().filter(Exists(many)))).toEqual(['Ada']);
  });

  it('T-050: OuterRef reads paths, computed values and, twice around, the query further out', async () => {
    await fillStudio();
    expect(await namesOf(byId().filter(Exists(Company.objects.filter({ rank: OuterRef('company__rank') }))))).toEqual([
      'Ada',
      'Bob',
    ]);
    const tenth = byId().annotate({ tenth: F('age').div(10) });
    expect(await namesOf(tenth.filter(Exists(songs().filter({ year: OuterRef('tenth') }))))).toEqual(['Ada', 'Bob']);
    expect(await namesOf(byId().filter(Exists(songs().filter({ year__gt: OuterRef('age').div(15) }))))).toEqual([
      'Ada',
      'Bob',
    ]);
    // How many songs of an artist have a later one of the same artist.
    const later = Song.objects.filter({ artist: OuterRef(OuterRef('pk')), year__gt: OuterRef('year') });
    const early = songs()
      .filter(Exists(later))
      .orderBy()
      .values('artist')
      .annotate({ n: Count('*') })
      .values('n');
    expect(
      await byId()
        .annotate({ early: Subquery(early) })
        .valuesList('early', { flat: true }),
    ).toEqual([2, null, null]);
    const rome = Gig.objects.filter({
      band: OuterRef('band__slug'),
      city: 'Rome',
      band__members: OuterRef(OuterRef('pk')),
    });
    expect(
      await namesOf(byId().filter(Exists(Membership.objects.filter(Exists(rome), { artist: OuterRef('pk') })))),
    ).toEqual(['Ada', 'Bob']);
  });

  it('T-050: on its own table a subquery has a name of its own', async () => {
    await fillStudio();
    const colleague = Artist.objects.filter({ company: OuterRef('company') }).exclude({ pk: OuterRef('pk') });
    const rows = byId().annotate({ other: Subquery(colleague.values('name').slice(0, 1)) });
    expect(await rows.valuesList('name', 'other')).toEqual([
      ['Ada', 'Bob'],
      ['Bob', 'Ada'],
      ['Cem', null],
    ]);
    const [sql = ''] = await statements(() => rows);
    expect(sql.replaceAll(/["`]/g, '')).toMatch(
      /from studio_artist as t1 where company_id = studio_artist\.company_id/,
    );
  });

  it('T-050: beside aggregates, each with values of its own in their places', async () => {
    await fillStudio();
    const rows = byId()
      .annotate({ one: Value(1), two: Exists(songs().filter({ year: 2 })) })
      .filter({ age__gt: 0 })
      .annotate({ m: Count('bands', { filter: { bands__formed: 1990 } }) })
      .filter({ m: 1, name: 'Ada' })
      .annotate({ early: Count('songs', { filter: { songs__year__lt: 3 } }), latest: latest() })
      .slice(0, 5);
    expect(await rows.valuesList('one', 'two', 'm', 'early', 'latest')).toEqual([[1, true, 1, 2, 3]]);
    const tagged = Exists(Tag.objects.filter({ songs: OuterRef('songs') }));
    const counts = byId().annotate({ tagged: Count('songs', { filter: tagged }), m: Count('bands') });
    expect(await counts.valuesList('tagged', 'm')).toEqual([
      [2, 1],
      [0, 1],
      [0, 0],
    ]);
    const chosen = byId().filter({ pk__in: Artist.objects.annotate({ n: Count('songs') }).filter({ n__gt: 1 }) });
    expect(await namesOf(chosen)).toEqual(['Ada']);
    const years = Song.objects
      .orderBy()
      .values('artist')
      .annotate({ top: Max('year') });
    expect(await Song.objects.filter({ year__in: years.values('top') }).count()).toBe(3);
    expect(await namesOf(byId().exclude({ pk__in: years.filter({ top: 3 }).values('artist') }))).toEqual([
      'Bob',
      'Cem',
    ]);
  });

  it('T-050: what is no query of one column, and an OuterRef that leads nowhere, are refused', async () => {
    const { objects } = Artist;
    await refusal(() => Subquery(hostile(Song.objects)));
    await refusal(() => Subquery(Song.objects.all()));
    await refusal(() => Subquery(Song.objects.values('id', 'year')));
    await refusal(() => Exists(hostile(Song.objects)));
    await refusal(() => OuterRef(hostile(3)));
    expect((await failure(() => objects.filter({ age: OuterRef('pk') }))).message).toMatch(/no query around/);
    const deep = Exists(Song.objects.filter({ artist: OuterRef(OuterRef('pk')) }));
    expect((await failure(() => objects.filter(deep))).message).toMatch(/no query around/);
    const lost = Exists(Song.objects.filter({ artist: OuterRef('nmae') }));
    expect((await failure(() => objects.filter(lost))).hint).toMatch(/did you mean 'name'/);
    const top = objects.annotate({ top: Max('songs__year') });
    expect((await failure(() => top.filter(Exists(Song.objects.filter({ year: OuterRef('top') }))))).message).toMatch(
      /is an aggregate/,
    );
  });
}
