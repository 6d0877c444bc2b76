/** Relations of many rows: what paths over them give, what related managers are, what a Prefetch puts on a row. */
import { expectType, type Same } from './assert.js';
import { Author, Post, type PostQuerySet, Tag } from './models.js';
import { F, Prefetch, Q } from './surface.js';

export async function use(author: Author, post: Post, tag: Tag) {
  // A row without any on the other side is there all the same, with null.
  const read = await Author.objects.values('posts__title', 'posts__tags__label', 'posts');
  expectType<
    Same<(typeof read)[0], { posts__title: string | null; posts__tags__label: string | null; posts: number | null }>
  >();
  const flat = await Post.objects.valuesList('tags__label', { flat: true });
  expectType<Same<typeof flat, (string | null)[]>>();

  Author.objects.filter({ posts: post, posts__in: [post, 3], posts__tags__posts__views__gte: 1, posts__isNull: false });
  Tag.objects.exclude({ posts__author: author }).orderBy('-posts__author__name', F('posts__views').asc());
  Author.objects.filter(Q.or({ posts__tags: tag }, Q.not({ posts__comments__text__contains: 'x' })));
  // @ts-expect-error no field on the far side
  Author.objects.filter({ posts__tags__lable: 'x' });
  // @ts-expect-error wrong value on the far side
  Author.objects.filter({ posts__views: 'many' });

  expectType<Same<Awaited<ReturnType<typeof author.posts.published>>[0]['title'], string>>();
  const kept: PostQuerySet = author.posts.filter({ views: 1 });
  kept.by(author);
  const made = await author.posts.create({ title: 'x' });
  expectType<Same<typeof made, Post>>();
  // @ts-expect-error the title is required, the author is not
  await author.posts.create({});

  const rows = await Author.objects.prefetchRelated('posts__tags', Prefetch('posts', { toAttr: 'all' })).inBulk([1]);
  rows.get(1)?.name;
  const some = await Tag.objects.prefetchRelated(
    Prefetch('posts', { queryset: Post.objects.selectRelated('author'), toAttr: 'recent' }),
  );
  some[0]?.recent[0]?.author.name;
  // @ts-expect-error not what it was called
  some[0]?.latest;
  // @ts-expect-error a column is no relation
  Author.objects.prefetchRelated('name');
  // @ts-expect-error to many rows nothing is joined
  Author.objects.selectRelated('posts');

  await author.posts.add(post, 3);
  await author.posts.set([post, 3], { clear: true });
  await author.posts.remove(post);
  await author.posts.clear();
  // @ts-expect-error a row of another model
  await author.posts.add(tag);
  // @ts-expect-error a key of another type
  await author.posts.add('3');
  // @ts-expect-error a list
  await author.posts.set(post);
  // @ts-expect-error there is no joining model
  await author.posts.add(post, { throughDefaults: {} });

  await post.tags.add(tag, 3, { throughDefaults: { weight: 1 } });
  await post.tags.set([tag, 3], { clear: true, throughDefaults: { weight: 1 } });
  await post.tags.remove(tag, 3);
  await post.tags.clear();
  // @ts-expect-error a row of another model
  await post.tags.add(post);
  // @ts-expect-error no such option
  await post.tags.add(tag, { throughDefault: {} });
  const label: Tag = await post.tags.create({ label: 'x' });
  const more: Tag[] = await post.tags.bulkCreate([{ label: 'x' }, label], { throughDefaults: { weight: 1 } });
  // @ts-expect-error the label is required
  await post.tags.create({}, { throughDefaults: {} });
  await tag.posts.add(post, 3);
  return more;
}
