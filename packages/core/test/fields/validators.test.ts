import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.js';
import {
  cleanField,
  decimalValidator,
  f,
  maxLengthValidator,
  maxValueValidator,
  minLengthValidator,
  minValueValidator,
  regexValidator,
  validate,
  validateEmail,
  validateIpv4Address,
  validateIpv6Address,
  validateIpv46Address,
  validateSlug,
  validateUnicodeSlug,
  validateUrl,
} from '../../src/fields/index.js';
import { specOf } from './support.js';

/** Whether a validator accepts a value. */
function accepts<T>(validator: (value: T) => void, value: T): boolean {
  try {
    validator(value);
    return true;
  } catch {
    return false;
  }
}

describe('full validation of a field', () => {
  it('I-046: null and blank are refused unless they are allowed', () => {
    expect(validate(specOf(f.text()), null)).toEqual(['This may not be null.']);
    expect(validate(specOf(f.text()), '')).toEqual(['This may not be blank.']);
    expect(validate(specOf(f.text({ null: true })), null)).toEqual(['This may not be blank.']);
    expect(validate(specOf(f.text({ null: true, blank: true })), null)).toEqual([]);
    expect(validate(specOf(f.text({ blank: true })), '')).toEqual([]);
    expect(validate(specOf(f.text()), undefined)).toEqual(['A value is required.']);
    expect(validate(specOf(f.binary()), new Uint8Array())).toEqual(['This may not be blank.']);
    expect(validate(specOf(f.integer()), 0)).toEqual([]);
    expect(validate(specOf(f.boolean()), false)).toEqual([]);
  });

  it('I-046: a value is cleaned first, and a value that cannot be is said without showing it', () => {
    expect(cleanField(specOf(f.integer()), '7')).toEqual({ value: 7, messages: [] });
    expect(cleanField(specOf(f.smallInteger()), 'seven')).toEqual({
      value: 'seven',
      messages: ['Expects a whole number from -32768 to 32767, got text.'],
    });
  });

  it('I-045: choices are compared with the cleaned value', () => {
    const size = specOf(f.decimal({ maxDigits: 3, decimalPlaces: 1, choices: ['1.0', '2.5'] }));
    expect(validate(size, 1)).toEqual([]);
    expect(validate(size, '1.1')).toEqual(['This is not one of the choices.']);
    const day = specOf(f.dateTime({ choices: [new Date(0)] }));
    expect(validate(day, new Date(0))).toEqual([]);
    expect(validate(day, new Date(1))).toHaveLength(1);
  });

  it('I-045: what is not editable is not asked for, but validators still run', () => {
    const refuse = (): never => {
      throw new Error('No.');
    };
    const spec = specOf(f.char({ maxLength: 5, editable: false, choices: ['a'], validators: [refuse] }));
    expect(validate(spec, null)).toEqual([]);
    expect(validate(spec, '')).toEqual([]);
    expect(validate(spec, 'b')).toEqual(['No.']);
    expect(validate(specOf(f.dateTime({ autoNow: true })), undefined)).toEqual(['A value is missing.']);
    expect(validate(specOf(f.bigAuto()), null)).toEqual([]);
  });

  it("I-045: a user's validator throws any error; all messages are collected, each once", () => {
    const throws = (what: unknown) => (): never => {
      throw what;
    };
    const validators = [
      throws(new TypeError('Too odd.')),
      throws(new ValidationError({ a: ['One.', 'Two.'] }, { hint: 'not shown' })),
      throws('Just text.'),
      throws(undefined),
      throws(new Error('Too odd.')),
    ];
    expect(validate(specOf(f.integer({ validators })), 5)).toEqual([
      'Too odd.',
      'One.',
      'Two.',
      'Just text.',
      'A validator refused this.',
    ]);
    expect(validate(specOf(f.text({ blank: true, validators })), '')).toEqual([]);
  });

  it('I-045: an asynchronous validator is an error, since its answer would be lost', () => {
    const late = async (): Promise<void> => {
      throw new Error('late');
    };
    const spec = specOf(f.integer({ validators: [late] }));
    expect(() => validate(spec, 5)).toThrow(ConfigurationError);
    expect(() => validate(spec, 5)).toThrow('validators are synchronous');
  });

  it("I-046: a relation's key is judged by the kind of its target's key", () => {
    const spec = specOf(f.foreignKey(() => Object as never, { onDelete: 'CASCADE' }));
    expect(cleanField(spec, '7', specOf(f.bigAuto()).kind)).toEqual({ value: 7, messages: [] });
    expect(validate(spec, 'x', specOf(f.bigAuto()).kind)).toHaveLength(1);
  });
});

