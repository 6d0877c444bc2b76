/** Recipe 24, beyond the original page: relations without N+1. */
import { captureQueries, Prefetch, Q } from '@dorm/core';
import { expect, it } from 'vitest';
import { makeAuthor, makePosts, useDatabase } from '../src/database.js';
import { Author, Post } from '../src/models.js';

useDatabase();

it('a loop that awaits a relation costs two queries, not one for each row [loop]', async () => {
  await makePosts(await makeAuthor('Ada'), 30);
  await makePosts(await makeAuthor('Alan'), 30);
  const names: string[] = [];
  const { queries } = await captureQueries(async () => {
    // #region loop
    for (const post of await Post.objects.all()) {
      const author = await post.author;
      names.push(author.name);
    }
    // #endregion
  });
  expect(queries).toHaveLength(2);
  expect(names).toEqual([...Array(30).fill('Alan'), ...Array(30).fill('Ada')]);
});

it('selectRelated loads it in the same query, and the type knows [joined]', async () => {
  await makePosts(await makeAuthor('Ada'), 3);
  const { result, queries } = await captureQueries(async () => {
    // #region joined
    const posts = await Post.objects.selectRelated('author');
    return posts.map((post) => post.author.name);
    // #endregion
  });
  expect(queries).toHaveLength(1);
  expect(result).toEqual(['Ada', 'Ada', 'Ada']);
});

it('a foreign key that is null is null at once [null]', async () => {
  const ada = await makeAuthor('Ada');
  await Author.objects.create({ name: 'Alan', email: 'alan@example.org', mentor: ada });
  const mentors: (string | null)[] = [];
  const { queries } = await captureQueries(async () => {
    for (const author of await Author.objects.orderBy('id')) {
      // #region null
      const mentor = author.mentor === null ? null : await author.mentor; // no query when there is none
      // #endregion
      mentors.push(mentor?.name ?? null);
    }
  });
  expect(mentors).toEqual([null, 'Ada']);
  expect(queries).toHaveLength(2);
});

it('a loop over the other side costs two queries too [reverse]', async () => {
  await makePosts(await makeAuthor('Ada'), 3);
  await makePosts(await makeAuthor('Alan'), 2);
  await makeAuthor('Grace');
  const { result: counts, queries } = await captureQueries(async () => {
    const counts: [string, number][] = [];
    // #region reverse
    for (const author of await Author.objects.orderBy('name')) {
      const posts = await author.posts;
      counts.push([author.name, posts.length]);
    }
    // #endregion
    return counts;
  });
  expect(queries).toHaveLength(2);
  expect(counts).toEqual([
    ['Ada', 3],
    ['Alan', 2],
    ['Grace', 0],
  ]);
});

it('prefetchRelated loads ahead, level by level, and a Prefetch chooses the rows [prefetch]', async () => {
  const ada = await makeAuthor('Ada');
  const alan = await Author.objects.create({ name: 'Alan', email: 'alan@example.org', mentor: ada });
  await makePosts(alan, 3);
  await Post.objects.filter({ author: alan }).update({ views: 7 });
  await makePosts(alan, 2);
  const { result, queries } = await captureQueries(async () => {
    // #region prefetch
    const popular = Prefetch('posts', { queryset: Post.objects.filter({ views__gte: 5 }), toAttr: 'popular' });
    const authors = await Author.objects.prefetchRelated('mentees__posts', popular).orderBy('name');
    // #endregion
    return authors;
  });
  expect(queries).toHaveLength(4);
  expect(result.map((author) => [author.name, author.popular.length])).toEqual([
    ['Ada', 0],
    ['Alan', 3],
  ]);
  const [mentee] = (await result[0]?.mentees) ?? [];
  expect((await mentee?.posts)?.length).toBe(5);
});

it('conditions on the other side: the same row, any row, no row [many]', async () => {
  const [ada, alan] = [await makeAuthor('Ada'), await makeAuthor('Alan')];
  await makeAuthor('Grace');
  await Post.objects.create({ title: 'SQL', author: ada, views: 9 });
  await Post.objects.create({ title: 'SQL', author: alan, views: 1 });
  await Post.objects.create({ title: 'C', author: alan, views: 9 });
  // #region many
  const same = Author.objects.filter({ posts__title: 'SQL', posts__views__gte: 5 }); // one post is both
  const any = Author.objects.filter({ posts__title: 'SQL' }).filter({ posts__views__gte: 5 }); // two posts will do
  const none = Author.objects.exclude({ posts__title: 'C' }); // nobody who has such a post
  const without = Author.objects.filter({ posts__isNull: true });
  const either = Author.objects.filter(Q.or({ posts__views__gte: 9 }, { mentees__isNull: false })).distinct();
  // #endregion
  const names = async (query: typeof same): Promise<string[]> =>
    (await query.orderBy('name')).map((author) => author.name);
  expect(await names(same)).toEqual(['Ada']);
  expect(await names(any)).toEqual(['Ada', 'Alan']);
  expect(await names(none)).toEqual(['Ada', 'Grace']);
  expect(await names(without)).toEqual(['Grace']);
  expect(await names(either)).toEqual(['Ada', 'Alan']);
});

it('the other side is written: add, remove, set, create [write]', async () => {
  const [ada, alan, grace] = [await makeAuthor('Ada'), await makeAuthor('Alan'), await makeAuthor('Grace')];
  const kay = await makeAuthor('Kay');
  // #region write
  await ada.mentees.add(alan, grace.id); // one UPDATE, from instances or keys
  await ada.mentees.remove(alan);
  await ada.mentees.set([alan, kay]); // Grace goes, Alan and Kay come: the difference alone is written
  const joan = await kay.mentees.create({ name: 'Joan', email: 'joan@example.org' });
  // #endregion
  const mentees = await ada.mentees.orderBy('name');
  expect(mentees.map((author) => author.name)).toEqual(['Alan', 'Kay']);
  expect((await Author.objects.get({ pk: grace.pk })).mentorId).toBeNull();
  expect(joan.mentorId).toBe(kay.pk);
});
