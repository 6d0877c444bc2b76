/** update() and delete(), of one row and of a QuerySet. */
import { DormError, F, FieldError, QuerySetError, Value } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Country, Publisher, Review, Ticket } from '../models/index.js';
import { counted, failure, hostile, refusal, statements, stateOf } from './expectations.js';
import { fillShelf, makeAuthor, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function updateDeleteSuite({ it }: Workbench): void {
  it('S-011: update() with F is one statement, worked out by the database', async () => {
    await fillShelf();
    const [sql] = await statements(async () => {
      expect(await Book.objects.filter({ author__name: 'Ursula' }).update({ pages: F('pages').add(10) })).toBe(2);
    });
    expect(sql).toMatch(/^UPDATE/i);
    expect(await Book.objects.orderBy('pages').valuesList('pages', { flat: true })).toEqual([165, 193, 204, 351]);
  });

  it('S-011: add, sub, mul, div and mod', async () => {
    const author = await makeAuthor('x', { age: 17 });
    const age = async (change: object) => {
      await Author.objects.filter({ pk: author.pk }).update(hostile<never>({ age: change }));
      return (await Author.objects.get()).age;
    };
    expect(await age(F('age').add(3))).toBe(20);
    expect(await age(F('age').sub(5))).toBe(15);
    expect(await age(F('age').mul(4))).toBe(60);
    expect(await age(F('age').add(F('age')))).toBe(120);
    const mod = F('age') as unknown as { mod(n: number): object; div(n: number): object };
    expect(await age(mod.mod(50))).toBe(20);
    expect(await age(mod.div(4))).toBe(5);
    expect(await age(F('age').add(1).mul(2))).toBe(12);
  });

  it('S-011: fifty updates at once lose none', async () => {
    const author = await makeAuthor('x', { age: 0 });
    const mine = Author.objects.filter({ pk: author.pk });
    await Promise.all(Array.from({ length: 50 }, () => mine.update({ age: F('age').add(1) })));
    expect((await mine.get()).age).toBe(50);
  });

  it('I-049: update() writes values of every kind and counts the rows that match, changed or not', async () => {
    const { italo, ace } = await fillShelf();
    const updated = await Book.objects
      .filter({ pages__lt: 200 })
      .update({ title: 'same', author: italo, publisher: null, price: '1.5', rating: null, inPrint: false });
    expect(updated).toBe(2);
    expect(
      await Book.objects
        .filter({ title: 'same', author: italo, publisher: null, price: '1.50', inPrint: false })
        .count(),
    ).toBe(2);
    expect(await Book.objects.filter({ title: 'same' }).update({ title: 'same' })).toBe(2);
    expect(await Book.objects.filter({ title: 'nobody' }).update({ title: 'x' })).toBe(0);
    expect(await Book.objects.filter({ title: 'same' }).update({ publisherId: ace.pk, title: Value('text') })).toBe(2);
    expect(await Book.objects.filter({ title: 'text', publisher: ace }).count()).toBe(2);
  });

  it('I-049: update() sees the old values of every column', async () => {
    const author = await Author.objects.create({ id: 5, name: 'x', email: 'x@x.org', age: 40 });
    const country = await Publisher.objects.create({ name: 'p', founded: 7 });
    await Author.objects.filter({ pk: author.pk }).update({ age: F('id'), name: 'y' });
    expect((await Author.objects.get()).age).toBe(5);
    await Publisher.objects.filter({ pk: country.pk }).update({ founded: F('founded').add(F('founded')) });
    expect((await Publisher.objects.get()).founded).toBe(14);
  });

  it('I-049: update() through a filter on a relation touches the right rows', async () => {
    await fillShelf();
    expect(await Book.objects.filter({ publisher__country: 'us' }).update({ pages: 0 })).toBe(1);
    expect(await Book.objects.exclude({ publisher__name: 'Ace' }).update({ rating: 1 })).toBe(3);
    expect(await titles(Book.objects.filter({ pages: 0 }))).toEqual(['A Wizard of Earthsea']);
  });

  it('I-045: update() sets no autoNow field, as in Django', async () => {
    const ticket = await Ticket.objects.create({ subject: 's', code: 'c' });
    await Ticket.objects.filter({ pk: ticket.pk }).update({ subject: 't' });
    expect((await Ticket.objects.get()).updatedAt.getTime()).toBe(ticket.updatedAt.getTime());
  });

  it('T-053: a saved expression is read back, and a second save does not apply it again', async () => {
    const publisher = await Publisher.objects.create({ name: 'Ace', founded: 10 });
    Object.assign(publisher, { founded: F('founded').add(1) });
    await publisher.save();
    expect(publisher.founded).toBe(11);
    await publisher.save();
    expect((await Publisher.objects.get()).founded).toBe(11);
  });

  it('T-054: a value over a relation is refused, a condition over one chooses keys in the same statement', async () => {
    const { ursula } = await fillShelf();
    const values = hostile<{ pages: number }>({ pages: F('author__age') });
    await refusal(() => Book.objects.all().update(values), FieldError);
    const sent = await statements(async () => {
      expect(await Book.objects.filter({ author__name: 'Ursula' }).update({ pages: 7 })).toBe(2);
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/^update .* in \(select /);
    expect(await Book.objects.filter({ pages: 7 }).count()).toBe(2);
    expect(await ursula.books.filter({ pages: 7 }).count()).toBe(2);
  });

  it('T-055: a slice can be neither updated nor deleted', async () => {
    await Publisher.objects.bulkCreate([{ name: 'a' }, { name: 'b' }]);
    const slice = Publisher.objects.orderBy('name').slice(0, 1);
    await refusal(() => slice.update({ name: 'c' }), QuerySetError);
    await refusal(() => slice.delete(), QuerySetError);
    expect(await Publisher.objects.orderBy('name').valuesList('name', { flat: true })).toEqual(['a', 'b']);
  });

  it('T-117: update() of every row must be said with all()', async () => {
    await fillShelf();
    await refusal(() => Book.objects.update({ pages: 0 }), QuerySetError);
    await refusal(() => Book.objects.orderBy('title').update({ pages: 0 }), QuerySetError);
    await refusal(() => Book.objects.filter({}).update({ pages: 0 }), QuerySetError);
    const error = await refusal(() => Book.objects.delete(), QuerySetError);
    expect(error.hint).toMatch(/all\(\)/);
    await refusal(() => Book.objects.filter({}).delete(), QuerySetError);
    expect(await Book.objects.filter({ pages: 0 }).count()).toBe(0);
    expect(await Book.objects.all().update({ pages: 0 })).toBe(4);
    expect(await Review.objects.all().delete()).toEqual([2, { 'library.Review': 2 }]);
  });

  it('T-117: update() refuses unknown names, paths, values of the wrong type and nothing at all', async () => {
    const { ursula } = await fillShelf();
    const mine = Author.objects.filter({ pk: ursula.pk });
    const bad: unknown[] = [
      { nope: 1 },
      { mentor__name: 'x' },
      { 'name = 1 --': 1 },
      { __proto__: null, nope: 1 },
      { name: {} },
      { name: ['x'] },
      { age: { add: 1 } },
      { age: 'x' },
      { name: null },
      null,
      1,
      'name',
      [],
      JSON.parse('{"__proto__":{"age":1}}'),
    ];
    for (const values of bad) await refusal(() => mine.update(hostile<never>(values)), DormError);
    await refusal(() => mine.update(hostile<never>({ age: F('nope') })), FieldError);
    await refusal(() => mine.update(hostile<never>({ age: F('mentor__age') })), FieldError);
    expect((await mine.get()).age).toBe(88);
  });

  it('I-004: delete() of one row gives the count by model, and the instance is new again', async () => {
    const publisher = await Publisher.objects.create({ name: 'Ace' });
    expect(await publisher.delete()).toEqual([1, { 'library.Publisher': 1 }]);
    expect(await Publisher.objects.count()).toBe(0);
    expect(publisher.pk ?? null).toBeNull();
    expect(publisher.name).toBe('Ace');
    await failure(() => publisher.delete());
    await failure(() => new Publisher({ name: 'x' }).delete());
    await publisher.save();
    expect(await Publisher.objects.count()).toBe(1);
    expect(stateOf(publisher).adding).toBe(false);
  });

  it('I-004: delete() of a row that is gone already counts none', async () => {
    const publisher = await Publisher.objects.create({ name: 'Ace' });
    await Publisher.objects.filter({ pk: publisher.pk }).delete();
    expect((await publisher.delete())[0]).toBe(0);
  });

  it('I-049: delete() of a QuerySet takes the rows that match', async () => {
    await fillShelf();
    expect(await Review.objects.filter({ book__title__startsWith: 'A' }).delete()).toEqual([
      1,
      { 'library.Review': 1 },
    ]);
    expect(await Review.objects.filter({ stars: 99 }).delete()).toEqual([0, {}]);
    expect(await Review.objects.count()).toBe(1);
  });

  it('I-049: values() and ordering do not stand in the way of update(), delete() refuses values()', async () => {
    await fillShelf();
    expect(await Book.objects.filter({ pages: 204 }).orderBy('author__name').update({ pages: 205 })).toBe(1);
    await refusal(() => Review.objects.filter({ stars: 5 }).values('stars').delete(), QuerySetError);
    await refusal(() => Review.objects.filter({ stars: 5 }).distinct().delete(), QuerySetError);
  });

  it('I-049: a primary key can be updated like any column', async () => {
    await Country.objects.create({ code: 'xx', name: 'x' });
    expect(await Country.objects.filter({ code: 'xx' }).update(hostile<never>({ code: 'yy' }))).toBe(1);
    await counted(1, async () => expect((await Country.objects.get()).pk).toBe('yy'));
  });
}
