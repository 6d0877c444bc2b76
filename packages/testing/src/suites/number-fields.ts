/** Number fields: integers of every width, bigint, float, decimal, boolean, duration. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { BigKey, Book, Sample } from '../models/index.js';
import { failure, hostile, refusal } from './expectations.js';
import { makeAuthor } from './library-rows.js';
import { expectKept, roundTrip, waysIn } from './round-trip.js';
import type { Workbench } from './workbench.js';

const SAFE = Number.MAX_SAFE_INTEGER;
const INT64 = 2n ** 63n;

/** Fields with the least and the greatest value they hold. */
const RANGES: Record<string, readonly [number | bigint, number | bigint]> = {
  smallInteger: [-32_768, 32_767],
  integer: [-2_147_483_648, 2_147_483_647],
  bigInteger: [-INT64, INT64 - 1n],
  positiveSmall: [0, 32_767],
  positive: [0, 2_147_483_647],
  positiveBig: [0, SAFE],
};

async function expectRefused(field: string, value: unknown): Promise<void> {
  for (const [way, work] of Object.entries(waysIn(field, value))) {
    const error = await refusal(work);
    expect(error.message, `${field} by ${way}`).toContain(field);
  }
}

export function numberFieldsSuite({ it }: Workbench): void {
  it('I-027 I-028: integers keep every value of their range, both ends included', async () => {
    for (const [field, [least, greatest]] of Object.entries(RANGES)) {
      await expectKept(field, least);
      await expectKept(field, greatest);
    }
    expect(await Sample.objects.count()).toBe(0);
  });

  it('I-027 I-028: a value outside the range is refused before a statement is sent', async () => {
    for (const [field, [least, greatest]] of Object.entries(RANGES)) {
      const [under, over] =
        typeof least === 'bigint' ? [least - 1n, BigInt(greatest) + 1n] : [least - 1, Number(greatest) + 1];
      for (const way of ['create', 'save', 'bulkCreate', 'update']) {
        await refusal(waysIn(field, under)[way] as () => unknown);
        await refusal(waysIn(field, over)[way] as () => unknown);
      }
    }
  });

  it('T-091: bigint is exact at and beyond 2^53, in rows, values, filters and order', async () => {
    const edges = [2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, INT64 - 1n, -INT64, 0n];
    for (const edge of edges) await expectKept('bigInteger', edge);
    await Sample.objects.bulkCreate(edges.map((bigInteger) => new Sample({ bigInteger })));
    const sorted = [...edges].sort((a, b) => (a < b ? -1 : 1));
    expect(await Sample.objects.orderBy('bigInteger').valuesList('bigInteger', { flat: true })).toEqual(sorted);
    expect(await Sample.objects.filter({ bigInteger: 2n ** 53n + 1n }).count()).toBe(1);
    expect(await Sample.objects.filter({ bigInteger__gt: 2n ** 53n }).count()).toBe(2);
    expect(await Sample.objects.filter({ bigInteger__in: [2n ** 53n + 1n, 2n ** 53n] }).count()).toBe(2);
  });

  it('T-091: every bigint round trips', async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: -INT64, max: INT64 - 1n }), async (value) => {
        expect(await roundTrip('bigInteger', value)).toBe(value);
      }),
      { numRuns: 150 },
    );
  });

  it('T-091: a number past 2^53 is an error where a number is kept, never rounded', async () => {
    await expectRefused('positiveBig', 2 ** 53);
    for (const id of [2 ** 53, -(2 ** 53), 2 ** 60]) {
      await refusal(() => BigKey.objects.create(hostile<never>({ id })));
      await refusal(() => BigKey.objects.filter({ id }));
      await refusal(() => BigKey.objects.get({ pk: id }));
    }
    await BigKey.objects.create(hostile<never>({ id: SAFE }));
    expect((await BigKey.objects.get({ pk: SAFE })).id).toBe(SAFE);
  });

  it('I-027 T-020: what stands for a number is taken as one, anything else is refused', async () => {
    await Sample.objects.create({ integer: 12 });
    expect(await Sample.objects.filter({ integer: hostile<never>('12') }).count()).toBe(1);
    expect(await Sample.objects.filter({ integer__in: hostile<never>(['12', 13]) }).count()).toBe(1);
    expect(await roundTrip('integer', '7')).toBe(7);
    expect(await roundTrip('bigInteger', 7)).toBe(7n);
    for (const value of [
      '',
      ' ',
      'x',
      '1e3x',
      '0x10',
      '12abc',
      '1.5',
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      {},
      [],
      [1],
      { gt: 0 },
      new Date(0),
      () => 1,
      Symbol('s'),
    ]) {
      await expectRefused('integer', value);
    }
  });

  it('I-029: floats keep every finite value, and whole ones are numbers too', async () => {
    for (const value of [0.1, 1 / 3, -2.5, 1e308, 5e-324, Number.MAX_VALUE, Number.EPSILON, 2, -7, 2 ** 53, 1e21]) {
      await expectKept('float', value);
    }
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        expect(await roundTrip('float', value)).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 150 },
    );
  });

  it('I-029: NaN is refused, an infinity is refused or kept: never changed in silence', async () => {
    await expectRefused('float', Number.NaN);
    for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const sample = new Sample();
      sample.float = value;
      let saved = true;
      await sample.save().catch(() => (saved = false));
      if (saved) expect((await Sample.objects.get({ pk: sample.pk })).float).toBe(value);
      else expect(await Sample.objects.count()).toBe(0);
    }
  });

  it('T-092: decimals are exact text at the scale of the field', async () => {
    await expectKept('decimal', '0.10', '0.10');
    await expectKept('decimal', '9999999999.99');
    await expectKept('decimal', '-9999999999.99');
    await expectKept('decimal', '5', '5.00');
    await expectKept('decimal', '-0.5', '-0.50');
    await expectKept('longDecimal', '123456789012345678.0123456789');
    await expectKept('longDecimal', '-999999999999999999.9999999999');
    await expectKept('longDecimal', '0.0000000001');
    await expectKept('longDecimal', '1', '1.0000000000');
  });

  it('T-092: every decimal of 28 digits round trips', async () => {
    const digits = (n: number) => fc.bigInt({ min: 0n, max: 10n ** BigInt(n) - 1n });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), digits(18), digits(10), async (negative, whole, fraction) => {
        const text = `${whole}.${fraction.toString().padStart(10, '0')}`;
        const value = negative && /[1-9]/.test(text) ? `-${text}` : text;
        expect(await roundTrip('longDecimal', value)).toBe(value);
      }),
      { numRuns: 150 },
    );
  });

  it('T-092: decimals compare and order by value, also beyond 15 digits', async () => {
    const values = [
      '100000000000000000.0000000001',
      '99999999999999999.9999999999',
      '-5.5',
      '100000000000000000.0000000002',
      '9',
    ];
    await Sample.objects.bulkCreate(values.map((longDecimal) => new Sample({ longDecimal })));
    expect(await Sample.objects.orderBy('longDecimal').valuesList('longDecimal', { flat: true })).toEqual([
      '-5.5000000000',
      '9.0000000000',
      '99999999999999999.9999999999',
      '100000000000000000.0000000001',
      '100000000000000000.0000000002',
    ]);
    expect(await Sample.objects.filter({ longDecimal__gt: '99999999999999999.9999999999' }).count()).toBe(2);
    expect(await Sample.objects.filter({ longDecimal: '100000000000000000.0000000001' }).count()).toBe(1);
    expect(await Sample.objects.filter({ longDecimal: '9' }).count()).toBe(1);
    expect(await Sample.objects.filter({ longDecimal__in: ['9.0', '-5.50'] }).count()).toBe(2);
    expect(await Sample.objects.filter({ longDecimal__range: ['-6', '9'] }).count()).toBe(2);
  });

  it('T-092 I-029: a decimal with too many digits or places, or none at all, is refused', async () => {
    for (const value of [
      '12345678901.00',
      '1.001',
      '1e99',
      'x',
      '',
      '1,5',
      '0x1',
      Number.NaN,
      {},
      [],
      'NaN',
      'Infinity',
      true,
    ]) {
      for (const way of ['create', 'save', 'update']) await refusal(waysIn('decimal', value)[way] as () => unknown);
    }
    const author = await makeAuthor('a');
    await refusal(() => Book.objects.create({ title: 't', author, price: '1000000.00' }));
  });

  it('I-033: booleans are true, false or null, and nothing else', async () => {
    await expectKept('boolean', true);
    await expectKept('boolean', false);
    await Sample.objects.create({});
    expect(await Sample.objects.filter({ boolean: null }).count()).toBe(1);
    for (const value of ['yes', 2, -1, {}, [], [true], Number.NaN]) await expectRefused('boolean', value);
  });

  it('I-034: durations keep milliseconds and microseconds, negative ones too', async () => {
    for (const value of [0, 1, 1500, -1500, 86_400_000, 0.001, 1.234, 3_155_760_000_000])
      await expectKept('duration', value);
    await Sample.objects.bulkCreate([900, -5, 86_400_000].map((duration) => new Sample({ duration })));
    expect(await Sample.objects.orderBy('duration').valuesList('duration', { flat: true })).toEqual([
      -5, 900, 86_400_000,
    ]);
    for (const value of ['soon', Number.NaN, Number.POSITIVE_INFINITY, {}, []]) await expectRefused('duration', value);
  });

  it('I-028: the database refuses a negative value that passes dorm by', async () => {
    const { getConnection, IntegrityError, sql } = await import('@dorm/core');
    const sample = await Sample.objects.create({ positive: 1 });
    const error = await failure(
      () => getConnection().executeWrite(sql`UPDATE samples_sample SET positive = -1 WHERE id = ${sample.pk}`),
      IntegrityError,
    );
    expect(error.kind).toBe('check');
  });
}
