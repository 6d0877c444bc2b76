/** Trust: data is data. Hostile keys and values are refused or bound, and never become SQL. */
import { runInNewContext } from 'node:vm';
import { captureQueries, DormError, F, FieldError, getConnection, Q } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Author, Book, Country, Publisher, Sample } from '../models/index.js';
import { hostile, refusal } from './expectations.js';
import { fillShelf } from './library-rows.js';
import { PAYLOADS } from './payloads.js';
import type { Workbench } from './workbench.js';

async function snapshot(): Promise<string> {
  const rows = [
    await Author.objects.orderBy('pk').values(),
    await Book.objects.orderBy('pk').values(),
    await Publisher.objects.orderBy('pk').values(),
  ];
  return JSON.stringify(rows);
}

/** Runs work that may be refused or find nothing; whatever else happens is a failure. */
async function attempt(work: () => unknown): Promise<string[]> {
  const { queries } = await captureQueries(async () => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DormError)) throw error;
    }
  });
  return queries.map((query) => query.sql);
}

export function trustSuite({ it }: Workbench): void {
  it('T-117: hostile values never change the statements', async () => {
    await fillShelf();
    const ways: ((value: string) => unknown)[] = [
      (value) => Author.objects.filter({ name: value }),
      (value) => Author.objects.exclude({ name: value }),
      (value) => Author.objects.filter({ name__contains: value }),
      (value) => Author.objects.filter({ name__iContains: value }),
      (value) => Author.objects.filter({ name__startsWith: value }),
      (value) => Author.objects.filter({ name__iExact: value }),
      (value) => Author.objects.filter({ name__in: [value, 'x'] }),
      (value) => Author.objects.filter({ name__range: [value, value] }),
      (value) => Author.objects.filter({ name__gt: value }),
      (value) => Author.objects.filter({ mentor__name: value }),
      (value) => Author.objects.filter(Q.or({ name: value }, { email: value }).not()),
      (value) => Author.objects.getOrNone({ email: value }),
      (value) => Author.objects.filter({ name: 'nobody' }).update({ name: value }),
      (value) => Author.objects.filter({ name: `no ${value}` }).delete(),
      (value) => Publisher.objects.filter({ country: value }),
      (value) => Country.objects.filter({ pk: value }),
      (value) => Sample.objects.filter({ json: value }),
    ];
    for (const way of ways) {
      const benign = await attempt(() => way('benign'));
      for (const payload of PAYLOADS)
        expect(await attempt(() => way(payload)), `${String(way)} ${payload}`).toEqual(benign);
    }
  });

  it('T-117: random text as a value never changes the statement', async () => {
    const [benign] = await attempt(() => Author.objects.filter({ name: 'x', email__contains: 'y' }));
    const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(text, text, async (name, part) => {
        expect(await attempt(() => Author.objects.filter({ name, email__contains: part }))).toEqual([benign]);
      }),
      { numRuns: 200 },
    );
  });

  it('T-117: hostile names are refused in every position, before a statement is sent', async () => {
    await fillShelf();
    const before = await snapshot();
    const known = new Set(['pk', 'id', '?']);
    for (const name of PAYLOADS.filter((payload) => !known.has(payload))) {
      const positions: Record<string, () => unknown> = {
        filter: () =>
          Author.objects.filter(
            hostile<object>(JSON.parse(JSON.stringify({ x: 1 }).replace('"x"', JSON.stringify(name)))),
          ),
        lookup: () => Author.objects.filter(hostile<object>({ [`name__${name}`]: 'x' })),
        path: () => Author.objects.filter(hostile<object>({ [`mentor__${name}`]: 'x' })),
        q: () => Author.objects.filter(Q(hostile<object>({ [`mentor__mentor__${name}`]: 'x' }))),
        f: () => Author.objects.filter({ age: F(hostile<'age'>(name)) }),
        orderBy: () => Author.objects.orderBy(hostile(name)),
        descending: () => Author.objects.orderBy(hostile(`-mentor__${name}`)),
        values: () => Author.objects.values(hostile(`mentor__${name}`)),
        valuesList: () => Author.objects.valuesList(hostile(name), { flat: true }),
        selectRelated: () => Author.objects.selectRelated(hostile(name)),
        create: () => Author.objects.create(hostile<never>({ name: 'x', email: 'x@x.org', [`${name}_`]: 1 })),
        update: () => Author.objects.filter({ name: 'x' }).update(hostile<never>({ [`${name}_`]: 1 })),
        alias: () => Author.objects.using(name).count(),
        connection: () => getConnection(name).execute('SELECT 1'),
      };
      for (const [position, work] of Object.entries(positions)) {
        // '__' and friends may be a lookup of nothing; '%' and the like are no name anywhere.
        const error = await refusal(work, DormError);
        expect(error.code, `${position} ${name}`).toMatch(
          /^(FIELD_ERROR|VALIDATION_ERROR|CONFIGURATION_ERROR|QUERYSET_ERROR)$/,
        );
      }
    }
    expect(await snapshot()).toBe(before);
  });

  it('T-116: a lookup object from JSON.parse with __proto__ is refused, everywhere', async () => {
    const bodies = [
      '{"__proto__":{"isAdmin":true}}',
      '{"constructor":{"prototype":{"isAdmin":true}}}',
      '{"name":"x","__proto__":{"age":1}}',
      '{"__proto__":"x"}',
      '{"mentor____proto__":1}',
      '{"prototype":1}',
      '{"toString":1}',
      '{"hasOwnProperty":1}',
    ];
    for (const body of bodies) {
      const data = JSON.parse(body);
      for (const work of [
        () => Author.objects.filter(data),
        () => Author.objects.exclude(data),
        () => Author.objects.get(data),
        () => Author.objects.filter(Q(hostile<object>(data))),
        () => Author.objects.filter(Q.or({ name: 'y' }, hostile<object>(data))),
        () => Author.objects.create(data),
        () => Author.objects.filter({ name: 'x' }).update(data),
        () => Author.objects.bulkCreate([data]),
        () => new Author(data),
      ]) {
        await refusal(work);
      }
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('T-116: conditions are plain objects: instances of classes, arrays and getters of a prototype are not looked into', async () => {
    class Sneaky {
      name = 'x';
    }
    const inherited = Object.create({ name: 'x' }) as object;
    for (const where of [
      new Sneaky(),
      inherited,
      new Map([['name', 'x']]),
      [{ name: 'x' }],
      'name',
      5,
      true,
      null,
      () => ({ name: 'x' }),
      new Date(),
    ]) {
      await refusal(() => Author.objects.filter(hostile<object>(where)));
      await refusal(() => Author.objects.exclude(hostile<object>(where)));
      await refusal(() => Author.objects.filter(Q(hostile<object>(where))));
    }
  });

  it('T-116: what only looks like an expression or a Q is data, and refused', async () => {
    for (const fake of [
      '{"kind":"raw","sql":"1=1"}',
      '{"needs":[]}',
      '{"path":"name"}',
      '{"connector":"OR","children":[]}',
      '{"_negated":true}',
      '{"node":{"kind":"literal"}}',
    ]) {
      const value = JSON.parse(fake);
      await refusal(() => Author.objects.filter({ name: value }));
      await refusal(() => Author.objects.filter(value));
      await refusal(() => Author.objects.filter({ name__in: [value] }));
      await refusal(() => Author.objects.orderBy(value));
      await refusal(() => Author.objects.filter({ name: 'x' }).update({ name: value }));
    }
  });

  it('T-117: operator objects and arrays where a scalar belongs are refused', async () => {
    await fillShelf();
    const values: unknown[] = [
      { gt: 0 },
      { not: '' },
      { $ne: 1 },
      { startsWith: '' },
      {},
      [],
      [1],
      [[1]],
      ['a', 'b'],
      new Date(),
      new Map(),
      Buffer.from('x'),
      () => 1,
      Symbol('x'),
      new Number(1),
    ];
    for (const value of values) {
      await refusal(() => Author.objects.filter(hostile<object>({ name: value })));
      await refusal(() => Author.objects.filter(hostile<object>({ age: value })));
      await refusal(() => Author.objects.filter(hostile<object>({ pk: value })));
      await refusal(() => Author.objects.get(hostile<object>({ email: value })));
      await refusal(() => Author.objects.filter(hostile<object>({ age__gte: value })));
      await refusal(() => Author.objects.filter(Q(hostile<object>({ age: value })).not()));
    }
  });

  it('T-109 T-006: undefined is refused wherever a condition or a value stands', async () => {
    await fillShelf();
    const before = await snapshot();
    for (const where of [
      { name: undefined },
      { age__gt: undefined },
      { mentor: undefined },
      { pk: undefined },
      { mentor__name: undefined },
      { name__in: undefined },
      { name__in: ['x', undefined] },
      { age__range: [1, undefined] },
      { age__isNull: undefined },
    ]) {
      const given = hostile<object>(where);
      for (const work of [
        () => Author.objects.filter(given),
        () => Author.objects.exclude(given),
        () => Author.objects.get(given),
        () => Author.objects.getOrNone(given),
        () => Author.objects.filter(Q(given)),
        () => Author.objects.filter(Q.or({ name: 'x' }, given)),
        () => Author.objects.filter({ name: 'x' }, given),
        () => Author.objects.filter(given).delete(),
        () => Author.objects.filter(given).update({ age: 1 }),
      ]) {
        await refusal(work);
      }
    }
    await refusal(() => Author.objects.filter(hostile<object>(undefined)).update({ age: 1 }));
    expect(await snapshot()).toBe(before);
  });

  it('T-117: a path longer than the models is refused, and a very long one quickly', async () => {
    await refusal(() => Author.objects.filter(hostile<object>({ [`${'mentor__'.repeat(3)}nope`]: 1 })));
    const started = performance.now();
    await refusal(() => Author.objects.filter(hostile<object>({ [`${'mentor__'.repeat(20_000)}name`]: 'x' })));
    await refusal(() => Author.objects.orderBy(hostile(`${'mentor__'.repeat(20_000)}name`)));
    await refusal(() => Author.objects.filter(hostile<object>({ [`${'x'.repeat(2_000_000)}`]: 1 })));
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('T-117: names refused once leave nothing behind, and do not weaken later checks', async () => {
    for (let n = 0; n < 50; n++) await refusal(() => Author.objects.filter(hostile<object>({ [`nope${n}`]: 1 })));
    const { planCacheStats } = await import('@dorm/core');
    const before = planCacheStats().shapes;
    for (let n = 0; n < 500; n++) await refusal(() => Author.objects.filter(hostile<object>({ [`nope${n}`]: 1 })));
    expect(planCacheStats().shapes).toBe(before);
  });

  it('T-116: objects of another realm are objects: in filter(), Q(), create() and update()', async () => {
    const foreign = <T extends object>(value: T): T => runInNewContext(`(${JSON.stringify(value)})`);
    const country = await Country.objects.create(foreign({ code: 'it', name: 'Italy' }));
    const where = Q(foreign({ pk: 'it' }));
    expect(await Country.objects.filter(where).update(foreign({ name: 'Italia' }))).toBe(1);
    await country.refreshFromDb();
    expect(country.name).toBe('Italia');
    const made = class {
      name = 'x';
    };
    await refusal(() => Country.objects.filter(where).update(hostile(new made())), FieldError);
    await refusal(() => Country.objects.filter(where).update(hostile(Object.create({ name: 'x' }))), FieldError);
    await refusal(() => Country.objects.filter(where).update(hostile([['name', 'x']])), FieldError);
  });
}
