/** Forward relations: awaiting them, loading them for peers, assigning them. */
import { inspect } from 'node:util';
import { defineApp, FieldError, f, Model, NotLoadedError, ValidationError } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Country, Passport, Publisher, Review } from '../models/index.js';
import { counted, failure, hostile, refusal, statements } from './expectations.js';
import { fillShelf, makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function relationsSuite({ it, configured, elsewhere }: Workbench): void {
  it('T-108: a loop that awaits a relation costs 2 queries', async () => {
    await fillShelf();
    const names = await counted(2, async () => {
      const seen: string[] = [];
      for (const book of await Book.objects.orderBy('pages')) seen.push((await book.author).name);
      return seen;
    });
    expect(names).toEqual(['Italo', 'Ursula', 'Stanisław', 'Ursula']);
  });

  it('T-108: concurrent awaits on one result share one query', async () => {
    await fillShelf();
    const books = await Book.objects.orderBy('pages');
    const authors = await counted(1, () => Promise.all(books.map(async (book) => (await book.author).name)));
    expect(authors).toEqual(['Italo', 'Ursula', 'Stanisław', 'Ursula']);
  });

  it('T-108: a loaded relation stays, and rows of the same key share it', async () => {
    await fillShelf();
    const [first, second] = await Book.objects.filter({ author__name: 'Ursula' });
    const author = await first?.author;
    await counted(0, async () => {
      expect(await first?.author).toBe(author);
      expect(await second?.author).toBe(author);
    });
  });

  it('T-108: a null foreign key is null at once: no query, no promise', async () => {
    await fillShelf();
    await counted(1, async () => {
      const book = await Book.objects.get({ pages: 204 });
      expect(book.publisher).toBeNull();
      expect(book.publisherId).toBeNull();
    });
  });

  it('T-108: an unloaded relation is something to await, and no author', async () => {
    await fillShelf();
    const book = await Book.objects.get({ pages: 204 });
    await counted(0, async () => {
      const lazy = book.author as { then?: unknown; name?: unknown };
      expect(typeof lazy.then).toBe('function');
      expect(lazy).not.toBeInstanceOf(Author);
      expect(inspect(book)).toMatch(/<not loaded>/);
      expect(book.authorId).toBeTypeOf('number');
    });
  });

  it('T-108: a second level loads for all peers of the second level', async () => {
    await fillShelf();
    const names = await counted(3, async () => {
      const seen: (string | null)[] = [];
      for (const book of await Book.objects.orderBy('pages')) {
        const author = await book.author;
        seen.push((await author.mentor)?.name ?? null);
      }
      return seen;
    });
    expect(names).toEqual([null, 'Italo', null, 'Italo']);
  });

  it("T-108: only the result's own rows are peers", async () => {
    await fillShelf();
    const long = await Book.objects.filter({ pages__gt: 200 });
    const short = await Book.objects.filter({ pages__lt: 200 });
    await long[0]?.author;
    await counted(1, () => short[0]?.author);
  });

  it("T-108: peers: 'one' loads for one row, 'raise' for none", async () => {
    const { books } = await fillShelf();
    await configured({ peers: 'one' }).run(async () => {
      await counted(3, async () => {
        const rows = await Book.objects.orderBy('pages').slice(0, 2);
        for (const row of rows) await row.author;
      });
    });
    await configured({ peers: 'raise' }).run(async () => {
      const book = await Book.objects.get({ pk: books[0].pk });
      const error = await failure(() => book.author, NotLoadedError);
      expect(error.hint).toMatch(/selectRelated/);
      expect(error.field).toBe('author');
      expect((await Book.objects.selectRelated('author').get({ pk: books[0].pk })).author.name).toBe('Ursula');
      expect((await Book.objects.get({ pages: 204 })).publisher).toBeNull();
    });
  });

  it('T-108: assigning an instance sets the key, assigning a key drops the instance', async () => {
    const { ursula, italo } = await fillShelf();
    const book = await Book.objects.get({ pages: 204 });
    book.author = ursula;
    expect(book.authorId).toBe(ursula.pk);
    expect(book.author).toBe(ursula);
    await book.save();
    expect((await Book.objects.get({ pages: 204 })).authorId).toBe(ursula.pk);
    book.authorId = italo.pk;
    expect((await book.author).name).toBe('Italo');
    book.publisherId = null;
    expect(book.publisher).toBeNull();
  });

  it('T-108: assigning null clears a nullable relation', async () => {
    await fillShelf();
    const book = await Book.objects.get({ pages: 183 });
    book.publisher = null;
    expect(book.publisherId).toBeNull();
    await book.save();
    expect(await Book.objects.filter({ publisher: null }).count()).toBe(3);
  });

  it('T-108: an unsaved instance as a relation is refused at save, and used once it is saved', async () => {
    const author = new Author({ name: 'New', email: 'new@x.org' });
    const book = new Book({ title: 'First', author });
    expect(book.author).toBe(author);
    await refusal(() => book.save());
    expect(await Book.objects.count()).toBe(0);
    await author.save();
    await book.save();
    expect((await Book.objects.get()).authorId).toBe(author.pk);
  });

  it('T-108: something of another model is refused', async () => {
    const { ace } = await fillShelf();
    const book = await Book.objects.get({ pages: 204 });
    for (const wrong of [ace, 'Ursula', {}, [], true]) {
      await refusal(() => {
        book.author = hostile(wrong);
        return book.save();
      });
      await refusal(() => new Book({ title: 't', author: hostile(wrong) }).save());
      await refusal(() => Book.objects.filter({ author: hostile(wrong) }));
    }
    await refusal(() => Book.objects.filter({ author: new Author({ name: 'x', email: 'x@x.org' }) }));
  });

  it('T-108: the relation and its key cannot both be given, and a required one must be', async () => {
    const { ursula } = await fillShelf();
    await refusal(() => Book.objects.create(hostile<never>({ title: 't', author: ursula, authorId: ursula.pk })));
    const error = await refusal(() => Book.objects.create(hostile({ title: 't' })), ValidationError);
    expect(Object.keys(error.messages)).toEqual(['author']);
    await refusal(() => Book.objects.create(hostile<never>({ title: 't', author: null })), ValidationError);
  });

  it('T-108: a row whose target is gone says which relation, and stops the peers of nobody else', async () => {
    const { books, stanislaw } = await fillShelf();
    const rows = await Book.objects.orderBy('pages');
    await Review.objects.all().delete();
    await Book.objects.filter({ author: stanislaw }).delete();
    await Author.objects.filter({ pk: stanislaw.pk }).delete();
    const orphan = rows.find((row) => row.pk === books[2].pk) as Book;
    expect((await (rows[0] as Book).author).name).toBe('Italo');
    await failure(() => orphan.author, Author.DoesNotExist);
  });

  it('I-014: relations to a text key and to a key that is a relation', async () => {
    const { ace } = await fillShelf();
    const publisher = await Publisher.objects.get({ pk: ace.pk });
    expect(publisher.countryId).toBe('us');
    expect((await publisher.country)?.name).toBe('United States');
    await Country.objects.create({ code: 'it', name: 'Italia' });
    publisher.countryId = 'it';
    await publisher.save();
    expect((await (await Publisher.objects.get({ pk: ace.pk })).country)?.name).toBe('Italia');
    const author = await makeAuthor('P');
    const passport = await Passport.objects.create({ author, number: '7' });
    expect(passport.pk).toBe(author.pk);
    expect((await (await Passport.objects.get()).author).name).toBe('P');
  });

  it('T-108: the query of the peers names each key once', async () => {
    const { ursula } = await fillShelf();
    await Book.objects.bulkCreate(Array.from({ length: 50 }, (_, n) => new Book({ title: `t${n}`, author: ursula })));
    const sent = await statements(async () => {
      for (const book of await Book.objects.filter({ author: ursula })) await book.author;
    });
    expect(sent).toHaveLength(2);
  });

  it('T-108: peers load by the key that each of them has now', async () => {
    const { italo } = await fillShelf();
    const [first, second] = await Book.objects.filter({ author__name: 'Ursula' });
    (second as Book).authorId = italo.pk;
    expect((await (first as Book).author).name).toBe('Ursula');
    expect((await (second as Book).author).name).toBe('Italo');
    const rows = await Book.objects.orderBy('pages');
    (rows[2] as Book).author = italo;
    expect((await (rows[0] as Book).author).name).toBe('Italo');
    expect((await (rows[2] as Book).author).pk).toBe(italo.pk);
  });

  it('T-108: a key that changes while the peers load is answered for what it is then', async () => {
    const { italo, stanislaw } = await fillShelf();
    for (let ticks = 0; ticks < 12; ticks++) {
      const [first, second] = (await Book.objects.filter({ author__name: 'Ursula' })) as [Book, Book];
      const loading = (async () => (await first.author).name)();
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
      second.authorId = italo.pk;
      const other = (async () => (await second.author).name)();
      expect(await loading).toBe('Ursula');
      expect(await other).toBe('Italo');
      first.authorId = stanislaw.pk;
      expect((await first.author).name).toBe('Stanisław');
    }
  });

  it('T-108: a new instance loads its relation alone, and keeps what it was given', async () => {
    const { ursula } = await fillShelf();
    const given = await Book.objects.create({ title: 'given', author: ursula });
    expect(await counted(0, () => given.author)).toBe(ursula);
    const byKey = await Book.objects.create({ title: 'by key', authorId: ursula.pk });
    expect((await counted(1, () => byKey.author)).name).toBe('Ursula');
    expect((await counted(1, () => new Book({ title: 'unsaved', authorId: ursula.pk }).author)).name).toBe('Ursula');
  });

  it('T-117: a relation cannot be filtered by an operator object', async () => {
    await fillShelf();
    for (const value of [{ gt: 0 }, { pk: 1 }, [[1]], { __proto__: null, id: 1 }]) {
      await refusal(() => Book.objects.filter({ author: hostile(value) }), FieldError);
    }
  });

  it('T-067: a key that is set by hand after selectRelated found nothing is followed', async () => {
    const { ace } = await fillShelf();
    const book = await Book.objects.selectRelated('publisher').get({ pages: 204 });
    expect(book.publisher).toBeNull();
    book.publisherId = ace.pk;
    expect((await hostile<PromiseLike<Publisher>>(book.publisher)).name).toBe('Ace');
  });

  it('T-067: what was taken before its key changed gives the row of the key that stands', async () => {
    const { italo } = await fillShelf();
    const book = await Book.objects.get({ pages: 183 });
    const taken = book.author;
    await book.author;
    book.authorId = italo.pk;
    expect((await taken).name).toBe('Italo');
  });

  it('T-098: a uuid key that was set by hand in capitals finds its row', async () => {
    class Door extends Model<Door>('doors.Door')({ id: f.uuid({ primaryKey: true }) }) {}
    class Lock extends Model<Lock>('doors.Lock')({ door: f.foreignKey(() => Door, { onDelete: 'CASCADE' }) }) {}
    await elsewhere({ apps: [defineApp('doors', { Door, Lock })] }, async () => {
      const door = await Door.objects.create({ id: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' });
      await Lock.objects.create({ door });
      const lock = await Lock.objects.get();
      lock.doorId = door.id.toUpperCase();
      expect((await lock.door).equals(door)).toBe(true);
    });
  });
}
