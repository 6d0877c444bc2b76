/** orderBy and reverse: fields, relations, expressions, NULLs, and the ordering of the model. */
import { defineApp, F, FieldError, f, Model, ref } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Publisher, Review, Ticket } from '../models/index.js';
import { hostile, refusal, statements } from './expectations.js';
import { fillShelf, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function orderingSuite({ it, elsewhere }: Workbench): void {
  it('I-016: Meta.ordering is the order of every query that asks for none', async () => {
    await fillShelf();
    const sorted = ['A Wizard of Earthsea', 'Invisible Cities', 'Solaris', 'The Dispossessed'];
    expect(await titles(Book.objects.all())).toEqual(sorted);
    expect(await titles(Book.objects.filter({ pages__gt: 0 }))).toEqual(sorted);
    expect(await Book.objects.valuesList('title', { flat: true })).toEqual(sorted);
    expect(await titles(Book.objects.reverse())).toEqual([...sorted].reverse());
  });

  it('I-016: orderBy() replaces the ordering, and without arguments drops it', async () => {
    await fillShelf();
    expect(await titles(Book.objects.orderBy('-pages').orderBy('pages'))).toEqual([
      'Invisible Cities',
      'A Wizard of Earthsea',
      'Solaris',
      'The Dispossessed',
    ]);
    const [sql] = await statements(() => Book.objects.orderBy());
    expect(sql).not.toMatch(/order by/i);
  });

  it('I-016 I-018: the ordering of an abstract base is inherited', async () => {
    for (const code of ['one', 'two', 'three']) {
      await Ticket.objects.create({ subject: code, code });
    }
    const order = ['two', 'three', 'one'];
    for (const [n, code] of order.entries()) {
      await Ticket.objects.filter({ code }).update({ createdAt: new Date(Date.UTC(2030, 0, 10 - n)) });
    }
    expect(await Ticket.objects.valuesList('code', { flat: true })).toEqual(order);
  });

  it('I-050: fields in both directions, several of them, and pk', async () => {
    await fillShelf();
    expect(await titles(Book.objects.orderBy('-title'))).toEqual([
      'The Dispossessed',
      'Solaris',
      'Invisible Cities',
      'A Wizard of Earthsea',
    ]);
    expect(await titles(Book.objects.orderBy('-inPrint', '-pages'))).toEqual([
      'Solaris',
      'A Wizard of Earthsea',
      'Invisible Cities',
      'The Dispossessed',
    ]);
    const byKey = await Book.objects.orderBy('-pk').valuesList('pk', { flat: true });
    expect(byKey).toEqual([...byKey].sort((a, b) => b - a));
  });

  it('I-050: paths through relations, which lose no row', async () => {
    await fillShelf();
    expect(await titles(Book.objects.orderBy('author__name', 'pages'))).toEqual([
      'Invisible Cities',
      'Solaris',
      'A Wizard of Earthsea',
      'The Dispossessed',
    ]);
    expect(await titles(Book.objects.orderBy('publisher__name', 'title'))).toHaveLength(4);
    expect(await Review.objects.orderBy('book__author__mentor__name', 'pk').count()).toBe(2);
    expect(await titles(Book.objects.orderBy('authorId', 'pages'))).toEqual([
      'Invisible Cities',
      'A Wizard of Earthsea',
      'The Dispossessed',
      'Solaris',
    ]);
  });

  it("I-016: a relation's name orders by the ordering of its model, and by its key where it has none", async () => {
    await fillShelf();
    const reviews = await Review.objects.orderBy('book').valuesList('book__title', { flat: true });
    expect(reviews).toEqual(['A Wizard of Earthsea', 'Invisible Cities']);
    const down = await Review.objects.orderBy('-book').valuesList('book__title', { flat: true });
    expect(down).toEqual(['Invisible Cities', 'A Wizard of Earthsea']);
    const [sql] = await statements(() => Book.objects.orderBy('author'));
    expect(sql).not.toMatch(/ join /i);
  });

  it('I-050 T-036: expressions, with the place of NULLs said', async () => {
    await fillShelf();
    expect(await titles(Book.objects.orderBy(F('pages').desc()))).toEqual([
      'The Dispossessed',
      'Solaris',
      'A Wizard of Earthsea',
      'Invisible Cities',
    ]);
    const rating = F('rating');
    const rated = async (by: ReturnType<typeof rating.asc>) =>
      Book.objects.orderBy(by, 'pk').valuesList('rating', { flat: true });
    expect(await rated(rating.asc({ nulls: 'last' }))).toEqual([4, 4.5, null, null]);
    expect(await rated(rating.asc({ nulls: 'first' }))).toEqual([null, null, 4, 4.5]);
    expect(await rated(rating.desc({ nulls: 'last' }))).toEqual([4.5, 4, null, null]);
    expect(await rated(rating.desc({ nulls: 'first' }))).toEqual([null, null, 4.5, 4]);
    expect(await titles(Book.objects.orderBy(F('pages').sub(200).mul(F('pages').sub(200)).asc()))).toEqual([
      'Solaris',
      'A Wizard of Earthsea',
      'Invisible Cities',
      'The Dispossessed',
    ]);
  });

  it('I-050: reverse() turns expressions round, the place of NULLs too', async () => {
    await fillShelf();
    const up = Book.objects.orderBy(F('rating').asc({ nulls: 'last' }), 'pk');
    const there = await up.valuesList('pk', { flat: true });
    expect(await up.reverse().valuesList('pk', { flat: true })).toEqual([...there].reverse());
    expect(await up.reverse().reverse().valuesList('pk', { flat: true })).toEqual(there);
  });

  it('I-050: reverse() turns whatever ordering the query ends with, also one that is given later', async () => {
    await fillShelf();
    expect(await titles(Book.objects.reverse().orderBy('pages'))).toEqual([
      'The Dispossessed',
      'Solaris',
      'A Wizard of Earthsea',
      'Invisible Cities',
    ]);
    expect((await Author.objects.reverse().first())?.name).toBe('Stanisław');
    expect((await Author.objects.reverse().last())?.name).toBe('Italo');
  });

  it('I-050 T-036: NULLs stand together at one end, and descending is the mirror of ascending', async () => {
    await fillShelf();
    const up = await Book.objects.orderBy('rating', 'pk').valuesList('rating', { flat: true });
    const down = await Book.objects.orderBy('-rating', '-pk').valuesList('rating', { flat: true });
    expect(down).toEqual([...up].reverse());
    expect(up[0] === up[1] || up[2] === up[3]).toBe(true);
  });

  it('I-050: decimals order by value', async () => {
    const { ursula } = await fillShelf();
    await Book.objects.create({ title: 'Z', author: ursula, price: '100.00' });
    await Book.objects.create({ title: 'Y', author: ursula, price: '-3.5' });
    const prices = await Book.objects.orderBy('price', 'pk').valuesList('price', { flat: true });
    expect(prices).toEqual(['-3.50', '0.00', '8.50', '9.99', '10.00', '100.00']);
  });

  it("I-050: '?' shuffles", async () => {
    await Publisher.objects.bulkCreate(Array.from({ length: 40 }, (_, n) => new Publisher({ name: `p${n}` })));
    const draws = new Set<string>();
    for (let n = 0; n < 4; n++)
      draws.add((await Publisher.objects.orderBy('?').valuesList('pk', { flat: true })).join());
    expect(draws.size).toBeGreaterThan(1);
  });

  it('T-117: whatever is no path and no ordering is refused', async () => {
    const bad: unknown[] = [
      'nope',
      '-nope',
      '',
      '-',
      '--title',
      'title asc',
      'title; drop table x',
      '1',
      'count(*)',
      'author__nope',
      'title__',
      '__title',
      'pages__gt',
      3,
      null,
      undefined,
      {},
      ['title'],
      true,
      '"title"',
    ];
    for (const by of bad) {
      const error = await refusal(() => Book.objects.orderBy(hostile(by)), FieldError);
      expect(error.hint, String(by)).not.toBeNull();
    }
    for (const nulls of ['LAST; drop', 'middle', 1, null, {}]) {
      await refusal(() => Author.objects.orderBy(F('age').desc(hostile({ nulls }))));
    }
  });

  it('T-033: an ordering that leads back to itself is refused before anything is asked', async () => {
    class Cat extends Model<Cat>('loops.Cat')(
      { parent: f.foreignKey(ref<Cat>('loops.Cat'), { null: true, onDelete: 'SET_NULL' }) },
      { ordering: ['parent'] },
    ) {}
    class Town extends Model<Town>('loops.Town')(
      { mayor: f.foreignKey(ref<Mayor>('loops.Mayor'), { null: true, onDelete: 'SET_NULL' }) },
      { ordering: ['mayor'] },
    ) {}
    class Mayor extends Model<Mayor>('loops.Mayor')(
      { town: f.foreignKey(() => Town, { null: true, onDelete: 'SET_NULL' }) },
      { ordering: ['-town'] },
    ) {}
    const apps = [defineApp('loops', { Cat, Town, Mayor })];
    await elsewhere({ apps }, async () => {
      for (const ask of [
        () => Cat.objects.all(),
        () => Cat.objects.first(),
        () => Town.objects.reverse(),
        () => Mayor.objects.values('id'),
        () => Mayor.objects.last(),
      ]) {
        const error = await refusal(ask, FieldError);
        expect(error.message).toMatch(/leads back to itself/);
        expect(error.hint).toMatch(/Id'/);
      }
      // Another order, and what needs none, are as good as ever.
      expect(await Town.objects.orderBy('mayorId')).toEqual([]);
      expect(await Mayor.objects.count()).toBe(0);
      expect(await Cat.objects.orderBy('parentId')).toEqual([]);
      expect(await Cat.objects.orderBy('parent__pk')).toEqual([]);
    });
  });

  it('T-034: an order over many rows repeats the row for each, and distinct() does not take that back', async () => {
    const { ursula } = await fillShelf();
    const byPages = Author.objects.orderBy('books__pages', 'pk');
    expect(await byPages.valuesList('name', { flat: true })).toEqual(['Italo', 'Ursula', 'Stanisław', 'Ursula']);
    expect(await byPages.distinct().valuesList('name', { flat: true })).toHaveLength(4);
    expect(await byPages.filter({ pk: ursula.pk })).toHaveLength(2);
  });

  it('T-033: the ordering of a related model may be an expression', async () => {
    class Shelf extends Model<Shelf>('shelves.Shelf')({ height: f.integer() }, { ordering: [F('height').desc()] }) {}
    class Thing extends Model<Thing>('shelves.Thing')({
      shelf: f.foreignKey(() => Shelf, { onDelete: 'CASCADE' }),
    }) {}
    await elsewhere({ apps: [defineApp('shelves', { Shelf, Thing })] }, async () => {
      for (const height of [1, 3, 2]) await Thing.objects.create({ shelf: await Shelf.objects.create({ height }) });
      const heights = await Thing.objects.orderBy('shelf').valuesList('shelf__height', { flat: true });
      expect(heights).toEqual([3, 2, 1]);
    });
  });
}
