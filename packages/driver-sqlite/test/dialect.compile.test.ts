/** The SQL of SQLite's dialect, node by node, without a database. */
import {
  addConstraint,
  aggregate,
  alterColumn,
  alterTable,
  arithmetic,
  between,
  call,
  cast,
  column,
  columnDefinition,
  compare,
  compile,
  concat,
  createTable,
  currentTimestamp,
  type DataType,
  type DataTypeName,
  dataType,
  datePart,
  defaultValue,
  type Expression,
  inList,
  insert,
  literal,
  parameter,
  type QueryNode,
  regex,
  render,
  type Statement,
  select,
  textMatch,
  unique,
  update,
  value,
} from '@dorm/query';
import { describe, expect, it } from 'vitest';
import { sqliteDialect } from '../src/dialect.js';

const text = (node: QueryNode): string => compile(node, sqliteDialect).sql;
const parameters = (node: QueryNode): readonly unknown[] => render(node, sqliteDialect).parameters;
const typed = (name: string, type: DataType): Expression => column(name, { type });
const of = (name: DataTypeName): Expression => typed(name, dataType(name));
const price = typed('price', dataType('decimal', { precision: 10, scale: 2 }));
const wide = typed('wide', dataType('decimal', { precision: 28, scale: 10 }));
const rows = { columns: [{ expression: column('id') }], from: { table: 'post' } };

describe('expressions and conditions', () => {
  const cases: readonly (readonly [string, QueryNode])[] = [
    ['1', literal(true)],
    ['0', literal(false)],
    ["'it''s'", literal("it's")],
    ["strftime('%Y-%m-%d %H:%M:%f000', 'now')", currentTimestamp()],
    ['cast("a" as text)', cast(column('a'), dataType('dateTime'))],
    ['cast("a" as integer)', cast(column('a'), dataType('boolean'))],
    ['cast("a" as numeric)', cast(column('a'), dataType('decimal', { precision: 5, scale: 2 }))],
    ['cast("a" as real)', cast(column('a'), dataType('float'))],
    ['cast("a" as blob)', cast(column('a'), dataType('binary'))],
    ['(cast("price" as real) / ?)', arithmetic('/', price, value(2))],
    ['("integer" / ?)', arithmetic('/', of('integer'), value(2))],
    ['"a" in (select value from json_each(?))', inList(column('a'), parameter(0))],
    ['"binary" in (select unhex(value) from json_each(?))', inList(of('binary'), parameter(0))],
    ['"a" in (1, 2)', inList(column('a'), [literal(1), literal(2)])],
    ['1 = 0', inList(column('a'), [])],
    ['instr("a", ?) > 0', textMatch('contains', column('a'), parameter(0))],
    ['instr(dorm_fold("a"), dorm_fold(?)) > 0', textMatch('iContains', column('a'), parameter(0))],
    ['"a" glob ?', textMatch('startsWith', column('a'), parameter(0))],
    ['dorm_fold("a") glob dorm_fold(?)', textMatch('iStartsWith', column('a'), parameter(0))],
    ['"a" glob ?', textMatch('endsWith', column('a'), parameter(0))],
    ['dorm_fold("a") = dorm_fold(?)', textMatch('iExact', column('a'), parameter(0))],
    ['instr("a", "b") = 1', textMatch('startsWith', column('a'), column('b'))],
    [
      '(length("a") >= length("b") and substr("a", length("a") - length("b") + 1) = "b")',
      textMatch('endsWith', column('a'), column('b')),
    ],
    ['dorm_regex(?, "a")', regex(column('a'), parameter(0))],
    ['dorm_iregex(?, "a")', regex(column('a'), parameter(0), { insensitive: true })],
    ['dorm_date_part(\'month\', "a", null) = ?', compare('=', datePart('month', column('a'), null), parameter(0))],
    [
      "dorm_date_part('date', \"a\", 'Europe/Madrid') in (select value from json_each(?))",
      inList(datePart('date', column('a'), 'Europe/Madrid'), parameter(0)),
    ],
    [
      "(\"a\" >= dorm_year_start('year', ?, 0, 'UTC') and \"a\" < dorm_year_start('year', ?, 1, 'UTC'))",
      compare('=', datePart('year', column('a'), 'UTC'), parameter(0)),
    ],
    [
      '("a" >= dorm_year_start(\'isoYear\', ?, 1, null))',
      compare('>', datePart('isoYear', column('a'), null), parameter(0)),
    ],
    [
      '("a" >= dorm_year_start(\'year\', ?, 0, null) and "a" < dorm_year_start(\'year\', ?, 1, null))',
      between(datePart('year', column('a'), null), parameter(0), parameter(1)),
    ],
    ['dorm_date_part(\'year\', "a", null) < "b"', compare('<', datePart('year', column('a'), null), column('b'))],
    ['select "id" from "post" limit -1 offset ?', select({ ...rows, offset: parameter(0) })],
    ['select "id" from "post" limit 5 offset 2', select({ ...rows, limit: 5, offset: 2 })],
  ];
  it.each(cases)('%s', (sql, node) => expect(text(node)).toBe(sql));
});

