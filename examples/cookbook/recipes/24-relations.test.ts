/** Recipe 24, beyond the original page: relations without N+1. */
import { captureQueries } from '@dorm/core';
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
