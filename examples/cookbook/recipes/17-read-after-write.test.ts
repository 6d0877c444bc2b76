/** Recipe 17: reading what was just written, when reads go to a replica. */
import { expect, it } from 'vitest';
import { makeAuthor, makePosts, useDatabase } from '../src/database.js';
import { Post } from '../src/models.js';

useDatabase();

it('a query names the database it wants [using]', async () => {
  const [post] = await makePosts(await makeAuthor('Ada'), 1);
  const newPk = post!.pk;
  // #region using
  const fresh = await Post.objects.using('default').get({ pk: newPk });
  // #endregion
  expect(fresh.equals(post!)).toBe(true);
  const elsewhere = async () => Post.objects.using('replica').get({ pk: newPk });
  await expect(elsewhere()).rejects.toThrow(/replica/);
});

it.todo('S-088 S-089: using() goes past the router to the primary [replica]');
