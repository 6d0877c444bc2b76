/** Recipe 3: pages by offset, and by key. */
import { once } from 'node:events';
import type { QuerySet } from '@dorm/core';
import { captureQueries, Q } from '@dorm/core';
import { expect, it } from 'vitest';
import { makeAuthor, makePosts, useDatabase } from '../src/database.js';
import { Author, Post } from '../src/models.js';

useDatabase();

// #region offset
const paginate = (posts: QuerySet<Post>, page: number, pageSize = 20) =>
  posts.orderBy('id').slice((page - 1) * pageSize, page * pageSize);
// #endregion

// #region keyset
const pageAfter = (posts: QuerySet<Post>, lastId: number, pageSize = 20) =>
  posts.filter({ id__gt: lastId }).orderBy('id').slice(0, pageSize);
// #endregion

// #region ties
const popularAfter = (last: Post, pageSize = 20) =>
  Post.objects
    .filter(Q.or({ views__lt: last.views }, { views: last.views, id__gt: last.id }))
    .orderBy('-views', 'id')
    .slice(0, pageSize);
// #endregion

it('S-014 S-018: pages count from 1, awaiting one gives an array of instances [offset]', async () => {
  const posts = await makePosts(await makeAuthor('Ada'), 45);
  const ids = posts.map((post) => post.id);
  const { result: third, queries } = await captureQueries(() => paginate(Post.objects.all(), 3));
  expect(Array.isArray(third)).toBe(true);
  expect(third.every((post) => post instanceof Post)).toBe(true);
  expect(third.map((post) => post.id)).toEqual(ids.slice(40));
  expect((await paginate(Post.objects.all(), 1)).map((post) => post.id)).toEqual(ids.slice(0, 20));
  expect(await paginate(Post.objects.all(), 4)).toEqual([]);
  expect(queries).toHaveLength(1);
  expect(queries[0]!.sql).toMatch(/limit .* offset/i);
});

it('S-017: the next page by key reads nothing twice, even when rows arrive meanwhile [keyset]', async () => {
  const author = await makeAuthor('Ada');
  const ids = (await makePosts(author, 45)).map((post) => post.id);
  const seen: number[] = [];
  for (let last = 0, page: Post[]; ; last = page.at(-1)!.id) {
    page = await pageAfter(Post.objects.all(), last);
    if (page.length === 0) break;
    seen.push(...page.map((post) => post.id));
    if (seen.length === 20) await Post.objects.filter({ id: ids[0]! }).delete();
  }
  expect(seen).toEqual(ids);
});

it('S-016: by key over two fields, each row once though many are equal in the first [ties]', async () => {
  const posts = await makePosts(await makeAuthor('Ada'), 45);
  for (const post of posts) await Post.objects.filter({ pk: post.pk }).update({ views: post.id % 3 });
  const seen = await Post.objects.orderBy('-views', 'id').slice(0, 1);
  for (let page = seen.slice(); page.length > 0; seen.push(...page)) page = await popularAfter(seen.at(-1)!, 7);
  const ids = posts.map((post) => post.id).sort((a, b) => (b % 3) - (a % 3) || a - b);
  expect(seen.map((post) => post.id)).toEqual(ids);
});

it('S-012: pk stands for the primary key in filters, orders and values [pk]', async () => {
  const [first, second] = await makePosts(await makeAuthor('Ada'), 2);
  // #region pk
  const same = await Post.objects.get({ pk: first!.pk });
  const newest = await Post.objects.orderBy('-pk').valuesList('pk', { flat: true });
  // #endregion
  expect(same.id).toBe(first!.id);
  expect(newest).toEqual([second!.id, first!.id]);
});

it('S-015: a slice without an order warns in development [unordered]', async () => {
  const warned = once(process, 'warning');
  // #region unordered
  await Author.objects.filter({ age__gt: 30 }).slice(0, 20); // warning: a slice of an unordered QuerySet
  // #endregion
  const [warning] = await warned;
  expect(warning.message).toMatch(/blog\.Author: a slice of an unordered QuerySet/);
});

it('S-016: a keyset over several columns, ties and nulls [cursor]', async () => {
  const author = await makeAuthor('Ada');
  await Post.objects.bulkCreate(
    Array.from({ length: 45 }, (_, n) => new Post({ title: `p${n}`, author, views: n % 3 })),
  );
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    // #region cursor
    const { items, nextCursor } = await Post.objects.orderBy('-views', 'id').keyset({ after: cursor, pageSize: 20 });
    // #endregion
    seen.push(...items.map((post) => post.id));
    cursor = nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(await Post.objects.orderBy('-views', 'id').valuesList('id', { flat: true }));
});
