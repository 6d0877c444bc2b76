/** Recipe 19: tests that pin the number of queries. */
import { assertMaxQueries, assertNumQueries } from '@dorm/testing';
import { expect, it, test } from 'vitest';
import { makeAuthor, makePosts, useDatabase } from '../src/database.js';
import { Author, Post } from '../src/models.js';

useDatabase();

it('S-098 S-100 S-101: an exact number, and the statements to look at [exact]', async () => {
  await makePosts(await makeAuthor('Ada'), 12);
  // #region exact
  const { count, queries, result } = await assertNumQueries(1, () => Post.objects.selectRelated('author').slice(0, 10));
  // #endregion
  expect(count).toBe(1);
  expect(queries.map(({ sql }) => sql)).toEqual([expect.stringMatching(/join "blog_author"/)]);
  expect(result.map((post) => post.author.name)).toEqual(Array(10).fill('Ada'));
});

it('S-103: the failure lists what ran, without its values', async () => {
  const work = async (): Promise<void> => {
    await Author.objects.filter({ name: 'secret' }).count();
    await Post.objects.count();
  };
  const error = await assertNumQueries(1, work).catch((failure: Error) => failure);
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toMatch(/Expected exactly 1 queries, 2 ran\.\n.*"blog_author".*\n.*"blog_post"/);
  expect((error as Error).message).not.toContain('secret');
});

async function renderDashboard(): Promise<string[]> {
  const authors = await Author.objects.prefetchRelated('posts');
  return Promise.all(authors.map(async (author) => `${author.name}: ${(await author.posts).length}`));
}

// #region bound
test(
  'dashboard',
  assertMaxQueries(5)(async () => {
    await renderDashboard();
  }),
);
// #endregion

it('S-099 S-102: an upper bound, as a wrapper too [bound]', async () => {
  await makePosts(await makeAuthor('Ada'), 3);
  const bounded = (most: number): Promise<string[]> => assertMaxQueries(most)(renderDashboard)();
  expect(await bounded(5)).toEqual(['Ada: 3']);
  expect(await bounded(2)).toEqual(['Ada: 3']);
  await expect(bounded(1)).rejects.toThrow(/at most 1 queries, 2 ran/);
});

it('S-104: concurrent tests count apart [apart]', async () => {
  // #region apart
  const counted = await Promise.all([
    assertNumQueries(1, () => Author.objects.count()),
    assertNumQueries(2, async () => {
      await Post.objects.count();
      await Post.objects.exists();
    }),
  ]);
  // #endregion
  expect(counted.map(({ count }) => count)).toEqual([1, 2]);
});

it.todo('S-102: a wrapper is a decorator of a class of tests [decorator]');
