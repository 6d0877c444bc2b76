/** Every field and its options: what an instance holds, what create() asks for, which lookups there are. */
import { randomUUID } from 'node:crypto';
import { expectType, type Same } from './assert.js';
import { as, F, f, Model, Now, ref } from './surface.js';

const settings = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) => ({ value: value as { theme: string } }),
    types: undefined as { input: unknown; output: { theme: string } } | undefined,
  },
} as const;

export class Country extends Model<Country>('geo.Country')({
  code: f.char({ maxLength: 2, unique: true }),
  name: f.text(),
}) {}

export class Everything extends Model<Everything>('test.Everything')({
  small: f.smallInteger(),
  whole: f.integer({ null: true }),
  big: f.bigInteger(),
  positive: f.positiveInteger({ default: 0 }),
  positiveSmall: f.positiveSmallInteger({ dbDefault: 0 }),
  positiveBig: f.positiveBigInteger({ default: 0n }),
  ratio: f.float({ null: true }),
  price: f.decimal({ maxDigits: 8, decimalPlaces: 2, default: '0.00' }),
  name: f.char({
    maxLength: 10,
    validators: [
      (value) => {
        if (value.length < 2) throw new Error('too short');
      },
    ],
  }),
  note: f.text({ blank: true, default: '', verboseName: 'a note', helpText: 'what for', editable: false }),
  mail: f.email({ unique: true }),
  site: f.url({ maxLength: 300, null: true }),
  slug: f.slug(),
  token: f.uuid({ default: randomUUID }),
  address: f.ip({ null: true, dbColumn: 'addr', dbIndex: true }),
  active: f.boolean({ default: true }),
  size: f.char({ maxLength: 1, choices: ['S', ['L', 'large']], default: 'S' }),
  rank: f.integer({ choices: [1, 2, 3], null: true }),
  at: f.dateTime({ null: true }),
  exactly: f.dateTime({ precision: 'microseconds', null: true }),
  createdAt: f.dateTime({ autoNowAdd: true }),
  updatedAt: f.dateTime({ autoNow: true, precision: 'microseconds' }),
  day: f.date({ autoNowAdd: true }),
  seen: f.dateTime({ dbDefault: Now() }),
  opens: f.time({ null: true }),
  took: f.duration({ default: 0 }),
  settings: f.json(as<{ theme: string }>(), { null: true }),
  checked: f.json(settings, { default: () => ({ theme: 'dark' }) }),
  bytes: f.binary({ null: true }),
  country: f.foreignKey(() => Country, { onDelete: 'PROTECT', toField: 'code', dbConstraint: false, default: 'de' }),
  twin: f.oneToOne(ref<Everything>('self'), { null: true, onDelete: 'SET_NULL' }),
}) {}

export async function values(e: Everything) {
  expectType<Same<typeof e.id, number>>();
  expectType<Same<typeof e.whole, number | null>>();
  expectType<Same<typeof e.big, bigint>>();
  expectType<Same<typeof e.positiveBig, bigint>>();
  expectType<Same<typeof e.price, string>>();
  expectType<Same<typeof e.token, string>>();
  expectType<Same<typeof e.size, 'S' | 'L'>>();
  expectType<Same<typeof e.rank, 1 | 2 | 3 | null>>();
  expectType<Same<typeof e.at, Date | null>>();
  expectType<Same<typeof e.exactly, string | null>>();
  expectType<Same<typeof e.createdAt, Date>>();
  expectType<Same<typeof e.updatedAt, string>>();
  expectType<Same<typeof e.day, string>>();
  expectType<Same<typeof e.took, number>>();
  expectType<Same<typeof e.settings, { theme: string } | null>>();
  expectType<Same<typeof e.checked, { theme: string }>>();
  expectType<Same<typeof e.bytes, Uint8Array | null>>();
  expectType<Same<typeof e.countryId, string>>(); // toField: the key is the target's code
  expectType<Same<typeof e.twinId, number | null>>();
  // Every field without a default, and nothing else, must be given.
  const made = await Everything.objects.create({ small: 1, big: 1n, name: 'xy', mail: 'a@b.c', slug: 'x' });
  expectType<Same<typeof made, Everything>>();
  // @ts-expect-error the slug is missing
  await Everything.objects.create({ small: 1, big: 1n, name: 'xy', mail: 'a@b.c' });
  // @ts-expect-error a bigint field takes no number
  await Everything.objects.create({ small: 1, big: 1, name: 'xy', mail: 'a@b.c', slug: 'x' });
  const rows = await Everything.objects.values('country', 'twin__country', 'day__year', 'exactly');
  expectType<
    Same<(typeof rows)[0], { country: string; twin__country: string | null; day__year: number; exactly: string | null }>
  >();
}

Everything.objects.filter({
  size: 'L',
  rank__in: [1, 2],
  country: 'de',
  countryId__in: ['de'],
  mail__iEndsWith: '.org',
});
Everything.objects.filter({ day__year__gte: 2020, day__weekDay: 2, opens__hour: 3, at__isoYear: 2020, took__gt: 5 });
Everything.objects.filter({
  at__date: '2020-01-01',
  exactly__lt: '2020-01-01T00:00:00.000001Z',
  settings__theme: 'dark',
});
Everything.objects.filter({ big__gt: 1n, price__lte: '3.00', address: null, bytes__isNull: true, at__lte: Now() });
Everything.objects.orderBy(F('big').mod(2n).desc(), F('price').asc());
// @ts-expect-error no such choice
Everything.objects.filter({ size: 'M' });
// @ts-expect-error a day has no hour
Everything.objects.filter({ day__hour: 3 });
// @ts-expect-error a time has no year
Everything.objects.filter({ opens__year: 3 });
// @ts-expect-error a bigint is compared with bigints
Everything.objects.filter({ big__gt: 1 });
// @ts-expect-error the key is the code
Everything.objects.filter({ country: 3 });

// @ts-expect-error char needs a maxLength
f.char({ null: true });
// @ts-expect-error decimal needs its digits
f.decimal({ maxDigits: 3 });
// @ts-expect-error a default of another type
f.integer({ default: 'x' });
// @ts-expect-error onDelete has no such rule
f.foreignKey(() => Country, { onDelete: 'CASCADES' });
// @ts-expect-error onDelete is not left to chance
f.foreignKey(() => Country, { null: true });
// @ts-expect-error the database counts it up
f.bigAuto({ default: 3 });
