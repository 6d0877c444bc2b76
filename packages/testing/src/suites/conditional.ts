/** Case, When and Coalesce: in annotate(), filter(), orderBy(), update() and aggregates. */
import {
  Case,
  Coalesce,
  Concat,
  Count,
  Exists,
  F,
  Length,
  Lower,
  Max,
  OuterRef,
  Q,
  Sum,
  Upper,
  Value,
  When,
} from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Book, Sample, Song } from '../models/index.js';
import { hostile, refusal } from './expectations.js';
import { fillShelf } from './library-rows.js';
import { fillStudio, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

const byId = () => Artist.objects.orderBy('id');

export function conditionalSuite({ it }: Workbench): void {
  it('I-083: the first branch that holds gives the value; none gives the default, else null', async () => {
    await fillStudio();
    const rows = byId().annotate({
      kind: Case(When({ age__gte: 30 }, Value('old')), When({ age__gte: 10 }, Value('young')), { default: Value('?') }),
      only: Case(When({ name: 'Bob' }, 'age')),
    });
    expect(await rows.valuesList('kind', 'only')).toEqual([
      ['old', null],
      ['young', 20],
      ['?', null],
    ]);
  });

  it('I-083: conditions of a branch take Q, NOT, paths, null, lists and Exists', async () => {
    await fillStudio();
    const songs = Song.objects.filter({ artist: OuterRef('pk'), year: 2 });
    const flags = async (condition: object) => {
      const rows = byId().annotate({ flag: Case(When(condition, true), { default: false }) });
      return (await rows.valuesList('flag', { flat: true })).map((flag) => (flag ? 'x' : '-')).join('');
    };
    expect(await flags(Q.or({ age: null }, { name: 'Bob' }))).toBe('-xx');
    expect(await flags(Q.not({ company__rank: 1 }))).toBe('--x');
    expect(await flags(Q.not({ age: 30 }))).toBe('-xx');
    expect(await flags({ company__rank: 1, age__lt: 25 })).toBe('-x-');
    expect(await flags({ age__isNull: true })).toBe('--x');
    expect(await flags({ name__in: ['Ada', 'Cem'] })).toBe('x-x');
    expect(await flags({ name__in: [] })).toBe('---');
    expect(await flags({})).toBe('xxx');
    expect(await flags(Q.or())).toBe('---');
    expect(await flags(Exists(songs))).toBe('xx-');
  });

  it('I-083: Case in filter(), orderBy(), update() and as the value of a lookup', async () => {
    await fillStudio();
    const order = Case(When({ name: 'Cem' }, 0), When({ name: 'Ada' }, 1), { default: 2 });
    expect(await namesOf(Artist.objects.orderBy(order))).toEqual(['Cem', 'Ada', 'Bob']);
    expect(await namesOf(byId().filter(Case(When({ age__gt: 25 }, true), { default: false })))).toEqual(['Ada']);
    expect(await namesOf(byId().filter({ age: Case(When({ name: 'Ada' }, 30), { default: 0 }) }))).toEqual(['Ada']);
    const older = Case(When({ name: 'Ada' }, F('age').add(1)), { default: 0 });
    expect(await Artist.objects.all().update({ age: older })).toBe(3);
    expect(await byId().valuesList('age', { flat: true })).toEqual([31, 0, 0]);
    await refusal(() => Artist.objects.all().update({ age: Case(When({ company__rank: 1 }, 1), { default: 0 }) }));
  });

  it('I-084 T-042: Case over aggregates, inside of them, and as what groups', async () => {
    await fillStudio();
    const counted = byId().annotate({ n: Count('songs') });
    const many = counted.annotate({ many: Case(When({ n__gt: 1 }, Value('many')), { default: Value('few') }) });
    expect(await many.valuesList('many', { flat: true })).toEqual(['many', 'few', 'few']);
    expect(await namesOf(many.filter({ many: 'many' }))).toEqual(['Ada']);
    const grouped = Artist.objects.annotate({
      aged: Case(When({ age__gte: 0 }, Value('yes')), { default: Value('no') }),
    });
    expect(
      await grouped
        .values('aged')
        .annotate({ n: Count('*') })
        .orderBy('aged'),
    ).toEqual([
      { aged: 'no', n: 1 },
      { aged: 'yes', n: 2 },
    ]);
    const late = Sum(Case(When({ songs__year__gt: 1 }, 1), { default: 0 }));
    expect(await byId().annotate({ late }).valuesList('late', { flat: true })).toEqual([2, 1, 0]);
    // Beside another relation, too: without songs there is one row of NULLs, as a left join has it.
    const weight = Sum(Coalesce('songs__tags__weight', 5));
    const beside = byId().annotate({ late, weight, m: Count('bands') });
    expect(await beside.valuesList('late', 'weight', 'm')).toEqual([
      [2, 10, 1],
      [1, 5, 1],
      [0, 5, 0],
    ]);
  });

  it('I-083: Coalesce() gives the first that is not null', async () => {
    await fillStudio();
    const ages = byId().annotate({ years: Coalesce('age', 0), firm: Coalesce('company__code', Value('none')) });
    expect(await ages.valuesList('years', 'firm')).toEqual([
      [30, 'emi'],
      [20, 'emi'],
      [0, 'none'],
    ]);
    expect(await namesOf(byId().filter({ age__gt: Coalesce('mentor__age', 29) }))).toEqual(['Ada']);
    const top = byId().annotate({ top: Coalesce(Max('songs__year'), 0) });
    expect(await top.valuesList('top', { flat: true })).toEqual([3, 2, 0]);
  });

  it('I-083 T-048: values of which one is chosen are of one kind, and constants take on its form', async () => {
    await Sample.objects.bulkCreate([{ integer: 1, float: 0.5, decimal: '2.50', duration: 1500, char: 'c' }, {}]);
    const rows = Sample.objects.orderBy('id').annotate({
      number: Coalesce('integer', 1.5),
      price: Case(When({ integer: 1 }, 'decimal'), { default: 0 }),
      lasts: Coalesce('duration', 500),
      day: Coalesce('date', Value('1999-01-01')),
      key: Coalesce('uuid', Value('A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11')),
      exact: Coalesce('longDecimal', 1),
    });
    const asked = rows.valuesList('number', 'price', 'lasts', 'day', 'key', 'exact');
    const uuid = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';
    expect(await asked).toEqual([
      [1, '2.50', 1500, '1999-01-01', uuid, '1.0000000000'],
      [1.5, '0.00', 500, '1999-01-01', uuid, '1.0000000000'],
    ]);
    expect(await rows.filter({ key: uuid, lasts__lt: 1000 }).count()).toBe(1);
    for (const mixed of [
      Coalesce('char', 0),
      Coalesce('integer', 'date'),
      Coalesce('boolean', 1),
      Coalesce('integer', Value('x')),
    ]) {
      await refusal(() => Sample.objects.annotate({ x: mixed }));
    }
    await refusal(() => Sample.objects.annotate({ x: Case(When({ integer: 1 }, 'char'), { default: 'integer' }) }));
  });

  it('I-083: functions of texts', async () => {
    await fillShelf();
    const rows = Book.objects.filter({ pages: 204 }).annotate({
      lower: Lower('title'),
      upper: Upper('author__name'),
      length: Length('title'),
      both: Concat('title', Value(', '), 'publisher__name', Value('?')),
    });
    expect(await rows.valuesList('lower', 'upper', 'length', 'both')).toEqual([
      ['solaris', 'STANISŁAW', 7, 'Solaris, ?'],
    ]);
    expect(await rows.filter({ lower__startsWith: 'sol', length: 7 }).count()).toBe(1);
    expect(await Book.objects.aggregate({ all: Sum(Length('title')) })).toEqual({ all: 59 });
  });

  it('I-083: a wrong path or branch is refused when it is written, with a hint', async () => {
    const { objects } = Artist;
    const wrong = [
      () => objects.annotate({ x: hostile(Case(When({ nmae: 'x' }, 1))) }),
      () => objects.annotate({ x: hostile(Case(When({ name: 'x' }, 'nmae'))) }),
      () => objects.orderBy(hostile(Case(When({ nmae: 'x' }, 1)))),
      () => objects.filter(hostile<object>(Case(When({ nmae: 'x' }, true), { default: false }))),
      () => objects.annotate({ x: hostile(Coalesce('nmae', 1)) }),
    ];
    for (const work of wrong) expect((await refusal(work)).hint).toMatch(/did you mean 'name'/);
    await refusal(() => Case(hostile({ default: 1 })));
    await refusal(() => hostile<typeof Case>(Case)());
    await refusal(() => When(hostile('x'), 1));
    await refusal(() => hostile<(one: unknown) => unknown>(Coalesce)('age'));
    await refusal(() => objects.filter(hostile<object>(Case(When({ name: 'x' }, 1)))));
    await refusal(() => objects.annotate({ x: Case(When({ name: undefined as never }, 1)) }));
  });
}