describe('decimals of more than 15 digits', () => {
  const cases: readonly (readonly [string, QueryNode])[] = [
    ['dorm_decimal("wide") = dorm_decimal(?)', compare('=', wide, parameter(0))],
    ['dorm_decimal(?) < dorm_decimal("wide")', compare('<', parameter(0), wide)],
    ['dorm_decimal("price") < dorm_decimal("wide")', compare('<', price, wide)],
    ['dorm_decimal("wide") between dorm_decimal(?) and dorm_decimal(?)', between(wide, parameter(0), parameter(1))],
    ['dorm_decimal("wide") in (select dorm_decimal(value) from json_each(?))', inList(wide, parameter(0))],
    ['dorm_decimal("wide") in (dorm_decimal(?))', inList(wide, [value('1')])],
    [
      'select "id" from "post" order by dorm_decimal("wide") desc nulls last',
      select({ ...rows, order: [{ expression: wide, direction: 'desc', nulls: 'last' }] }),
    ],
    ['count("wide")', aggregate('count', wide)],
    ['dorm_decimal_sum("wide")', aggregate('sum', wide)],
    ['round(sum("price"), 2)', aggregate('sum', price)],
    ['"price" = ?', compare('=', price, parameter(0))],
  ];
  it.each(cases)('%s', (sql, node) => expect(text(node)).toBe(sql));

  it('refuse what SQLite would calculate in floating point', () => {
    expect(() => text(arithmetic('+', wide, value('1')))).toThrow('calculate in JavaScript');
  });

  it('bind text of the scale, where narrow ones bind numbers', () => {
    expect(parameters(compare('=', wide, value('1.5')))).toEqual(['1.5000000000']);
    expect(parameters(compare('=', price, value('1.50')))).toEqual([1.5]);
    expect(parameters(inList(wide, value(['1', '2.5'])))).toEqual(['["1.0000000000","2.5000000000"]']);
  });
});

