/** selectRelated: relations in the same query, deep and nullable. */
import { FieldError, QuerySetError } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Passport, Profile, Publisher, Review } from '../models/index.js';
import { counted, hostile, refusal, statements, stateOf } from './expectations.js';
import { fillShelf, makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function selectRelatedSuite({ it }: Workbench): void {
  it('I-014 T-108: a selected relation is there without a query and without await', async () => {
    await fillShelf();
    await counted(1, async () => {
      const books = await Book.objects.selectRelated('author').orderBy('pages');
      expect(books.map((book) => book.author.name)).toEqual(['Italo', 'Ursula', 'Stanisław', 'Ursula']);
      expect(books[0]?.author).toBeInstanceOf(Author);
      expect(books[0]?.author.greeting()).toBe('I am Italo.');
      // Awaiting it all the same gives it at once.
      expect((await books[0]?.author)?.name).toBe('Italo');
    });
  });

  it('T-108: a nullable relation loses no row, and is null', async () => {
    await fillShelf();
    await counted(1, async () => {
      const books = await Book.objects.selectRelated('publisher').orderBy('pages');
      expect(books.map((book) => book.publisher?.name ?? null)).toEqual([null, 'Ace', null, 'Nowhere']);
      expect(books[0]?.publisher).toBeNull();
    });
  });

  it('T-108: paths of several steps load every step', async () => {
    await fillShelf();
    await counted(1, async () => {
      const reviews = await Review.objects
        .selectRelated('book__author__mentor', 'book__publisher__country', 'reviewer')
        .orderBy('stars');
      expect(reviews.map((review) => review.book.author.mentor?.name ?? null)).toEqual([null, 'Italo']);
      expect(reviews.map((review) => review.book.publisher?.country?.name ?? null)).toEqual([null, 'United States']);
      expect(reviews.map((review) => review.reviewer?.name ?? null)).toEqual([null, 'Stanisław']);
    });
  });

  it('T-108: several calls add up, and filters use the same join', async () => {
    await fillShelf();
    const [sql] = await statements(async () => {
      const books = await Book.objects
        .selectRelated('author')
        .selectRelated('publisher')
        .filter({ author__age__gt: 80 });
      expect(books.map((book) => [book.author.name, book.publisher?.name])).toEqual([
        ['Ursula', 'Ace'],
        ['Ursula', 'Nowhere'],
      ]);
    });
    expect(sql?.match(/ join /gi)).toHaveLength(2);
  });

  it('T-108: a self relation is another row of the same table', async () => {
    await fillShelf();
    const authors = await Author.objects.selectRelated('mentor').orderBy('name');
    expect(authors.map((author) => author.mentor?.name ?? null)).toEqual([null, null, 'Italo']);
    expect(authors[2]?.mentor?.equals(authors[0] as Author)).toBe(true);
  });

  it('I-014: one-to-one relations, also as the primary key', async () => {
    const author = await makeAuthor('Doris');
    await Profile.objects.create({ author, bio: 'Nobel' });
    await Passport.objects.create({ author, number: 'GB1' });
    await counted(2, async () => {
      const profile = await Profile.objects.selectRelated('author').get();
      const passport = await Passport.objects.selectRelated('author').get();
      expect([profile.author.name, passport.author.name, passport.pk]).toEqual(['Doris', 'Doris', author.pk]);
    });
  });

  it('T-108: get(), first(), last() and iterator() load them too', async () => {
    await fillShelf();
    const books = Book.objects.selectRelated('author');
    await counted(4, async () => {
      expect((await books.get({ pages: 204 })).author.name).toBe('Stanisław');
      expect((await books.first())?.author.name).toBe('Ursula');
      expect((await books.last())?.author.name).toBe('Ursula');
      const seen: string[] = [];
      for await (const book of books.iterator({ chunkSize: 2 })) seen.push(book.author.name);
      expect(seen).toEqual(['Ursula', 'Italo', 'Stanisław', 'Ursula']);
    });
  });

  it('I-004: a selected instance is stored, and knows its database', async () => {
    await fillShelf();
    const book = await Book.objects.selectRelated('author').get({ pages: 204 });
    expect(stateOf(book.author)).toMatchObject({ adding: false, db: 'default' });
    book.author.name = 'Lem';
    await book.author.save();
    expect((await Author.objects.get({ pk: book.author.pk })).name).toBe('Lem');
  });

  it('T-108: count() and values() ignore it', async () => {
    await fillShelf();
    const [sql] = await statements(() => Book.objects.selectRelated('author', 'publisher').count());
    expect(sql).not.toMatch(/ join /i);
    expect(await Book.objects.selectRelated('author').filter({ pages: 204 }).values('title')).toEqual([
      { title: 'Solaris' },
    ]);
  });

  it('T-108: after values() there is nothing to load relations of', async () => {
    await refusal(() => Book.objects.values('title').selectRelated('author'), QuerySetError);
    await refusal(() => Book.objects.valuesList('title', { flat: true }).selectRelated('author'), QuerySetError);
  });

  it('T-117: what is no forward relation is refused', async () => {
    const error = await refusal(() => Book.objects.selectRelated(hostile('autor')), FieldError);
    expect(error.hint).toMatch(/author/);
    for (const path of [
      'title',
      'author__name',
      'author__nope',
      'nope',
      '',
      'author__',
      '__author',
      '__proto__',
      'author; --',
      3,
      null,
      undefined,
      {},
      ['author'],
    ]) {
      await refusal(() => Book.objects.selectRelated(hostile(path)), FieldError);
    }
  });

  it('T-108: rows of equal relations are equal, whichever object carries them', async () => {
    await fillShelf();
    const books = await Book.objects.selectRelated('author').filter({ author__name: 'Ursula' });
    expect(books[0]?.author.equals(books[1]?.author as Author)).toBe(true);
    expect(await Publisher.objects.selectRelated('country').filter({ country: null }).count()).toBe(1);
  });
}
