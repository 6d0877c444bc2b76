/** What stands in the columns is what Django stores on this database. */
import { getConnection, sql } from '@dorm/core';
import { expect, it as skippable } from 'vitest';
import { Sample } from '../models/index.js';
import { hostile } from './expectations.js';
import { snake } from './schema-names.js';
import type { Workbench } from './workbench.js';

export function storedFormsSuite({ it, setup }: Workbench): void {
  const { stored } = setup;
  if (stored === undefined) {
    skippable.skip('T-097: no stored forms were given for this driver', () => undefined);
    return;
  }
  for (const [field, pairs] of Object.entries(stored)) {
    it(`T-097: ${field} is stored as Django stores it`, async () => {
      for (const [value, expected] of pairs) {
        const { pk } = await Sample.objects.create(hostile<never>({ [field]: value }));
        const [row] = await getConnection().execute(
          sql`SELECT ${sql.id(snake(field))} AS "stored" FROM ${sql.id('samples_sample')} WHERE ${sql.id('id')} = ${pk}`,
        );
        expect(row?.['stored'], `${field}: ${String(value)}`).toEqual(expected);
      }
    });

    it(`T-097: ${field} is read from a row that another program wrote`, async () => {
      for (const [value, raw] of pairs) {
        const { pk } = await Sample.objects.create({});
        await getConnection().executeWrite(
          sql`UPDATE ${sql.id('samples_sample')} SET ${sql.id(snake(field))} = ${hostile<string>(raw)} WHERE ${sql.id('id')} = ${pk}`,
        );
        const loaded = (await Sample.objects.get({ pk })) as unknown as Record<string, unknown>;
        expect(loaded[field]).toEqual(value);
        expect(await Sample.objects.filter(hostile<object>({ pk, [field]: value })).count()).toBe(1);
      }
    });
  }
}