describe('what is bound', () => {
  it('T-097: whole numbers are bigint where no numeric column undoes the REAL they are bound as', () => {
    expect(parameters(compare('=', of('integer'), value(5)))).toEqual([5]);
    expect(parameters(compare('=', of('float'), value(5)))).toEqual([5]);
    expect(parameters(compare('=', column('a'), value(5)))).toEqual([5n]);
    const typedFive = value(5, dataType('integer'));
    expect(parameters(arithmetic('/', of('integer'), typedFive))).toEqual([5n]);
    expect(parameters(concat([column('a'), typedFive]))).toEqual([5n]);
    expect(parameters(call('json_array', [typedFive]))).toEqual([5n]);
    expect(parameters(cast(typedFive, dataType('text')))).toEqual([5n]);
    expect(parameters(select({ ...rows, limit: value(5) }))).toEqual([5n]);
    expect(parameters(value(2.5))).toEqual([2.5]);
    expect(parameters(value(2 ** 60))).toEqual([2 ** 60]);
  });

  it('T-097: booleans are 1 and 0, Dates are text in UTC', () => {
    expect(parameters(compare('=', of('boolean'), value(true)))).toEqual([1]);
    expect(parameters(value(false))).toEqual([0n]);
    expect(parameters(value(new Date(0)))).toEqual(['1970-01-01 00:00:00']);
    expect(parameters(compare('>', of('dateTime'), value(new Date(5))))).toEqual(['1970-01-01 00:00:00.005000']);
  });

  it('patterns mean a text literally', () => {
    expect(parameters(textMatch('startsWith', column('a'), value('a*b?[c]')))).toEqual(['a[*]b[?][[]c]*']);
    expect(parameters(textMatch('iEndsWith', column('a'), value('50%_')))).toEqual(['*50%_']);
    expect(parameters(textMatch('contains', column('a'), value('a*')))).toEqual(['a*']);
    expect(() => parameters(textMatch('startsWith', column('a'), value('x'.repeat(50_001))))).toThrow('50000 bytes');
  });

  it('lists are one JSON text, exact for numbers that JSON.stringify would spoil', () => {
    const list = (e: Expression, items: readonly unknown[]): unknown => parameters(inList(e, value(items)))[0];
    expect(list(of('bigInteger'), [9007199254740993n, -1n])).toBe('[9007199254740993,-1]');
    expect(list(of('text'), ['a"b', null, 'é'])).toBe('["a\\"b","é"]');
    expect(list(of('boolean'), [true, false])).toBe('[1,0]');
    expect(list(of('dateTime'), [new Date(0)])).toBe('["1970-01-01 00:00:00"]');
    expect(list(of('float'), [1.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).toBe('[1.5,9e999,-9e999]');
    expect(list(of('binary'), [Uint8Array.of(1, 255)])).toBe('["01ff"]');
    expect(list(column('a'), [1, 'x', true])).toBe('[1,"x",1]');
    expect(list(of('integer'), [])).toBe('[]');
    expect(() => list(of('integer'), [undefined])).toThrow('must be a whole number');
    expect(() => parameters(inList(of('integer'), value(5)))).toThrow('list: the value must be an array');
  });

  it('what cannot be bound is refused without being shown', () => {
    for (const bad of [Number.NaN, 2n ** 63n, 'a\0', '\ud800', new Date(Number.NaN), { secret: 1 }, ['secret']]) {
      expect(() => parameters(value(bad))).toThrow(expect.objectContaining({ code: 'VALUE' }));
      expect(() => parameters(value(bad))).not.toThrow('secret');
    }
  });

  it('null is null, whatever the type', () => {
    const names = ['uuid', 'boolean', 'dateTime', 'decimal', 'json', 'bigInteger'] as const;
    for (const name of names) expect(parameters(compare('=', of(name), value(null)))).toEqual([null]);
  });
});

describe('statements', () => {
  it('a column that no row gives a value is left out: SQLite has no DEFAULT in a row', () => {
    const node = (cells: readonly Expression[][]): Statement =>
      insert({ into: 'post', columns: ['a', 'b'], rows: cells });
    expect(text(node([[value(1), defaultValue()]]))).toBe('insert into "post" ("a") values (?)');
    expect(text(node([[defaultValue(), defaultValue()]]))).toBe('insert into "post" default values');
    expect(() =>
      text(
        node([
          [value(1), defaultValue()],
          [value(1), value(2)],
        ]),
      ),
    ).toThrow('SQLite has no DEFAULT');
    expect(() => text(update({ table: 'post', set: [{ column: 'a', value: defaultValue() }] }))).toThrow('no DEFAULT');
  });

  it('T-010: the limit of parameters is an error that says what to do', () => {
    const cells = Array.from({ length: 32_767 }, () => [value(1)]);
    expect(() => text(insert({ into: 'post', columns: ['a'], rows: cells }))).toThrow('32766 parameters a statement');
  });
});

describe('definitions', () => {
  const decimal = dataType('decimal', { precision: 10, scale: 2 });
  const columns: readonly (readonly [string, DataType])[] = [
    ['integer NOT NULL', dataType('integer')],
    ['bigint NOT NULL', dataType('bigInteger')],
    ['bigint NOT NULL', dataType('bigAuto')],
    ['smallint NOT NULL', dataType('smallInteger')],
    ['bigint unsigned NOT NULL CHECK ("c" >= 0)', dataType('positiveBigInteger')],
    ['integer unsigned NOT NULL CHECK ("c" >= 0)', dataType('positiveInteger')],
    ['smallint unsigned NOT NULL CHECK ("c" >= 0)', dataType('positiveSmallInteger')],
    ['real NOT NULL', dataType('float')],
    ['decimal NOT NULL', decimal],
    ['text NOT NULL', dataType('decimal', { precision: 16, scale: 2 })],
    ['varchar(80) NOT NULL', dataType('char', { length: 80 })],
    ['text NOT NULL', dataType('text')],
    ['char(32) NOT NULL', dataType('uuid')],
    ['char(39) NOT NULL', dataType('ip')],
    ['bool NOT NULL', dataType('boolean')],
    ['datetime NOT NULL', dataType('dateTime')],
    ['datetime NOT NULL', dataType('dateTime', { precision: 6 })],
    ['date NOT NULL', dataType('date')],
    ['time NOT NULL', dataType('time')],
    ['bigint NOT NULL', dataType('duration')],
    ['text NOT NULL CHECK ((JSON_VALID("c") OR "c" IS NULL))', dataType('json')],
    ['BLOB NOT NULL', dataType('binary')],
  ];
  it.each(columns)('%s', (sql, type) => expect(text(columnDefinition({ name: 'c', type }))).toBe(`"c" ${sql}`));

  it('writes a table as Django does', () => {
    const person = createTable({
      name: 'traps_person',
      columns: [
        columnDefinition({ name: 'id', type: dataType('bigAuto'), primaryKey: true }),
        columnDefinition({ name: 'name', type: dataType('char', { length: 60 }) }),
        columnDefinition({ name: 'email', type: dataType('char', { length: 80 }), null: true, unique: true }),
        columnDefinition({ name: 'is_active', type: dataType('boolean') }),
        columnDefinition({
          name: 'spouse_id',
          type: dataType('bigAuto'),
          null: true,
          unique: true,
          references: { table: 'traps_person', column: 'id', deferrable: 'initiallyDeferred' },
        }),
      ],
    });
    expect(text(person)).toBe(
      'CREATE TABLE "traps_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, ' +
        '"email" varchar(80) NULL UNIQUE, "is_active" bool NOT NULL, "spouse_id" bigint NULL UNIQUE ' +
        'REFERENCES "traps_person" ("id") DEFERRABLE INITIALLY DEFERRED)',
    );
  });

  it('prints defaults in the form in which they are stored', () => {
    const column = (type: DataType, byDefault: Expression): string =>
      text(createTable({ name: 't', columns: [columnDefinition({ name: 'c', type, default: byDefault })] }));
    const boolean = dataType('boolean');
    expect(column(boolean, value(true, boolean))).toContain('DEFAULT 1 NOT NULL');
    const at = dataType('dateTime');
    expect(column(at, value(new Date(0), at))).toContain("DEFAULT '1970-01-01 00:00:00' NOT NULL");
    expect(column(at, currentTimestamp())).toContain("DEFAULT (strftime('%Y-%m-%d %H:%M:%f000', 'now')) NOT NULL");
  });

  it('says what to do where a table cannot be changed in place', () => {
    const change = (node: Parameters<typeof alterTable>[0]['action']) => () =>
      text(alterTable({ table: 't', action: node }));
    expect(change(alterColumn('c', { null: true }))).toThrow('make a new table, copy the rows');
    expect(change(addConstraint(unique('u', ['c'])))).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_FEATURE' }));
  });
});
