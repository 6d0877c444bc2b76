/** annotate() and alias(): a value for each row, with whatever filters, orders, counts and writes come behind it. */
import { Count, F, Max, Min, Prefetch, planCacheStats, Q, Sum, Value } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Book, Company, Song } from '../models/index.js';
import { failure, hostile, refusal, statements } from './expectations.js';
import { fillShelf } from './library-rows.js';
import { fillStudio, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

const byId = () => Artist.objects.orderBy('id');

export function annotationsSuite({ it }: Workbench): void {
  it('I-054 T-041: two and three relations to many rows are each right by themselves, with filters in each', async () => {
    await fillStudio();
    const rows = byId().annotate({
      all: Count('songs'),
      late: Count('songs', { filter: { songs__year__gt: 1 } }),
      old: Count('bands', { filter: { bands__formed: 1990 } }),
      fans: Sum('followers__age'),
      lightest: Min('songs__tags__weight'),
    });
    expect(await rows.valuesList('name', 'all', 'late', 'old', 'fans', 'lightest')).toEqual([
      ['Ada', 3, 2, 1, 20, 1],
      ['Bob', 1, 1, 1, null, null],
      ['Cem', 0, 0, 0, null, null],
    ]);
    expect(await rows.filter({ all__gt: 1, old: 1 }).count()).toBe(1);
    const sum = byId().annotate({ both: Count('songs').add(Count('bands')) });
    expect(await sum.valuesList('both', { flat: true })).toEqual([4, 2, 0]);
  });

  it('T-043: a filter before restricts what is aggregated', async () => {
    await fillStudio();
    const before = byId()
      .filter({ songs__year__gt: 1 })
      .annotate({ n: Count('songs') });
    expect(await before.valuesList('name', 'n')).toEqual([
      ['Ada', 2],
      ['Bob', 1],
    ]);
    const both = byId()
      .filter({ songs__year__gt: 1 })
      .annotate({ n: Count('songs'), m: Count('bands') });
    expect(await both.valuesList('name', 'n', 'm')).toEqual([
      ['Ada', 2, 1],
      ['Bob', 1, 1],
    ]);
    const excluded = byId()
      .exclude({ songs__year: 3 })
      .annotate({ n: Count('songs') });
    expect(await excluded.valuesList('name', 'n')).toEqual([
      ['Bob', 1],
      ['Cem', 0],
    ]);
  });

  it('T-043: a filter after asks of any related row; on the aggregate it is HAVING', async () => {
    await fillStudio();
    const rows = byId().annotate({ n: Count('songs') });
    expect(await rows.filter({ songs__year: 1 }).valuesList('name', 'n')).toEqual([['Ada', 3]]);
    // Two songs match: each row that is counted is met twice, as Django has it, and distinct says otherwise.
    expect(await rows.filter({ name: 'Ada', songs__year__gt: 1 }).valuesList('n', { flat: true })).toEqual([6]);
    const distinct = byId().annotate({ n: Count('songs', { distinct: true }) });
    expect(await distinct.filter({ name: 'Ada', songs__year__gt: 1 }).valuesList('n', { flat: true })).toEqual([3]);
    expect(await rows.filter({ n__gt: 0 }).exclude({ n: 3 }).valuesList('name', { flat: true })).toEqual(['Bob']);
    expect(await namesOf(rows.filter(Q.or({ n: 0 }, { name: 'Ada' })))).toEqual(['Ada', 'Cem']);
    expect(await namesOf(rows.filter({ n__in: [0, 1], n__lt: F('age') }))).toEqual(['Bob']);
  });

  it('I-054: count(), exists(), first(), last(), get() and slices speak of the same rows', async () => {
    await fillStudio();
    const rows = byId().annotate({ n: Count('songs') });
    const busy = rows.filter({ n__gt: 0 });
    expect([
      await rows.count(),
      await busy.count(),
      await rows.distinct().count(),
      await rows.slice(1, 3).count(),
    ]).toEqual([3, 2, 3, 2]);
    expect([await busy.exists(), await rows.filter({ n: 9 }).exists()]).toEqual([true, false]);
    expect([(await rows.first())?.n, (await rows.orderBy('n').last())?.name]).toEqual([3, 'Ada']);
    expect((await rows.get({ n: 1 })).name).toBe('Bob');
    expect(await rows.getOrNone({ n: 9 })).toBeNull();
    expect([...(await rows.inBulk()).values()].map(({ n }) => n)).toEqual([3, 1, 0]);
    const years = rows.annotate({ year: F('songs__year') });
    expect([await years.count(), (await years).length]).toEqual([5, 5]);
  });

  it('I-054: alias() is for conditions and orders alone, and costs nothing when nothing asks for it', async () => {
    await fillStudio();
    const rows = Artist.objects.alias({ n: Count('songs') });
    expect(await namesOf(rows.orderBy('-n', 'id'))).toEqual(['Ada', 'Bob', 'Cem']);
    expect(Object.keys((await rows.filter({ n: 3 }).get()).valueOf())).not.toContain('n');
    expect(await namesOf(rows.orderBy('id'))).toEqual(['Ada', 'Bob', 'Cem']);
    const [sql = ''] = await statements(() => rows.orderBy('id'));
    expect(sql).not.toMatch(/join|group by|count/i);
    await failure(() => rows.values(hostile('n')));
    expect(
      await rows
        .orderBy('id')
        .annotate({ next: F('n').add(1) })
        .valuesList('next', { flat: true }),
    ).toEqual([4, 2, 1]);
    // The name anew: what it stood for is gone, with its tables.
    expect(
      await byId()
        .annotate({ n: Count('songs') })
        .annotate({ n: Value(1) })
        .valuesList('n', { flat: true }),
    ).toEqual([1, 1, 1]);
  });

  it('I-054: with selectRelated, prefetchRelated, Prefetch, iterator() and related managers', async () => {
    const { ada } = await fillStudio();
    const rows = await byId()
      .annotate({ n: Count('songs') })
      .selectRelated('company')
      .prefetchRelated('bands');
    expect(
      await Promise.all(rows.map(async ({ n, company, bands }) => [n, company?.code, (await bands).length])),
    ).toEqual([
      [3, 'emi', 1],
      [1, 'emi', 1],
      [0, undefined, 0],
    ]);
    const [first] = await byId().prefetchRelated(
      Prefetch('songs', { queryset: Song.objects.annotate({ t: Count('tags') }) }),
    );
    const songs = (await first?.songs) as unknown as { t: number }[];
    expect(songs.map(({ t }) => t)).toEqual([2, 1, 0]);
    const seen: number[] = [];
    for await (const { n } of byId()
      .annotate({ n: Count('songs') })
      .iterator({ chunkSize: 1 }))
      seen.push(n);
    expect(seen).toEqual([3, 1, 0]);
    expect(await ada.songs.annotate({ t: Count('tags') }).valuesList('t', { flat: true })).toEqual([2, 1, 0]);
  });

  it('I-054: an annotated row is saved as any other', async () => {
    await fillStudio();
    const ada = await byId()
      .annotate({ n: Count('songs') })
      .get({ name: 'Ada' });
    ada.age = 31;
    await ada.save();
    expect(ada.n).toBe(3);
    expect((await Artist.objects.get({ pk: ada.pk })).age).toBe(31);
  });

  it('I-054: update() and delete() of rows that were chosen by what was computed', async () => {
    await fillStudio();
    const rows = Artist.objects.annotate({ n: Count('songs'), older: F('age').add(1) });
    expect(await rows.filter({ n__gt: 0 }).update({ age: F('older') })).toBe(2);
    expect(await byId().valuesList('age', { flat: true })).toEqual([31, 21, null]);
    expect(await rows.filter({ n: 0 }).delete()).toEqual([1, { 'studio.Artist': 1 }]);
    await refusal(() => Artist.objects.all().update({ age: hostile<number>(Count('songs')) }));
    await refusal(() => rows.all().update({ age: F('n') }));
    await refusal(() => Artist.objects.create({ name: 'x', age: hostile<number>(F('age')) }));
    const companies = Company.objects.filter({ artists__in: rows.filter({ n: 3 }) });
    expect((await companies).map(({ code }) => code)).toEqual(['emi']);
  });

  it('T-047: a name that the model has, or that is no plain name, is refused', async () => {
    const names = [
      'name',
      'id',
      'pk',
      'company',
      'companyId',
      'songs',
      'save',
      'constructor',
      '__proto__',
      '_state',
      'toJSON',
    ];
    for (const name of [...names, 'a__b', '', 'a b', 'n"x', 'n;', '$n', 'n'.repeat(64)]) {
      await failure(() => Artist.objects.annotate(hostile(Object.fromEntries([[name, Count('songs')]]))));
      await failure(() => Artist.objects.alias(hostile(Object.fromEntries([[name, Count('songs')]]))));
    }
    const odd = await Artist.objects.annotate({ _x_1: Value(1) }).count();
    expect(odd).toBe(0);
  });

  it('I-083: an aggregate stands where it can be computed, and nowhere else', async () => {
    const { objects } = Artist;
    await refusal(() => objects.filter(hostile<object>({ age: Count('songs') })));
    await refusal(() => objects.filter(hostile<object>(Count('songs'))));
    await refusal(() => objects.orderBy(hostile(Count('songs'))));
    await refusal(() => objects.orderBy(hostile(Count('songs').desc())));
    await refusal(() => objects.annotate(hostile({ x: 'age' })));
    await failure(() => objects.annotate(hostile([Count('songs')])));
    await failure(() => objects.annotate({ x: Count('songs') }).annotate({ y: Sum('x') }));
    const { hint } = await refusal(() =>
      objects.annotate({ songCount: Count('songs') }).filter(hostile<object>({ songCont: 1 })),
    );
    expect(hint).toMatch(/did you mean 'songCount'/);
  });

  it('I-054: the same steps make the same statement, whatever their values', async () => {
    await fillShelf();
    const ask = (least: number, name: string) =>
      Book.objects
        .annotate({ n: Count('author__books'), top: Max('pages') })
        .filter({ n__gte: least, title__contains: name });
    expect((await ask(1, 'a')).length).toBe(2);
    const { plansBuilt } = planCacheStats();
    expect((await ask(2, 'W')).map(({ n }) => n)).toEqual([2]);
    expect((await ask(1, 'Sol')).map(({ n, top }) => [n, top])).toEqual([[1, 204]]);
    expect(planCacheStats().plansBuilt).toBe(plansBuilt);
  });
}
