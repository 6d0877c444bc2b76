/** Ordered: the warning of a slice without an order, and what an order says of itself. */
import { Count, F } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Song } from '../models/index.js';
import type { Workbench } from './workbench.js';

/** Warnings that dorm gave while work ran. */
async function warnings(work: () => unknown): Promise<{ message: string; code: string | undefined }[]> {
  const seen: { message: string; code: string | undefined }[] = [];
  const listen = (warning: Error & { code?: string }) => {
    if (warning.name === 'DormWarning') seen.push({ message: warning.message, code: warning.code });
  };
  process.on('warning', listen);
  try {
    await work();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('warning', listen);
  }
  return seen;
}

function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  return work().finally(() => {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  });
}

export function orderedSuite({ it }: Workbench): void {
  it('S-015: a slice without an order warns, once for a query, however large its pages are', async () => {
    const shape = () => Author.objects.filter({ age__gt: 1, name__startsWith: 'x' });
    const seen = await warnings(async () => {
      await shape().slice(0, 3);
      await shape().slice(0, 3);
      await shape().slice(3, 9);
      await shape()
        .using('default')
        .slice(0, 1)
        .get()
        .catch(() => null);
    });
    expect(seen).toEqual([
      { message: expect.stringMatching(/library\.Author.*unordered/), code: 'DORM_UNORDERED_SLICE' },
    ]);
    const other = await warnings(() => Author.objects.filter({ age__lt: 1, name__startsWith: 'x' }).slice(0, 3));
    expect(other).toHaveLength(1);
  });

  it('S-015: no warning where an order is said, where it is all one, and in production', async () => {
    const some = () => Author.objects.filter({ age__gt: 2, name__endsWith: 'y' });
    const seen = await warnings(async () => {
      await some().orderBy('name').slice(0, 3);
      await some().orderBy('?').slice(0, 3);
      await some().slice(0, 3).count();
      await some().slice(0, 3).exists();
      await some();
      await some().first();
      await Book.objects.slice(0, 3); // the model's own order
      await Author.objects.filter({ pk: 1 }).slice(0, 1); // one row at most
      await inProduction(() => some().slice(0, 3).toArray());
    });
    expect(seen).toEqual([]);
  });

  it('S-015: ordered says whether rows come in an order', async () => {
    expect(Author.objects.all().ordered).toBe(false);
    expect(Author.objects.orderBy('age').ordered).toBe(true);
    expect(Author.objects.orderBy('?').ordered).toBe(true);
    expect(Author.objects.orderBy('age').orderBy().ordered).toBe(false);
    expect(Author.objects.none().ordered).toBe(true);
    expect(Book.objects.all().ordered).toBe(true);
    expect(Book.objects.orderBy().ordered).toBe(false);
    // An order of the model says nothing about groups of its rows.
    expect(Book.objects.values('author').annotate({ n: Count('id') }).ordered).toBe(false);
    expect(Author.objects.annotate({ n: Count('books') }).orderBy('n').ordered).toBe(true);
  });

  it('S-015: totallyOrdered says whether no two rows are equal in it', async () => {
    expect(Author.objects.all().totallyOrdered).toBe(false);
    expect(Author.objects.orderBy('age').totallyOrdered).toBe(false);
    expect(Author.objects.orderBy('?').totallyOrdered).toBe(false);
    expect(Author.objects.orderBy('-age', 'pk').totallyOrdered).toBe(true);
    expect(Author.objects.orderBy('-email').totallyOrdered).toBe(true);
    expect(Author.objects.orderBy(F('id').desc()).totallyOrdered).toBe(true);
    expect(Author.objects.orderBy(F('id').add(1)).totallyOrdered).toBe(false);
    expect(Author.objects.none().totallyOrdered).toBe(true);
    expect(Song.objects.all().totallyOrdered).toBe(true);
    expect(Book.objects.orderBy('author__email').totallyOrdered).toBe(false);
    // Joined to many rows, a key comes several times.
    expect(Author.objects.filter({ books__pages__gt: 1 }).orderBy('pk').totallyOrdered).toBe(false);
    expect(Author.objects.filter({ books__pages__gt: 1 }).distinct().orderBy('pk').totallyOrdered).toBe(true);
    expect(Author.objects.annotate({ n: Count('books') }).orderBy('n', 'pk').totallyOrdered).toBe(true);
    const groups = Book.objects.values('author', 'inPrint').annotate({ n: Count('id') });
    expect(groups.orderBy('author').totallyOrdered).toBe(false);
    expect(groups.orderBy('inPrint', '-author').totallyOrdered).toBe(true);
    expect(Book.objects.values('pages').distinct().orderBy('pages').totallyOrdered).toBe(true);
  });
}
