/** Recipe 25, beyond the original page: counts, sums, groups and other values that the database computes. */
import { Avg, Case, Count, captureQueries, Exists, F, Max, OuterRef, Subquery, Sum, Value, When } from '@dorm/core';
import { beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../src/database.js';
import { Author, Post } from '../src/models.js';

useDatabase();

beforeEach(async () => {
  const ada = await Author.objects.create({ name: 'Ada', email: 'ada@example.org', age: 36 });
  const alan = await Author.objects.create({ name: 'Alan', email: 'alan@example.org', age: 41, mentor: ada });
  await Author.objects.create({ name: 'Grace', email: 'grace@example.org', mentor: ada });
  await Post.objects.bulkCreate([
    { title: 'Notes', author: ada, views: 300 },
    { title: 'Letters', author: ada, views: 100 },
    { title: 'Machines', author: alan, views: 50 },
  ]);
});

it('each row with a count, in one query; those without any have 0 [count]', async () => {
  const { result: authors, queries } = await captureQueries(async () => {
    // #region count
    const authors = await Author.objects.annotate({ postCount: Count('posts') }).orderBy('-postCount', 'name');
    // #endregion
    return authors;
  });
  expect(queries).toHaveLength(1);
  expect(authors[0]).toBeInstanceOf(Author);
  expect(authors.map((author) => [author.name, author.postCount])).toEqual([
    ['Ada', 2],
    ['Alan', 1],
    ['Grace', 0],
  ]);
});

it('two relations to many rows: each count is its own [apart]', async () => {
  // #region apart
  const authors = await Author.objects.annotate({
    postCount: Count('posts'),
    views: Sum('posts__views', { default: 0 }),
    menteeCount: Count('mentees'),
  });
  // #endregion
  expect(authors.map((one) => [one.name, one.postCount, one.views, one.menteeCount])).toEqual([
    ['Ada', 2, 400, 2],
    ['Alan', 1, 50, 0],
    ['Grace', 0, 0, 0],
  ]);
});

it('groups are what values() chose; a condition on a sum chooses groups [groups]', async () => {
  // #region groups
  const rows = await Post.objects
    .values('author__name')
    .annotate({ posts: Count('*'), read: Sum('views') })
    .filter({ read__gte: 50 })
    .orderBy('-read');
  // #endregion
  expect(rows).toEqual([
    { author__name: 'Ada', posts: 2, read: 400 },
    { author__name: 'Alan', posts: 1, read: 50 },
  ]);
  expect(
    await Post.objects
      .values('author__name')
      .annotate({ read: Sum('views') })
      .filter({ read__gt: 50 }),
  ).toEqual([{ author__name: 'Ada', read: 400 }]);
});

it('a count of those that match, beside the count of all [filtered]', async () => {
  // #region filtered
  const authors = await Author.objects.annotate({
    all: Count('posts'),
    popular: Count('posts', { filter: { posts__views__gte: 200 } }),
  });
  // #endregion
  expect(authors.map((one) => [one.name, one.all, one.popular])).toEqual([
    ['Ada', 2, 1],
    ['Alan', 1, 0],
    ['Grace', 0, 0],
  ]);
});

it('totals over all rows, in one query [totals]', async () => {
  // #region totals
  const { posts, read, mean, top } = await Post.objects.aggregate({
    posts: Count('*'),
    read: Sum('views'),
    mean: Avg('views'),
    top: Max('views'),
  });
  // #endregion
  expect({ posts, read, mean, top }).toEqual({ posts: 3, read: 450, mean: 150, top: 300 });
  expect(await Post.objects.none().aggregate({ n: Count('*'), top: Max('views') })).toEqual({ n: 0, top: null });
});

it('a value of the newest related row [latest]', async () => {
  const { result: authors, queries } = await captureQueries(async () => {
    // #region latest
    const newest = Post.objects.filter({ author: OuterRef(Author, 'pk') }).orderBy('-id');
    const authors = await Author.objects
      .annotate({ latest: Subquery(newest.values('title').slice(0, 1)) })
      .orderBy('name');
    // #endregion
    return authors;
  });
  expect(queries).toHaveLength(1);
  expect(authors.map((author) => [author.name, author.latest])).toEqual([
    ['Ada', 'Letters'],
    ['Alan', 'Machines'],
    ['Grace', null],
  ]);
});

it('whether there is one: as a condition and as a value [exists]', async () => {
  // #region exists
  const popular = Post.objects.filter({ author: OuterRef(Author, 'pk'), views__gte: 100 });
  const read = await Author.objects.filter(Exists(popular));
  const all = await Author.objects.annotate({ isRead: Exists(popular) }).orderBy('name');
  // #endregion
  expect(read.map((author) => author.name)).toEqual(['Ada']);
  expect(all.map((author) => author.isRead)).toEqual([true, false, false]);
});

it('a value by cases, and how many rows have it [cases]', async () => {
  // #region cases
  const band = Case(When({ views__gte: 200 }, Value('hot')), When({ views__gte: 100 }, Value('warm')), {
    default: Value('cold'),
  });
  const rows = await Post.objects
    .annotate({ band })
    .values('band')
    .annotate({ posts: Count('*') })
    .orderBy('band');
  // #endregion
  expect(rows).toEqual([
    { band: 'cold', posts: 1 },
    { band: 'hot', posts: 1 },
    { band: 'warm', posts: 1 },
  ]);
});

it('alias() names what is only asked about [alias]', async () => {
  // #region alias
  const busy = await Author.objects.alias({ n: Count('posts') }).filter({ n__gte: 2 });
  // #endregion
  expect(busy.map((author) => author.name)).toEqual(['Ada']);
  expect(busy[0]).not.toHaveProperty('n');
});

it('what was computed is computed with [again]', async () => {
  // #region again
  const authors = await Author.objects
    .annotate({ postCount: Count('posts'), views: Sum('posts__views') })
    .annotate({ each: F('views').div(F('postCount')) })
    .filter({ each__gt: 10 })
    .orderBy('-each');
  // #endregion
  expect(authors.map((author) => [author.name, author.each])).toEqual([
    ['Ada', 200],
    ['Alan', 50],
  ]);
});
