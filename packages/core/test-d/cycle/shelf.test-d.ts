/** Three files that import each other: `() => Class` in one direction, `ref<Class>()` in the other. */
import { defineApp, f, Model, type RelatedManager } from '../surface.js';
import { Writer } from './author.js';
import { Book } from './book.js';
export class Shelf extends Model<Shelf>('lib.Shelf')({
  label: f.text(),
  owner: f.foreignKey(() => Writer, { onDelete: 'CASCADE' }),
  first: f.foreignKey(() => Book, { null: true, onDelete: 'SET_NULL', relatedName: 'shelves' }),
}) {
  declare books: RelatedManager<Book>;
  declare writers: RelatedManager<Writer>;
}
defineApp('lib', { Writer, Book, Shelf });
Writer.objects.filter({ best__writer__shelf__owner__books__sequel__title: 'x', books__shelf__label__in: ['a'] });
