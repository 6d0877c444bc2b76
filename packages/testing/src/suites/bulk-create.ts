/** bulkCreate(): many rows, with their keys, all or none. */
import { DormError, IntegrityError } from '@dorm/core';
import { expect } from 'vitest';
import { Author, BigKey, Book, Country, Publisher, Sample, Ticket, UuidKey } from '../models/index.js';
import { counted, failure, hostile, refusal, stateOf } from './expectations.js';
import { makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

const many = (count: number): Publisher[] => Array.from({ length: count }, (_, n) => new Publisher({ name: `p${n}` }));

export function bulkCreateSuite({ it }: Workbench): void {
  it('I-049: instances come back in their order, stored and with their keys', async () => {
    const rows = many(25);
    const made = await Publisher.objects.bulkCreate(rows);
    expect(made).toHaveLength(25);
    for (const [n, row] of made.entries()) {
      expect(row).toBe(rows[n]);
      expect(stateOf(row)).toMatchObject({ adding: false, db: 'default' });
    }
    const stored = new Map(await Publisher.objects.valuesList('pk', 'name'));
    expect(stored.size).toBe(25);
    for (const row of made) expect(stored.get(row.pk)).toBe(row.name);
  });

  it('I-049: plain objects are taken too, beside instances', async () => {
    const author = await makeAuthor('x');
    const made = await Book.objects.bulkCreate([
      { title: 'a', author },
      { title: 'b', authorId: author.pk, pages: 7 },
      new Book({ title: 'c', author }),
    ]);
    expect(made.map((book) => book instanceof Book)).toEqual([true, true, true]);
    expect(await Book.objects.valuesList('title', 'pages')).toEqual([
      ['a', 0],
      ['b', 7],
      ['c', 0],
    ]);
  });

  it('I-049: no rows send nothing', async () => {
    expect(await counted(0, () => Publisher.objects.bulkCreate([]))).toEqual([]);
  });

  it('I-049: options that are unknown or wrong are refused, never ignored', async () => {
    for (const batchSize of [0, -1, 1.5, Number.NaN, '4', null, {}]) {
      await refusal(() => Publisher.objects.bulkCreate(many(1), { batchSize: hostile(batchSize) }), DormError);
    }
    await refusal(() => Publisher.objects.bulkCreate(many(1), hostile({ batchsize: 5 })), DormError);
    await refusal(() => Publisher.objects.bulkCreate(many(1), hostile(5)), DormError);
    expect(await Publisher.objects.count()).toBe(0);
  });

  it('I-049: more rows than parameters fit in one statement', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => new Publisher({ name: `p${n}`, founded: n }));
    await Publisher.objects.bulkCreate(rows);
    expect(await Publisher.objects.count()).toBe(20_000);
    expect((await Publisher.objects.get({ founded: 19_999 })).pk).toBe(rows[19_999]?.pk);
  }, 60_000);

  it('I-049: all rows or none', async () => {
    await Country.objects.create({ code: 'pl', name: 'Polska' });
    const rows = ['aa', 'bb', 'cc', 'pl', 'dd'].map((code) => new Country({ code, name: code }));
    await failure(() => Country.objects.bulkCreate(rows), IntegrityError);
    expect(await Country.objects.count()).toBe(1);
    expect(stateOf(rows[0] as Country).adding).toBe(true);
  });

  it('I-049: one bad value stops everything before a statement is sent', async () => {
    const author = await makeAuthor('x');
    const rows = [
      { title: 'fine', author },
      { title: 'bad', author, pages: 'many' },
    ];
    await refusal(() => Book.objects.bulkCreate(hostile<never>(rows)));
    await refusal(() => Book.objects.bulkCreate(hostile<never>([{ title: 'fine', author }, { title: 'no author' }])));
    await refusal(() => Book.objects.bulkCreate(hostile<never>([{ title: 'fine', author, nope: 1 }])));
    await refusal(() =>
      Book.objects.bulkCreate(hostile<never>([{ title: 'x', author: new Author({ name: 'unsaved' }) }])),
    );
    for (const row of [null, 1, 'x', [], undefined, author]) {
      await refusal(() => Book.objects.bulkCreate(hostile<never>([{ title: 'fine', author }, row])), DormError);
    }
    for (const all of [null, 'x', { title: 'x', author }, 3]) {
      await refusal(() => Book.objects.bulkCreate(hostile<never>(all)), DormError);
    }
    expect(await Book.objects.count()).toBe(0);
  });

  it('I-045: defaults, autoNow and dbDefault are filled in', async () => {
    const [ticket] = await Ticket.objects.bulkCreate([
      { subject: 's', code: 'c' },
      { subject: 't', code: 'd', source: 'app' },
    ]);
    expect(ticket?.status).toBe('open');
    expect(await Ticket.objects.orderBy('code').valuesList('source', 'status')).toEqual([
      ['web', 'open'],
      ['app', 'open'],
    ]);
    expect(await Ticket.objects.filter({ createdAt: ticket?.createdAt as Date }).count()).toBeGreaterThan(0);
  });

  it('I-032: keys that are made here are kept', async () => {
    const rows = [new UuidKey({ label: 'a' }), new UuidKey({ label: 'b' })];
    const keys = rows.map((row) => row.pk);
    await UuidKey.objects.bulkCreate(rows);
    expect((await UuidKey.objects.orderBy('label')).map((row) => row.pk)).toEqual(keys);
  });

  it('I-002: given and generated keys mix', async () => {
    const rows = await BigKey.objects.bulkCreate([
      new BigKey({ label: 'a' }),
      new BigKey({ id: 5000, label: 'b' }),
      new BigKey({ label: 'c' }),
    ]);
    for (const row of rows) expect((await BigKey.objects.get({ label: row.label })).pk).toBe(row.pk);
    expect(rows[1]?.pk).toBe(5000);
  });

  it('I-036: values of every type, rows of different shape', async () => {
    const rows = [{ json: { a: 1 } }, { bigInteger: 5n, decimal: '1.5' }, {}, { dateTime: new Date(5), boolean: true }];
    await Sample.objects.bulkCreate(hostile<never>(rows));
    expect(await Sample.objects.orderBy('pk').valuesList('json', 'bigInteger', 'decimal', 'boolean')).toEqual([
      [{ a: 1 }, null, null, null],
      [null, 5n, '1.50', null],
      [null, null, null, null],
      [null, null, null, true],
    ]);
  });
}
