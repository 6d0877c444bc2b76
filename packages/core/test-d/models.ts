/** The models that the other files use. */
import { as, Count, defineApp, f, Model, QuerySet, type RelatedManager, ref } from './surface.js';

export class Author extends Model<Author>('blog.Author')({
  name: f.char({ maxLength: 100 }),
  email: f.text({ unique: true }),
  age: f.integer({ null: true }),
  role: f.char({ maxLength: 10, choices: ['admin', 'user'], default: 'user' }),
  mentor: f.foreignKey(ref<Author>('self'), { null: true, onDelete: 'SET_NULL' }),
}) {
  declare posts: RelatedManager<Post, PostQuerySet>;
  get initials() {
    return this.name[0];
  }
}

export class Tag extends Model<Tag>('blog.Tag')({ label: f.char({ maxLength: 20 }) }) {
  declare posts: RelatedManager<Post>;
}

export class PostQuerySet extends QuerySet<Post> {
  published() {
    return this.filter({ publishedAt__isNull: false });
  }
  by(author: Author) {
    return this.filter({ author });
  }
  popular() {
    return this.annotate({ commentCount: Count('comments') })
      .filter({ commentCount__gt: 3, title__contains: 'x' })
      .orderBy('-commentCount');
  }
  async firstTitle() {
    return (await this.published().first())?.title;
  }
}
export class Post extends Model<Post>('blog.Post')(
  {
    title: f.char({ maxLength: 200 }),
    author: f.foreignKey(() => Author, { onDelete: 'CASCADE', relatedName: 'posts' }),
    editor: f.foreignKey(() => Author, { null: true, onDelete: 'SET_NULL' }),
    tags: f.manyToMany(() => Tag, { relatedName: 'posts' }),
    views: f.integer({ default: 0 }),
    price: f.decimal({ maxDigits: 8, decimalPlaces: 2, default: '0' }),
    size: f.bigInteger({ default: 0n }),
    publishedAt: f.dateTime({ null: true }),
    createdAt: f.dateTime({ autoNowAdd: true }),
    meta: f.json(as<{ theme: string; tags: string[] }>(), { null: true }),
  },
  { ordering: ['-publishedAt'] },
) {
  declare comments: RelatedManager<Comment>;
  static override objects = PostQuerySet.asManager();
}
export class Comment extends Model<Comment>('blog.Comment')({
  text: f.text(),
  post: f.foreignKey(() => Post, { onDelete: 'CASCADE', relatedName: 'comments' }),
  author: f.foreignKey(() => Author, { onDelete: 'CASCADE' }),
  createdAt: f.dateTime({ autoNowAdd: true }),
}) {}

export const blog = defineApp('blog', { Author, Tag, Post, Comment });
