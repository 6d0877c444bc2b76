/** The SQL functions that every connection has: case folding, regular expressions, exact decimals. */
import { DataError } from '@dorm/core/driver';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { failure, open, run, temporaryFile } from './support/commands.js';

async function value(sql: string, ...parameters: readonly unknown[]): Promise<unknown> {
  return (await run(open(':memory:'), `select ${sql}`, ...parameters)).rows[0]?.[0];
}

describe('dorm_fold', () => {
  it.each([
    ['Antônio Carlos JOBIM', 'ANTÔNIO carlos jobim'],
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['ΟΔΟΣ', 'οδος'],
    ['ὈΔΥΣΣΕΎΣ', 'ὀδυσσεύς'],
    ['ЖУК', 'жук'],
    ['ﬁn', 'FIN'],
    ['İ', 'i̇'],
    ['Kelvin K', 'kelvin k'],
    ['ＡＢＣ', 'ａｂｃ'],
    ['𐐀', '𐐨'],
  ])('T-097: folds %s and %s alike, which LOWER does not', async (a, b) => {
    expect(await value('dorm_fold(?) = dorm_fold(?)', a, b)).toBe(1);
  });

  it('keeps apart what differs by more than case', async () => {
    for (const [a, b] of [
      ['ı', 'i'],
      ['e', 'é'],
      ['o', 'ö'],
    ]) {
      expect(await value('dorm_fold(?) = dorm_fold(?)', a, b)).toBe(0);
    }
    expect(await value('dorm_fold(?)', 'KITAPLIĞI ı I')).toBe('kitapliği ı i');
  });

  it('takes what else a column may hold', async () => {
    expect(await value('dorm_fold(null)')).toBe(null);
    expect(await value('dorm_fold(12)')).toBe('12');
    expect(await value('dorm_fold(1.0)')).toBe('1.0');
    expect(await value("dorm_fold(x'41')")).toEqual(Buffer.from('A'));
  });
});

describe('dorm_regex and dorm_iregex', () => {
  it('search with JavaScript’s Unicode patterns', async () => {
    expect(await value('dorm_regex(?, ?)', '^\\p{Lu}.ö', 'Bö')).toBe(0);
    expect(await value('dorm_regex(?, ?)', '^\\p{Lu}ö', 'Böö')).toBe(1);
    expect(await value('dorm_regex(?, ?)', '^.$', '😀')).toBe(1);
    expect(await value('dorm_regex(?, ?)', 'É', 'é')).toBe(0);
    expect(await value('dorm_iregex(?, ?)', 'É', 'é')).toBe(1);
    expect(await value('dorm_regex(?, 12)', '^12$')).toBe(1);
    expect(await value('dorm_regex(?, null)', 'x')).toBe(null);
    expect(await value('dorm_regex(null, ?)', 'x')).toBe(null);
  });

  it('an invalid pattern is a DataError that does not quote it', async () => {
    for (const pattern of ['secret(', '[secret: ', 'secret\\-', '(?<secret>']) {
      const error = await failure(() => value('dorm_regex(?, ?)', pattern, 'x'));
      expect(error).toBeInstanceOf(DataError);
      expect(error.message).toMatch(/^a regular expression is not valid: [A-Z]/);
      expect(`${error.message}${String(error.cause)}`).not.toContain('secret');
    }
  });

  it('many patterns do not pile up, and stay right', async () => {
    const backend = open(':memory:');
    for (let i = 0; i < 1000; i++) {
      expect((await run(backend, 'select dorm_regex(?, ?)', `^${i}$`, String(i))).rows).toEqual([[1]]);
    }
    expect((await run(backend, 'select dorm_regex(?, ?)', '^1$', '11')).rows).toEqual([[0]]);
  });
});

describe('dorm_decimal', () => {
  it('gives one number one key', async () => {
    for (const same of [
      ['0', '-0', '0.000', '0E+5', '.0'],
      ['1.5', '+1.50', '01.5', '15e-1', '0.15E1'],
      ['-1200', '-1.2E+3', '-1200.00'],
    ]) {
      const keys = await Promise.all(same.map((text) => value('dorm_decimal(?)', text)));
      expect(new Set(keys).size).toBe(1);
    }
    expect(await value("dorm_decimal(5) = dorm_decimal('5.00')")).toBe(1);
    expect(await value("dorm_decimal(0.1) = dorm_decimal('0.1')")).toBe(1);
    expect(await value('dorm_decimal(null)')).toBe(null);
  });

  it('orders as the numbers do, beyond what a double holds', async () => {
    const sorted = [
      '-1E30',
      '-12345678901234567890.2',
      '-12345678901234567890.12',
      '-12',
      '-1.5',
      '-1.05',
      '-1E-9',
      '0',
    ];
    sorted.push(
      '1E-9',
      '0.1',
      '0.12',
      '1.05',
      '1.5',
      '12',
      '12345678901234567890.12',
      '12345678901234567890.2',
      '1E30',
    );
    const backend = open(':memory:');
    await backend.script('create table t (a text)');
    for (const text of [...sorted].reverse()) await run(backend, 'insert into t values (?)', text);
    expect((await run(backend, 'select a from t order by dorm_decimal(a)')).rows.flat()).toEqual(sorted);
  });

  it('refuses what is no number, without telling it', async () => {
    const error = await failure(() => value('dorm_decimal(?)', 'secret'));
    expect(error).toBeInstanceOf(DataError);
    expect(error.message).not.toContain('secret');
  });
});

