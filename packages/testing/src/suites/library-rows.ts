/** A few rows of the library that many suites read. */
import { Author, Book, Country, Publisher, Review } from '../models/index.js';

let serial = 0;

/** An author with an address of his own. */
export function makeAuthor(name: string, rest: { age?: number | null; mentor?: Author | null } = {}): Promise<Author> {
  serial += 1;
  return Author.objects.create({ name, email: `a${serial}@example.org`, ...rest });
}

export interface Shelf {
  readonly ursula: Author;
  readonly stanislaw: Author;
  readonly italo: Author;
  readonly ace: Publisher;
  readonly nowhere: Publisher;
  readonly books: readonly [earthsea: Book, dispossessed: Book, solaris: Book, cities: Book];
}

/** Three authors (Italo is Ursula's mentor), two publishers (one without a country), four books with gaps, two reviews. */
export async function fillShelf(): Promise<Shelf> {
  const country = await Country.objects.create({ code: 'us', name: 'United States' });
  const italo = await makeAuthor('Italo', { age: 61 });
  const ursula = await makeAuthor('Ursula', { age: 88, mentor: italo });
  const stanislaw = await makeAuthor('Stanisław');
  const ace = await Publisher.objects.create({ name: 'Ace', country, founded: 1952 });
  const nowhere = await Publisher.objects.create({ name: 'Nowhere' });
  const earthsea = await Book.objects.create({
    title: 'A Wizard of Earthsea',
    author: ursula,
    publisher: ace,
    pages: 183,
    price: '9.99',
    rating: 4.5,
    published: '1968-11-01',
  });
  const dispossessed = await Book.objects.create({
    title: 'The Dispossessed',
    author: ursula,
    publisher: nowhere,
    pages: 341,
    price: '10.00',
    published: '1974-05-01',
    inPrint: false,
  });
  const solaris = await Book.objects.create({ title: 'Solaris', author: stanislaw, pages: 204, rating: 4 });
  const cities = await Book.objects.create({ title: 'Invisible Cities', author: italo, pages: 165, price: '8.50' });
  await Review.objects.create({ book: earthsea, reviewer: stanislaw, stars: 5, body: 'Dragons!' });
  await Review.objects.create({ book: cities, stars: 4 });
  return { ursula, stanislaw, italo, ace, nowhere, books: [earthsea, dispossessed, solaris, cities] };
}

/** The titles of some books, in their order. */
export async function titles(books: PromiseLike<readonly { title: string }[]>): Promise<string[]> {
  return (await books).map((book) => book.title);
}
