/** only() and defer(): rows without some of their columns, and what may be done with them. */
import { FieldError, NotLoadedError, NotUpdated, Prefetch, QuerySetError } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Profile, Review } from '../models/index.js';
import { counted, failure, hostile, refusal, statements } from './expectations.js';
import { fillShelf } from './library-rows.js';
import type { Workbench } from './workbench.js';

const BOOK = ['id', 'title', 'authorId', 'publisherId', 'pages', 'price', 'rating', 'published', 'inPrint'];
const without = (...names: string[]) => BOOK.filter((name) => !names.includes(name));

/** The columns that a row has. */
function columns(row: object | null | undefined): string[] {
  return Object.keys(row ?? {});
}

export function deferredSuite({ it }: Workbench): void {
  it('I-053: only() reads what it names and the key, defer() everything else', async () => {
    await fillShelf();
    expect(columns(await Book.objects.only('title', 'pages').first())).toEqual(['id', 'title', 'pages']);
    expect(columns(await Book.objects.only('pages', 'title').first())).toEqual(['id', 'title', 'pages']);
    expect(columns(await Book.objects.only('author').first())).toEqual(['id', 'authorId']);
    expect(columns(await Book.objects.only('authorId').first())).toEqual(['id', 'authorId']);
    expect(columns(await Book.objects.only('pk').first())).toEqual(['id']);
    expect(columns(await Book.objects.defer('price', 'author').first())).toEqual(without('price', 'authorId'));
    const [sql] = await statements(() => Book.objects.only('title').get({ pages: 204 }));
    expect(sql).not.toContain('price');
  });

  it('I-053: only() replaces, defer() adds up and takes out of only(), and the key is never left out', async () => {
    await fillShelf();
    const read = async (query: PromiseLike<readonly Book[]>) => columns((await query)[0]);
    expect(await read(Book.objects.only('title').only('pages'))).toEqual(['id', 'pages']);
    expect(await read(Book.objects.defer('title').defer('pages'))).toEqual(without('title', 'pages'));
    expect(await read(Book.objects.only('title', 'pages').defer('title'))).toEqual(['id', 'pages']);
    expect(await read(Book.objects.only('title', 'pages').defer('author'))).toEqual(['id', 'title', 'pages']);
    expect(await read(Book.objects.defer('title').only('title', 'pages'))).toEqual(['id', 'pages']);
    expect(await read(Book.objects.only('title').defer('title', 'price'))).toEqual(without('price'));
    expect(await read(Book.objects.defer('pk', 'id'))).toEqual(BOOK);
    expect(await read(Book.objects.only('title', 'id').defer('id'))).toEqual(['id', 'title']);
    expect(await read(Book.objects.only('title').only())).toEqual(BOOK);
    expect(await read(Book.objects.defer('title').defer(null))).toEqual(BOOK);
    expect(await read(Book.objects.defer())).toEqual(BOOK);
  });

  it('I-053: paths choose the columns of selected relations, each with its key', async () => {
    await fillShelf();
    const book = await counted(1, () =>
      Book.objects
        .selectRelated('author__mentor', 'publisher')
        .only('title', 'author__name', 'author__mentor__age', 'publisher')
        .get({ title: 'The Dispossessed' }),
    );
    expect(columns(book)).toEqual(['id', 'title', 'authorId', 'publisherId']);
    expect(columns(book.author)).toEqual(['id', 'name', 'mentorId']);
    expect(columns(book.author.mentor)).toEqual(['id', 'age']);
    expect(book.author.mentor?.age).toBe(61);
    expect(columns(book.publisher)).toEqual(['id', 'name', 'countryId', 'founded']);
    expect(() => book.author.email).toThrow(NotLoadedError);
    const other = await Book.objects.selectRelated('author').defer('price', 'author__email').get({ pages: 204 });
    expect(columns(other)).toEqual(without('price'));
    expect(columns(other.author)).toEqual(['id', 'name', 'age', 'mentorId']);
  });

  it('I-053: a relation cannot be deferred and selected at once', async () => {
    await fillShelf();
    for (const query of [
      Book.objects.only('title').selectRelated('author'),
      Book.objects.selectRelated('author').defer('author'),
      Book.objects.selectRelated('author').only('author__name').defer('author__name').defer('authorId'),
    ]) {
      expect((await refusal(() => query, FieldError)).message).toContain('library.Book.author cannot be both');
    }
  });

  it('I-053: reading what was left out is an error that names the way, and setting it is no reading', async () => {
    const { solaris } = await shelf();
    const book = await Book.objects.only('title').get({ pk: solaris.pk });
    const error = await failure(() => book.pages, NotLoadedError);
    expect(error.message).toContain('library.Book.pages is not loaded: the query left it out.');
    expect(error.hint).toContain("refreshFromDb({ fields: ['pages'] })");
    expect(await failure(() => book.author, NotLoadedError)).toMatchObject({ field: 'author' });
    book.pages = 7;
    expect(book.pages).toBe(7);
    expect(columns(book)).toEqual(['id', 'title', 'pages']);
    expect(book).toBeInstanceOf(Book);
    expect(book.constructor).toBe(Book);
    expect(book.equals(solaris)).toBe(true);
    expect(JSON.stringify(await Book.objects.only('title').get({ pk: solaris.pk }))).toBe(
      JSON.stringify({ id: solaris.id, title: 'Solaris' }),
    );
  });

  it('I-053 T-068: refreshFromDb loads what it is told to, and leaves the rest deferred', async () => {
    const { solaris } = await shelf();
    const book = await Book.objects.only('title').get({ pk: solaris.pk });
    await Book.objects.filter({ pk: solaris.pk }).update({ title: 'Solaris II', pages: 205 });
    const [sql] = await statements(() => book.refreshFromDb());
    expect(sql).not.toContain('pages');
    expect(book.title).toBe('Solaris II');
    expect(() => book.pages).toThrow(NotLoadedError);
    await book.refreshFromDb({ fields: ['pages', 'author'] });
    expect(book.pages).toBe(205);
    expect((await book.author).name).toBe('Stanisław');
    expect(() => book.price).toThrow(NotLoadedError);
  });

  it('I-053 T-052: save() writes the columns that are there, and no others', async () => {
    const { solaris } = await shelf();
    const book = await Book.objects.only('title', 'rating').get({ pk: solaris.pk });
    book.title = 'Solyaris';
    book.price = '12.00';
    await Book.objects.filter({ pk: solaris.pk }).update({ pages: 999 });
    const [sql] = await statements(() => book.save());
    expect(sql).not.toContain('pages');
    await solaris.refreshFromDb();
    expect([solaris.title, solaris.price, solaris.pages, solaris.rating]).toEqual(['Solyaris', '12.00', 999, 4]);
    // Nothing but the key: there is nothing to write.
    const bare = await Book.objects.only('pk').get({ pk: solaris.pk });
    await counted(0, () => bare.save());
    await failure(() => book.save({ updateFields: ['pages'] }), NotLoadedError);
    await failure(() => book.save({ forceInsert: true }), NotLoadedError);
    await Review.objects.all().delete();
    await solaris.delete();
    await failure(() => book.save(), NotUpdated);
  });

  it('I-053: validation passes over what is not there', async () => {
    const { solaris } = await shelf();
    const book = await Book.objects.only('title').get({ pk: solaris.pk });
    await book.fullClean();
    book.pages = hostile('many');
    await failure(() => book.cleanFields());
  });

  it('I-053: rows of a to-many relation know the row they were loaded for', async () => {
    const { ursula } = await shelf();
    const [author] = await Author.objects
      .filter({ pk: ursula.pk })
      .prefetchRelated(Prefetch('books', { queryset: Book.objects.only('title') }));
    await counted(0, async () => {
      const [book] = (await author?.books) ?? [];
      expect(columns(book)).toEqual(['id', 'title', 'authorId']);
      expect(await book?.author).toBe(author);
    });
  });

  it('I-053: the column by which a row hangs on another is loaded with it', async () => {
    const { ursula } = await shelf();
    await Profile.objects.create({ author: ursula, bio: 'Wrote.' });
    const profile = await Profile.objects.selectRelated('author').only('author__name').get();
    expect(columns(profile)).toEqual(['id', 'authorId']);
    expect(profile.author.name).toBe('Ursula');
  });

  it('I-053: console.log shows what is missing, and asks nothing', async () => {
    const { inspect } = await import('node:util');
    const { solaris } = await shelf();
    const book = await Book.objects.only('title').get({ pk: solaris.pk });
    await counted(0, () => {
      const text = inspect(book);
      expect(text).toContain("title: 'Solaris'");
      expect(text).toContain('pages: <not loaded>');
      expect(text).toContain('author: <not loaded>');
    });
  });

  it('I-053: names are checked when they are given, and instances alone can lack columns', async () => {
    expect((await refusal(() => Book.objects.only(hostile('titel')), FieldError)).hint).toContain("'title'");
    await refusal(() => Book.objects.only(hostile('author__nam')), FieldError);
    await refusal(() => Book.objects.only(hostile('title__length')), FieldError);
    await refusal(() => Book.objects.defer(hostile(7)), FieldError);
    await refusal(() => Author.objects.only(hostile('books__title')), FieldError);
    await refusal(() => Author.objects.only(hostile('books')), FieldError);
    await refusal(() => Book.objects.values('title').only('title'), QuerySetError);
    await refusal(() => Book.objects.values('title').defer('title'), QuerySetError);
  });
}

async function shelf() {
  const { ursula, books } = await fillShelf();
  return { ursula, solaris: books[2] };
}
