import { describe, expect, it } from 'vitest';
import { f } from '../../src/fields/index.js';
import { expectCleaned, expectOrdinary, expectRefused, kindOf, NEVER, problemOf, specOf } from './support.js';

describe('integers', () => {
  it.each([
    ['integer', -2_147_483_648, 2_147_483_647],
    ['smallInteger', -32_768, 32_767],
    ['positiveInteger', 0, 2_147_483_647],
    ['positiveSmallInteger', 0, 32_767],
    ['auto', -2_147_483_648, 2_147_483_647],
    ['smallAuto', -32_768, 32_767],
    ['bigAuto', -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ] as const)('I-026 I-027 I-028: f.%s() holds whole numbers from %d to %d and refuses others', (name, min, max) => {
    const field = f[name]();
    expectOrdinary(field, [min, max, 0, 1]);
    expectCleaned(field, [
      ['1', 1],
      [' +12 ', 12],
      [7n, 7],
      ['007', 7],
    ]);
    const range = `expects a whole number from ${min} to ${max}, got`;
    expectRefused(field, [
      [min - 1, new RegExp(range)],
      [max + 1, new RegExp(range)],
      [String(max + 1), new RegExp(`${range} text$`)],
      [2n ** 64n, new RegExp(`${range} a bigint$`)],
      [1.5, new RegExp(`${range} a number$`)],
      ['1.5', /text/],
      ['', /empty text/],
      ['0x10', /text/],
      ['1e3', /text/],
      [true, /a boolean/],
      ['9'.repeat(1_000_000), /text/],
    ]);
    expectRefused(field, NEVER);
    expect(kindOf(field).type?.name).toBe(name);
  });

  it('I-027: a number past the range says which field holds it', () => {
    expect(problemOf(f.integer(), 2 ** 53).hint).toContain('f.bigInteger()');
    expect(problemOf(f.bigAuto(), 2 ** 53).hint).toContain('f.bigInteger()');
    expect(problemOf(f.positiveInteger(), -1).hint).toBeNull();
    expect(problemOf(f.integer(), 1.5).hint).toContain('round');
  });

  it('I-027: minus zero becomes zero', () => {
    expect(kindOf(f.integer()).clean(-0)).toBe(0);
  });

  it('I-027: f.bigInteger() holds exact bigints of 64 bits', () => {
    const max = 2n ** 63n - 1n;
    expectOrdinary(f.bigInteger(), [0n, -(2n ** 63n), max, 2n ** 53n + 1n]);
    expectCleaned(f.bigInteger(), [
      [5, 5n],
      [Number.MAX_SAFE_INTEGER, 9_007_199_254_740_991n],
      ['9007199254740993', 9_007_199_254_740_993n],
      ['-5', -5n],
    ]);
    expectRefused(f.bigInteger(), [
      [max + 1n, /^expects a bigint from -2\^63 to 2\^63 - 1, got a bigint$/],
      ['9223372036854775808', /got text$/],
      [1.5, /got a number$/],
    ]);
    expectRefused(f.bigInteger(), NEVER);
    expect(problemOf(f.bigInteger(), 2 ** 53).hint).toContain('write a bigint');
  });

  it('I-028: f.positiveBigInteger() holds numbers from 0 as far as they are exact', () => {
    expectOrdinary(f.positiveBigInteger(), [0, Number.MAX_SAFE_INTEGER]);
    expectRefused(f.positiveBigInteger(), [
      [-1, /from 0 to/],
      [2 ** 53, /from 0 to/],
    ]);
  });

  it('I-026: automatic keys are primary keys that nobody has to give, and cannot be anything else', () => {
    const spec = specOf(f.bigAuto({ dbColumn: 'author_id' }));
    expect(spec).toMatchObject({
      primaryKey: true,
      blank: true,
      null: false,
      dbColumn: 'author_id',
      hasDefault: false,
    });
    const untyped = f.auto as (options: object) => unknown;
    expect(() => untyped({ primaryKey: false })).toThrow('f.auto() is a primary key');
    expect(() => untyped({ default: 1 })).toThrow("f.auto() has no option 'default'");
  });
});

describe('float', () => {
  it('I-029: f.float() holds numbers and infinities, never NaN', () => {
    expectOrdinary(f.float(), [
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      0,
      1.5,
      -2.25,
      Number.MAX_VALUE,
      Number.MIN_VALUE,
      0.1 + 0.2,
    ]);
    expectCleaned(f.float(), [
      ['1.5', 1.5],
      ['-.5e3', -500],
      [' 7. ', 7],
      [2n ** 60n, 2 ** 60],
    ]);
    expectRefused(f.float(), [
      ['1e999', /an infinite number/],
      ['NaN', /text/],
      ['Infinity', /text/],
      ['0x1', /text/],
      ['', /empty text/],
      [2n ** 53n + 1n, /holds exactly/],
      [true, /a boolean/],
    ]);
    expectRefused(
      f.float(),
      NEVER.filter(([value]) => value !== Number.POSITIVE_INFINITY),
    );
  });
});

describe('decimal', () => {
  const price = f.decimal({ maxDigits: 6, decimalPlaces: 2 });

  it('I-029: f.decimal() holds exact text at its scale, in one spelling a value', () => {
    expectOrdinary(price, ['0.00', '1.50', '-9999.99', '9999.99']);
    expectCleaned(price, [
      ['1.5', '1.50'],
      ['1', '1.00'],
      [1.5, '1.50'],
      [12, '12.00'],
      [12n, '12.00'],
      [' +001.50 ', '1.50'],
      ['.5', '0.50'],
      ['5.', '5.00'],
      ['1.500', '1.50'],
      ['1.5e2', '150.00'],
      ['150E-2', '1.50'],
      ['-0', '0.00'],
      [-0, '0.00'],
      ['-0.00', '0.00'],
      ['0e5', '0.00'],
      [1e-2, '0.01'],
    ]);
  });

  it('I-029: a decimal is never rounded: more places or digits than the field keeps are refused', () => {
    expectRefused(price, [
      ['1.505', /^expects a decimal number with at most 6 digits, 2 decimal places among them, got text$/],
      [0.1 + 0.2, /got a number$/],
      ['10000', /got text$/],
      [1e21, /got a number$/],
      ['1e9999', /got text$/],
      ['', /got empty text$/],
      ['.', /got text$/],
      ['1,5', /got text$/],
      ['NaN', /got text$/],
      ['1.5.5', /got text$/],
      ['0x10', /got text$/],
      ['1'.repeat(3_000), /got text$/],
      [true, /got a boolean$/],
    ]);
    expectRefused(price, NEVER);
    expect(problemOf(price, '1.505').hint).toContain('never rounded');
  });

  it('I-029: 28 digits stay exact, and a field may have only decimals or none', () => {
    const long = f.decimal({ maxDigits: 28, decimalPlaces: 10 });
    expectOrdinary(long, ['123456789012345678.0123456789', '-999999999999999999.9999999999']);
    expectOrdinary(f.decimal({ maxDigits: 3, decimalPlaces: 3 }), ['0.123', '-0.001', '0.000']);
    expectRefused(f.decimal({ maxDigits: 3, decimalPlaces: 3 }), [['1', /3 decimal places/]]);
    expectOrdinary(f.decimal({ maxDigits: 3, decimalPlaces: 0 }), ['0', '-1', '999']);
    expectCleaned(f.decimal({ maxDigits: 3, decimalPlaces: 0 }), [['-0', '0']]);
  });

  it('I-029: a decimal needs both sizes, and they must fit each other', () => {
    const untyped = f.decimal as (options: object) => unknown;
    expect(() => untyped({ maxDigits: 3 })).toThrow('f.decimal() needs the option decimalPlaces');
    expect(() => untyped({ maxDigits: 2, decimalPlaces: 3 })).toThrow('more decimalPlaces than maxDigits');
    expect(() => untyped({ maxDigits: 0, decimalPlaces: 0 })).toThrow(
      'option maxDigits takes a whole number from 1, got 0',
    );
    expect(() => untyped({ maxDigits: 2_000, decimalPlaces: 0 })).toThrow('at most 1000 maxDigits');
    expect(kindOf(price).type).toMatchObject({ name: 'decimal', precision: 6, scale: 2 });
  });
});
