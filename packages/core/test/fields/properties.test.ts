import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { as, f, ValueProblem, validate } from '../../src/fields/index.js';
import { kindOf, specOf } from './support.js';

const FIELDS = {
  integer: f.integer(),
  smallInteger: f.smallInteger(),
  positiveInteger: f.positiveInteger(),
  bigAuto: f.bigAuto(),
  bigInteger: f.bigInteger(),
  positiveBigInteger: f.positiveBigInteger(),
  float: f.float(),
  decimal: f.decimal({ maxDigits: 12, decimalPlaces: 3 }),
  char: f.char({ maxLength: 20 }),
  text: f.text(),
  uuid: f.uuid(),
  ip: f.ip(),
  boolean: f.boolean(),
  dateTime: f.dateTime(),
  microseconds: f.dateTime({ precision: 'microseconds' }),
  date: f.date(),
  time: f.time(),
  duration: f.duration(),
  json: f.json(as<unknown>()),
  binary: f.binary(),
};

const two = (max: number) => fc.nat(max).map((n) => String(n).padStart(2, '0'));
const day = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), two(13), two(32))
  .map(([y, m, d]) => `${String(y).padStart(4, '0')}-${m}-${d}`);
const clock = fc.tuple(two(25), two(61), two(61), fc.nat(9_999_999)).map(([h, m, s, n]) => `${h}:${m}:${s}.${n}`);

/** Values that fields take, nearly take and do not take. */
const anything = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }),
  fc.maxSafeInteger().map(String),
  fc.double().map(String),
  fc.tuple(fc.integer(), fc.nat(9_999)).map(([a, b]) => `${a}.${b}`),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.uuid(),
  fc.uuid().map((text) => text.toUpperCase().replaceAll('-', '')),
  fc.ipV4(),
  fc.ipV6(),
  fc.date(),
  day,
  clock,
  fc
    .tuple(day, clock, fc.constantFrom('', 'Z', '+05:45', '-0330'))
    .map((parts) => `${parts[0]} ${parts[1]}${parts[2]}`),
  fc.uint8Array(),
  fc.json().map((text) => JSON.parse(text)),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withNullPrototype: true }),
);

/** The cleaned value, or undefined when it is refused. */
function cleaned(field: unknown, value: unknown): unknown {
  try {
    return kindOf(field).clean(value);
  } catch (error) {
    if (error instanceof ValueProblem) return undefined;
    throw error;
  }
}

describe.each(Object.entries(FIELDS))('any value in f.%s()', (_name, field) => {
  it('I-046: what is cleaned is ordinary, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const once = cleaned(field, value);
        if (once === undefined) return;
        expect(kindOf(field).check(once)).toBe(true);
        expect(cleaned(field, once)).toStrictEqual(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('I-046: an ordinary value is cleaned to itself', () => {
    fc.assert(
      fc.property(anything, (value) => {
        if (kindOf(field).check(value)) expect(cleaned(field, value) === value || value === 0).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('values in messages', () => {
  it('T-020: no message shows a refused value', () => {
    const secret = fc
      .string({ unit: fc.constantFrom('Ж', 'Щ', 'Ю', '7'), minLength: 6, maxLength: 300 })
      .filter((text) => /\D/.test(text));
    const hidden = secret.chain((text) =>
      fc
        .constantFrom<unknown>(
          text,
          [text],
          { gt: text },
          new Map([[text, text]]),
          { a: [text, 5n] },
          `${text}\0`,
          Symbol(text),
        )
        .map((value) => ({ text, value })),
    );
    fc.assert(
      fc.property(
        hidden,
        fc.constantFrom(...Object.values(FIELDS), f.email(), f.url(), f.slug()),
        ({ text, value }, field) => {
          for (const message of validate(specOf(field), value)) expect(message).not.toContain(text);
          try {
            kindOf(field).clean(value);
          } catch (error) {
            expect(String(error)).not.toContain(text);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('exactness', () => {
  it('I-029: every decimal keeps its value, however it is written', () => {
    const scaled = fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n });
    const field = f.decimal({ maxDigits: 28, decimalPlaces: 10 });
    fc.assert(
      fc.property(scaled, fc.nat(3), (units, spare) => {
        const digits = String(units < 0n ? -units : units).padStart(11, '0');
        const text = `${units < 0n ? '-' : ''}${digits.slice(0, -10)}.${digits.slice(-10)}`;
        expect(cleaned(field, text)).toBe(text);
        expect(cleaned(field, `${units}0e-11`)).toBe(text);
        expect(cleaned(field, `${text}${'0'.repeat(spare)}`)).toBe(text);
      }),
    );
  });

  it('I-034: every moment keeps its milliseconds, and its microseconds when they are asked for', () => {
    const moment = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, fc.nat(999), (when, micros) => {
        expect(cleaned(FIELDS.dateTime, when.toISOString())).toEqual(when);
        const text = `${when.toISOString().slice(0, 23)}${String(micros).padStart(3, '0')}Z`;
        expect(cleaned(FIELDS.microseconds, text)).toBe(text);
        expect(cleaned(FIELDS.microseconds, text.replace('T', ' ').replace('Z', ''))).toBe(text);
      }),
    );
  });
});
