/** Arithmetic of fields and constants: one kind of result, whatever a database would make of it. */
import { F, Sum, Value } from '@dorm/core';
import { expect } from 'vitest';
import { Sample, Song } from '../models/index.js';
import { failure, hostile, refusal } from './expectations.js';
import type { Workbench } from './workbench.js';

async function fill(): Promise<void> {
  await Sample.objects.create({
    integer: 7,
    bigInteger: 9_007_199_254_740_993n,
    float: 7.5,
    decimal: '10.00',
    duration: 1500,
    char: 'a',
    date: '2024-01-01',
  });
  await Sample.objects.create({});
}

async function first(expression: object): Promise<unknown> {
  const rows = await Sample.objects
    .orderBy('id')
    .annotate(hostile({ x: expression }))
    .values(hostile('x'));
  expect(rows[1]).toEqual({ x: null });
  return (rows[0] as { x: unknown }).x;
}

export function arithmeticSuite({ it }: Workbench): void {
  it('T-048: whole numbers stay whole, and fractions are kept', async () => {
    await fill();
    expect(await first(F('integer').div(2))).toBe(3);
    expect(await first(F('integer').mod(4))).toBe(3);
    expect(await first(F('integer').add(1.5))).toBe(8.5);
    expect(await first(F('float').div(2))).toBe(3.75);
    expect(await first(F('float').mod(2))).toBe(1.5);
    expect(await first(F('bigInteger').add(1))).toBe(9_007_199_254_740_994n);
    expect(await first(F('integer').sub(F('integer')).mul(3))).toBe(0);
  });

  it('T-048: decimals stay decimals, exact, whatever they are combined with', async () => {
    await fill();
    expect(await first(F('decimal').add('0.05'))).toBe('10.05');
    expect(await first(F('decimal').mul(1.5))).toMatch(/^15\.00*$/);
    expect(await first(F('decimal').mul(F('decimal')))).toBe('100.0000');
    expect(await first(F('decimal').div(4))).toMatch(/^2\.50*$/);
    expect(await first(F('decimal').mod(3))).toBe('1.00');
    expect(await first(F('decimal').sub('0.01').mod(3))).toBe('0.99');
    // A whole decimal is no whole number.
    expect(await first(Value(1).div(F('decimal')))).toMatch(/^0\.10*$/);
    expect(await first(F('integer').div(F('decimal')))).toMatch(/^0\.70*$/);
  });

  it('T-048: durations are added, and a number beside one is milliseconds, as everywhere', async () => {
    await fill();
    expect(await first(F('duration').add(500))).toBe(2000);
    expect(await first(F('duration').add(F('duration')))).toBe(3000);
    expect(await first(F('duration').mul(2))).toBe(3000);
    expect(await Sample.objects.filter({ duration__lt: F('duration').add(1) }).count()).toBe(1);
    expect(await Sample.objects.filter({ duration__gt: F('duration').sub(1500) }).count()).toBe(1);
    expect(await Sample.objects.all().update({ duration: F('duration').add(250) })).toBe(2);
    expect(await Sample.objects.aggregate({ x: Sum(F('duration').add(250)) })).toEqual({ x: 2000 });
  });

  it('T-048: what no database calculates with is refused, not made up', async () => {
    const odd = [
      F('char').add('x'),
      F('date').add(1),
      F('dateTime').sub(F('dateTime')),
      F('boolean').add(1),
      F('json').mul(2),
      F('duration').add(F('integer')),
      F('integer').add('x'),
    ];
    for (const expression of odd) {
      await refusal(() => Sample.objects.annotate(hostile({ x: expression })));
      await refusal(() => Sample.objects.aggregate(hostile({ x: Sum(expression) })));
    }
    await refusal(() => Sample.objects.filter({ date__gt: hostile(F('date').add(1)) }).count());
    await refusal(() => Sample.objects.all().update({ char: hostile<string>(F('char').add('x')) }));
    await refusal(() => Sample.objects.orderBy(F('char').add('x')).count());
  });

  it('T-048: division by zero is null or an error of the database, never a number', async () => {
    await Song.objects.create({ title: 'x', year: 4 });
    const asked = Song.objects.annotate({ x: F('year').div(0) }).valuesList('x', { flat: true });
    const answer = await asked.then(
      ([x]) => x,
      () => null,
    );
    expect(answer).toBeNull();
    await failure(() => Song.objects.annotate(hostile({ x: F('year').div(Number.NaN) })));
  });
}
