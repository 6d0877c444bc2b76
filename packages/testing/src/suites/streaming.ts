/** iterator(): rows one by one, without holding the result or anybody else's connection. */
import { atomic, getConnection, sql } from '@dorm/core';
import { expect } from 'vitest';
import { Book, Publisher } from '../models/index.js';
import { counted, failure, hostile, refusal } from './expectations.js';
import { makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

async function fill(count: number): Promise<void> {
  await Publisher.objects.bulkCreate(
    Array.from({ length: count }, (_, n) => new Publisher({ name: `p${n}`, founded: n })),
  );
}

export function streamingSuite({ it }: Workbench): void {
  it('I-071: iterator() gives every row in order, for any chunkSize', async () => {
    await fill(2501);
    for (const chunkSize of [1, 7, 500, 2501, 5000, undefined]) {
      const seen: number[] = [];
      const rows = Publisher.objects.orderBy('-founded').iterator(chunkSize === undefined ? {} : { chunkSize });
      for await (const row of rows) seen.push(row.founded ?? -1);
      expect(seen).toEqual(Array.from({ length: 2501 }, (_, n) => 2500 - n));
    }
  });

  it('I-071: an empty result, a slice, values and selectRelated stream too', async () => {
    for await (const row of Publisher.objects.iterator()) throw new Error(row.name);
    await fill(10);
    const names: string[] = [];
    for await (const name of Publisher.objects
      .orderBy('founded')
      .slice(3, 6)
      .valuesList('name', { flat: true })
      .iterator({ chunkSize: 2 }))
      names.push(name);
    expect(names).toEqual(['p3', 'p4', 'p5']);
    const author = await makeAuthor('Ursula');
    await Book.objects.create({ title: 't', author });
    for await (const book of Book.objects.selectRelated('author').iterator()) expect(book.author.name).toBe('Ursula');
  });

  it('I-071: leaving the loop early gives everything back', async () => {
    await fill(2000);
    for (let round = 0; round < 30; round++) {
      for await (const row of Publisher.objects.orderBy('founded').iterator({ chunkSize: 10 })) {
        if (row.founded === 15) break;
      }
    }
    await counted(2, async () => {
      await Publisher.objects.create({ name: 'after' });
      expect(await Publisher.objects.count()).toBe(2001);
    });
    const { inUse } = getConnection().poolStats();
    expect(inUse).toBe(0);
  });

  it('I-071: an error in the loop comes out, and the connection stays usable', async () => {
    await fill(100);
    const loop = async (): Promise<void> => {
      for await (const row of Publisher.objects.iterator({ chunkSize: 10 }))
        if (row.founded !== null) throw new RangeError('mine');
    };
    await expect(loop()).rejects.toThrow(RangeError);
    expect(getConnection().poolStats().inUse).toBe(0);
    expect(await Publisher.objects.count()).toBe(100);
  });

  it('I-071: a stream that was never started, or was closed by hand, holds nothing', async () => {
    await fill(100);
    void Publisher.objects.iterator();
    const rows = Publisher.objects.orderBy('founded').iterator({ chunkSize: 10 })[Symbol.asyncIterator]();
    expect((await rows.next()).value?.founded).toBe(0);
    await rows.return?.();
    expect(await rows.next()).toEqual({ done: true, value: undefined });
    await rows.return?.();
    expect(getConnection().poolStats().inUse).toBe(0);
  });

  it('I-071: other queries and writes go on while a stream is open', async () => {
    await fill(300);
    const founded: (number | null)[] = [];
    for await (const row of Publisher.objects.orderBy('founded').iterator({ chunkSize: 50 })) {
      founded.push(row.founded);
      if (founded.length % 100 === 1) {
        await Publisher.objects.filter({ pk: row.pk }).update({ name: 'seen' });
        expect(await Publisher.objects.filter({ name: 'seen' }).count()).toBe(Math.ceil(founded.length / 100));
      }
    }
    expect(founded).toEqual(Array.from({ length: 300 }, (_, n) => n));
  });

  it('I-071: two streams at once keep apart', async () => {
    await fill(60);
    const left = Publisher.objects.orderBy('founded').iterator({ chunkSize: 7 })[Symbol.asyncIterator]();
    const right = Publisher.objects.orderBy('-founded').iterator({ chunkSize: 5 })[Symbol.asyncIterator]();
    for (let n = 0; n < 60; n++) {
      expect((await left.next()).value?.founded).toBe(n);
      expect((await right.next()).value?.founded).toBe(59 - n);
    }
    expect([(await left.next()).done, (await right.next()).done]).toEqual([true, true]);
  });

  it('I-071: inside atomic() a stream sees the rows of the block', async () => {
    await fill(5);
    await atomic(async () => {
      await Publisher.objects.create({ name: 'new', founded: 99 });
      const seen: (number | null)[] = [];
      for await (const row of Publisher.objects.orderBy('founded').iterator({ chunkSize: 2 })) seen.push(row.founded);
      expect(seen).toEqual([0, 1, 2, 3, 4, 99]);
      await Publisher.objects.create({ name: 'later' });
    });
    expect(await Publisher.objects.count()).toBe(7);
  });

  it('I-071: relations of streamed rows load for a chunk of peers', async () => {
    const authors = await Promise.all(Array.from({ length: 6 }, (_, n) => makeAuthor(`a${n}`)));
    await Book.objects.bulkCreate(authors.map((author, n) => new Book({ title: `b${n}`, author })));
    const names = await counted(3, async () => {
      const seen: string[] = [];
      for await (const book of Book.objects.orderBy('title').iterator({ chunkSize: 3 }))
        seen.push((await book.author).name);
      return seen;
    });
    expect(names).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5']);
  });

  it('I-071: the memory of a long stream stays flat', async () => {
    await fill(2000);
    for (let round = 0; round < 5; round++) {
      await getConnection().executeWrite(
        sql`INSERT INTO library_publisher (name, founded) SELECT name, founded FROM library_publisher`,
      );
    }
    const before = process.memoryUsage().heapUsed;
    let [rows, most] = [0, 0];
    for await (const row of Publisher.objects.iterator({ chunkSize: 500 })) {
      rows += row.name.length > 0 ? 1 : 0;
      if (rows % 5000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(rows).toBe(64_000);
    expect(most).toBeLessThan(60 * 2 ** 20);
  }, 60_000);

  it('T-028: a chunkSize that is no whole number from 1 is refused', async () => {
    for (const chunkSize of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '10', null, {}]) {
      await refusal(async () => {
        for await (const row of Publisher.objects.iterator({ chunkSize: hostile(chunkSize) })) throw row;
      }, Error);
    }
    await failure(async () => {
      for await (const row of Publisher.objects.iterator(hostile({ chunksize: 5 }))) throw row;
    });
  });

  it('I-071: several next() at once give each row once, and hold nothing when they are done', async () => {
    await fill(5);
    const rows = Publisher.objects.orderBy('founded').iterator({ chunkSize: 2 })[Symbol.asyncIterator]();
    const three = await Promise.all([rows.next(), rows.next(), rows.next()]);
    expect(three.map(({ value }) => (value as Publisher).founded)).toEqual([0, 1, 2]);
    await rows.return?.();
    expect(getConnection().poolStats().inUse).toBe(0);
  });

  it('T-028: executeStreaming() refuses a chunkSize that is no whole number from 1', async () => {
    for (const chunkSize of [0, -1, 1.5, Number.NaN, '10']) {
      await failure(async () => {
        const sent = getConnection().executeStreaming(sql`SELECT 1 AS n`, { chunkSize: hostile(chunkSize) });
        for await (const row of sent) expect(row).toEqual({ n: 1 });
      });
    }
  });
}
