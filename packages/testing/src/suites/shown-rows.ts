/** Rows that a manager hides: in its own queries and wherever a relation leads to many rows, and never behind a foreign key. */
import { atomic, Prefetch, Q } from '@dorm/core';
import { expect } from 'vitest';
import { Loan, Mark, Paper, PaperQuerySet, Reader, Seal, Shelf } from '../models/index.js';
import { counted, failure, statements } from './expectations.js';
import { join, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

/**
 * The shelf `top` has the papers `a` (marks red and the erased blue) and the erased `b` (mark red); the erased shelf `old` has `c`, marked
 * with nothing but blue. Paper `d` is on no shelf and has no mark.
 */
async function fill(): Promise<void> {
  const [top, old] = await Shelf.objects.bulkCreate([{ name: 'top' }, { name: 'old', erased: true }]);
  const [red, blue] = await Mark.objects.bulkCreate([{ name: 'red' }, { name: 'blue', erased: true }]);
  const [a, b, c] = await Paper.objects.bulkCreate([
    { title: 'a', pages: 10, shelf: top as Shelf },
    { title: 'b', pages: 20, shelf: top as Shelf, erased: true },
    { title: 'c', pages: 30, shelf: old as Shelf },
    { title: 'd' },
  ]);
  await join('vault.Paper_marks', [
    { paper: a, mark: red },
    { paper: a, mark: blue },
    { paper: b, mark: red },
    { paper: c, mark: blue },
  ]);
  await Seal.objects.create({ paper: a as Paper, wax: 'gold', erased: true });
}

const papers = () => Paper.objects.orderBy('title');
const shelves = () => Shelf.allObjects.orderBy('name');

export function shownRowsSuite({ it }: Workbench): void {
  it('I-020 I-072: a manager that takes the name of an inherited one hides what that one hides', async () => {
    await fill();
    expect(papers()).toBeInstanceOf(PaperQuerySet);
    expect(await namesOf(papers())).toEqual(['a', 'c', 'd']);
    expect(await namesOf(papers().thick())).toEqual(['a', 'c']);
    expect(await namesOf(Paper.allObjects.orderBy('title'))).toEqual(['a', 'b', 'c', 'd']);
    expect(await namesOf(Paper.erasedObjects.all())).toEqual(['b']);
    expect([await Paper.objects.count(), await Paper.allObjects.count()]).toEqual([3, 4]);
    expect([
      await Paper.objects.filter({ title: 'b' }).exists(),
      await Paper.allObjects.filter({ title: 'b' }).exists(),
    ]).toEqual([false, true]);
    await failure(() => Paper.objects.get({ title: 'b' }), Paper.DoesNotExist);
    expect(await Paper.objects.valuesList('title', { flat: true }).orderBy('-title').first()).toBe('d');
    expect((await Paper.objects.last())?.title).toBe('d');
    expect([...(await Paper.objects.inBulk()).values()].map(({ title }) => title)).toEqual(['a', 'c', 'd']);
    const streamed: string[] = [];
    for await (const paper of papers().iterator({ chunkSize: 1 })) streamed.push(paper.title);
    expect(streamed).toEqual(['a', 'c', 'd']);
  });

  it('T-069: joins to many rows, EXISTS and NOT EXISTS see the rows that the other side shows', async () => {
    await fill();
    expect(await namesOf(shelves().filter({ papers__title: 'a' }))).toEqual(['top']);
    expect(await namesOf(shelves().filter({ papers__title: 'b' }))).toEqual([]);
    expect(await namesOf(shelves().filter({ papers__pages__gte: 10 }))).toEqual(['old', 'top']);
    expect(await namesOf(shelves().exclude({ papers__title: 'b' }))).toEqual(['old', 'top']);
    expect(await namesOf(shelves().exclude({ papers__title: 'a' }))).toEqual(['old']);
    expect(await namesOf(shelves().filter(Q.or({ papers__title: 'b' }, { name: 'old' })))).toEqual(['old']);
    expect(await namesOf(shelves().filter(Q.not({ papers__title: 'b' })))).toEqual(['old', 'top']);
    const b = await Paper.allObjects.get({ title: 'b' });
    expect(await namesOf(shelves().filter({ papers: b }))).toEqual([]);
    await Paper.objects.filter({ title: 'a' }).update({ erased: true });
    expect(await namesOf(shelves().filter({ papers__isNull: true }))).toEqual(['top']);
    expect(await namesOf(shelves().filter({ papers__isNull: false }))).toEqual(['old']);
    expect(await namesOf(shelves().exclude({ papers__isNull: true }))).toEqual(['old']);
    expect(await namesOf(shelves().exclude({ papers__isNull: false }))).toEqual(['top']);
    expect(await shelves().orderBy('papers__title').valuesList('name', 'papers__title')).toEqual([
      ['top', null],
      ['old', 'c'],
    ]);
  });

  it('T-069: across a joining table neither the row beyond nor the link to it is seen', async () => {
    await fill();
    const [red, blue] = await Mark.allObjects.orderBy('-name');
    expect(await namesOf(papers().filter({ marks__name: 'red' }))).toEqual(['a']);
    expect(await namesOf(papers().filter({ marks__name: 'blue' }))).toEqual([]);
    expect(await namesOf(papers().filter({ marks: blue as Mark }))).toEqual([]);
    expect(await namesOf(papers().filter({ marks__in: [red as Mark, blue as Mark] }))).toEqual(['a']);
    expect(await namesOf(papers().exclude({ marks: blue as Mark }))).toEqual(['a', 'c', 'd']);
    expect(await namesOf(papers().exclude({ marks__name: 'blue' }))).toEqual(['a', 'c', 'd']);
    expect(await namesOf(papers().filter({ marks__isNull: true }))).toEqual(['c', 'd']);
    expect(await namesOf(papers().filter({ marks__isNull: false }))).toEqual(['a']);
    expect(await namesOf(papers().exclude({ marks__isNull: true }))).toEqual(['a']);
    expect(await papers().valuesList('title', 'marks__name')).toEqual([
      ['a', 'red'],
      ['c', null],
      ['d', null],
    ]);
    expect(await namesOf(Mark.allObjects.filter({ papers__title: 'b' }))).toEqual([]);
    expect(await namesOf(Mark.allObjects.filter({ papers__title: 'c' }))).toEqual(['blue']);
    expect(await namesOf(shelves().filter({ papers__marks__name: 'blue' }))).toEqual([]);
  });

  it('T-069: a joining model of its own is seen; across it, only rows that are shown', async () => {
    await fill();
    const [a, , c] = await Paper.allObjects.orderBy('title');
    const [eve, gone] = await Reader.objects.bulkCreate([{ name: 'eve' }, { name: 'gone', erased: true }]);
    await Loan.objects.bulkCreate([
      { paper: a as Paper, reader: eve as Reader, days: 1 },
      { paper: a as Paper, reader: gone as Reader, days: 2 },
      { paper: c as Paper, reader: gone as Reader, days: 3 },
    ]);
    expect(await namesOf(papers().filter({ loans__days: 2 }))).toEqual(['a']);
    expect(await namesOf(papers().filter({ loans__reader__name: 'gone' }))).toEqual(['a', 'c']);
    expect(await namesOf(papers().filter({ readers__name: 'gone' }))).toEqual([]);
    // In one call, in either order.
    expect(await namesOf(papers().filter({ loans__days: 2, readers__name: 'gone' }))).toEqual([]);
    expect(await namesOf(papers().filter({ readers__name: 'eve', loans__days: 2 }))).toEqual(['a']);
    expect(await namesOf(papers().filter(Q.or({ loans__days: 3 }, { readers__name: 'gone' })))).toEqual(['c']);
    expect(await namesOf(papers().filter(Q.or({ readers__name: 'gone' }, { loans__days: 3 })))).toEqual(['c']);
    // From one row, the first filter() speaks of the joining row that led there.
    const one = await Reader.objects.get();
    expect(await namesOf(one.papers.filter({ readers__name: 'eve' }))).toEqual(['a']);
    expect(await namesOf(one.papers.filter({ readers__name: 'gone' }))).toEqual([]);
    const [sql = ''] = await statements(() => one.papers.filter({ readers: one }));
    expect(sql.match(/join .vault_loan/gi)).toHaveLength(1);
  });

  it('T-069 I-093 I-094: related managers, their cache and prefetches start from what the default manager shows', async () => {
    await fill();
    const [old, top] = await shelves();
    const a = await Paper.objects.get({ title: 'a' });
    expect(await namesOf((top as Shelf).papers)).toEqual(['a']);
    expect(await (top as Shelf).papers.count()).toBe(1);
    expect(await namesOf((top as Shelf).papers.thick())).toEqual(['a']);
    expect(await namesOf((old as Shelf).papers)).toEqual(['c']);
    expect(await namesOf(a.marks)).toEqual(['red']);
    expect(await namesOf(a.marks.all())).toEqual(['red']);
    const blue = await Mark.allObjects.get({ name: 'blue' });
    // The mark is given: its papers are asked for, whether it is shown or not.
    expect(await namesOf(blue.papers.orderBy('title'))).toEqual(['a', 'c']);
    await counted(3, async () => {
      const loaded = await Shelf.allObjects.prefetchRelated('papers__marks').get({ name: 'top' });
      expect((await loaded.papers).map(({ title }) => title)).toEqual(['a']);
      expect(await namesOf((await loaded.papers)[0]?.marks as never)).toEqual(['red']);
    });
    const all = Prefetch('papers', { queryset: Paper.allObjects.orderBy('title') });
    expect(await namesOf((await shelves().prefetchRelated(all).get({ name: 'top' })).papers)).toEqual(['a', 'b']);
  });

  it('T-069: a foreign key and a one-to-one find their row, shown or not: awaited, selected, prefetched, filtered', async () => {
    await fill();
    const c = await Paper.objects.get({ title: 'c' });
    expect((await c.shelf)?.name).toBe('old');
    expect((await Paper.objects.selectRelated('shelf').get({ title: 'c' })).shelf?.name).toBe('old');
    const prefetched = await Paper.objects.prefetchRelated('shelf').get({ title: 'c' });
    await counted(0, async () => expect((await prefetched.shelf)?.name).toBe('old'));
    expect(await namesOf(papers().filter({ shelf__name: 'old' }))).toEqual(['c']);
    expect(await namesOf(papers().exclude({ shelf__name: 'old' }))).toEqual(['a', 'd']);
    expect(await papers().valuesList('shelf__name', { flat: true })).toEqual(['top', 'old', null]);
    const a = await Paper.objects.get({ title: 'a' });
    expect((await a.seal)?.wax).toBe('gold');
    expect((await Paper.objects.selectRelated('seal').get({ title: 'a' })).seal?.wax).toBe('gold');
    expect(await namesOf(papers().filter({ seal__wax: 'gold' }))).toEqual(['a']);
  });

  it('T-011 T-069: a QuerySet in another one keeps what its manager hides', async () => {
    await fill();
    expect(await namesOf(shelves().filter({ pk__in: Paper.objects.values('shelf') }))).toEqual(['old', 'top']);
    await Paper.objects.filter({ title: 'a' }).update({ erased: true });
    expect(await namesOf(shelves().filter({ pk__in: Paper.objects.values('shelf') }))).toEqual(['old']);
    expect(await namesOf(shelves().exclude({ pk__in: Paper.objects.values('shelf') }))).toEqual(['top']);
    expect(await namesOf(shelves().filter({ pk__in: Paper.allObjects.values('shelf') }))).toEqual(['old', 'top']);
    const lastOne = Paper.objects.orderBy('-title').slice(0, 2).values('shelf');
    expect(await namesOf(shelves().filter({ pk__in: lastOne }))).toEqual(['old']);
  });

  it('T-069: update() and delete() touch what their manager shows, save(), delete() and refreshFromDb() their own row', async () => {
    await fill();
    expect(await Paper.objects.all().update({ pages: 5 })).toBe(3);
    expect(await Paper.objects.filter({ marks__name: 'red' }).update({ pages: 6 })).toBe(1);
    expect(await Paper.allObjects.orderBy('title').valuesList('pages', { flat: true })).toEqual([6, 20, 5, 5]);
    const b = await Paper.allObjects.get({ title: 'b' });
    b.pages = 7;
    await b.save();
    await b.refreshFromDb();
    expect(b.pages).toBe(7);
    await atomic(async () => expect(await Seal.objects.all().delete()).toEqual([0, {}]));
    expect(await Seal.erasedObjects.all().delete()).toEqual([1, { 'vault.Seal': 1 }]);
    const hidden = await Mark.allObjects.create({ name: 'grey', erased: true });
    expect(await hidden.delete()).toEqual([1, { 'vault.Mark': 1 }]);
  });

  it('T-069 T-022: the condition stands in the SQL once a table, and a repeated query has one plan', async () => {
    const [first = '', again = ''] = await statements(async () => {
      await papers().filter({ title: 'a' });
      await papers().filter({ title: 'b' });
    });
    expect(first).toBe(again);
    expect(first.match(/erased. = /g)).toHaveLength(1);
    const [all = ''] = await statements(() => Paper.allObjects.filter({ title: 'a' }));
    expect(all).not.toMatch(/erased. = /);
  });
}
