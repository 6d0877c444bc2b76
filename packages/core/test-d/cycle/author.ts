import { f, Model, type RelatedManager, ref } from '../surface.js';
import type { Book } from './book.js';
import type { Shelf } from './shelf.test-d.js';
export class Writer extends Model<Writer>('lib.Writer')({
  name: f.text(),
  best: f.foreignKey(ref<Book>('lib.Book'), { null: true, onDelete: 'SET_NULL' }),
  shelf: f.foreignKey(ref<Shelf>('lib.Shelf'), { null: true, onDelete: 'SET_NULL', relatedName: 'writers' }),
}) {
  declare books: RelatedManager<Book>;
}
