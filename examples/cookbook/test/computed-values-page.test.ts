/** docs/querysets.md, "Computed values": its tables name what there is, and say what it gives. Its programs are run by the docs check. */
import * as core from '@dorm/core';
import { defineApp, F, f, Length, Model, StdDev, Sum, Variance } from '@dorm/core';
import { expect, it } from 'vitest';
import { useDatabase } from '../src/database.js';
import { readPage, sectionsOf } from './support/markdown.js';

class Price extends Model<Price>('pages.Price')({
  amount: f.decimal({ maxDigits: 8, decimalPlaces: 2 }),
  rate: f.decimal({ maxDigits: 8, decimalPlaces: 3 }),
  pieces: f.integer(),
  weight: f.float(),
  grains: f.bigInteger(),
}) {}

useDatabase(defineApp('pages', { Price }));

it('the tables name functions that there are', () => {
  const { text } = sectionsOf(readPage('docs/querysets.md')).find((one) => one.title === 'Computed values')!;
  const names = [...text.matchAll(/^\|(?: `[^`]*`)+/gm)].flatMap(([cell]) => [...cell.matchAll(/`([A-Z]\w+)/g)]);
  expect(names.length).toBeGreaterThan(14);
  for (const [, name] of names) expect(core, name).toHaveProperty(name!, expect.any(Function));
});

it('integers are cut off, decimals keep places, floats win', async () => {
  await Price.objects.create({ amount: '7.50', rate: '2.000', pieces: 7, weight: 0.5, grains: 9n });
  const [amount, pieces] = [F('amount'), F('pieces')];
  const values = await Price.objects
    .annotate({ sum: amount.add(F('rate')), product: amount.mul(F('rate')), ratio: amount.div(F('rate')) })
    .annotate({ cut: pieces.div(2), exact: pieces.div(F('weight')), big: F('grains').add(1) })
    .annotate({ mixed: amount.mul(F('weight')), none: pieces.div(0) })
    .values('sum', 'product', 'ratio', 'cut', 'exact', 'big', 'mixed', 'none')
    .get();
  expect(values).toEqual({
    sum: '9.500',
    product: '15.00000',
    ratio: '3.750000',
    cut: 3,
    exact: 14,
    big: 10n,
    mixed: 3.75,
    none: null,
  });
});

it('sums are of the own type, a sample needs two rows, an update takes an expression', async () => {
  await Price.objects.create({ amount: '7.50', rate: '2.000', pieces: 7, weight: 0.5, grains: 9n });
  expect(
    await Price.objects.aggregate({ big: Sum('grains'), money: Sum('amount'), spread: Variance('pieces') }),
  ).toEqual({ big: 9n, money: '7.50', spread: 0 });
  expect(await Price.objects.aggregate({ some: StdDev('pieces', { sample: true }) })).toEqual({ some: null });
  await Price.objects.filter({ pieces: 7 }).update({ pieces: Length(F('rate')) });
  expect(await Price.objects.filter({ pieces: 7 }).exists()).toBe(false);
});

it('what is written wrong at first is answered with what to write', () => {
  const { Case, When, Value, Concat } = core;
  const attempts: readonly [() => unknown, RegExp][] = [
    [() => Price.objects.annotate({ k: Case(When({ pieces: 1 }, 'hot' as never)) }), /'hot'[\s\S]*Value\('…'\)/],
    [() => Price.objects.annotate({ k: Concat('pieces', ' by ' as never) }), /' by '[\s\S]*Value\('…'\)/],
    [() => Price.objects.annotate({ k: Concat('peices' as never, 'pieces') }), /did you mean 'pieces'\?$/],
    [() => Case(When({ pieces: 1 }, Value('x')), Value('y') as never), /default: Value/],
    [() => (F('pieces') as never as number) + 1, /F\('views'\)\.add\(1\)/],
    [() => `${F('pieces')}`, /the database computes it/],
  ];
  for (const [attempt, message] of attempts) expect(attempt).toThrow(message);
});
