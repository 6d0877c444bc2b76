/** Instances as plain objects: properties, equality, JSON, inspection, class fields. */
import { inspect } from 'node:util';
import { expect } from 'vitest';
import { Author, Basket, BigKey, Book, Publisher, Sample } from '../models/index.js';
import { counted, failure, hostile, stateOf } from './expectations.js';
import { fillShelf, makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function instancesSuite({ it }: Workbench): void {
  it('I-001: columns are own enumerable properties, and nothing else is', async () => {
    await fillShelf();
    const book = await Book.objects.get({ pages: 204 });
    const names = ['id', 'title', 'authorId', 'publisherId', 'pages', 'price', 'rating', 'published', 'inPrint'];
    expect(Object.keys(book)).toEqual(names);
    expect(Object.getOwnPropertySymbols(book)).toEqual([]);
    expect(Object.keys(new Book({ title: 'x' })).sort()).toEqual([...names].sort());
    expect({ ...book }.title).toBe('Solaris');
  });

  it('I-011: equals() compares model and key', async () => {
    const { ursula, italo, ace } = await fillShelf();
    const again = await Author.objects.get({ pk: ursula.pk });
    expect(again).not.toBe(ursula);
    expect(again.equals(ursula)).toBe(true);
    again.name = 'changed';
    expect(again.equals(ursula)).toBe(true);
    expect(ursula.equals(italo)).toBe(false);
    const twin = await Publisher.objects.create(hostile<never>({ id: ursula.pk + 1_000_000, name: 'p' }));
    const namesake = await Author.objects.create({ id: twin.pk, name: 'n', email: 'n@x.org' });
    expect(twin.equals(namesake)).toBe(false);
    for (const other of [null, undefined, ursula.pk, 'x', {}, { pk: ursula.pk }, ace]) {
      expect(ursula.equals(other)).toBe(false);
    }
  });

  it('I-011: unsaved instances equal only themselves', () => {
    const [a, b] = [new Author({ name: 'x' }), new Author({ name: 'x' })];
    expect(a.equals(b)).toBe(false);
    expect(a.equals(a)).toBe(true);
  });

  it('I-010: a loaded row is an instance of its class, with methods and getters', async () => {
    await makeAuthor('Ursula');
    const author = await Author.objects.get();
    expect(author).toBeInstanceOf(Author);
    expect(author.constructor).toBe(Author);
    expect(author.initial).toBe('U');
    expect(author.greeting()).toBe('I am Ursula.');
  });

  it('T-111: class fields and the constructor run for new and for loaded instances', async () => {
    const basket = new Basket({ name: 'green' });
    expect([basket.name, basket.items, basket.opened]).toEqual(['green', [], false]);
    await basket.put('apple').save();
    const loaded = await Basket.objects.get();
    expect([loaded.name, loaded.items, loaded.opened]).toEqual(['green', [], false]);
    expect(loaded.put('pear').items).toEqual(['pear']);
    expect(basket.items).toEqual(['apple']);
  });

  it('I-001: toJSON() has the columns and the loaded relations, and sends nothing', async () => {
    await fillShelf();
    const plain = await Book.objects.get({ pages: 183 });
    const joined = await Book.objects.selectRelated('author').get({ pages: 183 });
    await counted(0, async () => {
      const bare = JSON.parse(JSON.stringify(plain));
      expect(bare).toMatchObject({
        title: 'A Wizard of Earthsea',
        authorId: plain.authorId,
        price: '9.99',
        rating: 4.5,
      });
      expect(bare).not.toHaveProperty('author');
      expect(bare).not.toHaveProperty('_state');
      expect(JSON.parse(JSON.stringify(joined)).author).toMatchObject({ name: 'Ursula', age: 88 });
    });
    await plain.author;
    expect(JSON.parse(JSON.stringify(plain)).author).toMatchObject({ name: 'Ursula' });
  });

  it('T-091: toJSON() writes a bigint as text', async () => {
    const sample = await Sample.objects.create({ bigInteger: 2n ** 62n + 1n });
    expect(JSON.parse(JSON.stringify(sample)).bigInteger).toBe('4611686018427387905');
  });

  it('I-001: inspecting an instance shows its columns and never queries', async () => {
    await fillShelf();
    const book = await Book.objects.get({ pages: 183 });
    const shown = await counted(0, async () => inspect(book));
    expect(shown).toMatch(/Book/);
    expect(shown).toMatch(/A Wizard of Earthsea/);
    expect(shown).toMatch(/<not loaded>/);
    const joined = await Book.objects.selectRelated('author').get({ pages: 183 });
    expect(inspect(joined, { depth: 3 })).toMatch(/Ursula/);
  });

  it('I-001: a copy by structuredClone or spread keeps the columns as data', async () => {
    await fillShelf();
    const book = await Book.objects.get({ pages: 183 });
    expect(structuredClone(book)).toMatchObject({ title: 'A Wizard of Earthsea', pages: 183 });
  });

  it('I-004: refreshFromDb() reads the row again, or some fields, and forgets relations', async () => {
    const { italo } = await fillShelf();
    const book = await Book.objects.get({ pages: 183 });
    const before = await book.author;
    await Book.objects.filter({ pk: book.pk }).update({ title: 'Renamed', pages: 1, author: italo });
    book.title = 'mine';
    await book.refreshFromDb({ fields: ['pages'] });
    expect([book.title, book.pages]).toEqual(['mine', 1]);
    await book.refreshFromDb();
    expect([book.title, book.authorId]).toEqual(['Renamed', italo.pk]);
    expect((await book.author).equals(before)).toBe(false);
    expect((await book.author).name).toBe('Italo');
  });

  it('I-004: refreshFromDb() of a row that is gone throws DoesNotExist', async () => {
    const author = await makeAuthor('x');
    await Author.objects.filter({ pk: author.pk }).delete();
    await failure(() => author.refreshFromDb(), Author.DoesNotExist);
    await failure(() => new Author({ name: 'x' }).refreshFromDb());
  });

  it('I-004: rows of a result know their database', async () => {
    await BigKey.objects.bulkCreate([new BigKey({ label: 'a' }), new BigKey({ label: 'b' })]);
    for (const row of await BigKey.objects.all()) expect(stateOf(row)).toMatchObject({ adding: false, db: 'default' });
    for await (const row of BigKey.objects.iterator()) expect(stateOf(row).db).toBe('default');
  });

  it('T-067: toJSON() leaves out a loaded relation whose key was changed since', async () => {
    const { italo } = await fillShelf();
    const book = await Book.objects.selectRelated('author').get({ pages: 183 });
    book.authorId = italo.pk;
    const plain = JSON.parse(JSON.stringify(book));
    expect(plain.authorId).toBe(italo.pk);
    expect(plain.author?.name ?? 'Italo').toBe('Italo');
  });
}
