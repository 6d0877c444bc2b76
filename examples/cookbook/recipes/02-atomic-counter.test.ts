/** Recipe 2: a counter that loses no increment. */
import { F } from '@dorm/core';
import { expect, it } from 'vitest';
import { makeAuthor, makePosts, useDatabase } from '../src/database.js';
import { Post } from '../src/models.js';

useDatabase();

it('S-011: the database adds, in one UPDATE [increment]', async () => {
  const [post] = await makePosts(await makeAuthor('Ada'), 1);
  const pk = post!.pk;
  const increment = async (): Promise<number> => {
    // #region increment
    const matched = await Post.objects.filter({ pk }).update({ views: F('views').add(1) });
    // #endregion
    return matched;
  };
  expect(await Promise.all([increment(), increment(), increment()])).toEqual([1, 1, 1]);
  expect((await Post.objects.get({ pk })).views).toBe(3);
});

it('S-013: reading, adding and saving loses increments [lost]', async () => {
  const [post] = await makePosts(await makeAuthor('Ada'), 1);
  const pk = post!.pk;
  // #region lost
  const mine = await Post.objects.get({ pk });
  const yours = await Post.objects.get({ pk });
  mine.views += 1;
  yours.views += 1;
  await mine.save();
  await yours.save(); // writes 1 over 1: an increment is lost
  // #endregion
  expect((await Post.objects.get({ pk })).views).toBe(1);
});
