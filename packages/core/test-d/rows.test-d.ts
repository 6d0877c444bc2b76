/** annotate, values, valuesList, aggregate, selectRelated, prefetchRelated, only: what a row becomes. */

import { expectType, type Same, typeOf } from './assert.js';
import { Author, Comment, Post, type PostQuerySet } from './models.js';
import {
  Avg,
  as,
  Case,
  Coalesce,
  Count,
  Exists,
  F,
  Lower,
  Max,
  Now,
  OuterRef,
  Prefetch,
  Q,
  RowNumber,
  StdDev,
  Subquery,
  Sum,
  sql,
  Value,
  When,
  Window,
} from './surface.js';

export async function annotations() {
  const rows = await Post.objects
    .annotate({
      n: Count('comments'),
      last: Max('publishedAt'),
      total: Sum('price'),
      mean: Avg('views'),
      top: Max('author__age'),
    })
    .filter({ n__gt: 3, last__year: 2020, total: null, title: 'x' })
    .orderBy('-n', 'title');
  const r = rows[0]!;
  expectType<Same<typeof r.n, number>>();
  expectType<Same<typeof r.last, Date | null>>();
  expectType<Same<typeof r.total, string | null>>();
  expectType<Same<typeof r.mean, number | null>>();
  expectType<Same<typeof r.top, number | null>>();
  typeOf<Post>(r).title; // still a Post
  // @ts-expect-error misspelt path
  Post.objects.annotate({ n: Count('comment') });
  // @ts-expect-error misspelt at depth
  Post.objects.annotate({ n: Sum('author__agee') });
  // @ts-expect-error 'title' is a field
  Post.objects.annotate({ title: Count('comments') });
  // @ts-expect-error wrong value for an annotation
  Post.objects.annotate({ n: Count('comments') }).filter({ n__gt: 'x' });
  // @ts-expect-error no lookup on an annotation
  Post.objects.annotate({ n: Count('comments') }).filter({ n__contains: 3 });
  // an annotation of an annotation
  const twice = await Post.objects
    .annotate({ n: Count('comments') })
    .annotate({ m: F('n').mul(2) })
    .filter({ m__gt: 3, n__lt: 9 });
  expectType<Same<(typeof twice)[0]['m'], number>>();
  // alias: may be filtered on, is not on the row
  const aliased = await Post.objects.alias({ n: Count('comments') }).filter({ n__gt: 3 });
  // @ts-expect-error not on the row
  aliased[0]!.n;
}

export async function expressions() {
  const rows = await Post.objects.annotate({
    safe: Coalesce(Max('comments__id'), 0),
    lower: Lower('title'),
    kind: Case(When({ views__gt: 100 }, Value('hot')), When(Q({ views: 0 }), Value('new')), { default: Value('cold') }),
    open: Case(When({ views__gt: 100 }, F('views'))),
    place: Window(RowNumber(), { partitionBy: 'author', orderBy: ['-views', 'pk'] }),
    newest: Subquery(
      Comment.objects
        .filter({ post: OuterRef('pk') })
        .orderBy('-createdAt')
        .values('text')
        .slice(0, 1),
    ),
    chatty: Exists(Comment.objects.filter({ post: OuterRef(Post, 'pk') })),
    big: Count('comments', { filter: Q({ comments__text__contains: 'x' }), distinct: true }),
    now: Now(),
    size2: F('size'),
  });
  const r = rows[0]!;
  expectType<Same<typeof r.safe, number>>();
  expectType<Same<typeof r.lower, string>>();
  expectType<Same<typeof r.kind, 'hot' | 'new' | 'cold'>>();
  expectType<Same<typeof r.open, number | null>>();
  expectType<Same<typeof r.place, number>>();
  expectType<Same<typeof r.newest, string | null>>();
  expectType<Same<typeof r.chatty, boolean>>();
  expectType<Same<typeof r.size2, bigint>>();
  // @ts-expect-error misspelt in When
  Post.objects.annotate({ k: Case(When({ vews__gt: 1 }, Value(1))) });
  // @ts-expect-error misspelt in a Window
  Post.objects.annotate({ k: Window(RowNumber(), { partitionBy: 'autor' }) });
  // @ts-expect-error misspelt in an aggregate's filter
  Post.objects.annotate({ k: Count('comments', { filter: { coments__text: 'x' } }) });
  // @ts-expect-error Post has no 'slug': an OuterRef with its model is checked now
  Comment.objects.filter({ post: OuterRef(Post, 'slug') });
}

