/** Groups: what values() before annotate() makes one, what widens it, and what may be asked of groups. */
import { Avg, Count, F, Max, Q, Sum, Value } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Book, Song } from '../models/index.js';
import { counted, failure, statements } from './expectations.js';
import { fillShelf } from './library-rows.js';
import { fillStudio } from './studio-rows.js';
import type { Workbench } from './workbench.js';

export function groupingSuite({ it }: Workbench): void {
  it('T-042: values() before annotate() groups by its columns, paths and date parts too', async () => {
    await fillShelf();
    const byAuthor = Book.objects.values('author__name').annotate({ n: Count('*'), cost: Sum('price') });
    expect(await byAuthor.orderBy('author__name')).toEqual([
      { author__name: 'Italo', n: 1, cost: '8.50' },
      { author__name: 'Stanisław', n: 1, cost: '0.00' },
      { author__name: 'Ursula', n: 2, cost: '19.99' },
    ]);
    await Book.objects.filter({ title: 'Solaris' }).update({ published: '1968-01-01' });
    const byYear = Book.objects
      .values('published__year')
      .annotate({ n: Count('*') })
      .orderBy('published__year');
    expect((await byYear).map((row) => Object.values(row)).filter(([year]) => year !== null)).toEqual([
      [1968, 2],
      [1974, 1],
    ]);
    const named = Book.objects
      .annotate({ year: F('published__year') })
      .values('year')
      .annotate({ n: Count('*') });
    expect(await named.filter({ year__isNull: false }).orderBy('-year')).toEqual([
      { year: 1974, n: 1 },
      { year: 1968, n: 2 },
    ]);
  });

  it('T-042: annotate() before values() keeps a group for each row', async () => {
    await fillStudio();
    const rows = Artist.objects.orderBy('id').annotate({ n: Count('songs') });
    expect(await rows.values('company', 'n')).toEqual([
      { company: 'emi', n: 3 },
      { company: 'emi', n: 1 },
      { company: null, n: 0 },
    ]);
    expect(await rows.valuesList('n', { flat: true })).toEqual([3, 1, 0]);
  });

  it('T-042: the columns of a group are those of the last values() before it', async () => {
    await fillStudio();
    const songs = Song.objects.orderBy();
    expect(
      await songs
        .valuesList('artist__name', 'year')
        .annotate({ n: Count('*') })
        .orderBy('-n', 'year')
        .first(),
    ).toHaveLength(3);
    const groups = songs.values('artist').annotate({ n: Count('*') });
    expect(await groups.values('n').distinct().orderBy('n')).toEqual([{ n: 1 }, { n: 3 }]);
    expect(await groups.get({ n: 3 })).toEqual({ artist: expect.any(Number), n: 3 });
    expect(
      await songs
        .values('tags__label')
        .annotate({ n: Count('*') })
        .orderBy('tags__label'),
    ).toEqual([
      { tags__label: null, n: 3 },
      { tags__label: 'loud', n: 1 },
      { tags__label: 'slow', n: 2 },
    ]);
    expect(
      await songs
        .annotate({ k: Value('x') })
        .values('k')
        .annotate({ n: Count('*') }),
    ).toEqual([{ k: 'x', n: 5 }]);
  });

  it('T-042 T-046: an ordering by another column makes groups of its own', async () => {
    await fillShelf();
    const groups = Book.objects.values('inPrint').annotate({ n: Count('*') });
    expect((await groups.orderBy('inPrint')).map(({ n }) => n)).toEqual([1, 3]);
    expect((await groups.orderBy('title')).map(({ n }) => n)).toEqual([1, 1, 1, 1]);
    const [sql = ''] = await statements(() => groups.orderBy('title'));
    expect(sql).toMatch(/group by .*in_print.*title/i);
  });

  it("T-035: a model's own ordering makes no group, and orderBy() takes an ordering back", async () => {
    await fillShelf();
    const groups = Book.objects.values('inPrint').annotate({ n: Count('*') });
    const [sql = ''] = await statements(() => groups);
    expect(sql).not.toMatch(/order by|title/i);
    expect((await groups).map(({ n }) => n).sort()).toEqual([1, 3]);
    expect((await groups.orderBy('title').orderBy()).length).toBe(2);
  });

  it('T-043: a filter on the group is HAVING, on a column WHERE, and on both at once it widens the group', async () => {
    await fillStudio();
    const groups = Song.objects
      .orderBy()
      .values('artist')
      .annotate({ n: Count('*') });
    expect((await groups.filter({ n__gt: 1 })).map(({ n }) => n)).toEqual([3]);
    expect((await groups.filter({ year: 2 })).map(({ n }) => n)).toEqual([1, 1]);
    const either = groups.filter(Q.or({ n__gt: 2 }, { artist__name: 'Bob' }));
    expect((await either).map(({ n }) => n).sort()).toEqual([1, 3]);
    const [having = ''] = await statements(() => groups.filter({ n__gt: 1 }));
    expect(having).toMatch(/having count\(\*\) > /i);
    expect(having).not.toMatch(/where/i);
  });

  it('T-042: count(), exists(), slices and first() are about groups', async () => {
    await fillStudio();
    const groups = Song.objects
      .orderBy()
      .values('artist')
      .annotate({ n: Count('*') });
    expect([await groups.count(), await groups.filter({ n__gt: 1 }).count()]).toEqual([3, 1]);
    expect([await groups.filter({ n: 3 }).exists(), await groups.filter({ n: 9 }).exists()]).toEqual([true, false]);
    expect((await groups.orderBy('-n').slice(0, 1)).map(({ n }) => n)).toEqual([3]);
    expect([(await groups.orderBy('-n').first())?.n, (await groups.orderBy('-n').last())?.n]).toEqual([3, 1]);
    const error = await failure(() => groups.first());
    expect(error.message).toMatch(/need an order/);
  });

  it('T-041: two relations to many rows are right in a group of rows, too', async () => {
    await fillStudio();
    const groups = Artist.objects
      .values('company')
      .annotate({ n: Count('songs'), m: Count('bands'), last: Max('songs__year') });
    expect(await groups.orderBy('-company')).toEqual([
      { company: 'emi', n: 4, m: 2, last: 3 },
      { company: null, n: 0, m: 0, last: null },
    ]);
    expect((await groups.filter({ n__gt: 0 })).map(({ m }) => m)).toEqual([2]);
    await failure(() => Artist.objects.values('company').annotate({ a: Avg('songs__year'), b: Count('bands') }));
  });

  it('T-046: every column of the result that the key does not decide is in the group', async () => {
    await fillStudio();
    const [sql = ''] = await statements(() => Artist.objects.annotate({ n: Count('songs') }).selectRelated('company'));
    expect(sql.replaceAll(/["`]/g, '')).toMatch(
      /group by studio_artist\.id, studio_company\.code, studio_company\.rank/,
    );
    const [grouped = ''] = await statements(() => Artist.objects.values('name').annotate({ n: Count('songs') }));
    expect(grouped.replaceAll(/["`]/g, '')).toMatch(/group by studio_artist\.name$/);
  });

  it('T-046: a statement joins and groups what it needs and no more', async () => {
    await fillStudio();
    const rows = Artist.objects.annotate({ n: Count('songs') });
    const sql = await statements(async () => {
      await counted(1, () => rows.count());
      await rows.values('name');
      await Artist.objects.annotate({ n: Count('company') });
      await Artist.objects.annotate({ n: Count('bands') });
      await Artist.objects.annotate({ n: Count('bands'), m: Count('songs') });
    });
    expect(sql.map((text) => text.replaceAll(/["`]/g, ''))).toEqual([
      'select count(*) from studio_artist',
      'select name from studio_artist',
      'select id, name, age, company_id, mentor_id, count(company_id) from studio_artist group by id',
      expect.stringMatching(
        /count\(studio_membership\.band_id\) from studio_artist left join studio_membership on \S+ = \S+ group by studio_artist\.id$/,
      ),
      expect.not.stringMatching(/join|group by/),
    ]);
  });
}
