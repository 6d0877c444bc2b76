/** Saving one field and reading it again, in every way a value can travel. */
import { expect } from 'vitest';
import { Sample } from '../models/index.js';
import { hostile } from './expectations.js';

/** The value of a field after it was saved and loaded again. */
export async function roundTrip(field: string, value: unknown): Promise<unknown> {
  const saved = await Sample.objects.create(hostile<never>({ [field]: value }));
  const loaded = await Sample.objects.get({ pk: saved.pk });
  return (loaded as unknown as Record<string, unknown>)[field];
}

/**
 * A value must come back as it was: through an instance, values(), an update, a filter on it, `in`, and bulkCreate.
 *
 * @param expected what is read, where it is spelt otherwise than what was written.
 */
export async function expectKept(field: string, value: unknown, expected: unknown = value): Promise<void> {
  const saved = await Sample.objects.create(hostile<never>({ [field]: value }));
  const mine = Sample.objects.filter({ pk: saved.pk });
  const read = async (): Promise<unknown> => ((await mine.get()) as unknown as Record<string, unknown>)[field];
  expect(await read(), `${field} on an instance`).toEqual(expected);
  const [row] = (await mine.values(hostile<never>(field))) as Record<string, unknown>[];
  expect(row?.[field], `${field} in values()`).toEqual(expected);
  expect(await mine.filter(hostile<object>({ [field]: value })).count(), `${field} in a filter`).toBe(1);
  expect(await mine.filter(hostile<object>({ [`${field}__in`]: [value] })).count(), `${field} in a list`).toBe(1);
  await mine.update(hostile<never>({ [field]: null }));
  expect(await read()).toBeNull();
  await mine.update(hostile<never>({ [field]: value }));
  expect(await read(), `${field} after update()`).toEqual(expected);
  await mine.delete();
  const [bulk] = await Sample.objects.bulkCreate([new Sample(hostile({ [field]: value }))]);
  expect(await roundTripOf(bulk as Sample, field), `${field} after bulkCreate()`).toEqual(expected);
}

async function roundTripOf(sample: Sample, field: string): Promise<unknown> {
  const loaded = await Sample.objects.get({ pk: sample.pk });
  await loaded.delete();
  return (loaded as unknown as Record<string, unknown>)[field];
}

/** Every way to bring this value in must be refused before anything is sent; the refusals, by way. */
export function waysIn(field: string, value: unknown): Record<string, () => unknown> {
  return {
    create: () => Sample.objects.create(hostile<never>({ [field]: value })),
    save: () => {
      const sample = new Sample();
      (sample as unknown as Record<string, unknown>)[field] = value;
      return sample.save();
    },
    bulkCreate: () => Sample.objects.bulkCreate(hostile<never>([{ [field]: value }])),
    update: () => Sample.objects.all().update(hostile<never>({ [field]: value })),
    filter: () => Sample.objects.filter(hostile<object>({ [field]: value })),
    exclude: () => Sample.objects.exclude(hostile<object>({ [field]: value })),
    in: () => Sample.objects.filter(hostile<object>({ [`${field}__in`]: [value] })),
  };
}
