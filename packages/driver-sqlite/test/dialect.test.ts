/** The dialect's SQL at work in a real SQLite: decimals, searches in text, parameters without a column. */
import {
  aggregate,
  and,
  arithmetic,
  between,
  compare,
  concat,
  type DataType,
  dataType,
  inList,
  not,
  regex,
  render,
  select,
  type TextMatch,
  textMatch,
  value,
} from '@dorm/query';
import { describe, expect, it } from 'vitest';
import { decimalKey, sqliteDialect } from '../src/dialect.js';
import { tableOf } from './support/table-of.js';

const decimal = (precision: number, scale: number): DataType => dataType('decimal', { precision, scale });

describe('T-092: decimals', () => {
  it('read back at the scale of the field, and no digit is rounded away', () => {
    const { read } = sqliteDialect.codec(decimal(10, 2));
    const cases: readonly (readonly [unknown, string])[] = [
      [0.1 + 0.2, '0.30'],
      [0, '0.00'],
      [-0.5, '-0.50'],
      [1.239, '1.239'],
      [1e-7, '0.0000001'],
      [12345678901234, '12345678901234.00'],
      [2 ** 53 + 2, '9007199254740994.00'],
      [123n, '123.00'],
      ['1.5', '1.50'],
    ];
    for (const [db, text] of cases) expect(read?.(db)).toBe(text);
  });

  it('narrow ones add, divide and compare with what is calculated', () => {
    const table = tableOf(decimal(10, 2));
    table.put('5.00', '0.10', '0.20');
    expect(table.read(compare('=', arithmetic('/', table.c, value(2)), value('2.5')))).toEqual(['5.00']);
    expect(table.read(compare('>', arithmetic('*', table.c, value(10)), value('1.5')))).toEqual(['5.00', '0.20']);
    const [row] = table.ask([aggregate('sum', table.c)]);
    expect(sqliteDialect.codec(decimal(10, 2)).read?.(row?.[0])).toBe('5.30');
  });

  it('wide ones compare, sort and are found as numbers, not as texts', () => {
    const table = tableOf(decimal(28, 2));
    const sorted = [
      '-12345678901234567890.50',
      '-100.00',
      '-99.99',
      '-0.01',
      '0.00',
      '0.01',
      '9.00',
      '10.00',
      '12345678901234567890.49',
    ];
    table.put(...[...sorted].reverse());
    expect(table.read(null, true)).toEqual(sorted);
    expect(table.read(compare('<', table.c, value('-99.99')))).toEqual(['-100.00', '-12345678901234567890.50']);
    expect(table.read(compare('=', table.c, value('1e1')))).toEqual(['10.00']);
    expect(table.read(between(table.c, value('8'), value('11')), true)).toEqual(['9.00', '10.00']);
    expect(table.read(inList(table.c, value(['9', '10.0', '11'])), true)).toEqual(['9.00', '10.00']);
  });

  it('a key sorts as its number does, for any two numbers', () => {
    let seed = 42;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    const scaled = (): bigint => {
      const digits = Array.from({ length: 1 + random(random(2) === 0 ? 3 : 30) }, () =>
        random(random(2) === 0 ? 2 : 10),
      ).join('');
      return BigInt(random(2) === 0 ? digits : `-${digits}`);
    };
    const text = (n: bigint): string => {
      const digits = String(n < 0n ? -n : n).padStart(11, '0');
      return `${n < 0n ? '-' : ''}${digits.slice(0, -10)}.${digits.slice(-10)}`;
    };
    for (let run = 0; run < 5000; run++) {
      const [a, b] = [scaled(), random(10) === 0 ? 0n : scaled()];
      const [x, y] = [decimalKey(text(a)) ?? '', decimalKey(text(b)) ?? ''];
      expect(Math.sign(x < y ? -1 : x > y ? 1 : 0), `${text(a)} ${text(b)}`).toBe(a < b ? -1 : a > b ? 1 : 0);
    }
    expect(decimalKey('-0.00')).toBe(decimalKey(0));
    expect(decimalKey(1.5)).toBe(decimalKey('001.500'));
    expect(decimalKey(null)).toBe(null);
  });
});

