/** Values of every type, through a real SQLite: what is stored, what comes back, what is refused. */
import { between, compare, type DataType, dataType, inList, not, value } from '@dorm/query';
import { describe, expect, it } from 'vitest';
import { sqliteDialect } from '../src/dialect.js';
import { tableOf } from './support/table-of.js';

const decimal = (precision: number, scale: number): DataType => dataType('decimal', { precision, scale });
const micros = dataType('dateTime', { precision: 6 });

describe('round trips', () => {
  // Type, JavaScript value, class it is stored in, what is stored.
  const cases: readonly (readonly [string, DataType, unknown, string, unknown])[] = [
    ['integer', dataType('integer'), 5, 'integer', 5],
    ['negative', dataType('integer'), -5, 'integer', -5],
    ['2^53 - 1', dataType('integer'), 2 ** 53 - 1, 'integer', 2 ** 53 - 1],
    ['-(2^53 - 1)', dataType('bigAuto'), -(2 ** 53 - 1), 'integer', -(2 ** 53 - 1)],
    ['positive', dataType('positiveInteger'), 0, 'integer', 0],
    ['2^53 + 1', dataType('bigInteger'), 2n ** 53n + 1n, 'integer', undefined],
    ['2^63 - 1', dataType('bigInteger'), 2n ** 63n - 1n, 'integer', undefined],
    ['-2^63', dataType('bigInteger'), -(2n ** 63n), 'integer', undefined],
    ['float', dataType('float'), 0.1, 'real', 0.1],
    ['whole float', dataType('float'), 5, 'real', 5],
    ['infinity', dataType('float'), Number.POSITIVE_INFINITY, 'real', Number.POSITIVE_INFINITY],
    ['-infinity', dataType('float'), Number.NEGATIVE_INFINITY, 'real', Number.NEGATIVE_INFINITY],
    ['smallest float', dataType('float'), 5e-324, 'real', 5e-324],
    ['decimal', decimal(10, 2), '12.50', 'real', 12.5],
    ['whole decimal', decimal(10, 2), '12.00', 'integer', 12],
    ['15 digits', decimal(15, 2), '9999999999999.99', 'real', 9999999999999.99],
    ['negative decimal', decimal(6, 3), '-0.001', 'real', -0.001],
    ['28 digits', decimal(28, 8), '12345678901234567890.12345678', 'text', '12345678901234567890.12345678'],
    ['28 digits, small', decimal(28, 8), '-0.00000001', 'text', '-0.00000001'],
    ['empty text', dataType('text'), '', 'text', ''],
    ['text like a number', dataType('char', { length: 9 }), '007', 'text', '007'],
    ['emoji', dataType('char', { length: 1 }), '😀', 'text', '😀'],
    ['uuid', dataType('uuid'), '00000000-0000-4000-8000-00000000000a', 'text', '0000000000004000800000000000000a'],
    ['ip', dataType('ip'), '2001:db8::1', 'text', '2001:db8::1'],
    ['true', dataType('boolean'), true, 'integer', 1],
    ['false', dataType('boolean'), false, 'integer', 0],
    ['dateTime', dataType('dateTime'), new Date('2026-01-31T10:20:30.123Z'), 'text', '2026-01-31 10:20:30.123000'],
    ['whole second', dataType('dateTime'), new Date('2026-01-31T10:20:30Z'), 'text', '2026-01-31 10:20:30'],
    ['before 1970', dataType('dateTime'), new Date('1969-12-31T23:59:59.999Z'), 'text', '1969-12-31 23:59:59.999000'],
    ['first moment', dataType('dateTime'), new Date('0001-01-01T00:00:00Z'), 'text', '0001-01-01 00:00:00'],
    ['last moment', dataType('dateTime'), new Date('9999-12-31T23:59:59.999Z'), 'text', '9999-12-31 23:59:59.999000'],
    ['microseconds', micros, '2026-01-31T10:20:30.123456Z', 'text', '2026-01-31 10:20:30.123456'],
    ['no microseconds', micros, '2026-01-31T10:20:30.000000Z', 'text', '2026-01-31 10:20:30'],
    ['date', dataType('date'), '2024-02-29', 'text', '2024-02-29'],
    ['time', dataType('time'), '23:59:59.000', 'text', '23:59:59'],
    ['time, ms', dataType('time'), '00:00:00.050', 'text', '00:00:00.050000'],
    ['time, microseconds', dataType('time'), '00:00:00.000001', 'text', '00:00:00.000001'],
    ['duration', dataType('duration'), 1500, 'integer', 1_500_000],
    ['duration, microsecond', dataType('duration'), -0.001, 'integer', -1],
    ['json object', dataType('json'), { a: [1, null, 'é"'] }, 'text', '{"a":[1,null,"é\\""]}'],
    ['json number', dataType('json'), 5, 'text', '5'],
    ['json text', dataType('json'), 'a\0', 'text', '"a\\u0000"'],
    ['bytes', dataType('binary'), Uint8Array.of(0, 1, 255), 'blob', Buffer.from([0, 1, 255])],
    ['no bytes', dataType('binary'), new Uint8Array(0), 'blob', Buffer.alloc(0)],
  ];
  it.each(cases)('T-091 T-097: %s', (_, type, js, storedAs, stored) => {
    const table = tableOf(type);
    table.put(js, null);
    expect(table.read()).toEqual([js, null]);
    expect(table.stored()[0]?.[0]).toBe(storedAs);
    if (stored !== undefined) expect(table.stored()[0]?.[1]).toEqual(stored);
    expect(table.stored()[1]).toEqual(['null', null]);
    // The same value finds its row on every path.
    if (type.name === 'json') return;
    expect(table.read(compare('=', table.c, value(js)))).toEqual([js]);
    expect(table.read(inList(table.c, value([js, null])))).toEqual([js]);
    expect(table.read(not(inList(table.c, value([js, null]))))).toEqual([]);
    expect(table.read(between(table.c, value(js), value(js)))).toEqual([js]);
    expect(table.read(inList(table.c, value([])))).toEqual([]);
  });

  it('a text of 20 MB', () => {
    const table = tableOf(dataType('text'));
    const large = 'ä😀'.repeat(5_000_000);
    table.put(large);
    expect(table.read()[0] === large).toBe(true);
  });

  it('bytes come back as a plain Uint8Array', () => {
    const table = tableOf(dataType('binary'));
    table.put(Buffer.from('abc'));
    expect(Object.getPrototypeOf(table.read()[0])).toBe(Uint8Array.prototype);
  });
});

