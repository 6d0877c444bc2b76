/** Fields whose names are lookups, parts of dates, or words of dorm's own: a name is a field first. */
import { defineApp, F, f, Model, Q, type RelatedManager } from '@dorm/core';
import { expect } from 'vitest';
import type { Workbench } from './workbench.js';

class Odd extends Model<Odd>('odd.Odd')({
  year: f.integer(),
  date: f.date(),
  in: f.char({ maxLength: 10 }),
  len: f.integer(),
  range: f.integer({ null: true }),
  contains: f.char({ maxLength: 10, default: 'x' }),
  isNull: f.boolean({ default: false }),
  exact: f.integer({ default: 0 }),
  gt: f.integer({ default: 0 }),
}) {
  declare holders: RelatedManager<Holder>;
}

class Holder extends Model<Holder>('odd.Holder')({
  in: f.foreignKey(() => Odd, { null: true, onDelete: 'CASCADE', relatedName: 'holders' }),
  exact: f.integer({ default: 1 }),
}) {}

const apps = [defineApp('odd', { Odd, Holder })];

export function fieldNamesSuite({ elsewhere, it }: Workbench): void {
  const onOdd = (title: string, work: (first: Odd, second: Odd) => Promise<void>): void =>
    it(title, () =>
      elsewhere({ apps }, async () => {
        const first = await Odd.objects.create({ year: 2024, date: '2020-05-06', in: 'a', len: 3, range: 1, gt: 7 });
        const second = await Odd.objects.create({ year: 1999, date: '2021-07-08', in: 'b', len: 4, isNull: true });
        await Holder.objects.create({ in: first });
        await Holder.objects.create({ in: second, exact: 2 });
        await Holder.objects.create({ exact: 3 });
        await work(first, second);
      }),
    );

  onOdd('T-008: fields named year, date, in, len and range, on the model itself', async (first) => {
    const found = (where: object) => Odd.objects.filter(where).valuesList('pk', { flat: true });
    for (const where of [
      { year: 2024 },
      { year__in: [2024] },
      { date: '2020-05-06' },
      { date__year: 2020 },
      { date__year__lt: 2021 },
      { in: 'a' },
      { in__in: ['a', 'z'] },
      { in__contains: 'a' },
      { len: 3 },
      { len__range: [1, 3] },
      { range: 1 },
      { range__range: [0, 2] },
      { range__isNull: false },
      { isNull: false },
      { gt__gt: 6 },
      { contains__contains: 'x', exact__exact: 0, gt: 7 },
    ])
      expect(await found(where), JSON.stringify(where)).toEqual([first.pk]);
  });

  onOdd('T-008: the same across a relation that is itself named like a lookup', async (first, second) => {
    const found = (where: object) => Holder.objects.filter(where).orderBy('pk').valuesList('in__pk', { flat: true });
    for (const where of [
      { in: first },
      { in__year: 2024 },
      { in__date: '2020-05-06' },
      { in__date__year: 2020, in__date__month__in: [5] },
      { in__in: 'a', in__in__in: ['a'] },
      { in__in__exact: 'a' },
      { in__len__lte: 3 },
      { in__range: 1 },
      { in__gt: 7 },
      { in__exact__exact: 0, in__isNull__exact: false },
    ])
      expect(await found(where), JSON.stringify(where)).toEqual([first.pk]);
    expect(await found(Q.or({ in__in__startsWith: 'b' }, { exact: 3 }))).toEqual([second.pk, null]);
    expect(await Holder.objects.exclude({ in__year: 2024 }).count()).toBe(2);
    expect(await Odd.objects.filter({ holders__in__in: 'a', holders__exact: 1 }).count()).toBe(1);
    expect(await Odd.objects.exclude({ holders__exact__gt: 1 }).valuesList('in', { flat: true })).toEqual(['a']);
  });

  onOdd('T-008: in orders, columns, expressions, selectRelated and writes', async (first) => {
    expect(await Holder.objects.orderBy('-in__year').valuesList('in__in', 'in__date').slice(0, 2)).toEqual([
      ['a', '2020-05-06'],
      ['b', '2021-07-08'],
    ]);
    expect(await Odd.objects.orderBy(F('range').desc({ nulls: 'last' })).values('in', 'isNull')).toEqual([
      { in: 'a', isNull: false },
      { in: 'b', isNull: true },
    ]);
    expect(await Odd.objects.filter({ year__gt: F('len').mul(600) }).count()).toBe(1);
    expect((await Holder.objects.selectRelated('in').get({ exact: 1 })).in?.year).toBe(2024);
    expect(await Odd.objects.filter({ in: 'a' }).update({ in: 'c', range: F('year') })).toBe(1);
    await first.refreshFromDb();
    expect([first.in, first.range]).toEqual(['c', 2024]);
  });
}
