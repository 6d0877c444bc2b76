/** Recipe 8: your own QuerySet methods. */
import { captureQueries, defineApp, f, Manager, Model, Now, QuerySet } from '@dorm/core';
import { expect, expectTypeOf, it } from 'vitest';
import { makeAuthor, useDatabase } from '../src/database.js';
import { Author } from '../src/models.js';

// #region published
class ArticleQuerySet extends QuerySet<Article> {
  published() {
    return this.filter({ published: true, publishedAt__lte: Now() });
  }
}

class Article extends Model<Article>('news.Article')({
  title: f.char({ maxLength: 200 }),
  author: f.foreignKey(() => Author, { onDelete: 'CASCADE' }),
  published: f.boolean({ default: false }),
  publishedAt: f.dateTime({ null: true }),
}) {
  static override objects = ArticleQuerySet.asManager();
}
// #endregion

// #region manager
class NoteQuerySet extends QuerySet<Note> {
  titled(title: string) {
    return this.filter({ title });
  }
}
class DraftManager extends Manager.fromQuerySet(NoteQuerySet) {
  override getQuerySet() {
    return super.getQuerySet().filter({ published: false });
  }
  start(title: string) {
    return this.create({ title });
  }
}

class Note extends Model<Note>('news.Note')({
  title: f.char({ maxLength: 200 }),
  published: f.boolean({ default: false }),
}) {
  static drafts = new DraftManager();
}
// #endregion

useDatabase(defineApp('news', { Article, Note }));

it('S-046 S-047 S-048: a method of your own is on the manager and stays through the chain [published]', async () => {
  const author = await makeAuthor('Ada');
  await Article.objects.bulkCreate([
    { title: 'Now', author, published: true, publishedAt: new Date(Date.now() - 60_000) },
    { title: 'Soon', author, published: true, publishedAt: new Date(Date.now() + 60_000) },
    { title: 'Draft', author },
  ]);
  const query = Article.objects.orderBy('title').published();
  expect(query).toBeInstanceOf(ArticleQuerySet);
  expect(Article.objects.published().selectRelated('author').published()).toBeInstanceOf(ArticleQuerySet);
  expect((await query).map((article) => article.title)).toEqual(['Now']);
});

it('S-049: Now() is the time of the database, and a chain goes on after it [chain]', async () => {
  const author = await makeAuthor('Ada');
  await Article.objects.create({ title: 'Now', author, published: true, publishedAt: new Date(Date.now() - 60_000) });
  await Article.objects.create({ title: 'Soon', author, published: true, publishedAt: new Date(Date.now() + 60_000) });
  const lines: string[] = [];
  const { queries } = await captureQueries(async () => {
    // #region chain
    for (const article of await Article.objects.published().filter({ author }).selectRelated('author')) {
      lines.push(`${article.title}, by ${article.author.name}`);
    }
    // #endregion
  });
  expect(queries).toHaveLength(1);
  expect(lines).toEqual(['Now, by Ada']);
});

it('S-050 S-051: fields with defaults and nulls, and a filter by instance or key [instance]', async () => {
  const [ada, alan] = [await makeAuthor('Ada'), await makeAuthor('Alan')];
  const draft = await Article.objects.create({ title: 'Draft', author: ada });
  await Article.objects.create({ title: 'Other', authorId: alan.id, published: true });
  expect(draft.published).toBe(false);
  expect(draft.publishedAt).toBeNull();
  expectTypeOf(draft.publishedAt).toEqualTypeOf<Date | null>();
  const titlesOf = async (author: Author) => {
    // #region instance
    const byInstance = await Article.objects.filter({ author }).valuesList('title', { flat: true });
    const byKey = await Article.objects.filter({ author: author.id }).valuesList('title', { flat: true });
    // #endregion
    return [byInstance, byKey];
  };
  expect(await titlesOf(ada)).toEqual([['Draft'], ['Draft']]);
  expect(await titlesOf(alan)).toEqual([['Other'], ['Other']]);
});

it('S-046 S-047: a manager with methods and rows of its own stands beside objects [manager]', async () => {
  await Note.objects.bulkCreate([{ title: 'Out', published: true }, { title: 'Idea' }]);
  expect([await Note.objects.count(), await Note.drafts.count()]).toEqual([2, 1]);
  expect(await Note.drafts.titled('Out').exists()).toBe(false);
});

it('S-046 S-048: what a manager starts goes on as a QuerySet of its class [drafts]', async () => {
  await Note.objects.create({ title: 'Out', published: true });
  // #region drafts
  const note = await Note.drafts.start('Idea');
  const drafts = await Note.drafts.titled('Idea').orderBy('id');
  const everything = await Note.objects.count();
  // #endregion
  expect(drafts).toHaveLength(1);
  expect(drafts[0]?.equals(note)).toBe(true);
  expect(everything).toBe(2);
});
