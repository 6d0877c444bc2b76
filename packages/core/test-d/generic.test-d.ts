/** Functions over any queryset (the cookbook's pagination), and types for your own signatures. */

import { Author, Post } from './models.js';
import type { InputOf, Pk, QuerySet, RowOf, ShapeOf } from './surface.js';
import { Count } from './surface.js';

interface Pageable {
  slice(start: number, end?: number): this;
}
export function paginate<Q extends QuerySet<any>>(qs: Q, page: number, size = 20) {
  const start = (page - 1) * size;
  return qs.orderBy('pk').slice(start, start + size);
}
export async function use() {
  const a = (await paginate(Author.objects.all(), 1))[0]!;
  a.initials;
  const p = (await paginate(Post.objects.published().annotate({ n: Count('comments') }), 2))[0]!;
  p.n.toFixed();
  p.title;
  const input: InputOf<ShapeOf<Author>> = { name: 'x' };
  const key: Pk<Author> = 3;
  type Row = RowOf<ReturnType<typeof Post.objects.popular>>;
  const row = {} as Row;
  row.commentCount.toFixed();
  return [input, key] satisfies unknown[];
}
export type { Pageable };
