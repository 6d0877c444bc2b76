/** Custom querysets and managers, several of them, on related managers, and inherited from abstract bases. */

import { type Author, Post } from './models.js';
import { AbstractModel, Count, type Deleted, f, Manager, Model, QuerySet, type RelatedManager } from './surface.js';

// the cookbook's recipe
export class ArticleQuerySet extends QuerySet<Article> {
  published() {
    return this.filter({ published: true, publishedAt__lte: new Date() });
  }
  busy() {
    return this.annotate({ n: Count('notes') })
      .filter({ n__gt: 3 })
      .orderBy('-n');
  }
  broken() {
    // @ts-expect-error misspelt inside the class
    return this.filter({ publised: true });
  }
  broken2() {
    // @ts-expect-error misspelt path inside the class
    return this.annotate({ n: Count('note') });
  }
}
// manager methods that querysets do not have
export class ArticleManager extends Manager.fromQuerySet(ArticleQuerySet) {
  draft(title: string) {
    return this.create({ title });
  }
  override getQuerySet() {
    return super.getQuerySet().filter({ published: false });
  }
}
export class Article extends Model<Article>('news.Article')({
  title: f.char({ maxLength: 200 }),
  published: f.boolean({ default: false }),
  publishedAt: f.dateTime({ null: true }),
}) {
  declare notes: RelatedManager<Note>;
  static override objects = ArticleQuerySet.asManager();
  static drafts = new ArticleManager();
  static plain = new Manager<Article>();
}
export class Note extends Model<Note>('news.Note')({
  article: f.foreignKey(() => Article, { onDelete: 'CASCADE', relatedName: 'notes' }),
}) {}

export async function use(author: Author) {
  const a = await Article.objects.published().filter({ title: 'x' }).published().busy().published().first();
  a?.n.toFixed();
  a?.title;
  await Article.drafts.draft('x');
  await Article.drafts.published().busy();
  // @ts-expect-error a manager method is not on querysets
  Article.drafts.published().draft('x');
  await Article.plain.filter({ title: 'x' });
  // @ts-expect-error the plain manager has no such method
  Article.plain.published();
  // @ts-expect-error a manager is not awaitable: say .all()
  for await (const x of Article.objects) x;
  // a related manager has the queryset's methods when it is declared with it
  await author.posts.published().filter({ title: 'x' });
  await author.posts.add(1);
  await author.posts.create({ title: 'x' }); // the foreign key comes from the manager
  for await (const p of Post.objects.published()) p.title;
}

// ---------- abstract bases ----------
export class TimestampedQuerySet extends QuerySet<Timestamped> {
  recent() {
    return this.filter({ createdAt__gte: new Date() }).orderBy('-createdAt');
  }
}
export class Timestamped extends AbstractModel({
  createdAt: f.dateTime({ autoNowAdd: true }),
  updatedAt: f.dateTime({ autoNow: true }),
}) {
  static timeline = TimestampedQuerySet.asManager();
  touch() {
    return this.save({ updateFields: ['updatedAt'] });
  }
}
export class SoftDelete extends AbstractModel({ deletedAt: f.dateTime({ null: true }) }) {
  static allObjects = new Manager<SoftDelete>();
  declare delete: (options?: { using?: string; hard?: boolean; cascade?: boolean }) => Promise<Deleted>;
  restore() {
    return this.save({ updateFields: ['deletedAt'] });
  }
}
export class TenantOwned extends AbstractModel({ tenant: f.char({ maxLength: 40 }) }) {}

export class Doc extends Model<Doc>('docs.Doc').extends(
  Timestamped,
  SoftDelete,
  TenantOwned,
)(
  {
    title: f.char({ maxLength: 20 }),
  },
  { ordering: ['-createdAt', 'title'] },
) {
  shout() {
    return this.title.toUpperCase();
  }
}
export async function inherit() {
  const d = (await Doc.timeline
    .recent()
    .filter({ title: 'x', tenant: 'acme', createdAt__year: 2020, deletedAt__isNull: true })
    .recent()
    .first())!;
  d.shout();
  d.title;
  d.tenant;
  d.createdAt.getTime();
  d.deletedAt?.getTime();
  await d.touch();
  await d.restore();
  await d.delete({ hard: true });
  await d.save({ updateFields: ['title', 'tenant'] });
  // @ts-expect-error no field
  await d.save({ updateFields: ['nope'] });
  // @ts-expect-error no field, also on an inherited manager
  Doc.timeline.recent().filter({ titel: 'x' });
  const e = (await Doc.allObjects.filter({ title: 'x' }).first())!;
  e.shout();
  await Doc.objects.create({ title: 'x', tenant: 'acme' });
  // @ts-expect-error tenant comes from a base and is required
  await Doc.objects.create({ title: 'x' });
}