describe('dorm_date_part', () => {
  const ask = (part: string, text: string | null, zone: string | null): Promise<unknown> =>
    value('dorm_date_part(?, ?, ?)', part, text, zone);

  it.each([
    ['2024-12-31 23:30:00', 'UTC', [2024, 2025, 4, 12, 1, 31, 3, 2, 23, 30, 0]],
    ['2024-12-31 23:30:00', 'Europe/Madrid', [2025, 2025, 1, 1, 1, 1, 4, 3, 0, 30, 0]],
    ['2021-01-03 04:59:59.999000', 'America/New_York', [2021, 2020, 1, 1, 53, 2, 7, 6, 23, 59, 59]],
    ['2024-02-29T12:00:00+05:45', 'Asia/Kathmandu', [2024, 2024, 1, 2, 9, 29, 5, 4, 12, 0, 0]],
    ['1900-01-01 00:00:00', 'Europe/Madrid', [1899, 1899, 4, 12, 52, 31, 1, 7, 23, 45, 16]],
    ['0001-01-01 00:00:00', 'America/New_York', [0, 0, 4, 12, 52, 31, 1, 7, 19, 3, 58]],
  ])('T-021: reads the parts of %s in %s', async (text, zone, expected) => {
    const parts = 'year isoYear quarter month week day weekDay isoWeekDay hour minute second'.split(' ');
    expect(await Promise.all(parts.map((part) => ask(part, text, zone)))).toEqual(expected);
  });

  it('gives days and times of day as they are stored', async () => {
    expect(await ask('date', '2024-12-31 23:30:00', 'Europe/Madrid')).toBe('2025-01-01');
    expect(await ask('time', '2024-12-31 23:30:00.120000', 'Europe/Madrid')).toBe('00:30:00.120000');
    expect(await ask('time', '2024-12-31 23:30:00', 'UTC')).toBe('23:30:00');
    expect(await ask('date', '9999-12-31 23:59:59', 'Europe/Madrid')).toBe('9999-12-31');
    expect(await ask('year', '2024-02-29', null)).toBe(2024);
    expect(await ask('second', '10:20:30.400000', null)).toBe(30);
    expect(await ask('year', null, 'UTC')).toBe(null);
  });

  it('refuses what is no date, without telling it', async () => {
    for (const zone of [null, 'UTC']) {
      const error = await failure(() => ask('year', 'secret', zone));
      expect(error).toBeInstanceOf(DataError);
      expect(`${error.message}${String(error.cause)}`).not.toContain('secret');
    }
  });
});

describe('dorm_year_start', () => {
  const ask = (part: string, year: number | null, after: number, zone: string | null): Promise<unknown> =>
    value(`dorm_year_start(?, ${String(year)}, ${after}, ?)`, part, zone);

  it('T-021: is where a year begins in a zone', async () => {
    expect(await ask('year', 2024, 0, null)).toBe('2024-01-01');
    expect(await ask('year', 2024, 1, 'UTC')).toBe('2025-01-01 00:00:00');
    expect(await ask('year', 2024, 0, 'Europe/Madrid')).toBe('2023-12-31 23:00:00');
    expect(await ask('isoYear', 2021, 0, 'America/New_York')).toBe('2021-01-04 05:00:00');
    // Kathmandu's clocks skipped the first quarter of an hour of 1986.
    expect(await ask('year', 1986, 0, 'Asia/Kathmandu')).toBe('1985-12-31 18:30:00');
  });

  it('T-021: lets an index find the rows of a year', async () => {
    const backend = open(':memory:');
    await backend.script('create table t (a text); create index i on t (a)');
    const bound = (after: number): string => `dorm_year_start('year', ?, ${after}, 'Europe/Madrid')`;
    const plan = await run(
      backend,
      `explain query plan select a from t where a >= ${bound(0)} and a < ${bound(1)}`,
      2024n,
      2024n,
    );
    expect(plan.rows.flat().join(' ')).toMatch(/SEARCH t USING .*INDEX i \(a>\? AND a<\?\)/);
  });

  it('is before or after everything for years that no column holds, and rounds towards the comparison', async () => {
    expect(await ask('year', 1, 0, 'Asia/Kathmandu')).toBe('');
    expect(await ask('year', -5, 0, null)).toBe('');
    expect(await ask('year', 9999, 1, 'UTC')).toBe(':');
    expect(await ask('year', 1e300, 0, 'UTC')).toBe(':');
    expect(await ask('year', 2024.5, 0, null)).toBe('2025-01-01');
    expect(await ask('year', 2024.5, 1, null)).toBe('2025-01-01');
    expect(await ask('year', null, 0, 'UTC')).toBe(null);
  });
});

it('every connection has them: main, transaction, stream, and a Database that was handed in', async () => {
  const backend = open(temporaryFile());
  const transaction = await backend.begin({});
  const handedIn = open(new Database(':memory:'));
  for (const session of [backend, transaction, handedIn]) {
    expect((await run(session, "select dorm_fold('A'), dorm_iregex('A', 'a')")).rows).toEqual([['a', 1]]);
  }
  await transaction.rollback();
});
