/** What asks the database, and what it gives: getOrNone, toSql, slice, iterator, lazy. */
import { expectType, type Same } from './assert.js';
import { Author, Post } from './models.js';
import { type QueryLike, QuerySet, type RowOf } from './surface.js';

export async function reads() {
  const one = await Author.objects.getOrNone({ email: 'a@b.c' });
  expectType<Same<typeof one, Author | null>>();
  const values = await Post.objects.values('title').getOrNone({ pk: 1 });
  expectType<Same<typeof values, { title: string } | null>>();
  // @ts-expect-error no such field
  await Author.objects.getOrNone({ mail: 'a@b.c' });
  const { sql, params } = Post.objects.filter({ views__gt: 3 }).toSql();
  expectType<Same<typeof sql, string>>();
  expectType<Same<typeof params, readonly unknown[]>>();
  Author.objects.using('replica').distinct().none().reverse().slice(0, 3);
  const { queryset } = Post.objects.published().lazy();
  queryset.published();
  const page = await Post.objects.published().selectRelated('author').orderBy('-views', 'pk').keyset({ after: null });
  expectType<Same<string, (typeof page.items)[number]['author']['name']>>();
  expectType<Same<typeof page.nextCursor, string | null>>();
  const titles = await Post.objects.orderBy('pk').values('title').keyset({ after: page.nextCursor, pageSize: 3 });
  expectType<Same<typeof titles.items, { title: string }[]>>();
  // @ts-expect-error no such option
  await Post.objects.orderBy('pk').keyset({ size: 3 });
  expectType<Same<typeof queryset.totallyOrdered, boolean>>();
  // @ts-expect-error a manager starts queries and is not one
  Post.objects.ordered;
  // @ts-expect-error nor is one of a queryset class of its own
  Author.objects.totallyOrdered;
  for await (const post of Post.objects.filter({ views: 1 }).iterator({ chunkSize: 10 })) post.title;
  const count: number = await Author.objects.filter({ age: 3 }).count();
  const some: boolean = await Author.objects.exists();
  return [count, some];
}
export function narrow(value: QuerySet<Post> | Post) {
  return value instanceof QuerySet ? value.count() : value.title;
}
export function rows<Query extends QueryLike>(query: Query): RowOf<Query>[] {
  return [query as RowOf<Query>];
}