export async function values() {
  const v = await Post.objects.values('title', 'author__email', 'author__age', 'author', 'editor__name');
  expectType<
    Same<
      (typeof v)[0],
      { title: string; author__email: string; author__age: number | null; author: number; editor__name: string | null }
    >
  >();
  // @ts-expect-error no field
  Post.objects.values('title', 'author__nope');
  // group by: values() then annotate()
  const g = await Post.objects
    .values('author')
    .annotate({ n: Count('id'), last: Max('publishedAt') })
    .filter({ n__gt: 1 })
    .orderBy('-n');
  const author: number = g[0]!.author,
    n: number = g[0]!.n,
    last: Date | null = g[0]!.last;
  // @ts-expect-error not selected
  g[0]!.title;
  // annotate() then values(): only what is named
  const s = await Post.objects.annotate({ n: Count('comments') }).values('title', 'n');
  expectType<Same<(typeof s)[0], { title: string; n: number }>>();
  // values() again replaces
  const again = await Post.objects
    .values('author')
    .annotate({ n: Count('id') })
    .values('n');
  expectType<Same<(typeof again)[0], { n: number }>>();
  // lists
  const pairs = await Post.objects.valuesList('title', 'author__age');
  expectType<Same<(typeof pairs)[0], [string, number | null]>>();
  const flat = await Post.objects.valuesList('title', { flat: true });
  expectType<Same<typeof flat, string[]>>();
  // @ts-expect-error no field
  Post.objects.valuesList('title', 'nope');
  const total = await Post.objects.aggregate({ n: Count('*'), top: Max('views'), sum: Sum('price') });
  expectType<Same<typeof total, { n: number; top: number | null; sum: string | null }>>();
  // @ts-expect-error misspelt
  void Post.objects.aggregate({ n: Max('vews') });
  const never = await Post.objects.aggregate({
    top: Max('views', { default: 0 }),
    sum: Sum('price', { default: '0' }),
    spread: StdDev('views', { sample: true, filter: { title: 'x' } }),
    none: Sum('views', { default: null }),
  });
  expectType<Same<typeof never, { top: number; sum: string; spread: number | null; none: number | null }>>();
  // @ts-expect-error a count has no default: it is 0
  void Post.objects.aggregate({ n: Count('*', { default: 0 }) });
  // @ts-expect-error misspelt in the filter beside it
  void Post.objects.aggregate({ n: Max('views', { default: 0, filter: { vews: 1 } }) });
  return [author, n, last];
}

export async function relations() {
  const p = (await Post.objects.selectRelated('author__mentor', 'editor'))[0]!;
  p.author.name;
  p.author.mentor?.name;
  p.editor?.name; // loaded: no await
  const plain = (await Post.objects.first())!;
  // @ts-expect-error not loaded: await it
  plain.author.name;
  (await plain.author).name;
  (await plain.editor)?.name;
  if (plain.editor) (await plain.editor).name; // a null foreign key is null at once
  // @ts-expect-error tags is many-to-many
  Post.objects.selectRelated('tags');
  // @ts-expect-error no relation at depth
  Post.objects.selectRelated('author__boss');
  Author.objects.prefetchRelated('posts__tags', 'posts__comments');
  // @ts-expect-error no relation
  Author.objects.prefetchRelated('posts__tag');
  const a = (
    await Author.objects.prefetchRelated(
      Prefetch('posts', { queryset: Post.objects.published().annotate({ n: Count('comments') }), toAttr: 'recent' }),
      'posts__tags',
    )
  )[0]!;
  a.recent[0]!.title;
  a.recent[0]!.n.toFixed();
  a.name;
  // @ts-expect-error misspelt relation in a Prefetch
  Author.objects.prefetchRelated(Prefetch('post', { queryset: Post.objects.all(), toAttr: 'recent' }));
  const o = (await Post.objects.only('title', 'authorId').defer('meta'))[0]!;
  expectType<Same<typeof o, Post>>();
  Post.objects.selectRelated('author__mentor').only('title', 'author__name', 'author__mentor__id', 'pk').defer(null);
  // @ts-expect-error no field
  Post.objects.only('nope');
  // @ts-expect-error no field beyond the relation
  Post.objects.only('author__nope');
  // @ts-expect-error many rows have no column of this one
  Post.objects.defer('comments__body');
  // SQL by hand: the model's rows, and what else they are said to have
  const byHand = Post.objects.raw(sql`select *, 1 as n from blog_post where views > ${3}`, {
    annotations: as<{ n: number }>(),
    translations: { headline: 'title' },
  });
  const [raw] = await byHand.using('replica').prefetchRelated('comments');
  expectType<Same<typeof raw, (Post & { n: number }) | undefined>>();
  for await (const { title } of Post.objects.raw('select * from blog_post').iterator()) title.toUpperCase();
  // @ts-expect-error no field
  Post.objects.raw('select 1', { translations: { headline: 'titel' } });
  // @ts-expect-error no relation
  byHand.prefetchRelated('comment');
  // your own methods survive every change of the row
  const kept = await Post.objects
    .published()
    .annotate({ n: Count('comments') })
    .published()
    .selectRelated('author')
    .by(p.author)
    .values('title', 'n')
    .published();
  expectType<Same<(typeof kept)[0], { title: string; n: number }>>();
  typeOf<PostQuerySet>(Post.objects.filter({ title: 'x' }).exclude({ pk: 1 }).orderBy('pk').slice(0, 3).published());
  const pop = (await Post.objects.popular().selectRelated('author'))[0]!;
  pop.commentCount.toFixed();
  pop.author.name;
}
