/** Sizes at which an ORM breaks: long streams, long lists, deep conditions, many joins. `pnpm faults` asks the same at full size. */
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DormError, defineApp, FieldError, f, getConnection, Model, Q, sql } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Author, Book, Publisher, Review, Song } from '../models/index.js';
import { counted, hostile, refusal } from './expectations.js';
import { fillShelf, makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

const MEGABYTE = 2 ** 20;

/** Many publishers: some by dorm, which then double in the database. */
async function fill(count: number, doublings: number): Promise<void> {
  const first = Array.from({ length: count / 2 ** doublings }, (_, n) => new Publisher({ name: `p${n}`, founded: n }));
  await Publisher.objects.bulkCreate(first);
  for (let round = 0; round < doublings; round++) {
    await getConnection().executeWrite(
      sql`INSERT INTO library_publisher (name, founded) SELECT name, founded FROM library_publisher`,
    );
  }
}

/** Nothing is left taken, and the connection serves the next query. */
async function expectFree(rows: number): Promise<void> {
  expect(getConnection().poolStats().inUse).toBe(0);
  await Publisher.objects.filter({ founded: 0 }).update({ name: 'written' });
  expect(await Publisher.objects.count()).toBe(rows);
}

export function limitsSuite({ it, elsewhere }: Workbench): void {
  it('S-052 I-065: 100 MB in 100,000 rows of iterator() take less than 50 MB', async () => {
    const book = await Book.objects.create({ title: 't', author: await makeAuthor('x') });
    const body = 'x'.repeat(1000);
    await Review.objects.bulkCreate(Array.from({ length: 3125 }, () => new Review({ book, stars: 1, body })));
    for (let round = 0; round < 5; round++) {
      await getConnection().executeWrite(
        sql`INSERT INTO library_review (book_id, stars, body) SELECT book_id, stars, body FROM library_review`,
      );
    }
    const stream = async (rows: number, watch: () => void): Promise<number> => {
      let seen = 0;
      for await (const review of Review.objects.iterator({ chunkSize: 500 })) {
        seen += review.body.length === 1000 ? 1 : 0;
        if (seen % 5000 === 0) watch();
        if (seen === rows) break;
      }
      return seen;
    };
    // What the first rows cost is the price of code that runs for the first time.
    await stream(20_000, () => {});
    const before = process.memoryUsage().rss;
    let most = before;
    const seen = await stream(Number.POSITIVE_INFINITY, () => {
      most = Math.max(most, process.memoryUsage().rss);
    });
    expect(seen).toBe(100_000);
    expect((most - before) / MEGABYTE).toBeLessThan(50);
  }, 60_000);

  it('I-065: a loop left by break, by an error or by return gives the connection back', async () => {
    await fill(2000, 0);
    const rows = () => Publisher.objects.orderBy('founded').iterator({ chunkSize: 10 });
    const leave: Record<string, () => Promise<unknown>> = {
      async break() {
        for await (const row of rows()) if (row.founded === 15) break;
      },
      async return() {
        for await (const row of rows()) if (row.founded === 15) return row;
        return null;
      },
      async throw() {
        for await (const row of rows()) if (row.founded === 15) throw new RangeError('mine');
      },
    };
    for (const [way, work] of Object.entries(leave)) {
      for (let round = 0; round < 20; round++) {
        if (way === 'throw') await expect(work()).rejects.toThrow(RangeError);
        else await work();
      }
      await expectFree(2000);
    }
  });

  it('I-065: a pipeline that is aborted, or whose end fails, gives the connection back', async () => {
    await fill(2000, 0);
    const source = (): Readable => Readable.from(Publisher.objects.orderBy('founded').iterator({ chunkSize: 10 }));
    for (let round = 0; round < 10; round++) {
      const abort = new AbortController();
      let taken = 0;
      const slow = new Writable({
        objectMode: true,
        highWaterMark: 1,
        write(_row, _encoding, done) {
          taken += 1;
          if (taken === 15) abort.abort();
          setImmediate(done);
        },
      });
      await expect(pipeline(source(), slow, { signal: abort.signal })).rejects.toThrow(/abort/i);
      expect(taken).toBeLessThan(40);
      const broken = new Writable({ objectMode: true, write: (_row, _encoding, done) => done(new RangeError('full')) });
      await expect(pipeline(source(), broken)).rejects.toThrow('full');
    }
    // A stream is closed after its pipeline has failed.
    await sleep(0);
    await expectFree(2000);
  });

  it('I-065: a long loop lets timers run', async () => {
    await fill(20_000, 2);
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    let n = 0;
    for await (const row of Publisher.objects.iterator({ chunkSize: 100 })) n += row.name === '' ? 0 : 1;
    clearInterval(timer);
    expect(n).toBe(20_000);
    expect(ticks).toBeGreaterThan(3);
  });

  it('I-065: a consumer that waits holds the stream: no more than a chunk is read ahead', async () => {
    let made = 0;
    class Parcel extends Model<Parcel>('limits.Parcel')({ number: f.integer() }) {
      readonly serial = ++made;
    }
    await elsewhere({ apps: [defineApp('limits', { Parcel })] }, async () => {
      await Parcel.objects.bulkCreate(Array.from({ length: 1000 }, (_, number) => ({ number })));
      made = 0;
      const rows = Parcel.objects.orderBy('number').iterator({ chunkSize: 50 })[Symbol.asyncIterator]();
      for (const asked of [1, 50, 51, 500]) {
        let row = await rows.next();
        while (row.value?.number < asked - 1) row = await rows.next();
        await sleep(5);
        expect(made).toBeGreaterThanOrEqual(asked);
        expect(made).toBeLessThanOrEqual(Math.ceil(asked / 50) * 50);
      }
      await rows.return?.();
      expect(getConnection().poolStats().inUse).toBe(0);
    });
  });

  it('I-074: in takes 40,000 and 200,000 values, in one statement each', async () => {
    await fillShelf();
    for (const length of [40_000, 200_000]) {
      const numbers = Array.from({ length }, (_, n) => n + 200);
      const texts = [...numbers.map((n) => `text ${n}`), 'Solaris'];
      await counted(4, async () => {
        expect(await Book.objects.filter({ pages__in: numbers }).count()).toBe(2);
        expect(await Book.objects.exclude({ pages__in: numbers }).count()).toBe(2);
        expect(await Book.objects.filter({ title__in: texts }).valuesList('pages', { flat: true })).toEqual([204]);
        expect(await Author.objects.exclude({ books__pages__in: numbers }).count()).toBe(1);
      });
    }
  }, 60_000);

  it('I-082: a Q nested 500 deep is answered, in every way of nesting', async () => {
    await makeAuthor('x', { age: 5 });
    await Artist.objects.create({ name: 'x', age: 5 });
    type Tree = ReturnType<typeof Q<object>>;
    const nested = (levels: number, wrap: (tree: Tree, level: number) => unknown): Tree => {
      let tree: unknown = Q({ age: 6 });
      for (let level = 0; level < levels; level++) tree = wrap(tree as Tree, level);
      return tree as Tree;
    };
    const ways: Record<string, (tree: Tree, level: number) => unknown> = {
      methods: (tree, level) => (level % 2 === 0 ? tree.or({ age: 5 }) : tree.and({ name: 'x' })),
      functions: (tree, level) => (level % 2 === 0 ? Q.or({ age: 5 }, tree) : Q.and({ name: 'x' }, tree)),
      // NOT at every eighth level, each around an OR that holds: an even number of them.
      negations: (tree, level) => (level % 8 === 0 ? Q.not(Q.and(tree, { age: 6 })) : Q.and({ name: 'x' }, tree)),
    };
    for (const [way, wrap] of Object.entries(ways)) {
      const tree = nested(500, wrap);
      expect(await Author.objects.filter(hostile<object>(tree)).count(), way).toBe(1);
      expect(await Author.objects.exclude(hostile<object>(tree)).count(), way).toBe(0);
      const error = await refusal(
        () => Author.objects.filter(hostile<object>(nested(20_000, wrap))).toArray(),
        FieldError,
      );
      expect(error.hint, way).toMatch(/Q\.and/);
    }
    const far = nested(500, (tree, level) => (level % 2 === 0 ? tree.or({ songs__year: 1 }) : tree.and({ age: 5 })));
    expect(await Artist.objects.filter(hostile<object>(far)).count()).toBe(0);
  });

  it('I-082: NOT at each of many levels is answered, or refused with what to do', async () => {
    await makeAuthor('x', { age: 5 });
    for (const levels of [100, 400, 500, 1000]) {
      let tree = Q({ age: 5 }) as ReturnType<typeof Q<object>>;
      for (let n = 0; n < levels; n++) tree = tree.or({ name: 'y' }).not() as typeof tree;
      const ask = async () => expect(await Author.objects.filter(hostile<object>(tree)).count()).toBe(1);
      if (levels <= 400) await ask();
      else await answeredOrRefused(ask);
    }
  });

  it('60 joins in one query, and one join too many is refused with what to do', async () => {
    const artist = await Artist.objects.create({ name: 'x' });
    await Song.objects.create({ artist, year: 1 });
    const joined = (times: number) => {
      let query = Artist.objects.all();
      for (let n = 0; n < times; n++) query = query.filter({ songs__year__gte: n % 2 });
      return query;
    };
    await counted(1, async () => expect((await joined(60)).length).toBe(1));
    const mentors = Array.from({ length: 60 }, () => 'mentor').join('__');
    expect(await Artist.objects.selectRelated(hostile<'mentor'>(mentors)).count()).toBe(1);
    expect(await Artist.objects.selectRelated(hostile<'mentor'>(mentors))).toHaveLength(1);
    for (const times of [70, 200]) {
      await answeredOrRefused(async () => expect((await joined(times)).length).toBe(1));
    }
    expect(await Artist.objects.count()).toBe(1);
  });

  it('a path over more relations than models ever have is refused before it is sent', async () => {
    const error = await refusal(
      () => Artist.objects.filter(hostile<object>({ [`${'mentor__'.repeat(60)}name`]: 'x' })),
      FieldError,
    );
    expect(error.message).toMatch(/too many relations/);
    expect(error.hint).not.toBeNull();
  });
}

/** A database that cannot do it says so, with a hint. */
async function answeredOrRefused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DormError)) throw error;
    expect(error.hint, error.message).not.toBeNull();
  }
}
