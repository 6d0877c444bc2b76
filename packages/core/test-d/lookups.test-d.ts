/** filter, exclude, get, orderBy: paths at any depth, their values, and what is refused. */

import { Author, Comment, Post } from './models.js';
import { Case, Exists, F, JsonNull, OuterRef, Q, When } from './surface.js';

Post.objects.filter({
  author__name__iContains: 'x',
  views__gte: 3,
  publishedAt__year: 2020,
  author__posts__tags__label__in: ['a'],
});
Post.objects.filter({
  publishedAt__year__gte: 2020,
  pk: 1,
  id__in: [1, 2],
  authorId: 3,
  authorId__in: [1],
  author: 3,
  editor: null,
});
Post.objects.filter({ author__in: [1, 2], author__mentor__isNull: true, comments__text: 'x', comments__isNull: true });
Post.objects.filter({ author__in: Author.objects.filter({ role: 'admin' }) }); // a subquery
Post.objects.filter({ meta__theme: 'dark', meta__hasKey: 'theme' }); // paths into JSON
Post.objects.filter({ author__role: 'admin' }); // a choice field takes its choices
Post.objects.filter({ meta: JsonNull, meta__theme: JsonNull, meta__in: [JsonNull] });
Post.objects.filter({ author__lt: 3, author__range: [1, 2], author__mentor__gte: 3, authorId__lte: 1 });
Post.objects.filter({ id__in: new Set([1]), author__in: new Map([[1, 'x']]).keys(), title__in: new Set(['x']) });
Post.objects.filter({
  publishedAt__date__year__gt: 2020,
  publishedAt__date__year: 1,
  publishedAt__time__hour__in: [3],
});
Post.objects.values('publishedAt__date__year').orderBy('publishedAt__time__hour');
// @ts-expect-error a day has no hour
Post.objects.filter({ publishedAt__date__hour: 3 });
// @ts-expect-error wrong value behind two transforms
Post.objects.filter({ publishedAt__date__year__gt: 'x' });
// @ts-expect-error a day has no hour to read
Post.objects.values('publishedAt__date__hour');
// @ts-expect-error a text is no list
Post.objects.filter({ title__in: 'abc' });
// @ts-expect-error wrong values in the Set
Post.objects.filter({ id__in: new Set(['x']) });
// @ts-expect-error wrong key
Post.objects.filter({ author__lt: 'x' });
// @ts-expect-error no such choice
Post.objects.filter({ author__role: 'root' });
// @ts-expect-error no field 'nam' on Author
Post.objects.filter({ author__nam__iContains: 'x' });
// @ts-expect-error wrong value
Post.objects.filter({ author__age__gte: 'x' });
// @ts-expect-error no lookup 'contains' on 'views'
Post.objects.filter({ views__contains: 'x' });
// @ts-expect-error a NOT NULL field is never null
Post.objects.filter({ title: null });
// @ts-expect-error undefined is refused
Post.objects.filter({ title: undefined });
// @ts-expect-error wrong JSON value
Post.objects.filter({ meta__theme: 3 });
// @ts-expect-error no field
Post.objects.exclude({ nope: 1 });
// @ts-expect-error no field
void Post.objects.get({ nope: 1 });

// expressions as values: the path is checked here
Post.objects.filter({ views__gt: F('author__age') });
// @ts-expect-error no field 'agee'
Post.objects.filter({ views__gt: F('author__agee') });

// order
Post.objects.orderBy('-author__name', 'id', '?', 'authorId', F('views').desc({ nulls: 'last' }));
// @ts-expect-error no field
Post.objects.orderBy('-nope');
// @ts-expect-error no field on Author
Post.objects.orderBy('author__nope');
// @ts-expect-error no field
Post.objects.orderBy(F('nope').desc());

// Q: free-standing, checked where it is used
const hot = Q({ views__gt: 100 }).or({ author__role: 'admin' });
Post.objects
  .filter(hot, { title: 'x' })
  .exclude(hot.not())
  .filter(Q.or(hot, Q({ pk: 1 }), { title: 'y' }))
  .filter({ title: 'x' }, hot.and({ views: 3 }));
Post.objects.filter(Q({ views__gt: F('author__age') }));
// @ts-expect-error Author has no field 'views'
Author.objects.filter(hot);
// @ts-expect-error wrong value in a Q
Post.objects.filter(Q({ views__gt: 'x' }));
// @ts-expect-error misspelt in the second branch
Post.objects.filter(Q.or({ title: 'x' }, { titel: 'y' }));
// @ts-expect-error misspelt inside an F in a Q
Post.objects.filter(Q({ views__gt: F('nope') }));

// Exists is a condition
Post.objects.filter(Exists(Comment.objects.filter({ post: OuterRef('pk') })));
Post.objects.annotate({ k: Case(When(Exists(Comment.objects.all()), 1), { default: 0 }) });

// conditions that are not one literal: unions, optional keys, any
declare const flag: boolean, some: { title?: string }, either: { title: string } | { views: number }, anything: any;
Post.objects
  .filter(some)
  .filter(either)
  .filter(anything)
  .filter({ title: anything })
  .filter(Q({ title: anything }));
Post.objects.filter(flag ? { title: 'x' } : { views: 3 }).filter({ ...(flag ? { title: 'x' } : {}) });
// @ts-expect-error misspelt in one of the two
Post.objects.filter(flag ? { title: 'x' } : { viewz: 3 });
// @ts-expect-error neither a path nor an ordering
Post.objects.orderBy(3);
