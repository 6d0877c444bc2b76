/** values and valuesList: plain objects, tuples and single values instead of instances. */
import { DormError, FieldError } from '@dorm/core';
import { expect } from 'vitest';
import { Appointment, Author, Book, Passport, Publisher, Review, Sample, Slot } from '../models/index.js';
import { counted, hostile, refusal, statements } from './expectations.js';
import { fillShelf } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function valuesSuite({ it }: Workbench): void {
  it('S-017 I-052: values() gives plain objects with what was named', async () => {
    const { ursula } = await fillShelf();
    const rows = await Book.objects
      .filter({ pages: 183 })
      .values('title', 'author', 'author__name', 'publisher__country__name');
    expect(rows).toEqual([
      {
        title: 'A Wizard of Earthsea',
        author: ursula.pk,
        author__name: 'Ursula',
        publisher__country__name: 'United States',
      },
    ]);
    expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype);
  });

  it('S-017: values() without names gives every column, a foreign key under the name of its id', async () => {
    const { ace } = await fillShelf();
    expect(await Publisher.objects.filter({ pk: ace.pk }).values()).toEqual([
      { id: ace.pk, name: 'Ace', countryId: 'us', founded: 1952 },
    ]);
  });

  it('S-012: pk and the name of an id can be named', async () => {
    const { ursula, books } = await fillShelf();
    expect(await Book.objects.filter({ pages: 183 }).values('pk', 'authorId')).toEqual([
      { pk: books[0].pk, authorId: ursula.pk },
    ]);
    await Passport.objects.create({ author: ursula, number: 'X' });
    expect(await Passport.objects.values('pk', 'author', 'number')).toEqual([
      { pk: ursula.pk, author: ursula.pk, number: 'X' },
    ]);
  });

  it('S-017 I-052: valuesList() gives tuples in the order named, flat gives bare values', async () => {
    await fillShelf();
    expect(await Book.objects.orderBy('pages').valuesList('pages', 'author__name').slice(0, 2)).toEqual([
      [165, 'Italo'],
      [183, 'Ursula'],
    ]);
    expect(await Book.objects.orderBy('pages').valuesList('pages', { flat: true })).toEqual([165, 183, 204, 341]);
    expect(await Book.objects.orderBy('pages').valuesList('rating', { flat: true })).toEqual([null, 4.5, 4, null]);
    expect(await Book.objects.orderBy('pages').valuesList('title', 'title').first()).toEqual([
      'Invisible Cities',
      'Invisible Cities',
    ]);
  });

  it('S-017 I-052: a path through a missing relation is null', async () => {
    await fillShelf();
    const rows = await Book.objects.orderBy('pages').valuesList('publisher__country__name', 'author__mentor__age');
    expect(rows).toEqual([
      [null, null],
      ['United States', 61],
      [null, null],
      [null, 61],
    ]);
  });

  it('S-017: values are decoded as on an instance', async () => {
    const at = new Date(Date.UTC(2024, 1, 29, 12, 30, 15, 250));
    const sample = await Sample.objects.create({
      bigInteger: 2n ** 53n + 1n,
      decimal: '12.50',
      boolean: true,
      dateTime: at,
      date: '2024-02-29',
      json: { a: [1, null] },
      binary: Uint8Array.of(0, 255),
      uuid: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      duration: 1500,
    });
    const [row] = await Sample.objects.values(
      'bigInteger',
      'decimal',
      'boolean',
      'dateTime',
      'date',
      'json',
      'uuid',
      'duration',
    );
    expect(row).toEqual({
      bigInteger: 2n ** 53n + 1n,
      decimal: '12.50',
      boolean: true,
      dateTime: at,
      date: '2024-02-29',
      json: { a: [1, null] },
      uuid: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      duration: 1500,
    });
    const [bytes] = await Sample.objects.filter({ pk: sample.pk }).valuesList('binary', { flat: true });
    expect([...(bytes ?? [])]).toEqual([0, 255]);
  });

  it('S-017: the steps of a chain work before and after', async () => {
    await fillShelf();
    const names = Book.objects.values('title').filter({ pages__gt: 200 }).exclude({ inPrint: false }).orderBy('-title');
    expect(await names).toEqual([{ title: 'Solaris' }]);
    expect(await names.count()).toBe(1);
    expect(await names.first()).toEqual({ title: 'Solaris' });
    expect(await names.get()).toEqual({ title: 'Solaris' });
    expect(await Book.objects.orderBy('-pages').valuesList('pages', { flat: true }).slice(1, 3)).toEqual([204, 183]);
  });

  it('S-017: the last values() or valuesList() wins', async () => {
    await fillShelf();
    expect(await Book.objects.filter({ pages: 204 }).values('title').values('pages')).toEqual([{ pages: 204 }]);
    expect(await Book.objects.filter({ pages: 204 }).values('title').valuesList('pages', { flat: true })).toEqual([
      204,
    ]);
  });

  it('S-017: only the columns named are read', async () => {
    await fillShelf();
    const [sql] = await statements(() => Book.objects.orderBy().values('title'));
    expect(sql).not.toMatch(/pages|price|author_id/);
    const [joined] = await statements(() => Book.objects.orderBy().values('author__pk', 'author'));
    expect(joined).not.toMatch(/ join /i);
  });

  it('S-017: fields named like lookups can be read', async () => {
    const visit = await Appointment.objects.create({ year: 2024, date: '2020-02-02', in: 'x' });
    await Slot.objects.create({ appointment: visit });
    expect(await Slot.objects.values('appointment__in', 'appointment__year', 'appointment__date')).toEqual([
      { appointment__in: 'x', appointment__year: 2024, appointment__date: '2020-02-02' },
    ]);
  });

  it('T-117: unknown and hostile names are refused with a suggestion', async () => {
    const error = await refusal(() => Book.objects.values(hostile('titel')), FieldError);
    expect(error.hint).toMatch(/title/);
    const bad: unknown[] = [
      'nope',
      'author__nope',
      'count(*)',
      'id) from x --',
      'title as y',
      '',
      'title__',
      '*',
      '"title"',
      '__proto__',
      'constructor',
      'author__constructor',
      1,
      null,
      undefined,
      {},
      [],
    ];
    for (const name of bad) {
      await refusal(() => Book.objects.values(hostile(name)), FieldError);
      await refusal(() => Book.objects.valuesList(hostile(name)), FieldError);
    }
  });

  it('I-050: flat takes exactly one name', async () => {
    const valuesList = Book.objects.valuesList as (...args: unknown[]) => unknown;
    await refusal(() => valuesList.call(Book.objects, 'title', 'pages', { flat: true }), DormError);
    await refusal(() => valuesList.call(Book.objects, { flat: true }), DormError);
    await refusal(() => valuesList.call(Book.objects, 'title', { flta: true }), DormError);
  });

  it('I-050: distinct() works on what is read', async () => {
    await fillShelf();
    await Review.objects.all().delete();
    expect(await Book.objects.orderBy('inPrint').valuesList('inPrint', { flat: true }).distinct()).toEqual([
      false,
      true,
    ]);
    expect(await counted(1, () => Author.objects.values('mentor').distinct().count())).toBe(2);
  });
}
