import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { f, preSave } from '../../src/fields/index.js';
import { expectCleaned, expectOrdinary, expectRefused, kindOf, NEVER, problemOf, specOf } from './support.js';

const SIX = f.dateTime({ precision: 'microseconds' });

describe('dateTime', () => {
  it('I-034: f.dateTime() holds Dates and reads ISO text and the text of Django', () => {
    expectOrdinary(f.dateTime(), [new Date(0), new Date('0001-01-01T00:00:00Z'), new Date('9999-12-31T23:59:59.999Z')]);
    const noon = new Date('2026-03-09T12:00:00Z');
    expectCleaned(f.dateTime(), [
      ['2026-03-09T12:00:00Z', noon],
      ['2026-03-09T12:00:00.000z', noon],
      ['2026-03-09 12:00:00', noon],
      ['2026-03-09 12:00', noon],
      ['2026-3-9 12:00', noon],
      ['2026-03-09T14:00:00+02:00', noon],
      ['2026-03-09T14:00+0200', noon],
      ['2026-03-09 06:30:00 -05:30', noon],
      ['2026-03-09 12:00:00.120000', new Date('2026-03-09T12:00:00.120Z')],
      ['2026-03-09 12:00:00,12', new Date('2026-03-09T12:00:00.120Z')],
      ['2026-03-09', new Date('2026-03-09T00:00:00Z')],
      ['0001-01-01', new Date('0001-01-01T00:00:00Z')],
      ['0099-12-31', new Date('0099-12-31T00:00:00Z')],
    ]);
  });

  it('I-034: text without a zone is UTC, whatever the time zone of the process', () => {
    const before = process.env.TZ;
    try {
      for (const zone of ['America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Europe/Madrid']) {
        process.env.TZ = zone;
        // An hour that does not exist in Madrid and one that exists twice in New York.
        for (const text of ['2026-03-29 02:30:00', '2026-11-01 01:30:00']) {
          expect(kindOf(f.dateTime()).clean(text)).toEqual(new Date(`${text.replace(' ', 'T')}Z`));
        }
      }
    } finally {
      process.env.TZ = before ?? 'UTC';
    }
  });

  it('I-034: moments that do not exist, are out of range or would lose digits are refused', () => {
    const expected = /^expects a Date or ISO text such as '2026-03-09T18:05:09Z', of the years 1 to 9999, got/;
    expectRefused(f.dateTime(), [
      ['2026-02-29', expected],
      ['2026-13-01', expected],
      ['2026-03-09T24:00:00Z', expected],
      ['2026-03-09T23:59:60Z', expected],
      ['2026-03-09T12:00:00+25:00', expected],
      ['2026-03-09 12:00 PM', expected],
      ['0000-01-01', expected],
      ['0001-01-01T00:00:00+01:00', expected],
      ['9999-12-31T23:59:59-01:00', expected],
      ['March 9, 2026', expected],
      ['now', expected],
      ['', expected],
      [new Date('+010000-01-01T00:00:00Z'), expected],
      [Date.now(), expected],
      ['2026-03-09T12:00:00.123456Z', /^expects a moment in whole milliseconds/],
    ]);
    expectRefused(f.dateTime(), NEVER);
    expect(problemOf(f.dateTime(), '2026-03-09T12:00:00.123456Z').hint).toContain("precision: 'microseconds'");
    expect(problemOf(f.dateTime(), Date.now()).hint).toContain('new Date(milliseconds)');
  });

  it('I-034: microseconds are ISO text with six digits in UTC', () => {
    expectOrdinary(SIX, ['2026-03-09T12:00:00.123456Z', '2026-03-09T12:00:00.000000Z']);
    expectCleaned(SIX, [
      ['2026-03-09 14:00:00.123456+02:00', '2026-03-09T12:00:00.123456Z'],
      ['2026-03-09 12:00', '2026-03-09T12:00:00.000000Z'],
      [new Date('2026-03-09T12:00:00.120Z'), '2026-03-09T12:00:00.120000Z'],
      ['1969-12-31T23:59:59.999999+00', '1969-12-31T23:59:59.999999Z'],
      ['2026-03-09T12:00:00.1234560Z', '2026-03-09T12:00:00.123456Z'],
    ]);
    expectRefused(SIX, [
      ['2026-02-29T12:00:00.000000Z', /ISO text/],
      ['2026-03-09T12:00:00.1234567Z', /ISO text/],
    ]);
    expectRefused(SIX, NEVER);
    expect(kindOf(SIX).type).toMatchObject({ name: 'dateTime', precision: 6 });
    expect(() => (f.dateTime as (o: object) => unknown)({ precision: 'microsecond' })).toThrow(
      "did you mean 'microseconds'?",
    );
  });

  it('I-034: a Date of another realm is taken for what it is', () => {
    expectCleaned(f.dateTime(), [[runInNewContext('new Date(5)'), new Date(5)]]);
  });
});

