/** What assertNumQueries and assertMaxQueries do without a database; the suite 'query assertions' has the rest. */
import { expect, it } from 'vitest';
import { assertMaxQueries, assertNumQueries } from '../src/index.js';

it('work that sends nothing passes for 0, and its result is handed out', async () => {
  expect(await assertNumQueries(0, () => 7)).toEqual({ count: 0, queries: [], result: 7 });
  expect((await assertNumQueries(0, async () => 'x')).result).toBe('x');
  expect((await assertMaxQueries(3, () => Promise.resolve([1]))).result).toEqual([1]);
  expect(await assertNumQueries(0)((text: string) => text)('x')).toBe('x');
});

it('work that sends too little fails', async () => {
  await expect(assertNumQueries(1, () => 7)).rejects.toThrow('Expected exactly 1 queries, 0 ran.');
});

it('a number of queries is a whole number from 0', () => {
  for (const wrong of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => assertNumQueries(wrong, () => 1)).toThrow(TypeError);
    expect(() => assertMaxQueries(wrong)).toThrow(TypeError);
  }
});

it('an error of the work comes out as it was', async () => {
  const error = new RangeError('mine');
  const work = (): never => {
    throw error;
  };
  await expect(assertNumQueries(0, work)).rejects.toBe(error);
  await expect(assertNumQueries(5)(work)()).rejects.toBe(error);
});