describe('ready-made validators', () => {
  it('I-045: limits of value compare numbers, bigints, decimals and dates', () => {
    expect([2, 3, 4].map((n) => accepts(minValueValidator(3), n))).toEqual([false, true, true]);
    expect([2, 3, 4].map((n) => accepts(maxValueValidator(3), n))).toEqual([true, true, false]);
    expect([2n, 3n].map((n) => accepts(minValueValidator(3), n))).toEqual([false, true]);
    expect(['9.50', '10.00', '-11'].map((n) => accepts(minValueValidator('10.00'), n))).toEqual([false, true, false]);
    expect(['9.50', '10.00', '10.01'].map((n) => accepts(maxValueValidator(10), n))).toEqual([true, true, false]);
    expect(['-9.5', '-10.5'].map((n) => accepts(minValueValidator('-10'), n))).toEqual([true, false]);
    expect(['2026-03-09', '2026-03-10'].map((n) => accepts(maxValueValidator('2026-03-09'), n))).toEqual([true, false]);
    expect([0, 1].map((n) => accepts(minValueValidator(new Date(1)), new Date(n)))).toEqual([false, true]);
    expect(() => minValueValidator(3)(2)).toThrow('This must be at least 3.');
    expect(() => maxValueValidator(new Date(0))(new Date(1))).toThrow('at most 1970-01-01T00:00:00.000Z');
  });

  it('I-045 T-103: limits of length count code points, and bytes of binary', () => {
    expect(['😀', '😀😀', 'abc'].map((s) => accepts(minLengthValidator(2), s))).toEqual([false, true, true]);
    expect(['😀😀', 'abc'].map((s) => accepts(maxLengthValidator(2), s))).toEqual([true, false]);
    expect(() => maxLengthValidator(2)(new Uint8Array(3))).toThrow('at most 2 bytes');
    expect(() => minLengthValidator(1)('')).toThrow('at least 1 character.');
    expect(() => maxLengthValidator(-1)).toThrow(ConfigurationError);
  });

  it('I-045: a pattern is found or not, with a message of your own, and keeps no memory', () => {
    const plate = regexValidator(/^[A-Z]{2}\d+$/g, 'Two letters, then digits.');
    expect([1, 2, 3].map(() => accepts(plate, 'AB12'))).toEqual([true, true, true]);
    expect(() => plate('12')).toThrow('Two letters, then digits.');
    expect(accepts(regexValidator(/\s/, 'No spaces.', true), 'a b')).toBe(false);
  });

  it('I-029: digits of a decimal are counted before and after the point', () => {
    const digits = decimalValidator(4, 2);
    expect(['12.34', 12.5, '0.10', 'x', '123', '1.234'].map((n) => accepts(digits, n))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('I-031: e-mail addresses', () => {
    const right = [
      'a@example.org',
      'a.b+c@sub.example.org',
      'x@localhost',
      '"a b"@example.org',
      'a@[192.0.2.1]',
      'a@exämple.org',
      'a@[IPv6:::1]',
    ];
    const wrong = [
      '',
      'a',
      '@example.org',
      'a@',
      'a@b',
      'a b@example.org',
      'a@example..org',
      '.a@example.org',
      'a.@example.org',
    ];
    const wronger = [
      'a@-example.org',
      'a@example-.org',
      'a@example.org\n',
      'a@1.2.3.4',
      'A <a@example.org>',
      `${'a'.repeat(320)}@b.org`,
    ];
    expect(right.filter((text) => !accepts(validateEmail, text))).toEqual([]);
    expect([...wrong, ...wronger].filter((text) => accepts(validateEmail, text))).toEqual([]);
  });

  it('I-031: web addresses', () => {
    const right = [
      'http://example.org',
      'HTTPS://user:pw@sub.example.org:8080/a?b#c',
      'ftp://localhost/x',
      'http://192.0.2.1',
      'http://[::1]:80/',
      'https://münchen.example/ü',
    ];
    const wrong = [
      '',
      'example.org',
      'javascript:alert(1)',
      'http://',
      'http://a',
      'http://a b.org',
      'http://example.org/a b',
      'http://-a.org',
    ];
    const wronger = [
      'http://example.org:99999',
      'http://example.org\n',
      'http://[::1',
      'file:///etc/passwd',
      `http://example.org/${'a'.repeat(2_048)}`,
    ];
    expect(right.filter((text) => !accepts(validateUrl, text))).toEqual([]);
    expect([...wrong, ...wronger].filter((text) => accepts(validateUrl, text))).toEqual([]);
  });

  it('I-031 I-035: slugs and network addresses', () => {
    expect(['a-b_9', 'é', '', 'a b', 'a\n'].map((text) => accepts(validateSlug, text))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(['é-9', 'a b'].map((text) => accepts(validateUnicodeSlug, text))).toEqual([true, false]);
    expect(['192.0.2.1', '::1'].map((text) => accepts(validateIpv4Address, text))).toEqual([true, false]);
    expect(['192.0.2.1', '::1'].map((text) => accepts(validateIpv6Address, text))).toEqual([false, true]);
    expect(['192.0.2.1', '::1', 'x'].map((text) => accepts(validateIpv46Address, text))).toEqual([true, true, false]);
  });

  it('I-031: long hostile addresses are judged in no time', () => {
    const started = performance.now();
    for (const text of [
      `${'a.'.repeat(50_000)}@`,
      `"${'\\'.repeat(50_000)}@x`,
      `http://${'a'.repeat(50_000)}`,
      `http://${'a-'.repeat(900)}!`,
    ]) {
      accepts(validateEmail, text);
      accepts(validateUrl, text);
      accepts(validateUnicodeSlug, `${text} `);
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});