describe('T-091: what is refused', () => {
  const writes: readonly (readonly [string, DataType, unknown])[] = [
    ['NaN', dataType('float'), Number.NaN],
    ['text for a float', dataType('float'), '1'],
    ['a fraction', dataType('integer'), 1.5],
    ['past 2^53', dataType('integer'), 2 ** 53],
    ['a bigint for an integer', dataType('integer'), 5n],
    ['past 64 bits', dataType('bigInteger'), 2n ** 63n],
    ['below 64 bits', dataType('bigInteger'), -(2n ** 63n) - 1n],
    ['NUL', dataType('text'), 'a\0b'],
    ['half a surrogate pair', dataType('char'), '\ud83d'],
    ['a number for a text', dataType('text'), 5],
    ['a text for a boolean', dataType('boolean'), 'true'],
    ['1 for a boolean', dataType('boolean'), 1],
    ['an invalid Date', dataType('dateTime'), new Date(Number.NaN)],
    ['the year 0', dataType('dateTime'), new Date('0000-12-31T23:59:59Z')],
    ['the year 10000', dataType('dateTime'), new Date('+010000-01-01T00:00:00Z')],
    ['text for a Date', dataType('dateTime'), '2026-01-01'],
    ['no zone', micros, '2026-01-31T10:20:30'],
    ['a year before 1 after its offset', micros, '0001-01-01T00:00:00+01:00'],
    ['30 February', dataType('date'), '2026-02-30'],
    ['29 February of a common year', dataType('date'), '1900-02-29'],
    ['a Date for a date', dataType('date'), new Date()],
    ['the year 0000', dataType('date'), '0000-01-01'],
    ['24 o’clock', dataType('time'), '24:00:00'],
    ['seven digits', dataType('time'), '10:00:00.1234567'],
    ['an endless duration', dataType('duration'), Number.POSITIVE_INFINITY],
    ['a duration past 2^53', dataType('duration'), 2 ** 53],
    ['a word for a decimal', decimal(10, 2), 'secret'],
    ['an empty decimal', decimal(10, 2), '.'],
    ['an infinite decimal', decimal(28, 2), 'Infinity'],
    ['16 digits for 15', decimal(10, 2), '1234567890123456'],
    ['a uuid with a dash too many', dataType('uuid'), '0000-0000-0000-4000-8000-00000000000a'],
    ['NaN in JSON', dataType('json'), { a: [Number.NaN] }],
    ['undefined as JSON', dataType('json'), undefined],
    ['a bigint in JSON', dataType('json'), { a: 1n }],
    ['a text for bytes', dataType('binary'), 'abc'],
  ];
  it.each(writes)('%s', (_, type, js) => {
    const { write } = sqliteDialect.codec(type);
    expect(() => write?.(js)).toThrow(expect.objectContaining({ code: 'VALUE', type: type.name }));
    expect(() => write?.(js)).not.toThrow('secret');
  });

  it('a stored number past 2^53 is an error, never rounded', () => {
    const table = tableOf(dataType('integer'));
    table.database.exec('insert into t values (9007199254740993)');
    expect(() => table.read()).toThrow('integer: the column holds a number past 2^53 (use f.bigInteger())');
    const { read } = sqliteDialect.codec(dataType('bigInteger'));
    expect(() => read?.(2 ** 53)).toThrow('safeIntegers');
    expect(sqliteDialect.codec(dataType('integer')).read?.(5n)).toBe(5);
  });

  const reads: readonly (readonly [DataType, unknown])[] = [
    [dataType('integer'), 1.5],
    [dataType('integer'), 'x'],
    [dataType('integer'), 2n ** 53n],
    [dataType('float'), 'x'],
    [dataType('boolean'), 2],
    [dataType('text'), 5],
    [dataType('uuid'), 'x'],
    [dataType('dateTime'), 'yesterday'],
    [dataType('dateTime'), '2026-02-30 10:00:00'],
    [dataType('dateTime'), '2026-01-01 25:00:00'],
    [dataType('dateTime'), 1234567890],
    [dataType('date'), '2026-01-01 00:00:00'],
    [dataType('time'), 'noon'],
    [dataType('duration'), 0.5],
    [dataType('json'), '{'],
    [dataType('json'), 5],
    [dataType('binary'), 'x'],
    [dataType('bigInteger'), 'x'],
  ];
  it.each(reads)('a stored %o that is %s', (type, db) => {
    expect(() => sqliteDialect.codec(type).read?.(db)).toThrow(expect.objectContaining({ code: 'VALUE' }));
  });

  it('checks of the schema hold: positive numbers, valid JSON', () => {
    expect(() => tableOf(dataType('positiveInteger')).put(-1)).toThrow('CHECK');
    expect(() => tableOf(dataType('json')).database.exec("insert into t values ('{')")).toThrow('CHECK');
  });
});

