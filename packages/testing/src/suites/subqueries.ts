/** A QuerySet as the list of `__in`: one statement, with the rows that a list of the same keys would give. */
import { Value } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Publisher } from '../models/index.js';
import { hostile, refusal, statements } from './expectations.js';
import { fillShelf, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function subqueriesSuite({ it }: Workbench): void {
  it('T-011 I-074: a QuerySet as a list is a subquery of its keys, in one statement', async () => {
    await fillShelf();
    const elders = Author.objects.filter({ age__gte: 60, name__startsWith: 'U' });
    const [sql, ...more] = await statements(async () => {
      const books = Book.objects.filter({ pages__gte: 100, author__in: elders, inPrint: true });
      expect(await titles(books.orderBy('pages'))).toEqual(['A Wizard of Earthsea']);
    });
    expect(more).toEqual([]);
    expect(sql).toMatch(/in \(select "id" from "library_author" where/);
  });

  it('T-011: values() chooses another column, and a foreign key gives the other side', async () => {
    await fillShelf();
    const published = Author.objects.filter({
      pk__in: Book.objects.filter({ publisher__name: 'Ace' }).values('author'),
    });
    expect((await published).map((author) => author.name)).toEqual(['Ursula']);
    const names = Book.objects.filter({ title__in: Book.objects.filter({ pages__lt: 200 }).valuesList('title') });
    expect(await titles(names.orderBy('pages'))).toEqual(['Invisible Cities', 'A Wizard of Earthsea']);
  });

  it('T-004 T-011: under exclude() a NULL among the keys hides no row', async () => {
    await fillShelf();
    const used = Book.objects.values('publisher');
    expect((await Publisher.objects.exclude({ pk__in: used })).length).toBe(0);
    const one = Book.objects.filter({ publisher__name: 'Ace' }).values('publisher');
    const other = Book.objects.filter({ publisher: null }).values('publisher');
    expect((await Publisher.objects.exclude({ pk__in: one })).map(({ name }) => name)).toEqual(['Nowhere']);
    expect(await Publisher.objects.exclude({ pk__in: other }).count()).toBe(2);
    expect(await Publisher.objects.filter({ pk__in: other }).count()).toBe(0);
  });

  it('T-011: order and slice of the inner query decide which keys there are', async () => {
    await fillShelf();
    const longest = Book.objects.orderBy('-pages').slice(0, 2);
    expect(await titles(Book.objects.filter({ pk__in: longest }).orderBy('pages'))).toEqual([
      'Solaris',
      'The Dispossessed',
    ]);
    const publishers = Book.objects.orderBy('pages').slice(0, 2).values('publisher');
    expect((await Publisher.objects.filter({ pk__in: publishers })).map(({ name }) => name)).toEqual(['Ace']);
    expect((await Publisher.objects.exclude({ pk__in: publishers })).map(({ name }) => name)).toEqual(['Nowhere']);
  });

  it('T-011: subqueries nest, on the same table too, and values keep their places', async () => {
    await fillShelf();
    const inner = Author.objects.filter({ name: 'Italo' });
    const pupils = Author.objects.filter({ mentor__in: inner, age__gt: 10 });
    const books = Book.objects.filter({ pages__gt: 100, author__in: pupils, pages__lt: 300 });
    expect(await titles(books)).toEqual(['A Wizard of Earthsea']);
    expect(await books.filter({ price__gt: '0.00' }).count()).toBe(1);
    expect(await Author.objects.filter({ pk__in: books.values('author') }).update({ age: 89 })).toBe(1);
  });

  it('T-029 T-011: none() as a list matches nothing, and its exclusion everything', async () => {
    await fillShelf();
    expect(await Book.objects.filter({ author__in: Author.objects.none() }).count()).toBe(0);
    expect(await Book.objects.exclude({ author__in: Author.objects.none() }).count()).toBe(4);
  });

  it('T-011: more than one column, a manager or an expression is no list', async () => {
    await refusal(() => Book.objects.filter({ author__in: Author.objects.values('id', 'name') }));
    await refusal(() => Book.objects.filter(hostile<object>({ author__in: Author.objects })));
    await refusal(() => Book.objects.filter(hostile<object>({ author__in: Value('x') })));
  });
}