describe('T-015: searches in text', () => {
  const words = [
    '',
    'abc',
    'ABC',
    'xabcx',
    'a*c',
    'a?c',
    'a[b]c',
    '50%',
    '5_0',
    'back\\slash',
    'ÄRGER',
    'ärger',
    'STRASSE',
    'straße',
    '😀',
  ];
  const fold = (s: string): string => s.toLowerCase().toUpperCase().toLowerCase();
  const holds: { readonly [H in TextMatch]: (text: string, part: string) => boolean } = {
    contains: (text, part) => text.includes(part),
    startsWith: (text, part) => text.startsWith(part),
    endsWith: (text, part) => text.endsWith(part),
    iContains: (text, part) => fold(text).includes(fold(part)),
    iStartsWith: (text, part) => fold(text).startsWith(fold(part)),
    iEndsWith: (text, part) => fold(text).endsWith(fold(part)),
    iExact: (text, part) => fold(text) === fold(part),
  };
  const parts = [
    '',
    'a',
    'B',
    'abc',
    '*',
    '?',
    '[',
    ']',
    'a[',
    '%',
    '_',
    '\\',
    'ä',
    'Ä',
    'ss',
    'ß',
    '😀',
    'longer than any of the words',
  ];
  const table = tableOf(dataType('text'));
  table.put(null, ...words);

  it.each(Object.keys(holds) as TextMatch[])(
    '%s finds what JavaScript finds, of a value and of an expression',
    (how) => {
      for (const part of parts) {
        const expected = words.filter((word) => holds[how](word, part));
        expect(table.read(textMatch(how, table.c, value(part))), part).toEqual(expected);
        const expression = concat([value(part), value('')]);
        expect(table.read(textMatch(how, table.c, expression)), part).toEqual(expected);
      }
    },
  );

  it('NULL gives NULL: neither the search nor its opposite finds it', () => {
    for (const how of Object.keys(holds) as TextMatch[]) {
      for (const right of [value('a'), concat([value('a'), value('')]), value(null)]) {
        const search = textMatch(how, table.c, right);
        const found = [...table.read(search), ...table.read(not(search))];
        expect(found, how).not.toContain(null);
        if (right.kind === 'value' && right.value === null) expect(found).toEqual([]);
      }
    }
  });

  it('T-016: regular expressions, with and without case', () => {
    expect(table.read(regex(table.c, value('^a.*c$')))).toEqual(['abc', 'a*c', 'a?c', 'a[b]c']);
    expect(table.read(regex(table.c, value('^ä'), { insensitive: true }))).toEqual(['ÄRGER', 'ärger']);
    expect(table.read(not(regex(table.c, value('.*'))))).toEqual([]);
  });

  it('startsWith of a bound text uses an index', () => {
    table.database.exec('create index t_c on t (c)');
    const { sql, parameters } = render(
      select({
        columns: [{ expression: table.c }],
        from: { table: 't' },
        where: textMatch('startsWith', table.c, value('ab')),
      }),
      sqliteDialect,
    );
    const plan = JSON.stringify(table.database.prepare(`explain query plan ${sql}`).all(parameters));
    expect(plan).toMatch(/SEARCH t USING COVERING INDEX t_c/);
  });
});

describe('T-097: parameters that stand against no column', () => {
  it('whole numbers are integers: typeof, division, concatenation, JSON', () => {
    const table = tableOf(dataType('integer'));
    table.put(7);
    const typed = value(2, dataType('integer'));
    expect(
      table.ask([arithmetic('/', table.c, typed), concat([table.c, typed]), arithmetic('%', value(7), value(4))]),
    ).toEqual([[3, '72', 3]]);
    expect(table.read(compare('=', arithmetic('+', table.c, value(1)), value(8)))).toEqual([7]);
  });

  it('bigints past 2^53 survive a list, and a list mixes with other conditions', () => {
    const table = tableOf(dataType('bigInteger'));
    table.put(2n ** 53n + 1n, 2n ** 53n, 1n);
    const found = table.read(and([inList(table.c, value([2n ** 53n + 1n, 1n])), compare('>', table.c, value(1n))]));
    expect(found).toEqual([2n ** 53n + 1n]);
  });
});
