/** Recipe 1: get or create, safe against a racing twin. */
import { atomic, IntegrityError } from '@dorm/core';
import { expect, it } from 'vitest';
import { useDatabase } from '../src/database.js';
import { Author } from '../src/models.js';

useDatabase();

it('S-006 S-007 S-008: one row however many ask at once [get-or-create]', async () => {
  const email = 'ada@example.org';
  const ask = async (name: string) => {
    // #region get-or-create
    const [author, created] = await Author.objects.getOrCreate({ email }, { defaults: { name } });
    // #endregion
    return { name: author.name, created };
  };
  const answers = await Promise.all(['Ada', 'Augusta', 'Byron'].map(ask));
  expect(answers.map(({ created }) => created)).toEqual([true, false, false]);
  expect(answers.map(({ name }) => name)).toEqual(['Ada', 'Ada', 'Ada']);
  expect(await Author.objects.count()).toBe(1);
});

it('S-009: IntegrityError says that the row is there: get it, also inside a transaction [get-again]', async () => {
  const [name, email] = ['Ada', 'ada@example.org'];
  const getAgain = async (): Promise<Author> => {
    // #region get-again
    try {
      return await atomic(() => Author.objects.create({ email, name }));
    } catch (error) {
      if (!(error instanceof IntegrityError) || error.kind !== 'unique') throw error;
      return await Author.objects.get({ email });
    }
    // #endregion
  };
  const first = await getAgain();
  await atomic(async () => {
    const second = await getAgain();
    expect(second.equals(first)).toBe(true);
    await second.save();
  });
  expect(await Author.objects.count()).toBe(1);
});
