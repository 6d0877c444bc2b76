/** The library: every kind of forward relation (required, nullable, to itself, one-to-one, to a text key) and a default ordering. */
import { type App, defineApp, f, Model, QuerySet, type RelatedManager, ref } from '@dorm/core';

/** Its key is a text of its own. */
export class Country extends Model<Country>('library.Country')({
  code: f.char({ maxLength: 2, primaryKey: true }),
  name: f.char({ maxLength: 60 }),
}) {}

export class Publisher extends Model<Publisher>('library.Publisher')({
  name: f.char({ maxLength: 100 }),
  country: f.foreignKey(() => Country, { null: true, onDelete: 'SET_NULL' }),
  founded: f.integer({ null: true }),
}) {}

export class Author extends Model<Author>('library.Author')({
  name: f.char({ maxLength: 100 }),
  email: f.email({ unique: true }),
  age: f.integer({ null: true }),
  mentor: f.foreignKey(ref<Author>('library.Author'), { null: true, onDelete: 'SET_NULL' }),
}) {
  declare books: RelatedManager<Book>;

  get initial(): string {
    return this.name.slice(0, 1);
  }

  greeting(): string {
    return `I am ${this.name}.`;
  }
}

/** Methods of its own, kept through every step of a chain. */
export class BookQuerySet extends QuerySet<Book> {
  long() {
    return this.filter({ pages__gte: 300 });
  }

  rated() {
    return this.filter({ rating__isNull: false });
  }
}

export class Book extends Model<Book>('library.Book')(
  {
    title: f.char({ maxLength: 200 }),
    author: f.foreignKey(() => Author, { onDelete: 'CASCADE', relatedName: 'books' }),
    publisher: f.foreignKey(() => Publisher, { null: true, onDelete: 'SET_NULL' }),
    pages: f.integer({ default: 0 }),
    price: f.decimal({ maxDigits: 8, decimalPlaces: 2, default: '0.00' }),
    rating: f.float({ null: true }),
    published: f.date({ null: true }),
    inPrint: f.boolean({ default: true }),
  },
  { ordering: ['title'] },
) {
  static override objects = BookQuerySet.asManager();
}

export class Review extends Model<Review>('library.Review')({
  book: f.foreignKey(() => Book, { onDelete: 'CASCADE' }),
  reviewer: f.foreignKey(() => Author, { null: true, onDelete: 'SET_NULL' }),
  stars: f.positiveSmallInteger(),
  body: f.text({ default: '' }),
}) {}

export class Profile extends Model<Profile>('library.Profile')({
  author: f.oneToOne(() => Author, { onDelete: 'CASCADE' }),
  bio: f.text({ default: '' }),
}) {}

/** Its key is its relation. */
export class Passport extends Model<Passport>('library.Passport')({
  author: f.oneToOne(() => Author, { onDelete: 'CASCADE', primaryKey: true }),
  number: f.char({ maxLength: 20 }),
}) {}

export const library: App<unknown> = defineApp('library', {
  Country,
  Publisher,
  Author,
  Book,
  Review,
  Profile,
  Passport,
});
