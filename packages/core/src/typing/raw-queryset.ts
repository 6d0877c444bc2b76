/** RawQuerySet: instances of SQL that was written by hand. */
import type { RawNode } from '@dorm/query';
import type { As } from './fields.js';
import type { ColumnName } from './instance.js';
import type { AnyPrefetch, CheckPrefetches, Prefetched } from './prefetch.js';
import type { SqlText } from './queryset.js';

/** What raw() reads: SQL made by the `sql` tag, or a text without values. */
export type RawSql = RawNode | string;

export interface RawOptions<M, X> {
  /** Fields by column, for columns that are called otherwise than their field's: `{ writer: 'name' }`. */
  translations?: Readonly<Record<string, ColumnName<M> | 'pk' | 'id'>>;
  /** The type of the columns that are no fields': `as<{ n: number }>()`. Nothing is checked at run time. */
  annotations?: As<X>;
}
/** Instances of model M, with what else their rows have, of a statement by hand. Await it, or iterate it, to run it; it runs once. */
export interface RawQuerySet<M, Row> {
  then<T = Row[], E = never>(
    ok?: ((rows: Row[]) => T | PromiseLike<T>) | null,
    failed?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<T | E>;
  /** The rows, as a plain promise. */
  toArray(): Promise<Row[]>;
  [Symbol.asyncIterator](): AsyncIterator<Row>;
  /** The rows one by one as the database gives them, without holding them all. `chunkSize` rows (default 2,000) are read at a time. */
  iterator(options?: { chunkSize?: number }): AsyncIterable<Row>;
  /** On the database of this alias. */
  using(alias: string): RawQuerySet<M, Row>;
  /** Loads relations of any sort, each in one more query. */
  prefetchRelated<const X extends readonly (string | AnyPrefetch)[]>(
    ...what: CheckPrefetches<M, X>
  ): RawQuerySet<M, [X[number]] extends [string] ? Row : Row & Prefetched<X[number]>>;
  /** The SQL and the values it binds; nothing runs. */
  toSql(): SqlText;
}
