/** aggregate(): one row of values over all rows, of every kind of field, and over nothing at all. */
import { Avg, Case, Count, F, Max, Min, Q, StdDev, Sum, Variance, When } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Author, Book, Sample, Song } from '../models/index.js';
import { counted, failure, hostile, refusal, statements } from './expectations.js';
import { fillShelf } from './library-rows.js';
import { fillStudio } from './studio-rows.js';
import type { Workbench } from './workbench.js';

async function fillSamples(): Promise<void> {
  await Sample.objects.bulkCreate([
    {
      integer: 1,
      bigInteger: 9_007_199_254_740_993n,
      float: 0.5,
      decimal: '10.10',
      longDecimal: '123456789012345678.0123456789',
      char: 'b',
      boolean: true,
      date: '2024-02-29',
      dateTime: new Date('2024-01-29T12:30:15.250Z'),
      duration: 1500,
    },
    {
      integer: 2,
      bigInteger: 1n,
      float: 1.5,
      decimal: '0.20',
      longDecimal: '0.0000000001',
      char: 'a',
      boolean: false,
      date: '2020-02-29',
      dateTime: new Date('2023-01-29T12:30:15.250Z'),
      duration: 500,
    },
    {},
  ]);
}

export function aggregatesSuite({ it }: Workbench): void {
  it('I-084 T-048: sums are of the kind of what is added up, exact ones exact', async () => {
    await fillSamples();
    const sums = await Sample.objects.aggregate({
      integer: Sum('integer'),
      big: Sum('bigInteger'),
      float: Sum('float'),
      decimal: Sum('decimal'),
      long: Sum('longDecimal'),
      duration: Sum('duration'),
    });
    expect(sums).toEqual({
      integer: 3,
      big: 9_007_199_254_740_994n,
      float: 2,
      decimal: '10.30',
      long: '123456789012345678.0123456790',
      duration: 2000,
    });
  });

  it('I-084 T-048: an average is a number whatever is averaged, of integers too', async () => {
    await fillSamples();
    const { integer, decimal, float } = await Sample.objects.aggregate({
      integer: Avg('integer'),
      decimal: Avg('decimal'),
      float: Avg('float'),
    });
    expect([integer, float]).toEqual([1.5, 1]);
    expect(decimal).toBeCloseTo(5.15, 12);
  });

  it('I-084: the smallest and the largest are values of the field', async () => {
    await fillSamples();
    const ends = await Sample.objects.aggregate({
      big: Max('bigInteger'),
      long: Min('longDecimal'),
      decimal: Max('decimal'),
      char: Min('char'),
      date: Min('date'),
      dateTime: Max('dateTime'),
      duration: Min('duration'),
      key: Max('pk'),
    });
    expect(ends).toEqual({
      big: 9_007_199_254_740_993n,
      long: '0.0000000001',
      decimal: '10.10',
      char: 'a',
      date: '2020-02-29',
      dateTime: new Date('2024-01-29T12:30:15.250Z'),
      duration: 500,
      key: expect.any(Number),
    });
  });

  it('I-084: deviation and variance, of all there is and of a sample', async () => {
    await fillSamples();
    const spread = await Sample.objects.aggregate({
      deviation: StdDev('integer'),
      variance: Variance('integer'),
      sample: Variance('integer', { sample: true }),
    });
    expect(spread).toEqual({ deviation: 0.5, variance: 0.25, sample: 0.5 });
    const one = Sample.objects.filter({ integer: 1 });
    expect(await one.aggregate({ v: Variance('integer', { sample: true }), p: Variance('integer') })).toEqual({
      v: null,
      p: 0,
    });
  });

  it('I-084: distinct, and a filter by lookups, Q and paths', async () => {
    await fillStudio();
    const counts = await Song.objects.aggregate({
      all: Count('*'),
      titles: Count('title'),
      different: Count('title', { distinct: true }),
      late: Count('*', { filter: { year__gte: 2 } }),
      others: Count('*', { filter: Q.not({ year: 2 }) }),
      ada: Sum('year', { filter: Q({ artist__name: 'Ada' }).and({ year__lt: 3 }) }),
      either: Count('pk', { filter: Q.or({ title: null }, { artist: null }) }),
    });
    expect(counts).toEqual({ all: 5, titles: 4, different: 3, late: 3, others: 3, ada: 3, either: 2 });
  });

  it('T-045: over no rows a count is 0, the rest null, unless a default says more; none() asks nothing and says the same', async () => {
    const asked = {
      n: Count('*'),
      next: Count('*').add(1),
      sum: Sum('pages'),
      top: Max('title'),
      rest: Sum('pages', { default: 7 }),
      price: Sum('price', { default: 0 }),
      twice: Sum('pages').mul(2),
    };
    const nothing = { n: 0, next: 1, sum: null, top: null, rest: 7, price: '0.00', twice: null };
    expect(await counted(1, () => Book.objects.aggregate(asked))).toEqual(nothing);
    expect(await counted(0, () => Book.objects.none().aggregate(asked))).toEqual(nothing);
    expect(await counted(0, () => Book.objects.orderBy('id').slice(3, 3).aggregate(asked))).toEqual(nothing);
    expect(await counted(0, () => Book.objects.aggregate({}))).toEqual({});
  });

  it('T-044: over slices and distinct rows, those rows alone', async () => {
    await fillStudio();
    const last = Artist.objects.orderBy('-id').slice(0, 2);
    expect(
      await last.aggregate({ n: Count('*'), age: Sum('age'), cem: Count('*', { filter: { name: 'Cem' } }) }),
    ).toEqual({
      n: 2,
      age: 20,
      cem: 1,
    });
    expect(
      await Song.objects
        .orderBy()
        .values('title')
        .distinct()
        .aggregate({ n: Count('*'), t: Count('title') }),
    ).toEqual({
      n: 4,
      t: 3,
    });
    await failure(() => last.aggregate({ n: Count('songs') }));
  });

  it('T-044: over what annotate() computed, grouped or not', async () => {
    await fillStudio();
    const counts = Artist.objects.annotate({ n: Count('songs'), old: F('age').mul(2) });
    const asked = {
      all: Sum('n'),
      mean: Avg('n'),
      rows: Count('*'),
      some: Count('*', { filter: { n__gt: 1 } }),
      old: Sum('old'),
    };
    expect(await counts.aggregate(asked)).toEqual({ all: 4, mean: 4 / 3, rows: 3, some: 1, old: 100 });
    expect(await counts.filter({ n__gt: 0 }).aggregate({ all: Sum('n'), rows: Count('*') })).toEqual({
      all: 4,
      rows: 2,
    });
    expect(await counts.aggregate({ x: Sum(F('n').add(F('old'))) })).toEqual({ x: 104 });
    const groups = Song.objects
      .orderBy()
      .values('artist')
      .annotate({ n: Count('*') });
    expect(await groups.aggregate({ most: Max('n'), groups: Count('*') })).toEqual({ most: 3, groups: 3 });
  });

  it('T-041: two relations to many rows in one aggregate() do not multiply', async () => {
    await fillStudio();
    const asked = {
      songs: Count('songs'),
      bands: Count('bands'),
      formed: Max('bands__formed'),
      age: Sum('age'),
      n: Count('*'),
    };
    expect(await Artist.objects.aggregate(asked)).toEqual({ songs: 4, bands: 2, formed: 1990, age: 50, n: 3 });
    const error = await failure(() => Artist.objects.aggregate({ a: Avg('songs__year'), b: Count('bands') }));
    expect(error.message).toMatch(/avg cannot be added up/);
  });

  it('I-084: Sum of a Case counts what one likes', async () => {
    await fillShelf();
    const long = Sum(Case(When({ pages__gt: 200 }, 1), { default: 0 }));
    expect(await Book.objects.aggregate({ long })).toEqual({ long: 2 });
    expect(
      await Author.objects.aggregate({ long: Sum(Case(When({ books__pages__gt: 200 }, 1), { default: 0 })) }),
    ).toEqual({
      long: 2,
    });
  });

  it('I-084: what an aggregate does not take is refused before anything is sent', async () => {
    const { objects } = Sample;
    await refusal(() => objects.aggregate({ x: Sum('char') }));
    await refusal(() => objects.aggregate({ x: Avg('date') }));
    await refusal(() => objects.aggregate({ x: Max('json') }));
    await refusal(() => Sum('*'));
    await refusal(() => Count('*', { distinct: true }));
    await refusal(() => Sum(Count('pk')));
    await refusal(() => objects.aggregate(hostile({ x: F('integer') })));
    await refusal(() => objects.aggregate({ x: Count('*').add(F('integer')) }));
    await refusal(() => objects.aggregate(hostile(null)));
    await refusal(() => objects.aggregate(hostile({ x: Count('integr') })));
    const { hint } = await refusal(() => objects.aggregate(hostile({ x: Count('pk', { filter: { integr: 1 } }) })));
    expect(hint).toMatch(/did you mean 'integer'/);
  });

  it('I-054: an aggregate has a plain name, and it may be a field', async () => {
    await fillStudio();
    expect(await Artist.objects.aggregate({ age: Max('age'), constructor: Count('*') })).toEqual({
      age: 30,
      constructor: 3,
    });
    for (const name of ['__proto__', '', 'a b', 'a"b']) {
      await failure(() => Artist.objects.aggregate(hostile(Object.fromEntries([[name, Count('*')]]))));
    }
  });

  it('T-035: an ordering is no part of an aggregate', async () => {
    const [sql = ''] = await statements(() => Book.objects.orderBy('title').aggregate({ n: Count('*') }));
    expect(sql).not.toMatch(/order by|group by/i);
  });
}
