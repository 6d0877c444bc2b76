/** docs/querysets.md: its lookups are those there are, and what it says of running, order and slices holds. */
import { atomic, captureQueries, defineApp, F, f, Model, onCommit, Q } from '@dorm/core';
import { expect, it } from 'vitest';
import { makeAuthor, makePosts, useDatabase } from '../src/database.js';
import { Author, Post } from '../src/models.js';
import { readPage, sectionsOf } from './support/markdown.js';

useDatabase();

const section = sectionsOf(readPage('docs/querysets.md')).find((one) => one.title === 'Lookups');
const rows = [...section!.text.matchAll(/^\| (`.*`) +\| (.*?) +\| .* \|$/gm)].flatMap(([, names, on]) =>
  [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => [name!, on!] as const),
);

const KINDS: Readonly<Record<string, readonly string[]>> = {
  text: ['title'],
  'what has an order': ['title', 'views'],
  'every field': ['title', 'views', 'meta'],
};
const lookups = rows.filter(([, on]) => on in KINDS);
const parts = rows.filter(([, on]) => !(on in KINDS));

class Moment extends Model<Moment>('pages.Moment')({ dateTime: f.dateTime(), date: f.date(), time: f.time() }) {}
defineApp('pages', { Moment });

it.each(lookups)('the lookup %s exists on %s', (name, on) => {
  const value = { isNull: true, in: ['1'], range: ['1', '2'] }[name] ?? '1';
  for (const field of KINDS[on]!) {
    expect(Post.objects.filter({ [`${field}__${name}`]: value } as never).toSql().sql).toContain('where');
  }
});

it.each(parts)('the part %s exists on %s', (name, on) => {
  const value = { date: '2024-02-29', time: '18:05:09.120' }[name] ?? 1;
  for (const field of on.split(', ')) {
    expect(Moment.objects.filter({ [`${field}__${name}`]: value } as never).toSql().sql).toContain('where');
    expect(Moment.objects.filter({ [`${field}__${name}__gte`]: value } as never).toSql().sql).toContain('>=');
  }
});

it('has every lookup that a text has', () => {
  const attempt = (): unknown => Post.objects.filter({ title__nonsense: 1 } as never);
  expect(attempt).toThrow();
  try {
    attempt();
  } catch (error) {
    const offered = /choose one of (.*)$/.exec((error as { hint: string }).hint)?.[1]?.split(', ');
    expect(lookups.map(([name]) => name).sort()).toEqual(offered?.sort());
  }
});

it('runs when the page says, and no more often', async () => {
  await makePosts(await makeAuthor('Ada'), 3);
  const { queries } = await captureQueries(async () => {
    const query = Post.objects.filter({ views__gte: 0 }).orderBy('id').slice(0, 2);
    query.toSql();
    String(query);
    expect(await query).toHaveLength(2);
    expect(await query).toHaveLength(2);
    for await (const post of query) expect(post.views).toBe(0);
    expect(await query.count()).toBe(2);
    expect(await query.exists()).toBe(true);
  });
  expect(queries).toHaveLength(1);
});

it('a QuerySet returned from an async function runs, unless it is lazy', async () => {
  const eager = async () => Post.objects.all();
  const lazy = async () => Post.objects.all().lazy();
  expect(Array.isArray(await eager())).toBe(true);
  const { queries } = await captureQueries(lazy);
  expect(queries).toEqual([]);
  expect(await (await lazy()).queryset.count()).toBe(0);
});

it('undefined throws, null is IS NULL, an empty list matches nothing, signs of patterns are themselves', async () => {
  await Author.objects.create({ name: '100%', email: 'a@example.org' });
  await Author.objects.create({ name: '100 percent', email: 'b@example.org', age: 3 });
  expect(() => Author.objects.filter({ age: undefined } as never)).toThrow(/undefined/);
  expect(await Author.objects.filter({ age: null }).count()).toBe(1);
  expect(await Author.objects.filter({ age__in: [] }).count()).toBe(0);
  expect(await Author.objects.filter({ name__contains: '0%' }).count()).toBe(1);
  expect(await Author.objects.filter({ name__iExact: '100 PERCENT' }).count()).toBe(1);
});

it('conditions, order and slices', async () => {
  const [ada, alan] = [await makeAuthor('Ada', 3), await makeAuthor('Alan', 1)];
  await makePosts(ada, 2);
  await makePosts(alan, 1);
  const titles = (posts: { title: string }[]) => posts.map((post) => post.title);
  expect(
    await Post.objects.filter(Q.or({ author: ada }, { title: 'Post 2' }), Q.not({ title: 'Post 1' })).count(),
  ).toBe(1);
  expect(await Post.objects.exclude({ author__name: 'Ada', title: 'Post 1' }).count()).toBe(2);
  expect(await Author.objects.filter({ age__gt: F('id') }).count()).toBe(1);
  expect(titles(await Post.objects.orderBy('-author__name', '-title'))).toEqual(['Post 1', 'Post 2', 'Post 1']);
  expect(await Post.objects.orderBy('?')).toHaveLength(3);
  expect((await Post.objects.first())?.id).toBe(3); // Meta.ordering is -id
  expect((await Post.objects.orderBy().first())?.id).toBe(1);
  expect((await Post.objects.orderBy('id').slice(0, 3).slice(1, 2))[0]?.id).toBe(2);
  expect(() => Post.objects.orderBy('id').slice(0, 1).orderBy('title')).toThrow(/slice/);
  expect(() => Post.objects.orderBy('id').slice(-1)).toThrow();
});

it('a relation can be assigned', async () => {
  const [ada, alan] = [await makeAuthor('Ada'), await makeAuthor('Alan')];
  const [post] = await makePosts(ada, 1);
  post!.author = alan;
  expect(post!.authorId).toBe(alan.id);
  await post!.save();
  expect((await Post.objects.selectRelated('author').get({ pk: post!.pk })).author.name).toBe('Alan');
});

it('docs/transactions.md: hooks, nesting, order, and what comes too late', async () => {
  const log: string[] = [];
  await onCommit(() => log.push('at once'));
  await atomic(async () => {
    await onCommit(() => log.push('after'));
    await atomic(async () => {
      await onCommit(() => log.push('never'));
      throw new Error('inner');
    }).catch(() => undefined);
    const made = await Promise.all(['A', 'B', 'C'].map((name) => makeAuthor(name)));
    expect(made.map((author) => author.id)).toEqual([1, 2, 3]);
    log.push('inside');
  });
  expect(log).toEqual(['at once', 'inside', 'after']);
  let late: Promise<unknown> = Promise.resolve();
  await atomic(async () => {
    late = new Promise((resolve) => setTimeout(resolve, 5)).then(() => Author.objects.count());
  });
  await expect(late).rejects.toMatchObject({ code: 'TRANSACTION_MANAGEMENT_ERROR' });
  await expect(atomic(() => atomic({ durable: true }, () => 1))).rejects.toThrow(/durable/);
  const wrapped = atomic({ readOnly: true })(async () => Author.objects.count());
  expect(await wrapped()).toBe(3);
});
