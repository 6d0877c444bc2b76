/** The models that the recipes use. */
// #region models
import { as, defineApp, f, Model, type RelatedManager, ref } from '@dorm/core';

export class Author extends Model<Author>('blog.Author')({
  name: f.char({ maxLength: 100 }),
  email: f.email({ unique: true }),
  age: f.integer({ null: true }),
  mentor: f.foreignKey(ref<Author>('blog.Author'), { null: true, onDelete: 'SET_NULL', relatedName: 'mentees' }),
}) {
  declare posts: RelatedManager<Post>;
  declare mentees: RelatedManager<Author>;
}

export class Post extends Model<Post>('blog.Post')(
  {
    title: f.char({ maxLength: 200 }),
    author: f.foreignKey(() => Author, { onDelete: 'CASCADE', relatedName: 'posts' }),
    views: f.integer({ default: 0 }),
    meta: f.json(as<{ source?: string }>(), { null: true }),
  },
  { ordering: ['-id'] },
) {}

export class Account extends Model<Account>('shop.Account')({
  balance: f.integer(), // cents: a decimal is an exact string
}) {}

export const blog = defineApp('blog', { Author, Post });
export const shop = defineApp('shop', { Account });
// #endregion