describe('dates', () => {
  const { read, write } = sqliteDialect.codec(dataType('dateTime'));
  const odd: readonly (readonly [string, string])[] = [
    ['2026-01-31T10:20:30', '2026-01-31T10:20:30.000Z'],
    ['2026-01-31T10:20:30.5Z', '2026-01-31T10:20:30.500Z'],
    ['2026-01-31 10:20:30.123', '2026-01-31T10:20:30.123Z'],
    ['2026-01-31 10:20:30.123999', '2026-01-31T10:20:30.123Z'],
    ['2026-01-31 10:20:30+02:00', '2026-01-31T08:20:30.000Z'],
    ['2026-01-31 10:20:30.123456-0530', '2026-01-31T15:50:30.123Z'],
    ['2026-01-31 10:20', '2026-01-31T10:20:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['1969-12-31 23:59:59.000001', '1969-12-31T23:59:59.000Z'],
  ];
  it.each(odd)('reads %s', (text, iso) => expect(read?.(text)).toEqual(new Date(iso)));

  it('every day of the calendar reads as the engine reads it', () => {
    for (let day = -719_162; day <= 2_932_896; day += 97) {
      const date = new Date(day * 86_400_000 + 45_296_789);
      expect(read?.(write?.(date))).toEqual(date);
    }
  });

  it('hours that clocks skip or repeat are moments like any other', () => {
    for (const zone of ['-04:00', '-05:00', '+01:00', '+02:00', '+10:30', '+11:00', '+12:45', '+13:45']) {
      const text = `2026-10-25T02:30:00.000001${zone}`;
      const codec = sqliteDialect.codec(micros);
      expect(Date.parse(codec.read?.(codec.write?.(text)) as string)).toBe(Date.parse(text));
    }
  });

  it('texts of moments sort as the moments do', () => {
    const table = tableOf(dataType('dateTime'));
    const moments = [1, 0, 999, -1, 1000, 86_400_000, -86_400_001].map((ms) => new Date(ms));
    table.put(...moments);
    expect(table.read(null, true)).toEqual([...moments].sort((a, b) => a.getTime() - b.getTime()));
  });

  it('takes other spellings of times, uuids and microseconds', () => {
    const written = (type: DataType, js: unknown): unknown => sqliteDialect.codec(type).write?.(js);
    expect(written(dataType('time'), '10:20')).toBe('10:20:00');
    expect(written(dataType('time'), '10:20:30.5')).toBe('10:20:30.500000');
    expect(written(dataType('time'), '10:20:30.000')).toBe('10:20:30');
    expect(written(dataType('uuid'), '0000000000004000800000000000000A')).toBe('0000000000004000800000000000000a');
    expect(written(micros, '2026-01-31T10:20:30.5+02:00')).toBe('2026-01-31 08:20:30.500000');
    expect(written(micros, new Date(1))).toBe('1970-01-01 00:00:00.001000');
    expect(sqliteDialect.codec(micros).read?.('2026-01-31 10:20:30')).toBe('2026-01-31T10:20:30.000000Z');
  });
});
