/** Conditions at their limits: lists of every type, deep and wide trees, columns against columns, JSON and bytes as values. */
import { DormError, F, JsonNull, Q } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, type Json, Publisher, Sample } from '../models/index.js';
import { counted, hostile, refusal } from './expectations.js';
import { fillShelf, makeAuthor, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

/** The count, or dorm's error: whatever else comes out fails the test. */
async function countOrRefusal(work: () => PromiseLike<number>): Promise<number | 'refused'> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DormError) return 'refused';
    throw error;
  }
}

export function conditionsSuite({ it }: Workbench): void {
  it('S-017: lists hold texts that look like numbers, quotes, JSON and every script', async () => {
    const words = [
      '1',
      '01',
      '1.0',
      '"',
      "'",
      '\\',
      '[1]',
      '{"a":1}',
      'null',
      'true',
      'é',
      '😀',
      '',
      ' ',
      'a,b',
      '\n',
      '\u2028',
    ];
    await Publisher.objects.bulkCreate(words.map((name) => new Publisher({ name })));
    for (const word of words) {
      expect(await Publisher.objects.filter({ name__in: [word] }).valuesList('name', { flat: true })).toEqual([word]);
      expect(await Publisher.objects.filter({ name__in: [word, 'absent'] }).count()).toBe(1);
      expect(await Publisher.objects.exclude({ name__in: [word] }).count()).toBe(words.length - 1);
    }
    expect(await Publisher.objects.filter({ name__in: words }).count()).toBe(words.length);
  });

  it('S-017: lists hold values of every type', async () => {
    const rows: Record<string, readonly [unknown, unknown]> = {
      float: [0.1, 1e21],
      bigInteger: [2n ** 53n + 1n, -5n],
      decimal: ['0.10', '123.45'],
      longDecimal: ['123456789012345678.0123456789', '-0.0000000001'],
      boolean: [true, false],
      date: ['2024-02-29', '0001-01-01'],
      time: ['12:30:15.123456', '00:00:00.001'],
      dateTime: [new Date('2024-01-29T12:30:15.250Z'), new Date(0)],
      microTime: ['2024-01-29T12:30:15.123456Z', '2024-01-29T12:30:15.123457Z'],
      duration: [1500, -0.001],
      uuid: ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '00000000-0000-4000-8000-000000000000'],
      ip: ['192.0.2.30', '2001:db8::1'],
      binary: [Uint8Array.of(0, 255), Uint8Array.of()],
    };
    for (const [field, [first, second]] of Object.entries(rows)) {
      const a = await Sample.objects.create(hostile<never>({ [field]: first }));
      const b = await Sample.objects.create(hostile<never>({ [field]: second }));
      const found = (list: unknown[]) =>
        Sample.objects
          .filter(hostile<object>({ [`${field}__in`]: list }))
          .orderBy('pk')
          .valuesList('pk', { flat: true });
      expect(await found([first]), field).toEqual([a.pk]);
      expect(await found([second]), field).toEqual([b.pk]);
      expect(await found([second, first]), field).toEqual([a.pk, b.pk]);
      expect(await Sample.objects.exclude(hostile<object>({ [`${field}__in`]: [first] })).count(), field).toBe(1);
      await Sample.objects.all().delete();
    }
  });

  it('T-100: JSON values are found by the whole value', async () => {
    const values: Json[] = [
      { a: 1 },
      { a: '1' },
      [1, 2],
      [2, 1],
      [],
      {},
      '',
      'text',
      '"quoted"',
      '1',
      1,
      1.5,
      true,
      false,
      'true',
      'null',
      { deep: [{ é: null }] },
    ];
    for (const json of values) await Sample.objects.create({ json });
    for (const json of values) {
      const found = await Sample.objects.filter({ json }).valuesList('json', { flat: true });
      expect(found.map((value) => JSON.stringify(value))).toEqual([JSON.stringify(json)]);
    }
    expect(await Sample.objects.exclude({ json: { a: 1 } }).count()).toBe(values.length - 1);
  });

  it('T-099: bytes are found by the whole value', async () => {
    await Sample.objects.create({ binary: Uint8Array.of(65) });
    await Sample.objects.create({ text: 'A' });
    expect(await Sample.objects.filter({ binary: Uint8Array.of(65) }).count()).toBe(1);
    expect(await Sample.objects.filter({ binary: Uint8Array.of(65, 0) }).count()).toBe(0);
    expect(await Sample.objects.exclude({ binary: Uint8Array.of(65) }).count()).toBe(1);
  });

  it('T-113: columns against columns: NULL on either side matches nothing, and exclude keeps the row', async () => {
    await fillShelf();
    // pages against the age of the author, which one author does not have.
    const longer = { pages__gt: F('author__age') };
    expect(await Book.objects.filter(longer).count()).toBe(3);
    expect(await Book.objects.exclude(longer).count()).toBe(1);
    expect(await Book.objects.filter(Q(longer).not().not()).count()).toBe(3);
    // Nobody is as old as his mentor; two authors have none.
    expect(await Author.objects.filter({ age: F('mentor__age') }).count()).toBe(0);
    expect(await Author.objects.exclude({ age: F('mentor__age') }).count()).toBe(3);
    expect(await Author.objects.exclude({ age__lt: F('mentor__age') }).count()).toBe(3);
    expect(await Author.objects.exclude({ age__gt: F('mentor__age') }).count()).toBe(2);
  });

  it('T-113: text, dates and decimals against columns', async () => {
    const { ursula } = await fillShelf();
    await Author.objects.filter({ pk: ursula.pk }).update({ name: 'Solaris' });
    expect(await titles(Book.objects.filter({ title__lt: F('author__name') }))).toEqual([
      'A Wizard of Earthsea',
      'Invisible Cities',
      'Solaris',
    ]);
    expect(await Book.objects.filter({ price: F('price') }).count()).toBe(4);
    expect(await Book.objects.filter({ price__gt: F('rating') }).count()).toBe(1);
    expect(await Book.objects.filter({ published: F('published') }).count()).toBe(2);
  });

  it('I-081: F stands on the right of exact, gt, gte, lt and lte, and in no other comparison of numbers', async () => {
    const signs: Record<string, (a: number, b: number) => boolean> = {
      exact: (a, b) => a === b,
      gt: (a, b) => a > b,
      gte: (a, b) => a >= b,
      lt: (a, b) => a < b,
      lte: (a, b) => a <= b,
    };
    const pairs = [null, 0, 1, 2].flatMap((a) => [null, 0, 1, 2].map((b) => [a, b] as const));
    await Sample.objects.bulkCreate(pairs.map(([integer, float]) => ({ integer, float })));
    for (const [sign, holds] of Object.entries(signs)) {
      const where: object = { [`integer__${sign}`]: F('float') };
      const wanted = pairs.filter(([a, b]) => a !== null && b !== null && holds(a, b));
      expect(await Sample.objects.filter(where).orderBy('pk').valuesList('integer', 'float'), sign).toEqual(wanted);
      expect(await Sample.objects.exclude(where).count(), sign).toBe(pairs.length - wanted.length);
    }
    expect(await Sample.objects.filter({ integer: F('float').add(1) }).count()).toBe(2);
    await refusal(() => Sample.objects.filter(hostile<object>({ integer__in: F('float') })));
    await refusal(() => Sample.objects.filter(hostile<object>({ integer__range: F('float') })));
    await refusal(() => Sample.objects.filter(hostile<object>({ integer__isNull: F('boolean') })));
  });

  it('T-009: an empty in is false wherever it stands, and its exclusion true', async () => {
    const { ursula } = await fillShelf();
    const never = { pages__in: [] as number[] };
    expect(await Book.objects.filter(never)).toEqual([]);
    expect(await Book.objects.filter(never).count()).toBe(0);
    expect(await Book.objects.filter(never).exists()).toBe(false);
    expect(await Book.objects.filter(never).first()).toBeNull();
    expect(await Book.objects.exclude(never).count()).toBe(4);
    expect(await Book.objects.filter(Q.or(never, { pages: 204 })).count()).toBe(1);
    expect(await Book.objects.filter(Q.and(never, { pages: 204 })).count()).toBe(0);
    expect(await Book.objects.filter(Q.not(Q.or(never, { pages: 204 }))).count()).toBe(3);
    expect(await Book.objects.filter(Q(never).not().not()).count()).toBe(0);
    expect(await Book.objects.exclude({ rating__in: [] }).count()).toBe(4);
    expect(await Book.objects.filter({ author__in: [] }).count()).toBe(0);
    expect(await Book.objects.exclude({ author__mentor__name__in: [] }).count()).toBe(4);
    expect(await Author.objects.filter({ books__pages__in: [] }).count()).toBe(0);
    expect(await Author.objects.exclude({ books__pages__in: [] }).count()).toBe(3);
    expect(await Author.objects.filter({ pk__in: [] }).update({ age: 1 })).toBe(0);
    expect(await Author.objects.filter({ pk__in: [] }).delete()).toEqual([0, {}]);
    expect(await Author.objects.filter({ pk: ursula.pk, age: 88 }).count()).toBe(1);
  });

  it('T-007: null, isNull and JSON null are three things', async () => {
    const values: Record<string, unknown> = {
      sql: null,
      json: JsonNull,
      key: { a: null },
      none: {},
    };
    for (const [char, json] of Object.entries(values)) await Sample.objects.create({ char, json: hostile<Json>(json) });
    const found = (where: object) => Sample.objects.filter(where).orderBy('pk').valuesList('char', { flat: true });
    expect(await found({ json: null })).toEqual(['sql']);
    expect(await found({ json__exact: null })).toEqual(['sql']);
    expect(await found({ json__isNull: true })).toEqual(['sql']);
    expect(await found({ json__isNull: false })).toEqual(['json', 'key', 'none']);
    expect(await found({ json: JsonNull })).toEqual(['json']);
    expect(await found({ json: { a: null } })).toEqual(['key']);
    expect(await found({ json: {} })).toEqual(['none']);
    expect(await found({ json: 'null' })).toEqual([]);
    expect(await Sample.objects.exclude({ json: JsonNull }).count()).toBe(3);
    expect(await Sample.objects.exclude({ json: null }).count()).toBe(3);
    const read = await Sample.objects.orderBy('pk').valuesList('json', { flat: true });
    expect(read).toEqual([null, JsonNull, { a: null }, {}]);
  });

  it('S-017: a very deep tree is answered or refused, never a crash', async () => {
    await makeAuthor('x', { age: 5 });
    for (const depth of [50, 1_000, 20_000]) {
      const answer = await countOrRefusal(() => {
        let tree = Q({ age: 5 }) as ReturnType<typeof Q<object>>;
        for (let n = 0; n < depth; n++)
          tree = tree
            .and(Q({ name: 'x' }).or({ age: n }))
            .not()
            .not() as typeof tree;
        return Author.objects.filter(hostile<object>(tree)).count();
      });
      expect(answer, String(depth)).toBe(depth === 50 ? 1 : answer);
    }
    expect(await Author.objects.count()).toBe(1);
  });

  it('S-017: a very wide condition is answered in one statement, or refused', async () => {
    await makeAuthor('x', { age: 5 });
    const wide = (width: number) => Q.or(...Array.from({ length: width }, (_, n) => ({ age: n })));
    expect(await counted(1, () => Author.objects.filter(wide(5_000)).count())).toBe(1);
    expect(await countOrRefusal(() => Author.objects.filter(wide(100_000)).count())).not.toBe(0);
  });

  it('S-017: the same condition twice, contradictions and tautologies', async () => {
    await fillShelf();
    expect(await Book.objects.filter({ pages: 204 }).filter({ pages: 204 }).count()).toBe(1);
    expect(await Book.objects.filter({ pages: 204 }).filter({ pages: 183 }).count()).toBe(0);
    expect(await Book.objects.filter({ pages: 204 }).exclude({ pages: 204 }).count()).toBe(0);
    expect(await Book.objects.filter(Q({ rating: 4 }).or(Q({ rating: 4 }).not())).count()).toBe(4);
    expect(await Book.objects.exclude({ rating: 4 }).exclude({ rating__isNull: true }).count()).toBe(1);
  });

  it('S-017: a Q may be used again, and never changes', async () => {
    await fillShelf();
    const long = Q({ pages__gt: 200 });
    const both = long.or({ pages: 165 });
    long.not();
    long.and({ title: 'x' });
    expect(await Book.objects.filter(long).count()).toBe(2);
    expect(await Book.objects.filter(both).count()).toBe(3);
    expect(await Book.objects.filter(long).exclude(both).count()).toBe(0);
  });

  it('S-017: conditions given in objects are read when they are given', async () => {
    await fillShelf();
    const where: { pages: number } = { pages: 204 };
    const list = [204];
    const books = Book.objects.filter(where).filter({ pages__in: list });
    where.pages = 1;
    list.push(183);
    list[0] = 1;
    expect(await titles(books)).toEqual(['Solaris']);
  });

  it('T-093: a Date that is changed later changes no query and no row', async () => {
    const at = new Date('2024-01-29T12:00:00Z');
    const sample = await Sample.objects.create({ dateTime: at });
    const mine = Sample.objects.filter({ dateTime: at });
    at.setFullYear(1999);
    expect(await mine.count()).toBe(1);
    await sample.refreshFromDb();
    expect(sample.dateTime?.getUTCFullYear()).toBe(2024);
  });
}
