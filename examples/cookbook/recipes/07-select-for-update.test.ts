/** Recipe 7: read, decide, write, while nobody else can. */
import { atomic } from '@dorm/core';
import { expect, it } from 'vitest';
import { useDatabase } from '../src/database.js';
import { Account } from '../src/models.js';

useDatabase();

it('two withdrawals at once cannot both pass the check [transaction]', async () => {
  const { pk } = await Account.objects.create({ balance: 1000 });
  const withdraw = async (amount: number): Promise<void> => {
    // #region transaction
    await atomic(async () => {
      const account = await Account.objects.get({ pk });
      if (account.balance < amount) throw new Error('not enough');
      account.balance -= amount;
      await account.save({ updateFields: ['balance'] });
    });
    // #endregion
  };
  const outcomes = await Promise.allSettled([withdraw(600), withdraw(600)]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await Account.objects.get({ pk })).balance).toBe(400);
});

it.todo('S-042 S-043 S-045: the row is locked until the transaction ends [lock]');
it.todo('a serialization failure is tried again [retries]');
