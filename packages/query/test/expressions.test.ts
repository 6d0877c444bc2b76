/** Expression nodes and the standard SQL they become. */
import {
  aggregate,
  arithmetic,
  call,
  caseWhen,
  cast,
  column,
  compare,
  compile,
  concat,
  currentTimestamp,
  type Dialect,
  dataType,
  datePart,
  type Expression,
  identifier,
  isNotNull,
  literal,
  parameter,
  raw,
  select,
  standardDialect,
  star,
  subquery,
  value,
} from '@dorm/query';
import { describe, expect, it } from 'vitest';
import { id, text, title } from './sample.js';

const one = literal(1);

describe('expressions', () => {
  const cases: readonly (readonly [string, Expression])[] = [
    ['"a"', column('a')],
    ['"t"."a"', column('a', { table: 't' })],
    ['*', star()],
    ['"t".*', star('t')],
    ['"s"."t"', identifier(['s', 't'])],
    ['?', value(5)],
    ['?', parameter(0)],
    ['null', literal(null)],
    ['true', literal(true)],
    ['-1.5', literal(-1.5)],
    ['9007199254740993', literal(9007199254740993n)],
    ["'it''s'", literal("it's")],
    ['current_timestamp', currentTimestamp()],
    ['("a" + 1)', arithmetic('+', column('a'), one)],
    ['(("a" - 1) * "b")', arithmetic('*', arithmetic('-', column('a'), one), column('b'))],
    ['("a" - -1)', arithmetic('-', column('a'), literal(-1))],
    ['("a" || \' \' || "b")', concat([column('a'), literal(' '), column('b')])],
    ['lower("a")', call('lower', [column('a')])],
    ['coalesce("a", ?)', call('coalesce', [column('a'), value(0)])],
    ['extract(year from "a")', datePart('year', column('a'), null)],
    ['extract(isoyear from "a" at time zone \'UTC\')', datePart('isoYear', column('a'), 'UTC')],
    ['(extract(dow from "a") + 1)', datePart('weekDay', column('a'), null)],
    ['extract(isodow from "a")', datePart('isoWeekDay', column('a'), null)],
    ['floor(extract(second from "a"))', datePart('second', column('a'), null)],
    ['cast("a" at time zone \'Europe/Madrid\' as date)', datePart('date', column('a'), 'Europe/Madrid')],
    ['cast("a" at time zone \'Etc/GMT+5\' as time)', datePart('time', column('a'), 'Etc/GMT+5')],
    ['count(*)', aggregate('count', star())],
    ['count(distinct "a")', aggregate('count', column('a'), { distinct: true })],
    ['sum("a") filter (where "b" is not null)', aggregate('sum', column('a'), { filter: isNotNull(column('b')) })],
    ['case when "a" = 1 then \'x\' end', caseWhen([{ when: compare('=', column('a'), one), result: literal('x') }])],
    [
      'case when "a" = 1 then 2 else "b" end',
      caseWhen([{ when: compare('=', column('a'), one), result: literal(2) }], column('b')),
    ],
    ['cast("a" as numeric(10, 2))', cast(column('a'), dataType('decimal', { precision: 10, scale: 2 }))],
    ['(select "a" from "t")', subquery(select({ columns: [{ expression: column('a') }], from: { table: 't' } }))],
    ['lower("a") || ?', raw(['lower(', ') || ', ''], [column('a'), value('x')])],
    ['((lower(?)) + 1)', arithmetic('+', raw(['lower(', ')'], [value('x')]), one)],
  ];
  it.each(cases)('%s', (sql, node) => expect(text(node)).toBe(sql));

  it('binds in the order of the placeholders, with slot, value, type and form', () => {
    const node = concat([value('a'), parameter(3, dataType('text'), 'contains'), value(2)]);
    expect(compile(node, standardDialect).binds).toEqual([
      { slot: null, value: 'a', type: null, form: 'plain' },
      { slot: 3, value: null, type: dataType('text'), form: 'contains' },
      { slot: null, value: 2, type: null, form: 'plain' },
    ]);
  });

  it('compares what an expression holds: a bound side takes the type of the other one, whichever side it stands on', () => {
    const typed: readonly Expression[] = [
      id,
      aggregate('max', id),
      arithmetic('+', id, one),
      cast(title, id.type ?? dataType('integer')),
      caseWhen([{ when: isNotNull(id), result: one }], id),
      subquery(select({ columns: [{ expression: id }], from: { table: 'post' } })),
    ];
    for (const left of typed) {
      expect(compile(compare('=', left, parameter(0)), standardDialect).binds.at(-1)?.type).toEqual(id.type);
      expect(compile(compare('=', parameter(0), left), standardDialect).binds[0]?.type).toEqual(id.type);
    }
    expect(compile(compare('=', aggregate('count', id), parameter(0)), standardDialect).binds[0]?.type).toBe(null);
  });

  it('keeps the type that a bound value has of its own', () => {
    const node = compare('=', id, value('x', dataType('text')));
    expect(compile(node, standardDialect).binds[0]?.type).toEqual(dataType('text'));
  });

  it('writes a filter as a case where aggregates have none', () => {
    const dialect: Dialect = { ...standardDialect, features: { ...standardDialect.features, aggregateFilter: false } };
    const filter = isNotNull(column('b'));
    const sql = (node: Expression): string => compile(node, dialect).sql;
    expect(sql(aggregate('count', star(), { filter }))).toBe('count(case when "b" is not null then 1 end)');
    expect(sql(aggregate('sum', column('a'), { filter, distinct: true }))).toBe(
      'sum(distinct case when "b" is not null then "a" end)',
    );
  });
});
