/** get, getOrNone, first, last, count, exists, none, all. */
import {
  DoesNotExist,
  defineApp,
  f,
  getConnection,
  Model,
  MultipleObjectsReturned,
  Q,
  QuerySetError,
} from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Country, Publisher } from '../models/index.js';
import { counted, failure, hostile, refusal, statements } from './expectations.js';
import { fillShelf, makeAuthor, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function retrievalSuite({ it, elsewhere }: Workbench): void {
  it('I-049: get() gives the one row, by any lookup', async () => {
    const { books, ursula } = await fillShelf();
    expect((await Book.objects.get({ title: 'Solaris' })).equals(books[2])).toBe(true);
    expect((await Author.objects.get({ pk: ursula.pk })).name).toBe('Ursula');
    expect((await Author.objects.filter({ age__gt: 70 }).get()).name).toBe('Ursula');
    expect((await Country.objects.get({ pk: 'us' })).name).toBe('United States');
  });

  it("T-026 I-012: get() without a row throws the model's own DoesNotExist", async () => {
    await fillShelf();
    const error = await failure(() => Book.objects.get({ title: 'Ulysses' }), DoesNotExist);
    expect(error).toBeInstanceOf(Book.DoesNotExist);
    expect(error).not.toBeInstanceOf(Author.DoesNotExist);
    expect(error.model).toBe('library.Book');
    expect(error.code).toBe('DOES_NOT_EXIST');
    expect(error.message).not.toMatch(/Ulysses/);
  });

  it("T-026 I-012: get() with several rows throws the model's own MultipleObjectsReturned and says how many", async () => {
    await fillShelf();
    const error = await failure(() => Book.objects.get({ author__name: 'Ursula' }), MultipleObjectsReturned);
    expect(error).toBeInstanceOf(Book.MultipleObjectsReturned);
    expect(error).not.toBeInstanceOf(Author.MultipleObjectsReturned);
    expect(error.message).toMatch(/2/);
  });

  it('T-026: get() stops counting rows beyond 20', async () => {
    await Publisher.objects.bulkCreate(Array.from({ length: 30 }, () => new Publisher({ name: 'same' })));
    const error = await failure(() => Publisher.objects.get({ name: 'same' }), MultipleObjectsReturned);
    expect(error.message).toMatch(/more than 20/i);
  });

  it('T-026: get() needs no ordering and drops the one there is', async () => {
    await fillShelf();
    const [sql] = await statements(() => Book.objects.get({ title: 'Solaris' }));
    expect(sql).not.toMatch(/order by/i);
  });

  it('I-049: getOrNone() gives null for no row and throws for several', async () => {
    await fillShelf();
    expect(await Book.objects.getOrNone({ title: 'Ulysses' })).toBeNull();
    expect((await Book.objects.getOrNone({ title: 'Solaris' }))?.pages).toBe(204);
    await failure(() => Book.objects.getOrNone({ author__name: 'Ursula' }), Book.MultipleObjectsReturned);
  });

  it('T-027: first() uses the ordering of the chain, else of the model, else the key', async () => {
    await fillShelf();
    expect((await Book.objects.orderBy('-pages').first())?.title).toBe('The Dispossessed');
    expect((await Book.objects.first())?.title).toBe('A Wizard of Earthsea');
    expect((await Author.objects.first())?.name).toBe('Italo');
    expect(await Author.objects.filter({ name: 'Nobody' }).first()).toBeNull();
  });

  it('T-027: last() reverses that ordering', async () => {
    await fillShelf();
    expect((await Book.objects.orderBy('-pages').last())?.title).toBe('Invisible Cities');
    expect((await Book.objects.last())?.title).toBe('The Dispossessed');
    expect((await Author.objects.last())?.name).toBe('Stanisław');
    expect((await Book.objects.orderBy('author__name', 'pages').last())?.title).toBe('The Dispossessed');
    expect(await Author.objects.filter({ name: 'Nobody' }).last()).toBeNull();
  });

  it('T-027: first() and last() fetch one row', async () => {
    await fillShelf();
    const { sql } = Book.objects.orderBy('pages').slice(0, 1).toSql();
    expect(sql).toMatch(/limit/i);
    const [first] = await statements(() => Book.objects.orderBy('pages').first());
    expect(first).toMatch(/limit/i);
    const [last] = await statements(() => Book.objects.orderBy('pages').last());
    expect(last).toMatch(/limit/i);
  });

  it('T-027: first() of rows that are there asks nothing', async () => {
    await fillShelf();
    const books = Book.objects.all();
    await books;
    await counted(1, async () => expect((await books.first())?.title).toBe('A Wizard of Earthsea'));
  });

  it('T-029: none() never asks, whatever is chained on it', async () => {
    await fillShelf();
    await counted(0, async () => {
      const none = Book.objects.none();
      expect(await none).toEqual([]);
      expect(await none.filter({ pages__gt: 1 }).exclude({ title: 'x' }).orderBy('-title').slice(0, 4)).toEqual([]);
      expect(await none.all()).toEqual([]);
      expect(await none.reverse().distinct()).toEqual([]);
      expect(await none.selectRelated('author')).toEqual([]);
      expect(await none.values('title')).toEqual([]);
      expect(await none.valuesList('title', { flat: true })).toEqual([]);
      expect(await none.count()).toBe(0);
      expect(await none.exists()).toBe(false);
      expect(await none.first()).toBeNull();
      expect(await none.last()).toBeNull();
      expect(await none.getOrNone()).toBeNull();
      await failure(() => none.get(), Book.DoesNotExist);
      expect(await none.update({ pages: 3 })).toBe(0);
      expect(await none.delete()).toEqual([0, {}]);
      for await (const book of none.iterator()) throw new Error(`never reached: ${book.title}`);
      for await (const book of none) throw new Error(`never reached: ${book.title}`);
    });
    expect(await Book.objects.count()).toBe(4);
  });

  it('I-050: all() gives every row, distinct() drops equal ones', async () => {
    await fillShelf();
    expect(await titles(Book.objects.all())).toHaveLength(4);
    const names = Book.objects.orderBy('author__name').valuesList('author__name', { flat: true });
    expect(await names).toEqual(['Italo', 'Stanisław', 'Ursula', 'Ursula']);
    expect(await names.distinct()).toEqual(['Italo', 'Stanisław', 'Ursula']);
    expect(await names.distinct().count()).toBe(3);
  });

  it('T-030: exists() drops the ordering and asks for one row', async () => {
    await fillShelf();
    const [sql] = await statements(async () => {
      expect(await Book.objects.filter({ pages__gt: 200 }).orderBy('-pages').exists()).toBe(true);
    });
    expect(sql).not.toMatch(/order by/i);
    expect(sql).toMatch(/limit/i);
    expect(await Book.objects.filter({ pages__gt: 2000 }).exists()).toBe(false);
    expect(await Book.objects.distinct().exists()).toBe(true);
  });

  it('T-025: count() drops the ordering and counts rows, NULLs too', async () => {
    await fillShelf();
    const [sql] = await statements(async () => expect(await Book.objects.orderBy('-pages').count()).toBe(4));
    expect(sql).not.toMatch(/order by/i);
    expect(await Book.objects.filter({ rating: null }).count()).toBe(2);
    expect(typeof (await Book.objects.count())).toBe('number');
  });

  it('S-004: there is one form of everything: no twin with an a before its name', async () => {
    const books: object = Book.objects.all();
    const names = new Set<string>();
    for (let o: object | null = books; o !== null; o = Object.getPrototypeOf(o)) {
      for (const name of Object.getOwnPropertyNames(o)) names.add(name);
    }
    for (const name of ['get', 'count', 'exists', 'first', 'last', 'create', 'update', 'delete']) {
      expect(names.has(`a${name}`), name).toBe(false);
      expect(names.has(`a${name[0]?.toUpperCase()}${name.slice(1)}`), name).toBe(false);
    }
  });

  it('T-026: get() with something that is no condition is refused', async () => {
    await makeAuthor('only');
    for (const where of [null, 1, 'name', [], true, () => true]) {
      await refusal(() => Author.objects.get(hostile(where)));
    }
    await refusal(() => Author.objects.slice(hostile(undefined)), QuerySetError);
  });

  it('T-026: get() by a field that only the model calls unique sees every row of a foreign table', async () => {
    class Line extends Model<Line>('foreign.Line')(
      { id: f.integer({ primaryKey: true }), code: f.integer({ unique: true }) },
      { managed: false },
    ) {}
    await elsewhere({ apps: [defineApp('foreign', { Line })] }, async () => {
      await getConnection().executeScript('CREATE TABLE foreign_line (id integer, code integer)');
      for (const id of [1, 2]) await Line.objects.create({ id, code: 7 });
      await failure(() => Line.objects.get({ code: 7 }), MultipleObjectsReturned);
    });
  });

  it('T-017: NULL in a column that the model calls not null reads the same on every path', async () => {
    class Old extends Model<Old>('old.Old')(
      { id: f.integer({ primaryKey: true }), name: f.char({ maxLength: 5 }) },
      { managed: false },
    ) {}
    await elsewhere({ apps: [defineApp('old', { Old })] }, async () => {
      await getConnection().executeScript('CREATE TABLE old_old (id integer primary key, name varchar(5))');
      await getConnection().executeScript('INSERT INTO old_old (id) VALUES (1)');
      expect(await Old.objects.values('name')).toEqual([{ name: null }]);
      expect((await Old.objects.get()).name).toBeNull();
    });
  });

  it('T-025 T-027 T-030: an argument that nobody reads is refused: it was meant to say which rows', async () => {
    await fillShelf();
    const books = Book.objects.filter({ pages__gt: 1 });
    for (const name of ['count', 'exists', 'first', 'last', 'delete'] as const) {
      const call: (given: unknown) => Promise<unknown> = hostile(books[name].bind(books));
      for (const given of [{ title: 'Solaris' }, Q({ title: 'Solaris' }), 'title', 3, null]) {
        const error = await refusal(() => call(given), QuerySetError);
        expect(error.message).toContain(`library.Book: ${name}() takes no arguments.`);
        expect(error.hint).toContain(`filter({ … }).${name}()`);
      }
    }
    expect(await Book.objects.count()).toBe(4);
  });

  it('I-049: timers run in a long loop of awaited queries', async () => {
    const { ursula } = await fillShelf();
    let ticks = 0;
    const timer = setInterval(() => {
      ticks++;
    }, 1);
    const end = performance.now() + 500;
    while (performance.now() < end) await Author.objects.get({ pk: ursula.pk });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });
}
