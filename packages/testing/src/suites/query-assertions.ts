/** assertNumQueries and assertMaxQueries on real statements. */
import { atomic } from '@dorm/core';
import { expect } from 'vitest';
import { assertMaxQueries, assertNumQueries } from '../assert-queries.js';
import { Author } from '../models/index.js';
import { makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function queryAssertionsSuite({ it }: Workbench): void {
  it('the right number passes, and what the work returns runs inside', async () => {
    await makeAuthor('x');
    const { count, queries, result } = await assertNumQueries(1, () => Author.objects.all());
    expect(count).toBe(1);
    expect(queries.map((query) => query.alias)).toEqual(['default']);
    expect(result.map((row) => row.name)).toEqual(['x']);
    await assertNumQueries(2, async () => {
      await atomic(async () => {
        await Author.objects.count();
        await atomic(() => Author.objects.exists());
      });
    });
    await assertMaxQueries(1, () => Author.objects.count());
    await assertMaxQueries(2, () => Author.objects.count());
  });

  it('the wrong number fails with the statements and without their values', async () => {
    const two = async () => {
      await Author.objects.filter({ name: 'hush' }).count();
      await Author.objects.all();
    };
    for (const check of [
      () => assertNumQueries(1, two),
      () => assertNumQueries(3, two),
      () => assertMaxQueries(1, two),
    ]) {
      const error = await check().then(
        () => new Error('passed'),
        (reason: Error) => reason,
      );
      expect(error.message).toMatch(/2 ran/);
      expect(error.message.match(/\[default\] select/gi)).toHaveLength(2);
      expect(error.message).not.toMatch(/hush/);
    }
  });

  it('without a callback it wraps a function, keeps this and the arguments, and counts each call', async () => {
    const page = {
      model: Author,
      count: assertNumQueries(1)(async function (this: { model: typeof Author }, name: string) {
        return this.model.objects.filter({ name }).count();
      }),
    };
    expect(await page.count('x')).toBe(0);
    expect(await page.count('y')).toBe(0);
    const twice = assertMaxQueries(1)(async () => {
      await Author.objects.count();
      await Author.objects.count();
    });
    await expect(twice()).rejects.toThrow(/at most 1/);
  });

  it('concurrent work is counted apart', async () => {
    await Promise.all([
      assertNumQueries(1, () => Author.objects.count()),
      assertNumQueries(2, () => Promise.all([Author.objects.count(), Author.objects.exists()])),
    ]);
  });
}
