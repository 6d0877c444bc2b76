/** A blog: the models whose SQL is read in this folder. */
import { f, type ManyRelatedManager, Model, type RelatedManager, ref } from '@dorm/core';

export class Author extends Model<Author>('blog.Author')({
  name: f.char({ maxLength: 50 }),
  mentor: f.foreignKey(ref<Author>('blog.Author'), { null: true, onDelete: 'SET_NULL', relatedName: 'pupils' }),
}) {
  declare pupils: RelatedManager<Author>;
  declare posts: RelatedManager<Post>;
}

export class Tag extends Model<Tag>('blog.Tag')({ label: f.char({ maxLength: 20 }) }) {
  declare posts: ManyRelatedManager<Post>;
}

export class Post extends Model<Post>('blog.Post')(
  {
    title: f.char({ maxLength: 50 }),
    author: f.foreignKey(() => Author, { onDelete: 'CASCADE', relatedName: 'posts' }),
    editor: f.foreignKey(() => Author, { null: true, onDelete: 'SET_NULL' }),
    views: f.integer({ default: 0 }),
    price: f.decimal({ maxDigits: 6, decimalPlaces: 2, null: true }),
    at: f.dateTime({ null: true }),
    isOpen: f.boolean({ default: true }),
    tags: f.manyToMany(() => Tag, { relatedName: 'posts' }),
  },
  { ordering: ['-at'] },
) {}
