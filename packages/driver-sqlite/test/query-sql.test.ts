/** The SQL of telling QuerySets, to be read: no join that nothing needs, no DISTINCT that was not asked for, no column twice. */
import { createDorm, defineApp, F, Q } from '@dorm/core';
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

/** Posts without their ordering, and one column of them: what a case is not about stays out of its SQL. */
const posts = Post.objects.orderBy();
const ids = { flat: true } as const;
const titles = posts.valuesList('title', ids);
const names = Author.objects.valuesList('name', ids);

const AREAS: Readonly<Record<string, readonly (readonly [name: string, query: () => Shown, sql: string])[]>> = {
  'rows and columns': [
    [
      'all columns, and the ordering of the model',
      () => Post.objects.all(),
      `select "id", "title", "author_id", "editor_id", "views", "price", "at", "is_open"
      from "blog_post"
      order by "at" desc`,
    ],
    [
      'an ordering taken off',
      () => posts,
      `select "id", "title", "author_id", "editor_id", "views", "price", "at", "is_open"
      from "blog_post"`,
    ],
    ['named columns alone', () => posts.values('id', 'title'), `select "id", "title" from "blog_post"`],
    [
      'the key of a relation needs no join',
      () => posts.valuesList('author', 'editorId'),
      `select "author_id", "editor_id" from "blog_post"`,
    ],
    [
      'nor does the key at the end of a path',
      () => posts.valuesList('author__pk', 'editor__id'),
      `select "author_id", "editor_id" from "blog_post"`,
    ],
    [
      'a column of a relation: inner where it must be there',
      () => posts.valuesList('author__name', ids),
      `select "blog_author"."name"
      from "blog_post"
      inner join "blog_author" on "blog_author"."id" = "blog_post"."author_id"`,
    ],
    [
      'a column of a relation: left where it may be missing',
      () => posts.valuesList('editor__name', ids),
      `select "blog_author"."name"
      from "blog_post"
      left join "blog_author" on "blog_author"."id" = "blog_post"."editor_id"`,
    ],
    ['distinct where it was asked for', () => titles.distinct(), `select distinct "title" from "blog_post"`],
    [
      'a page',
      () => titles.orderBy('id').slice(20, 30),
      `select "title" from "blog_post" order by "id" limit 10 offset ?`,
    ],
    [
      'the rest',
      () => titles.orderBy('id').slice(20),
      `select "title" from "blog_post" order by "id" limit -1 offset ?`,
    ],
  ],
  conditions: [
    [
      'values are bound',
      () => titles.filter({ title: 'x', views__gt: 5 }),
      `select "title" from "blog_post" where "title" = ? and "views" > ?`,
    ],
    ['null is IS NULL', () => titles.filter({ price: null }), `select "title" from "blog_post" where "price" is null`],
    ['true is a literal', () => titles.filter({ isOpen: true }), `select "title" from "blog_post" where "is_open" = 1`],
    [
      'a list is one parameter',
      () => titles.filter({ views__in: [1, 2, 3] }),
      `select "title" from "blog_post" where "views" in (select value from json_each(?))`,
    ],
    ['an empty list is false', () => titles.filter({ views__in: [] }), `select "title" from "blog_post" where 1 = 0`],
    [
      'a range',
      () => titles.filter({ views__range: [1, 5] }),
      `select "title" from "blog_post" where "views" between ? and ?`,
    ],
    [
      'text within text',
      () => titles.filter({ title__contains: '%' }),
      `select "title" from "blog_post" where instr("title", ?) > 0`,
    ],
    [
      'text whatever its case',
      () => titles.filter({ title__iStartsWith: 'x' }),
      `select "title" from "blog_post" where dorm_fold("title") glob dorm_fold(?)`,
    ],
    [
      'a year reads the bare column',
      () => titles.filter({ at__year: 2024 }),
      `select "title"
      from "blog_post"
      where ("at" >= dorm_year_start('year', ?, 0, 'UTC') and "at" < dorm_year_start('year', ?, 1, 'UTC'))`,
    ],
    [
      'a column against another',
      () => titles.filter({ views__gt: F('id').mul(2) }),
      `select "title" from "blog_post" where "views" > ("id" * ?)`,
    ],
    [
      'or, and, in one pair of parentheses',
      () => titles.filter(Q.or({ views: 1 }, { views: 2 }), { title: 'x' }),
      `select "title" from "blog_post" where ("views" = ? or "views" = ?) and "title" = ?`,
    ],
    [
      'what may be NULL is guarded under a NOT',
      () => titles.exclude({ price__gt: '5' }),
      `select "title" from "blog_post" where not ("price" > ? and "price" is not null)`,
    ],
    [
      'what may not be NULL is not',
      () => titles.exclude({ views__gt: 5 }),
      `select "title" from "blog_post" where not ("views" > ?)`,
    ],
    [
      'a NOT of a NOT is none',
      () => titles.filter(Q({ views: 1 }).not().not()),
      `select "title" from "blog_post" where "views" = ?`,
    ],
    ['an empty filter is none', () => titles.filter({}).filter(Q.and()), `select "title" from "blog_post"`],
  ],
  relations: [
    [
      'one join for all conditions on a path',
      () => titles.filter({ author__name: 'x', author__mentor: 1 }),
      `select "blog_post"."title"
      from "blog_post"
      inner join "blog_author" on "blog_author"."id" = "blog_post"."author_id"
      where "blog_author"."name" = ? and "blog_author"."mentor_id" = ?`,
    ],
    [
      'a foreign key needs none',
      () => titles.filter({ author: 1, editor__isNull: true }),
      `select "title" from "blog_post" where "author_id" = ? and "editor_id" is null`,
    ],
    [
      'a condition on what may be missing makes it an inner join',
      () => titles.filter({ editor__name: 'x' }),
      `select "blog_post"."title"
      from "blog_post"
      inner join "blog_author" on "blog_author"."id" = "blog_post"."editor_id"
      where "blog_author"."name" = ?`,
    ],
    [
      'inside an or it stays a left join',
      () => titles.filter(Q.or({ editor__name: 'x' }, { views: 1 })),
      `select "blog_post"."title"
      from "blog_post"
      left join "blog_author" on "blog_author"."id" = "blog_post"."editor_id"
      where "blog_author"."name" = ? or "blog_post"."views" = ?`,
    ],
    [
      'to itself',
      () => names.filter({ mentor__mentor__name: 'x' }),
      `select "blog_author"."name"
      from "blog_author"
      inner join "blog_author" as "t1" on "t1"."id" = "blog_author"."mentor_id"
      inner join "blog_author" as "t2" on "t2"."id" = "t1"."mentor_id"
      where "t2"."name" = ?`,
    ],
    [
      'back: a join, and no DISTINCT',
      () => names.filter({ posts__views__gt: 5 }),
      `select "blog_author"."name"
      from "blog_author"
      inner join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      where "blog_post"."views" > ?`,
    ],
    [
      'back by the key alone',
      () => names.filter({ posts: 1 }),
      `select "blog_author"."name"
      from "blog_author"
      inner join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      where "blog_post"."id" = ?`,
    ],
    [
      'one call, one join',
      () => names.filter({ posts__views: 1, posts__title: 'x' }),
      `select "blog_author"."name"
      from "blog_author"
      inner join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      where "blog_post"."views" = ? and "blog_post"."title" = ?`,
    ],
    [
      'two calls, two joins',
      () => names.filter({ posts__views: 1 }).filter({ posts__title: 'x' }),
      `select "blog_author"."name"
      from "blog_author"
      inner join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      inner join "blog_post" as "t1" on "t1"."author_id" = "blog_author"."id"
      where "blog_post"."views" = ? and "t1"."title" = ?`,
    ],
    [
      'many-to-many',
      () => titles.filter({ tags__label: 'x' }),
      `select "blog_post"."title"
      from "blog_post"
      inner join "blog_post_tags" on "blog_post_tags"."post_id" = "blog_post"."id"
      inner join "blog_tag" on "blog_tag"."id" = "blog_post_tags"."tag_id"
      where "blog_tag"."label" = ?`,
    ],
    [
      'many-to-many by the key: the joining table alone',
      () => titles.filter({ tags: 1 }),
      `select "blog_post"."title"
      from "blog_post"
      inner join "blog_post_tags" on "blog_post_tags"."post_id" = "blog_post"."id"
      where "blog_post_tags"."tag_id" = ?`,
    ],
    [
      'exclude over many rows: not exists',
      () => names.exclude({ posts__views__gt: 5 }),
      `select "name"
      from "blog_author"
      where not exists (select 1 from "blog_post" where "author_id" = "blog_author"."id" and "views" > ?)`,
    ],
    [
      'without any row on the other side',
      () => names.filter({ posts__isNull: true }),
      `select "blog_author"."name"
      from "blog_author"
      left join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      where "blog_post"."id" is null`,
    ],
    [
      'selectRelated',
      () => Author.objects.selectRelated('mentor'),
      `select "blog_author"."id", "blog_author"."name", "blog_author"."mentor_id", "t1"."id", "t1"."name", "t1"."mentor_id"
      from "blog_author"
      left join "blog_author" as "t1" on "t1"."id" = "blog_author"."mentor_id"`,
    ],
    [
      'selectRelated shares the join of a condition',
      () => Author.objects.selectRelated('mentor').filter({ mentor__name: 'x' }),
      `select "blog_author"."id", "blog_author"."name", "blog_author"."mentor_id", "t1"."id", "t1"."name", "t1"."mentor_id"
      from "blog_author"
      inner join "blog_author" as "t1" on "t1"."id" = "blog_author"."mentor_id"
      where "t1"."name" = ?`,
    ],
  ],
  orderings: [
    [
      'through a relation',
      () => titles.orderBy('author__name', '-id'),
      `select "blog_post"."title"
      from "blog_post"
      inner join "blog_author" on "blog_author"."id" = "blog_post"."author_id"
      order by "blog_author"."name", "blog_post"."id" desc`,
    ],
    [
      'NULLs where they were asked for',
      () => titles.orderBy(F('price').desc({ nulls: 'last' })),
      `select "title" from "blog_post" order by "price" desc nulls last`,
    ],
    [
      'reversed',
      () => titles.orderBy('author', F('price').asc({ nulls: 'last' })).reverse(),
      `select "title" from "blog_post" order by "author_id" desc, "price" desc nulls first`,
    ],
  ],
  subqueries: [
    [
      'the keys of a QuerySet, without its ordering',
      () => names.filter({ posts__in: Post.objects.filter({ views: 1 }) }),
      `select "blog_author"."name"
      from "blog_author"
      inner join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      where "blog_post"."id" in (select "id" from "blog_post" as "t1" where "views" = ?)`,
    ],
    [
      'the column that values() chose',
      () => names.filter({ pk__in: posts.filter({ views: 1 }).values('editor') }),
      `select "name"
      from "blog_author"
      where "id" in (select "editor_id" from "blog_post" where "views" = ? and "editor_id" is not null)`,
    ],
    [
      'with its order where a slice needs it',
      () => names.filter({ posts__in: Post.objects.all().slice(0, 3) }),
      `select "blog_author"."name"
      from "blog_author"
      inner join "blog_post" on "blog_post"."author_id" = "blog_author"."id"
      where "blog_post"."id" in (select "c0"
      from (select "id" as "c0" from "blog_post" as "t1" order by "at" desc limit 3) as "chosen")`,
    ],
  ],
};

for (const [area, cases] of Object.entries(AREAS)) {
  describe(area, () => {
    it.each(cases)('%s', async (_, query, sql) => {
      await dorm.run(async () => expect(query().toSql().sql).toBe(sql.replaceAll(/\s*\n\s*/g, ' ')));
    });
  });
}