describe('date, time and duration', () => {
  it('I-034: f.date() holds days that exist, as text; a Date is refused since its day depends on the zone', () => {
    expectOrdinary(f.date(), ['2026-03-09', '2024-02-29', '0001-01-01', '9999-12-31', '2000-02-29']);
    expectCleaned(f.date(), [
      ['2026-3-9', '2026-03-09'],
      [' 2026-03-09 ', '2026-03-09'],
    ]);
    expectRefused(f.date(), [
      ['2026-02-29', /^expects a day such as '2026-03-09', got text$/],
      ['1900-02-29', /got text$/],
      ['2026-04-31', /got text$/],
      ['2026-00-01', /got text$/],
      ['09/03/2026', /got text$/],
      ['2026-03-09T00:00:00Z', /got text$/],
      [new Date(), /got a Date$/],
      [20_260_309, /got a number$/],
    ]);
    expectRefused(f.date(), NEVER);
    expect(problemOf(f.date(), new Date()).hint).toContain('time zone');
  });

  it('I-034: f.time() holds times of day with milliseconds, and microseconds when there are any', () => {
    expectOrdinary(f.time(), ['00:00:00.000', '23:59:59.999', '18:05:09.123456']);
    expectCleaned(f.time(), [
      ['18:05', '18:05:00.000'],
      ['8:5:9', '08:05:09.000'],
      ['18:05:09.1', '18:05:09.100'],
      ['18:05:09.123000', '18:05:09.123'],
    ]);
    expectRefused(f.time(), [
      ['24:00', /^expects a time such as '18:05' or '18:05:09.120', got text$/],
      ['18:60', /got text$/],
      ['18', /got text$/],
      ['18:05:09.1234567', /got text$/],
      ['6 pm', /got text$/],
      [new Date(), /got a Date$/],
    ]);
    expectRefused(f.time(), NEVER);
  });

  it('I-034: f.duration() holds milliseconds to the microsecond and reads the text of Django and ISO', () => {
    expectOrdinary(f.duration(), [0, 1, -1, 1.5, 0.001, 12.345, 86_400_000 * 104_249]);
    expectCleaned(f.duration(), [
      ['04:05:06', 14_706_000],
      ['5:06', 306_000],
      ['3 04:05:06', 3 * 86_400_000 + 14_706_000],
      ['3 days, 04:05:06.789', 3 * 86_400_000 + 14_706_789],
      ['-00:00:01.000001', -1_000.001],
      ['1 day', 86_400_000],
      ['P3DT4H5M6S', 3 * 86_400_000 + 14_706_000],
      ['-PT0.5S', -500],
      ['P1D', 86_400_000],
    ]);
    expectRefused(f.duration(), [
      [0.1 + 0.2, /^expects milliseconds with at most three decimals, got a number$/],
      [86_400_000 * 104_250, /^expects milliseconds, or text/],
      [1e300, /of at most 285 years, got a number$/],
      ['1500', /got text$/],
      ['P', /got text$/],
      ['PT', /got text$/],
      ['P1M', /got text$/],
      ['999999999 00:00:00', /got text$/],
    ]);
    expectRefused(f.duration(), NEVER);
  });
});

describe('autoNow and autoNowAdd', () => {
  const now = new Date('2026-03-28T23:30:15.007Z');
  const saving = { now, adding: true, timeZone: 'Europe/Madrid' };

  it('I-034: one reading of the clock becomes a Date, a day or a time in the given zone', () => {
    expect(preSave(specOf(f.dateTime({ autoNow: true })), saving)).toEqual(now);
    expect(preSave(specOf(f.date({ autoNow: true })), saving)).toBe('2026-03-29');
    expect(preSave(specOf(f.time({ autoNow: true })), saving)).toBe('00:30:15.007');
    expect(preSave(specOf(f.date({ autoNow: true })), { ...saving, timeZone: 'UTC' })).toBe('2026-03-28');
    expect(preSave(specOf(f.time({ autoNow: true })), { ...saving, timeZone: 'Asia/Kathmandu' })).toBe('05:15:15.007');
    const six = f.dateTime({ precision: 'microseconds', autoNow: true });
    expect(preSave(specOf(six), saving)).toBe('2026-03-28T23:30:15.007000Z');
  });

  it('I-034: autoNow sets at every save, autoNowAdd at the first, other fields never', () => {
    const changing = { ...saving, adding: false };
    expect(preSave(specOf(f.dateTime({ autoNow: true })), changing)).toEqual(now);
    expect(preSave(specOf(f.dateTime({ autoNowAdd: true })), saving)).toEqual(now);
    expect(preSave(specOf(f.dateTime({ autoNowAdd: true })), changing)).toBeUndefined();
    expect(preSave(specOf(f.dateTime()), saving)).toBeUndefined();
  });

  it('I-034: what is set for the user is neither editable nor asked for, and takes no default', () => {
    expect(specOf(f.dateTime({ autoNowAdd: true }))).toMatchObject({
      autoNow: 'onCreate',
      editable: false,
      blank: true,
    });
    const untyped = f.date as (options: object) => unknown;
    expect(() => untyped({ autoNow: true, autoNowAdd: true })).toThrow(
      'f.date() takes autoNow or autoNowAdd, not both',
    );
    expect(() => untyped({ autoNow: true, default: '2026-03-09' })).toThrow(
      'f.date() takes autoNow or a default, not both',
    );
  });

  it('I-034: a moment before 1970 keeps its milliseconds', () => {
    const early = { ...saving, now: new Date('1960-01-01T00:00:00.250Z'), timeZone: 'UTC' };
    expect(preSave(specOf(f.time({ autoNow: true })), early)).toBe('00:00:00.250');
  });
});
