import { f, Model, type RelatedManager, ref } from '../surface.js';
import { Writer } from './author.js';
import type { Shelf } from './shelf.test-d.js';
export class Book extends Model<Book>('lib.Book')({
  title: f.text(),
  writer: f.foreignKey(() => Writer, { onDelete: 'CASCADE', relatedName: 'books' }),
  shelf: f.foreignKey(ref<Shelf>('lib.Shelf'), { null: true, onDelete: 'SET_NULL', relatedName: 'books' }),
  sequel: f.oneToOne(ref<Book>('self'), { null: true, onDelete: 'SET_NULL' }),
}) {
  declare shelves: RelatedManager<Shelf>;
}
