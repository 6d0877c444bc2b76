/** Lookups on own and forward fields: what each of them matches. */
import { F, FieldError, Q } from '@dorm/core';
import { expect } from 'vitest';
import { Appointment, Author, Book, Country, Passport, Publisher, Review, Slot } from '../models/index.js';
import { hostile, refusal, statements } from './expectations.js';
import { fillShelf, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function lookupsSuite({ it }: Workbench): void {
  it('S-017 I-074: gt, gte, lt, lte, exact and range compare numbers', async () => {
    await fillShelf();
    const pages = async (where: object) =>
      (await Book.objects.filter(where).orderBy('pages').valuesList('pages', { flat: true })) as number[];
    expect(await pages({ pages__gt: 183 })).toEqual([204, 341]);
    expect(await pages({ pages__gte: 183 })).toEqual([183, 204, 341]);
    expect(await pages({ pages__lt: 183 })).toEqual([165]);
    expect(await pages({ pages__lte: 183 })).toEqual([165, 183]);
    expect(await pages({ pages: 183 })).toEqual([183]);
    expect(await pages({ pages__exact: 183 })).toEqual([183]);
    expect(await pages({ pages__range: [165, 204] })).toEqual([165, 183, 204]);
    expect(await pages({ pages__range: [204, 165] })).toEqual([]);
  });

  it('S-017: dates, decimals and floats compare by value, not as text', async () => {
    await fillShelf();
    expect(await titles(Book.objects.filter({ published__lt: '1970-01-01' }))).toEqual(['A Wizard of Earthsea']);
    expect(await titles(Book.objects.filter({ price__gt: '9.5' }).orderBy('price'))).toEqual([
      'A Wizard of Earthsea',
      'The Dispossessed',
    ]);
    expect(await titles(Book.objects.filter({ price: '10' }))).toEqual(['The Dispossessed']);
    expect(await titles(Book.objects.filter({ rating__gte: 4.5 }))).toEqual(['A Wizard of Earthsea']);
    expect(await titles(Book.objects.filter({ rating: 4 }))).toEqual(['Solaris']);
  });

  it('S-017: true and false', async () => {
    await fillShelf();
    expect(await titles(Book.objects.filter({ inPrint: false }))).toEqual(['The Dispossessed']);
    expect(await Book.objects.filter({ inPrint: true }).count()).toBe(3);
    expect(await Book.objects.exclude({ inPrint: true }).count()).toBe(1);
    expect(await Book.objects.filter({ inPrint__in: [true, false] }).count()).toBe(4);
  });

  it('S-012: pk stands for the key, whatever its name', async () => {
    const { books, ursula } = await fillShelf();
    expect(await titles(Book.objects.filter({ pk: books[2].pk }))).toEqual(['Solaris']);
    expect(await Book.objects.filter({ pk__in: [books[0].pk, books[1].pk] }).count()).toBe(2);
    expect((await Country.objects.get({ pk: 'us' })).code).toBe('us');
    expect(await Country.objects.filter({ pk__startsWith: 'u' }).count()).toBe(1);
    await Passport.objects.create({ author: ursula, number: 'X1' });
    expect((await Passport.objects.get({ pk: ursula.pk })).number).toBe('X1');
    expect(await titles(Book.objects.filter({ author__pk: ursula.pk }).orderBy('pk'))).toEqual([
      'A Wizard of Earthsea',
      'The Dispossessed',
    ]);
    expect(await titles(Book.objects.filter({ publisher__country__pk: 'us' }))).toEqual(['A Wizard of Earthsea']);
  });

  it('S-051: a foreign key takes an instance or a bare key, in every lookup', async () => {
    const { ursula, italo, stanislaw } = await fillShelf();
    expect(await Book.objects.filter({ author: ursula }).count()).toBe(2);
    expect(await Book.objects.filter({ author: ursula.pk }).count()).toBe(2);
    expect(await Book.objects.filter({ authorId: ursula.pk }).count()).toBe(2);
    expect(await Book.objects.filter({ author__exact: ursula }).count()).toBe(2);
    expect(await Book.objects.filter({ author__in: [ursula, italo.pk] }).count()).toBe(3);
    expect(await Book.objects.filter({ authorId__in: [stanislaw.pk] }).count()).toBe(1);
    expect(await Book.objects.exclude({ author: ursula }).count()).toBe(2);
    expect(await Publisher.objects.filter({ country: 'us' }).count()).toBe(1);
    expect(await Author.objects.filter({ mentor: italo }).count()).toBe(1);
  });

  it('S-017: a path follows forward relations to any depth', async () => {
    const { stanislaw } = await fillShelf();
    expect(await titles(Book.objects.filter({ author__mentor__name: 'Italo' }))).toEqual([
      'A Wizard of Earthsea',
      'The Dispossessed',
    ]);
    expect(await Review.objects.filter({ book__author__mentor__age__gt: 60 }).count()).toBe(1);
    expect(await Review.objects.filter({ book__publisher__country__name__startsWith: 'United' }).count()).toBe(1);
    expect(await Review.objects.filter({ reviewer: stanislaw, book__title__contains: 'Earth' }).count()).toBe(1);
  });

  it('S-017: one join serves all conditions on a path, and a key needs none', async () => {
    const { ursula } = await fillShelf();
    const [joined] = await statements(() =>
      Book.objects.filter({ author__name: 'Ursula', author__age: 88 }).exclude({ author__email: 'x' }),
    );
    expect(joined?.match(/ join /gi)).toHaveLength(1);
    for (const where of [
      { author: ursula },
      { author__pk: ursula.pk },
      { author__id: ursula.pk },
      { publisher__isNull: true },
    ]) {
      const [sql] = await statements(() => Book.objects.filter(where as object));
      expect(sql).not.toMatch(/ join /i);
    }
  });

  it('T-006: null is IS NULL, for fields, keys and through relations', async () => {
    await fillShelf();
    expect(await titles(Book.objects.filter({ rating: null }))).toEqual(['Invisible Cities', 'The Dispossessed']);
    expect(await titles(Book.objects.filter({ rating__exact: null }))).toEqual([
      'Invisible Cities',
      'The Dispossessed',
    ]);
    expect(await titles(Book.objects.exclude({ rating: null }))).toEqual(['A Wizard of Earthsea', 'Solaris']);
    expect(await titles(Book.objects.filter({ publisher: null }))).toEqual(['Invisible Cities', 'Solaris']);
    expect(await titles(Book.objects.filter({ publisherId: null }))).toEqual(['Invisible Cities', 'Solaris']);
    // A missing relation has no country either: an outer join.
    expect(await Book.objects.filter({ publisher__country: null }).count()).toBe(3);
    expect(await Book.objects.filter({ publisher__founded__isNull: true }).count()).toBe(3);
    expect(await Book.objects.filter({ publisher__founded__isNull: false }).count()).toBe(1);
    expect(await Book.objects.filter({ author__mentor__isNull: true }).count()).toBe(2);
  });

  it('S-017 I-074: isNull takes true and false', async () => {
    await fillShelf();
    expect(await Book.objects.filter({ rating__isNull: true }).count()).toBe(2);
    expect(await Book.objects.filter({ rating__isNull: false }).count()).toBe(2);
    expect(await Book.objects.exclude({ rating__isNull: true }).count()).toBe(2);
    expect(await Book.objects.filter({ title__isNull: true }).count()).toBe(0);
  });

  it('S-017 I-074: in takes 0, 1, many and 40,000 values, with and without duplicates', async () => {
    const { books } = await fillShelf();
    expect(await titles(Book.objects.filter({ pages__in: [] }))).toEqual([]);
    expect(await Book.objects.exclude({ pages__in: [] }).count()).toBe(4);
    expect(await titles(Book.objects.filter({ pages__in: [204] }))).toEqual(['Solaris']);
    expect(await Book.objects.filter({ pages__in: [204, 204, 165, 1] }).count()).toBe(2);
    const many = Array.from({ length: 40_000 }, (_, n) => n + 200);
    expect(await Book.objects.filter({ pages__in: many }).count()).toBe(2);
    expect(await Book.objects.exclude({ pages__in: many }).count()).toBe(2);
    expect(await Book.objects.filter({ pk__in: books.map((book) => book.pk) }).count()).toBe(4);
    const texts = [...many.map((n) => `t${n}`), 'Solaris'];
    expect(await titles(Book.objects.filter({ title__in: texts }))).toEqual(['Solaris']);
  });

  it('T-006: NULL inside in matches nothing and empties no exclude', async () => {
    await fillShelf();
    const ratings = [4, null] as number[];
    expect(await titles(Book.objects.filter({ rating__in: ratings }))).toEqual(['Solaris']);
    expect(await Book.objects.exclude({ rating__in: ratings }).count()).toBe(3);
    expect(await Book.objects.filter({ rating__in: [null] as unknown as number[] }).count()).toBe(0);
  });

  it('S-017: in takes every type of value', async () => {
    await fillShelf();
    expect(await Book.objects.filter({ price__in: ['9.99', '8.5'] }).count()).toBe(2);
    expect(await Book.objects.filter({ published__in: ['1968-11-01', '2000-01-01'] }).count()).toBe(1);
    expect(await Book.objects.filter({ rating__in: [4.5, 1.25] }).count()).toBe(1);
    expect(await Country.objects.filter({ code__in: ['us', 'pl'] }).count()).toBe(1);
  });

  it('T-113: F compares a column with another one, also across relations', async () => {
    await fillShelf();
    expect(await titles(Book.objects.filter({ pages__gt: F('author__age') }))).toHaveLength(3);
    expect(await titles(Book.objects.filter({ pages__lt: F('author__age').mul(3) }))).toEqual([
      'A Wizard of Earthsea',
      'Invisible Cities',
    ]);
    expect(await Author.objects.filter({ age: F('age') }).count()).toBe(2);
    expect(await Author.objects.filter({ name__gt: F('mentor__name') }).count()).toBe(1);
  });

  it('T-113: arithmetic keeps its grouping', async () => {
    await fillShelf();
    // (165 - 5) * 2 = 320, and 165 - 5 * 2 = 155.
    expect(
      await titles(
        Book.objects.filter({
          pages__gt: 0,
          price: F('price'),
          title: 'Invisible Cities',
          pages: F('pages').sub(5).mul(2).sub(155),
        }),
      ),
    ).toEqual(['Invisible Cities']);
    expect(await Book.objects.filter({ pages: F('pages').add(1).sub(1) }).count()).toBe(4);
    expect(await titles(Book.objects.filter({ title: 'Solaris', pages: F('pages').sub(F('pages').sub(204)) }))).toEqual(
      ['Solaris'],
    );
  });

  it('S-017: several arguments and several keys are all required', async () => {
    await fillShelf();
    expect(await titles(Book.objects.filter({ pages__gt: 170, inPrint: true }))).toEqual([
      'A Wizard of Earthsea',
      'Solaris',
    ]);
    expect(await titles(Book.objects.filter(Q({ pages__gt: 170 }), { inPrint: true }))).toEqual([
      'A Wizard of Earthsea',
      'Solaris',
    ]);
    expect(await titles(Book.objects.filter({ pages__gt: 170 }).filter({ inPrint: true }))).toEqual([
      'A Wizard of Earthsea',
      'Solaris',
    ]);
    // exclude() of two keys drops rows for which both hold.
    expect(await Book.objects.exclude({ pages__gt: 170, inPrint: true }).count()).toBe(2);
    expect(await Book.objects.exclude({ pages__gt: 170 }).exclude({ inPrint: true }).count()).toBe(0);
  });

  it('S-017 I-082: an empty filter changes nothing, an empty Q neither', async () => {
    await fillShelf();
    expect(await Book.objects.filter({}).count()).toBe(4);
    expect(await Book.objects.exclude({}).count()).toBe(4);
    expect(await Book.objects.filter(Q({})).count()).toBe(4);
    expect(await Book.objects.filter(Q.and()).count()).toBe(4);
    expect(await Book.objects.filter(Q.or()).count()).toBe(0);
    expect(await Book.objects.filter(Q.and({ pages: 204 }, {})).count()).toBe(1);
  });

  it('T-113 I-082: Q trees combine with and, or and not', async () => {
    await fillShelf();
    const long = Q({ pages__gt: 200 });
    const rated = Q({ rating__isNull: false });
    expect(await titles(Book.objects.filter(long.and(rated)))).toEqual(['Solaris']);
    expect(await Book.objects.filter(long.or(rated)).count()).toBe(3);
    expect(await titles(Book.objects.filter(long.and(rated.not())))).toEqual(['The Dispossessed']);
    expect(await titles(Book.objects.filter(long.or(rated).not()))).toEqual(['Invisible Cities']);
    expect(await Book.objects.filter(Q.or(long, { author__name: 'Italo' }, Q.not({ inPrint: true }))).count()).toBe(3);
    expect(await Book.objects.exclude(Q.or({ pages: 204 }, { pages: 341 })).count()).toBe(2);
    expect(await Book.objects.filter(long.not().not()).count()).toBe(2);
  });

  it('S-017 T-008: fields named like lookups are fields first', async () => {
    const visit = await Appointment.objects.create({
      year: 2024,
      date: '2023-05-06',
      in: 'exact',
      order: 7,
      select: true,
    });
    await Appointment.objects.create({ year: 1999 });
    await Slot.objects.create({ appointment: visit, exact: 5 });
    expect(await Appointment.objects.filter({ year: 2024 }).count()).toBe(1);
    expect(await Appointment.objects.filter({ year__in: [2024, 1999] }).count()).toBe(2);
    expect(await Appointment.objects.filter({ date: '2023-05-06', date__gt: '2023-05-05' }).count()).toBe(1);
    expect(await Appointment.objects.filter({ in: 'exact', in__in: ['exact'], order: 7, select: true }).count()).toBe(
      1,
    );
    const byField = { appointment__year: 2024, appointment__in: 'exact', exact: 5 };
    expect(await Slot.objects.filter(byField).count()).toBe(1);
    expect(
      await Slot.objects
        .filter({ appointment__year__gte: 2024, appointment__date: '2023-05-06', exact__exact: 5 })
        .count(),
    ).toBe(1);
    expect(await Slot.objects.orderBy('appointment__order').valuesList('appointment__select', { flat: true })).toEqual([
      true,
    ]);
  });

  it('I-074: in takes a Set and what a generator gives, read once', async () => {
    const { ursula, italo } = await fillShelf();
    expect(await titles(Book.objects.filter({ pages__in: new Set([204, 341]) }).orderBy('pages'))).toEqual([
      'Solaris',
      'The Dispossessed',
    ]);
    let asked = 0;
    const pages = function* () {
      for (const n of [183, 165]) {
        asked++;
        yield n;
      }
    };
    const books = Book.objects.filter({ pages__in: pages() });
    expect(asked).toBe(2);
    expect(await books.count()).toBe(2);
    expect(await books.filter({ pages__lt: 170 }).count()).toBe(1);
    expect(asked).toBe(2);
    const byPk = new Map([
      [ursula.pk, ursula],
      [italo.pk, italo],
    ]);
    expect(await Book.objects.filter({ author__in: byPk.keys() }).count()).toBe(3);
    expect(await Book.objects.filter({ author__in: new Set([ursula]) }).count()).toBe(2);
    expect(await Book.objects.filter({ pages__in: new Set<number>() }).count()).toBe(0);
    const wanted = new Set([204]);
    const later = Book.objects.filter({ pages__in: wanted });
    wanted.add(341);
    expect(await later.count()).toBe(1);
  });

  it('I-074: what is no list is refused by in, a text too', async () => {
    for (const value of ['Solaris', 204, {}, null, true, Promise.resolve([204]), (async function* () {})()])
      await refusal(() => Book.objects.filter({ pages__in: hostile(value) }), FieldError);
    await refusal(() => Book.objects.filter({ title__in: hostile('Solaris') }), FieldError);
    await refusal(() => Book.objects.filter({ pages__in: hostile(new Set(['x'])) }), FieldError);
    await refusal(() => Book.objects.filter({ pages__in: hostile(new Map([[1, 2]])) }), FieldError);
  });

  it("I-076: a foreign key's own column has an order", async () => {
    const { ursula, books } = await fillShelf();
    const [earthsea] = books;
    expect(await Book.objects.filter({ author__lt: ursula.pk }).count()).toBe(1);
    expect(await Book.objects.filter({ author__range: [ursula.pk, ursula.pk] }).count()).toBe(2);
    expect(await Review.objects.filter({ book__author__gte: ursula.pk, book__lte: earthsea.pk }).count()).toBe(1);
    const [text] = await statements(() => Book.objects.filter({ author__gt: 1 }));
    expect(text).not.toMatch(/join/i);
  });
}
