import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { f, uuid4, uuid7, validate } from '../../src/fields/index.js';
import { expectCleaned, expectOrdinary, expectRefused, kindOf, NEVER, problemOf, specOf } from './support.js';

describe('texts', () => {
  it.each([
    ['char', f.char({ maxLength: 10 }), { name: 'char', length: 10 }],
    ['text', f.text(), { name: 'text', length: null }],
    ['email', f.email(), { name: 'char', length: 254 }],
    ['url', f.url(), { name: 'char', length: 200 }],
    ['slug', f.slug(), { name: 'char', length: 50 }],
  ] as const)('I-030 I-031: f.%s() holds text', (name, field, type) => {
    expectOrdinary(field, ['', 'x', 'antônio', '日本語', '😀', "'; DROP TABLE x; --", '[object Object]']);
    expectCleaned(field, [
      [5, '5'],
      [5n, '5'],
    ]);
    expectRefused(field, [[true, /^expects text, got a boolean$/]]);
    expectRefused(field, NEVER);
    expect(kindOf(field)).toMatchObject({ name, lookups: 'text', type });
  });

  it('T-103: NUL and half a surrogate pair are refused, since databases would cut or change them', () => {
    expectRefused(f.text(), [
      ['a\0b', /^expects text without the character NUL, got text$/],
      ['\ud83d', /^expects well-formed text, got text$/],
    ]);
    expect(problemOf(f.text(), '\0').hint).toContain('f.binary()');
    expectOrdinary(f.text(), ['\ud83d\ude00']);
  });

  it('T-103: maxLength counts code points, so an emoji is one', () => {
    const spec = specOf(f.char({ maxLength: 3 }));
    expect(validate(spec, '😀😀😀')).toEqual([]);
    expect(validate(spec, '😀😀😀😀')).toEqual(['This may have at most 3 characters.']);
    expect(validate(spec, 'abcd')).toEqual(['This may have at most 3 characters.']);
    expect(validate(spec, 'x'.repeat(7))).toHaveLength(1);
    expect(spec.maxLength).toBe(3);
    expect(validate(specOf(f.char({ maxLength: 1 })), 'é'.normalize('NFD'))).toEqual([
      'This may have at most 1 character.',
    ]);
  });

  it('I-030: f.char() needs a length, and lengths are whole numbers from 1', () => {
    const untyped = f.char as (options?: unknown) => unknown;
    expect(() => untyped()).toThrow('f.char() needs the option maxLength\n  hint: say f.char({ maxLength: … })');
    for (const maxLength of [0, -1, 1.5, '10', Number.NaN]) {
      expect(() => untyped({ maxLength })).toThrow('option maxLength takes a whole number from 1');
    }
  });

  it('I-031: a slug is indexed unless it is unique or the key', () => {
    expect(specOf(f.slug()).dbIndex).toBe(true);
    expect(specOf(f.slug({ unique: true })).dbIndex).toBe(false);
    expect(specOf(f.slug({ dbIndex: false })).dbIndex).toBe(false);
  });

  it('I-031: the form of an address is asked for in full validation, not by every assignment', () => {
    expect(kindOf(f.email()).check('no address')).toBe(true);
    expect(validate(specOf(f.email()), 'no address')).toEqual(['This must be an e-mail address.']);
    expect(validate(specOf(f.url()), 'example.org')).toHaveLength(1);
    expect(validate(specOf(f.slug()), 'not a slug')).toHaveLength(1);
    expect(validate(specOf(f.email()), `${'x'.repeat(60)}@${'y'.repeat(60)}.${'z.'.repeat(80)}org`)).toHaveLength(1);
  });
});

