/** The SQL of telling computed QuerySets, to be read: no join that nothing needs, no subquery where a join does, no group that is not asked for. */
import {
  Avg,
  Case,
  Coalesce,
  Count,
  captureQueries,
  createDorm,
  defineApp,
  Exists,
  F,
  Max,
  OuterRef,
  Q,
  Subquery,
  Sum,
  Value,
  When,
} from '@dorm/core';
import { createTables } from '@dorm/core/schema';
import { describe, expect, it } from 'vitest';
import { sqlite } from '../src/index.js';
import { Author, Post, Tag } from './support/blog.js';

const dorm = createDorm({
  databases: { default: sqlite(':memory:') },
  apps: [defineApp('blog', { Author, Tag, Post })],
});

interface Shown {
  toSql(): { readonly sql: string };
}

const posts = Post.objects.orderBy();
const authors = Author.objects.all();
const latest = Post.objects.filter({ author: OuterRef('pk') }).orderBy('-at');

const AREAS: Readonly<Record<string, readonly (readonly [name: string, query: () => Shown, sql: string])[]>> = {
  annotations: [
    [
      'a value of the row: no group',
      () => posts.annotate({ worth: F('views').mul(2) }).values('worth'),
      `select ("views" * ?) from "blog_post"`,
    ],
    [
      'one aggregate: a join and a group',
      () => authors.annotate({ n: Count('posts') }).values('name', 'n'),
      `select "blog_author"."name", count("blog_post"."id")
      from "blog_author"
      left join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      group by "blog_author"."id"`,
    ],
    [
      'two over one relation: one join',
      () => authors.annotate({ n: Count('posts'), total: Sum('posts__views') }).values('name', 'n', 'total'),
      `select "blog_author"."name", count("blog_post"."id"), sum("blog_post"."views")
      from "blog_author"
      left join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      group by "blog_author"."id"`,
    ],
    [
      'two over different relations: each apart, no join, no group',
      () => authors.annotate({ n: Count('posts'), kids: Count('pupils') }).values('name', 'n', 'kids'),
      `select "name", (select count("id") from "blog_post" where "author_id" = "blog_author"."id"), (select count("id") from "blog_author" as "t1" where "mentor_id" = "blog_author"."id")
      from "blog_author"`,
    ],
    [
      'many-to-many: the joining table is enough to count',
      () => posts.annotate({ n: Count('tags') }).values('id', 'n'),
      `select "blog_post"."id", count("blog_post_tags"."tag_id")
      from "blog_post"
      left join "blog_post_tags" on "blog_post_tags"."post_id" = "blog_post"."id"
      group by "blog_post"."id"`,
    ],
    [
      'beyond a relation to one: grouped by the row alone',
      () => posts.annotate({ n: Count('author__posts') }).values('id', 'n'),
      `select "blog_post"."id", count("t1"."id")
      from "blog_post"
      inner join "blog_author" on "blog_author"."id" = "blog_post"."author_id"
      left join "blog_post" as "t1" on "t1"."author_id" = "blog_author"."id"
      group by "blog_post"."id"`,
    ],
    [
      'a filter of the aggregate stays in it',
      () => authors.annotate({ n: Count('posts', { filter: { posts__isOpen: true } }) }).values('name', 'n'),
      `select "blog_author"."name", count("blog_post"."id") filter (where "blog_post"."is_open" = 1)
      from "blog_author"
      left join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      group by "blog_author"."id"`,
    ],
    [
      'a condition before is the join of the annotation',
      () =>
        authors
          .filter({ posts__isOpen: true })
          .annotate({ n: Count('posts') })
          .values('name', 'n'),
      `select "blog_author"."name", count("blog_post"."id")
      from "blog_author"
      inner join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      where "blog_post"."is_open" = 1
      group by "blog_author"."id"`,
    ],
    [
      'a condition on it is HAVING',
      () =>
        authors
          .annotate({ n: Count('posts') })
          .filter({ n__gt: 2, name: 'x' })
          .values('name'),
      `select "blog_author"."name"
      from "blog_author"
      left join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      where "blog_author"."name" = ?
      group by "blog_author"."id"
      having count("blog_post"."id") > ?`,
    ],
    [
      'apart, a condition on it is WHERE',
      () =>
        authors
          .annotate({ n: Count('posts'), kids: Count('pupils') })
          .filter({ n__gt: 2 })
          .values('name'),
      `select "name"
      from "blog_author"
      where (select count("id") from "blog_post" where "author_id" = "blog_author"."id") > ?`,
    ],
    [
      'ordered by it',
      () =>
        authors
          .annotate({ n: Count('posts') })
          .orderBy('-n')
          .values('name'),
      `select "blog_author"."name"
      from "blog_author"
      left join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      group by "blog_author"."id"
      order by count("blog_post"."id") desc`,
    ],
    [
      'not asked for: no join, no group',
      () => authors.annotate({ n: Count('posts') }).values('name'),
      `select "name" from "blog_author"`,
    ],
    [
      'whole rows',
      () => authors.annotate({ n: Count('posts') }),
      `select "blog_author"."id", "blog_author"."name", "blog_author"."mentor_id", count("blog_post"."id")
      from "blog_author"
      left join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      group by "blog_author"."id"`,
    ],
    [
      'a default',
      () => authors.annotate({ total: Coalesce(Sum('posts__views'), 0) }).values('name', 'total'),
      `select "blog_author"."name", coalesce(sum("blog_post"."views"), ?)
      from "blog_author"
      left join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      group by "blog_author"."id"`,
    ],
    [
      'a value where there is no row: apart, from the row itself',
      () =>
        authors.annotate({ n: Count('pupils'), total: Sum(Coalesce('posts__views', 1)) }).values('name', 'n', 'total'),
      `select "name", (select count("id") from "blog_author" as "t1" where "mentor_id" = "blog_author"."id"), (select sum(coalesce("t3"."views", ?)) from "blog_author" as "t2" left join "blog_post" as "t3" on "t3"."author_id" = "t2"."id" where "t2"."id" = "blog_author"."id")
      from "blog_author"`,
    ],
  ],
  groups: [
    [
      'by a column, without the ordering of the model',
      () => Post.objects.values('author').annotate({ n: Count('*') }),
      `select "author_id", count(*) from "blog_post" group by "author_id"`,
    ],
    [
      'by a column of a relation',
      () => posts.values('author__name').annotate({ total: Sum('views') }),
      `select "blog_author"."name", sum("blog_post"."views")
      from "blog_post"
      inner join "blog_author" on "blog_author"."id" = "blog_post"."author_id"
      group by "blog_author"."name"`,
    ],
    [
      'chosen by HAVING, ordered',
      () =>
        posts
          .values('author')
          .annotate({ n: Count('*') })
          .filter({ n__gt: 2 })
          .orderBy('-n'),
      `select "author_id", count(*)
      from "blog_post"
      group by "author_id"
      having count(*) > ?
      order by count(*) desc`,
    ],
    [
      'by what was computed',
      () =>
        posts
          .annotate({ hot: Case(When({ views__gt: 9 }, Value('hot')), { default: Value('cold') }) })
          .values('hot')
          .annotate({ n: Count('*') }),
      `select case when "views" > ? then ? else ? end, count(*)
      from "blog_post"
      group by case when "views" > ? then ? else ? end`,
    ],
    [
      'two relations: partial sums',
      () => authors.values('name').annotate({ n: Count('posts'), kids: Count('pupils') }),
      `select "name", coalesce(sum((select count("id") from "blog_post" where "author_id" = "blog_author"."id")), 0), coalesce(sum((select count("id") from "blog_author" as "t1" where "mentor_id" = "blog_author"."id")), 0)
      from "blog_author"
      group by "name"`,
    ],
  ],
  'conditions and subqueries': [
    [
      'Case',
      () =>
        posts
          .annotate({
            kind: Case(When({ views__gt: 9 }, Value('hot')), When(Q({ isOpen: false }), Value('shut')), {
              default: 'title',
            }),
          })
          .values('kind'),
      `select case when "views" > ? then ? when "is_open" = 0 then ? else "title" end
      from "blog_post"`,
    ],
    [
      'Exists as a condition',
      () => authors.filter(Exists(Post.objects.filter({ author: OuterRef('pk'), isOpen: true }))).values('name'),
      `select "name"
      from "blog_author"
      where exists (select 1 from "blog_post" where "author_id" = "blog_author"."id" and "is_open" = 1)`,
    ],
    [
      'Exists under a NOT',
      () => authors.exclude(Exists(Post.objects.filter({ author: OuterRef('pk') }))).values('name'),
      `select "name"
      from "blog_author"
      where not exists (select 1 from "blog_post" where "author_id" = "blog_author"."id")`,
    ],
    [
      'the latest of each',
      () => authors.annotate({ latest: Subquery(latest.values('title').slice(0, 1)) }).values('name', 'latest'),
      `select "name", (select "title" from "blog_post" where "author_id" = "blog_author"."id" order by "at" desc limit 1)
      from "blog_author"`,
    ],
    [
      'compared with a subquery',
      () =>
        posts
          .filter({
            views__gt: Subquery(
              Post.objects
                .filter({ author: OuterRef('author') })
                .orderBy()
                .values('author')
                .annotate({ mean: Avg('views') })
                .values('mean'),
            ),
          })
          .values('title'),
      `select "title"
      from "blog_post"
      where "views" > (select avg("views") from "blog_post" as "t1" where "author_id" = "blog_post"."author_id" group by "author_id")`,
    ],
    [
      'a list of groups',
      () =>
        authors
          .filter({
            pk__in: posts
              .values('author')
              .annotate({ n: Count('*') })
              .filter({ n__gt: 2 })
              .values('author'),
          })
          .values('name'),
      `select "name"
      from "blog_author"
      where "id" in (select "author_id" from "blog_post" group by "author_id" having count(*) > ?)`,
    ],
    [
      'a list of annotated rows',
      () => posts.filter({ author__in: authors.annotate({ n: Count('pupils') }).filter({ n__gt: 2 }) }).values('title'),
      `select "title"
      from "blog_post"
      where "author_id" in (select "blog_author"."id" from "blog_author" left join "blog_author" as "t1" on "t1"."mentor_id" = "blog_author"."id" group by "blog_author"."id" having count("t1"."id") > ?)`,
    ],
  ],
};

