/** The recipes of the cookbook that the types decide. */
import {
  AbstractModel,
  as,
  Count,
  type Deleted,
  defineApp,
  F,
  f,
  Manager,
  Model,
  Now,
  Q,
  QuerySet,
  type RelatedManager,
  ref,
} from './surface.js';
export class SoftDeleteModel extends AbstractModel({ deletedAt: f.dateTime({ null: true }) }) {
  static objects = new Manager<SoftDeleteModel>();
  static allObjects = new Manager<SoftDeleteModel>();
  static deletedObjects = new Manager<SoftDeleteModel>();
  declare delete: (options?: { using?: string; hard?: boolean; cascade?: boolean }) => Promise<Deleted>;
  restore(options?: { cascade?: boolean }) {
    void options;
    return this.save({ updateFields: ['deletedAt'] });
  }
}
export class Author extends Model<Author>('blog.Author')({
  name: f.char({ maxLength: 100 }),
  email: f.text({ unique: true }),
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
  { ordering: ['-views'] },
) {}
class ArticleQuerySet extends QuerySet<Article> {
  published() {
    return this.filter({ published: true, publishedAt__lte: Now() });
  }
}
export class Article extends Model<Article>('blog.Article').extends(SoftDeleteModel)({
  slug: f.text(),
  title: f.char({ maxLength: 200 }),
  author: f.foreignKey(() => Author, { onDelete: 'CASCADE' }),
  published: f.boolean({ default: false }),
  publishedAt: f.dateTime({ null: true }),
}) {
  declare comments: RelatedManager<Comment>;
  static override objects = ArticleQuerySet.asManager();
}
export class Comment extends Model<Comment>('blog.Comment').extends(SoftDeleteModel)({
  article: f.foreignKey(() => Article, { onDelete: 'CASCADE', relatedName: 'comments' }),
  body: f.text(),
}) {}
export class Job extends Model<Job>('shop.Job')({
  payload: f.json(as<unknown>()),
  status: f.char({ maxLength: 10, default: 'pending' }),
}) {
  async run() {
    /* … */
  }
}
export const blog = defineApp('blog', { Author, Post, Article, Comment });
export async function recipes(
  email: string,
  name: string,
  lastId: number,
  term: string,
  author: Author,
  batch: { email: string; name: string }[],
) {
  const [a, created] = await Author.objects.getOrCreate({ email }, { defaults: { name } });
  a.name;
  created;
  await Post.objects.filter({ pk: 42 }).update({ views: F('views').add(1) });
  await Post.objects.orderBy('id').slice(0, 20);
  await Post.objects.filter({ id__gt: lastId }).orderBy('id').slice(0, 20);
  await Post.objects.filter(Q.or({ title__iContains: term }, { author__name__iContains: term }), Q.not({ views: 0 }));
  await Article.objects.all();
  const art = await Article.objects.get({ slug: 'hello' });
  const [total, perModel] = await art.delete();
  total;
  perModel['blog.Article'];
  await art.restore();
  await art.delete({ hard: true });
  await Article.objects.filter({ published: false }).delete();
  const existing = new Set(
    await Author.objects.filter({ email__in: batch.map((u) => u.email) }).valuesList('email', { flat: true }),
  );
  existing.has('x');
  for (const x of await Article.objects.published().filter({ author }).selectRelated('author'))
    [x.title, x.author.name];
  for (const p of await Post.objects.slice(0, 100)) [(await p.author).name];
  if (author.mentor) [(await author.mentor).name];
  for await (const x of Author.objects.orderBy('id').iterator({ chunkSize: 5000 })) [[x.id, x.name, x.email]];
  const first = await Article.objects.first();
  await first?.delete({ cascade: true });
  await first?.restore({ cascade: true });
  const job = await Job.objects.filter({ status: 'pending' }).selectForUpdate({ skipLocked: true }).first();
  await job?.run();
  await job?.delete();
  for (const post of await author.posts) post.title;
  await Article.deletedObjects.filter({ title: 'x' }).first();
  const n = (
    await Author.objects
      .annotate({ n: Count('posts') })
      .filter({ n__gt: 3, name: 'x' })
      .orderBy('-n')
  )[0]!;
  n.n.toFixed();
  await Author.objects.bulkCreate(
    batch.map((b) => new Author(b)),
    { batchSize: 500 },
  );
}
