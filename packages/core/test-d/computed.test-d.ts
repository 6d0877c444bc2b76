/** Computed values: what aggregates, their options, Case, Coalesce and subqueries are on a row, and what is refused. */
import { expectType, type Same } from './assert.js';
import { Author, Comment, Post } from './models.js';
import {
  Avg,
  Case,
  Coalesce,
  Count,
  Exists,
  F,
  Max,
  Min,
  OuterRef,
  Q,
  StdDev,
  Subquery,
  Sum,
  Value,
  Variance,
  When,
} from './surface.js';

export async function aggregates() {
  const all = await Post.objects.aggregate({
    n: Count('*'),
    sum: Sum('price'),
    big: Sum('size'),
    top: Max('publishedAt'),
    least: Min('author__age', { default: 0 }),
    or: Sum('price', { default: '0' }),
    zero: Sum('price', { default: 0 }),
    mean: Avg('views', { default: 0, filter: { views__gt: 3 } }),
    other: Sum('views', { default: F('id') }),
    wide: Sum('views', { default: 5n }),
    none: Sum('views', { default: null }),
    spread: StdDev('views', { sample: true, default: 0 }),
    variance: Variance('views'),
  });
  expectType<Same<typeof all.n, number>>();
  expectType<Same<typeof all.sum, string | null>>();
  expectType<Same<typeof all.big, bigint | null>>();
  expectType<Same<typeof all.top, Date | null>>();
  expectType<Same<typeof all.least, number>>();
  expectType<Same<typeof all.or, string>>();
  expectType<Same<typeof all.zero, string>>();
  expectType<Same<typeof all.mean, number>>();
  expectType<Same<typeof all.other, number>>();
  expectType<Same<typeof all.wide, number | bigint>>();
  expectType<Same<typeof all.none, number | null>>();
  expectType<Same<typeof all.spread, number>>();
  expectType<Same<typeof all.variance, number | null>>();
  // @ts-expect-error a count is never null
  Count('comments', { default: 0 });
  // @ts-expect-error only StdDev and Variance are of a sample
  Sum('views', { sample: true });
  // @ts-expect-error no such option
  Sum('views', { distint: true });
  // @ts-expect-error misspelt path in the filter
  Post.objects.aggregate({ x: Sum('views', { filter: { veiws: 3 } }) });
  // @ts-expect-error misspelt path in the filter's Q
  Post.objects.annotate({ x: Count('comments', { filter: Q.not({ comments__txet: 'x' }) }) });
  // @ts-expect-error wrong value in the filter
  Post.objects.annotate({ x: Count('comments', { filter: { comments__text: 3 } }) });
  // @ts-expect-error misspelt path in the default
  Post.objects.aggregate({ x: Sum('views', { default: F('veiws') }) });
}

export async function arithmetic() {
  const [row] = await Post.objects.annotate({ more: F('price').add('0.50'), twice: F('views').mul(2) });
  expectType<Same<NonNullable<typeof row>['more'], string>>();
  expectType<Same<NonNullable<typeof row>['twice'], number>>();
  // @ts-expect-error misspelt path on the right
  Post.objects.annotate({ x: F('views').add(F('veiws')) });
}

export async function conditional() {
  const [row] = await Post.objects.annotate({
    kind: Case(When({ views__gt: 9 }, Value('hot')), { default: Value('cold') }),
    maybe: Case(When({ views__gt: 9 }, 'views')),
    age: Coalesce('editor__age', 0),
    still: Coalesce('editor__age', 'author__age'),
  });
  expectType<Same<NonNullable<typeof row>['kind'], 'hot' | 'cold'>>();
  expectType<Same<NonNullable<typeof row>['maybe'], number | null>>();
  expectType<Same<NonNullable<typeof row>['age'], number>>();
  expectType<Same<NonNullable<typeof row>['still'], number | null>>();
  // @ts-expect-error misspelt path in a branch
  Post.objects.annotate({ x: Case(When({ veiws: 9 }, 1)) });
  // @ts-expect-error misspelt path of a value
  Post.objects.annotate({ x: Case(When({ views: 9 }, 'veiws')) });
  // @ts-expect-error misspelt path of the default
  Post.objects.annotate({ x: Case(When({ views: 9 }, 1), { default: 'veiws' }) });
}

export async function subqueries() {
  const comments = Comment.objects.filter({ post: OuterRef('pk') });
  const [row] = await Post.objects.annotate({
    text: Subquery(comments.values('text').slice(0, 1)),
    flat: Subquery(comments.valuesList('createdAt', { flat: true }).slice(0, 1)),
    moment: Subquery(comments.values('createdAt').slice(0, 1)),
    count: Subquery(
      comments
        .values('post')
        .annotate({ n: Count('*') })
        .values('n'),
    ),
    some: Exists(comments),
  });
  expectType<Same<NonNullable<typeof row>['text'], string | null>>();
  expectType<Same<NonNullable<typeof row>['flat'], Date | null>>();
  expectType<Same<NonNullable<typeof row>['moment'], Date | null>>();
  expectType<Same<NonNullable<typeof row>['count'], number | null>>();
  expectType<Same<NonNullable<typeof row>['some'], boolean>>();
  // Two queries further out: checked when it runs, or at once.
  Comment.objects.filter({ author: OuterRef(OuterRef('pk')) });
  Comment.objects.filter({ text: OuterRef(OuterRef(Author, 'name')) });
  // @ts-expect-error misspelt path on the outer model
  OuterRef(OuterRef(Author, 'nmae'));
  // @ts-expect-error a number is no path
  OuterRef(3);
}