describe('uuid', () => {
  const text = '0189e21c-5cf8-7d3a-8ac1-6f1f2a3b4c5d';

  it('I-032: f.uuid() takes any case, with and without dashes, and gives lower case with dashes', () => {
    expectOrdinary(f.uuid(), [text]);
    expectCleaned(f.uuid(), [
      [text.toUpperCase(), text],
      [text.replaceAll('-', ''), text],
      [`urn:uuid:${text}`, text],
      [` ${text} `, text],
    ]);
    expectRefused(f.uuid(), [
      ['', /empty text/],
      [`${text}0`, /^expects a UUID of 32 hexadecimal digits, got text$/],
      [text.replace('0', 'g'), /text/],
      [5, /a number/],
    ]);
    expectRefused(f.uuid(), NEVER);
  });

  it('I-032: uuid4 and uuid7 make new ones; uuid7 keeps the order in which they were made', () => {
    const made = Array.from({ length: 5_000 }, () => uuid7());
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(made.length);
    for (const one of made) expect(one).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(Math.abs(Number.parseInt(uuid7().replace('-', '').slice(0, 12), 16) - Date.now())).toBeLessThan(10_000);
    expectOrdinary(f.uuid(), [uuid4(), uuid7()]);
  });
});

describe('ip', () => {
  it('I-035: f.ip() holds IPv4 and IPv6 addresses in one spelling each', () => {
    expectOrdinary(f.ip(), [
      '192.0.2.1',
      '0.0.0.0',
      '::',
      '::1',
      '2001:db8::1',
      'fe80::',
      '::ffff:192.0.2.1',
      '1:2:3:4:5:6:7:8',
      '1:0:2:3:4:5:6:7',
    ]);
    expectCleaned(f.ip(), [
      [' 192.0.2.1 ', '192.0.2.1'],
      ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
      ['2001:0db8::0001', '2001:db8::1'],
      ['0:0:0:0:0:0:0:0', '::'],
      ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
      ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
      ['::ffff:c000:0201', '::ffff:192.0.2.1'],
      ['::192.0.2.1', '::c000:201'],
      ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ]);
  });

  it('I-035: what is no address is refused', () => {
    const wrong = [
      '256.0.0.1',
      '01.2.3.4',
      '1.2.3',
      '1.2.3.4.5',
      ':',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4::5:6:7:8',
      '12345::',
      '::1.2.3.4:5',
      '1.2.3.4::',
      ':1:2:3:4:5:6:7:8',
      'fe80::1%eth0',
      'localhost',
      '192.0.2.1/24',
    ];
    expectRefused(
      f.ip(),
      wrong.map((text) => [text, /^expects an IPv4 or IPv6 address, got text$/]),
    );
    expectRefused(f.ip(), NEVER);
  });
});

describe('boolean', () => {
  it('I-033: f.boolean() takes the words and digits for true and false, and nothing else', () => {
    expectOrdinary(f.boolean(), [true, false]);
    for (const value of [1, '1', 't', 'true', 'True']) expectCleaned(f.boolean(), [[value, true]]);
    for (const value of [0, '0', 'f', 'false', 'False']) expectCleaned(f.boolean(), [[value, false]]);
    expectRefused(f.boolean(), [
      [2, /^expects true or false, got a number$/],
      ['yes', /got text$/],
      ['', /got empty text$/],
    ]);
    expectRefused(f.boolean(), NEVER);
  });
});

describe('binary', () => {
  it('I-037: f.binary() takes bytes as they are, and never guesses the encoding of text', () => {
    const bytes = new Uint8Array([0, 1, 255]);
    expectOrdinary(f.binary(), [bytes, Buffer.from(bytes), new Uint8Array()]);
    expectCleaned(f.binary(), [
      [bytes.buffer, bytes],
      [new DataView(bytes.buffer, 1), new Uint8Array([1, 255])],
      [runInNewContext('new Uint8Array([7, 8])'), new Uint8Array([7, 8])],
      [runInNewContext('new Uint8Array([7, 8]).buffer'), new Uint8Array([7, 8])],
    ]);
    expectRefused(f.binary(), [
      ['AAEC', /^expects bytes \(Uint8Array or Buffer\), got text$/],
      [5, /got a number$/],
    ]);
    expectRefused(f.binary(), NEVER);
    expect(problemOf(f.binary(), 'AAEC').hint).toContain("Buffer.from(text, 'base64')");
  });
});