/** What has no toSql(): one statement each. */
const ENDS: readonly (readonly [name: string, ask: () => PromiseLike<unknown>, sql: string])[] = [
  [
    'count() drops what it does not need',
    () => authors.annotate({ n: Count('posts') }).count(),
    `select count(*) from "blog_author"`,
  ],
  [
    'count() keeps what a condition needs',
    () =>
      authors
        .annotate({ n: Count('posts') })
        .filter({ n__gt: 1 })
        .count(),
    `select count(*)
      from (select 1 as "c0" from "blog_author" left join "blog_post" on "blog_post"."author_id" = "blog_author"."id" group by "blog_author"."id" having count("blog_post"."id") > ?) as "counted"`,
  ],
  [
    'count() of groups',
    () =>
      posts
        .values('author')
        .annotate({ n: Count('*') })
        .count(),
    `select count(*)
      from (select 1 as "c0" from "blog_post" group by "author_id") as "counted"`,
  ],
  ['exists()', () => authors.annotate({ n: Count('posts') }).exists(), `select 1 from "blog_author" limit 1`],
  [
    'aggregate() in one row',
    () => Post.objects.all().aggregate({ n: Count('*'), top: Max('views'), mean: Avg('views') }),
    `select count(*), max("views"), avg("views") from "blog_post"`,
  ],
  [
    'aggregate() over a relation',
    () => authors.aggregate({ total: Sum('posts__views') }),
    `select sum("blog_post"."views")
      from "blog_author"
      left join "blog_post" on "blog_post"."author_id" = "blog_author"."id"`,
  ],
  [
    'aggregate() over two relations',
    () => authors.aggregate({ n: Count('posts'), kids: Count('pupils') }),
    `select coalesce(sum((select count("id") from "blog_post" where "author_id" = "blog_author"."id")), 0), coalesce(sum((select count("id") from "blog_author" as "t1" where "mentor_id" = "blog_author"."id")), 0)
      from "blog_author"`,
  ],
  [
    'aggregate() over annotations',
    () => authors.annotate({ n: Count('posts') }).aggregate({ mean: Avg('n') }),
    `select avg("c0")
      from (select count("blog_post"."id") as "c0" from "blog_author" left join "blog_post" on "blog_post"."author_id" = "blog_author"."id" group by "blog_author"."id") as "rows"`,
  ],
  [
    'aggregate() over a slice',
    () =>
      posts
        .orderBy('-views')
        .slice(0, 3)
        .aggregate({ sum: Sum('views') }),
    `select sum("c0")
      from (select "views" as "c0" from "blog_post" order by "views" desc limit 3) as "rows"`,
  ],
  [
    'aggregate() over distinct rows',
    () =>
      posts
        .filter({ tags__label: 'x' })
        .distinct()
        .aggregate({ sum: Sum('views') }),
    `select sum("c0")
      from (select distinct "blog_post"."views" as "c0", "blog_post"."id" as "r0" from "blog_post" inner join "blog_post_tags" on "blog_post_tags"."post_id" = "blog_post"."id" inner join "blog_tag" on "blog_tag"."id" = "blog_post_tags"."tag_id" where "blog_tag"."label" = ?) as "rows"`,
  ],
];

for (const [area, cases] of Object.entries(AREAS)) {
  describe(area, () => {
    it.each(cases)('%s', async (_, query, sql) => {
      await dorm.run(async () => expect(query().toSql().sql).toBe(sql.replaceAll(/\s*\n\s*/g, ' ')));
    });
  });
}

describe('ends', () => {
  it.each(ENDS)('%s', async (_, ask, sql) => {
    await dorm.run(async () => {
      await createTables();
      const { queries } = await captureQueries(ask);
      expect(queries.map((query) => query.sql)).toEqual([sql.replaceAll(/\s*\n\s*/g, ' ')]);
    });
  });
});
