/** Meta.ordering: own names, id and pk, paths and expressions; what abstract bases hand down; what is known of a model. */
import { expectType, type Same } from './assert.js';
import {
  AbstractModel,
  CheckConstraint,
  defineApp,
  F,
  f,
  Index,
  Manager,
  Model,
  Q,
  ref,
  UniqueConstraint,
} from './surface.js';

export class Author extends Model<Author>('m.Author')(
  { name: f.text(), best: f.foreignKey(ref<Book>('m.Book'), { null: true, onDelete: 'SET_NULL' }) },
  // A path into a model that itself orders by a path into this one: no cycle.
  { ordering: ['best__title', '-name'] },
) {}
export class Book extends Model<Book>('m.Book')(
  { title: f.text(), pages: f.integer({ null: true }), author: f.foreignKey(() => Author, { onDelete: 'CASCADE' }) },
  {
    ordering: ['-author__name', 'authorId', 'pages', '-id', 'pk', '?', F('pages').desc({ nulls: 'last' })],
    dbTable: 'books',
    managed: false,
    uniqueTogether: [['title', 'author']],
    verboseName: 'book',
    verboseNamePlural: 'books',
  },
) {}
defineApp('m', { Author, Book });

// @ts-expect-error no such field
export class A extends Model<A>('m.A')({ name: f.text() }, { ordering: ['nam'] }) {}
// @ts-expect-error no such field, descending
export class B extends Model<B>('m.B')({ name: f.text() }, { ordering: ['name', '-nam'] }) {}
// @ts-expect-error no path starts there
export class C extends Model<C>('m.C')({ name: f.text() }, { ordering: ['nam__x'] }) {}
// @ts-expect-error neither a path nor an expression
export class D extends Model<D>('m.D')({ name: f.text() }, { ordering: [3] }) {}
// @ts-expect-error no such field
export class E extends Model<E>('m.E')({ name: f.text() }, { uniqueTogether: [['nam']] }) {}

// The far end of a path, and an expression, are checked where all models are known.
export class BadPath extends Model<BadPath>('m.BadPath')(
  { book: f.foreignKey(() => Book, { onDelete: 'CASCADE' }) },
  { ordering: ['-book__author__nam'] },
) {}
// @ts-expect-error no field 'nam' on Author
defineApp('m', { BadPath });
export class BadExpression extends Model<BadExpression>('m.BadExpression')(
  { name: f.text() },
  { ordering: [F('nam').desc()] },
) {}
// @ts-expect-error no field 'nam'
defineApp('m', { BadExpression });

// ---------- abstract bases ----------
export class Timestamped extends AbstractModel(
  { createdAt: f.dateTime({ autoNowAdd: true }) },
  { ordering: ['-createdAt'], managed: true },
) {
  static recent = new Manager<Timestamped>();
}
// @ts-expect-error no such field
export class BadBase extends AbstractModel({ createdAt: f.dateTime() }, { ordering: ['created'] }) {}
export class Note extends Model<Note>('m.Note').extends(Timestamped)(
  { body: f.text() },
  { ordering: ['createdAt', '-body', F('createdAt').asc()] },
) {}
export class BadNote extends Model<BadNote>('m.BadNote').extends(Timestamped)(
  { body: f.text() },
  // @ts-expect-error neither an own nor an inherited field
  { ordering: ['bod'] },
) {}
defineApp('m', { Note });

// ---------- what is known of a model ----------
export async function meta(note: Note) {
  expectType<Same<typeof Note.meta.label, string>>();
  expectType<Same<typeof Note.meta.fieldNames, readonly string[]>>();
  try {
    await Note.objects.get({ body: 'x' });
  } catch (error) {
    if (error instanceof Note.DoesNotExist) error.code.toUpperCase();
    else if (error instanceof Note.MultipleObjectsReturned) error.hint?.trim();
    else throw error;
  }
  expectType<Same<ReturnType<typeof note.equals>, boolean>>();
  expectType<Same<ReturnType<typeof note.toJSON>, Record<string, unknown>>>();
  await note.refreshFromDb({ fields: ['body'] });
  await note.fullClean({ exclude: ['createdAt'] });
  await note.save({ updateFields: ['body'], using: 'replica' });
  // @ts-expect-error no such field
  await note.fullClean({ exclude: ['created'] });
}

// ---------- indexes and constraints ----------
export class Indexed extends Model<Indexed>('m.Indexed')(
  { name: f.text(), author: f.foreignKey(() => Author, { onDelete: 'CASCADE' }) },
  {
    indexes: [Index({ fields: ['-name', 'author', 'authorId'], include: ['id'] })],
    constraints: [
      UniqueConstraint({ fields: ['name'], name: 'u' }),
      CheckConstraint({ check: Q({ name: 'x' }), name: 'c' }),
    ],
  },
) {}
export class BadIndex extends Model<BadIndex>('m.BadIndex')(
  { name: f.text() },
  // @ts-expect-error no such field
  { indexes: [Index({ fields: ['nam'] })] },
) {}
export class BadUnique extends Model<BadUnique>('m.BadUnique')(
  { name: f.text() },
  // @ts-expect-error no such field
  { constraints: [UniqueConstraint({ fields: ['nam'], name: 'u' })] },
) {}
