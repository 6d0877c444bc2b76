/** Statements and the standard SQL they become. */
import {
  aggregate,
  arithmetic,
  call,
  column,
  compare,
  compile,
  compound,
  type Dialect,
  dataType,
  defaultValue,
  deleteFrom,
  exists,
  insert,
  isNotNull,
  literal,
  parameter,
  type Statement,
  select,
  standardDialect,
  star,
  update,
  value,
} from '@dorm/query';
import { describe, expect, it } from 'vitest';
import { id, integer, text, title } from './sample.js';

const own = { columns: [{ expression: id }], from: { table: 'post' } };
const author = column('id', { table: 't1' });

describe('select', () => {
  const cases: readonly (readonly [string, Statement])[] = [
    ['select "id" from "post"', select(own)],
    ['select distinct "id" from "post"', select({ ...own, distinct: true })],
    ['select 1', select({ columns: [{ expression: literal(1) }] })],
    [
      'select "post".*, "t1"."id" from "post" inner join "author" as "t1" on "t1"."id" = "post"."id"',
      select({
        columns: [{ expression: star('post') }, { expression: author }],
        from: { table: 'post' },
        joins: [{ type: 'inner', table: 'author', as: 't1', on: compare('=', author, id) }],
      }),
    ],
    [
      'select "s"."n" from "post" left join (select "id" from "post") as "s" on "s"."id" = "post"."id"',
      select({
        columns: [{ expression: column('n', { table: 's' }) }],
        from: { table: 'post' },
        joins: [{ type: 'left', select: select(own), as: 's', on: compare('=', column('id', { table: 's' }), id) }],
      }),
    ],
    [
      'select "id" from (select "id" from "post") as "s" where "id" = ?',
      select({
        columns: [{ expression: column('id', { table: 's' }) }],
        from: { select: select(own), as: 's' },
        where: compare('=', column('id', { table: 's' }), value(1)),
      }),
    ],
    [
      'select "id", count(*) as "n" from "post" group by "id" having count(*) > ? order by "n" desc nulls last, "id"',
      select({
        columns: [{ expression: id }, { expression: aggregate('count', star()), as: 'n' }],
        from: { table: 'post' },
        groupBy: [id],
        having: compare('>', aggregate('count', star()), value(1)),
        order: [{ expression: column('n'), direction: 'desc', nulls: 'last' }, { expression: id }],
      }),
    ],
    ['select "id" from "post" limit 10 offset ?', select({ ...own, limit: 10, offset: parameter(0) })],
    ['select "id" from "post" offset 5', select({ ...own, offset: 5 })],
    [
      'select "id" from "post" where exists (select 1 from "comment" where "post_id" = "post"."id")',
      select({
        ...own,
        where: exists(
          select({
            columns: [{ expression: literal(1) }],
            from: { table: 'comment' },
            where: compare('=', column('post_id', { table: 'comment' }), id),
          }),
        ),
      }),
    ],
  ];
  it.each(cases)('%s', (sql, node) => expect(text(node)).toBe(sql));

  it('an order by a column whose name a result has taken names the table', () => {
    const lower = { expression: call('lower', [title]), as: 'title' };
    const node = select({ columns: [lower], from: { table: 'post' }, order: [{ expression: title }] });
    expect(text(node)).toBe('select lower("post"."title") as "title" from "post" order by "post"."title"');
  });

  it('compound selects: bare arms, and those with an order or another operator inside a select', () => {
    const first = select({ ...own, order: [{ expression: id }], limit: 1 });
    expect(text(compound('union all', [select(own), first], { order: [{ expression: column('id') }], limit: 3 }))).toBe(
      'select "id" from "post" union all select * from (select "id" from "post" order by "id" limit 1) as "arm" ' +
        'order by "id" limit 3',
    );
    const nested = compound('except', [compound('union', [select(own), select(own)]), select(own)]);
    expect(text(nested)).toContain(
      'select * from (select "id" from "post" union select "id" from "post") as "arm" except',
    );
  });

  it.each([1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, '1; drop table post' as unknown as number])(
    'limit %s is refused',
    (limit) => expect(() => select({ ...own, limit })).toThrow('a limit must be a whole number from 0'),
  );
});

describe('insert, update, delete', () => {
  const returning = [{ expression: column('id', { table: 'post' }) }];
  const cases: readonly (readonly [string, Statement])[] = [
    [
      'insert into "post" ("a", "b") values (?, default), (?, 1)',
      insert({
        into: 'post',
        columns: ['a', 'b'],
        rows: [
          [value(1), defaultValue()],
          [value(2), literal(1)],
        ],
      }),
    ],
    ['insert into "post" default values returning "id"', insert({ into: 'post', columns: [], rows: [[]], returning })],
    [
      'insert into "post" ("a") values (?) on conflict do nothing',
      insert({
        into: 'post',
        columns: ['a'],
        rows: [[value(1)]],
        conflict: { action: 'nothing' },
      }),
    ],
    [
      'insert into "post" ("a") values (?) on conflict ("a") where "b" is not null' +
        ' do update set "n" = ("post"."n" + "excluded"."n") where "post"."n" < ? returning "id"',
      insert({
        into: 'post',
        columns: ['a'],
        rows: [[value(1)]],
        conflict: {
          columns: ['a'],
          targetWhere: isNotNull(column('b')),
          action: [
            {
              column: 'n',
              value: arithmetic('+', column('n', { table: 'post' }), column('n', { table: 'excluded' })),
            },
          ],
          where: compare('<', column('n', { table: 'post' }), value(9)),
        },
        returning,
      }),
    ],
    [
      'update "post" set "n" = ("n" + ?), "m" = default where "id" = ? returning "id"',
      update({
        table: 'post',
        set: [
          { column: 'n', value: arithmetic('+', column('n', { table: 'post' }), parameter(0)) },
          { column: 'm', value: defaultValue() },
        ],
        where: compare('=', id, parameter(1)),
        returning,
      }),
    ],
    ['update "post" set "n" = ?', update({ table: 'post', set: [{ column: 'n', value: value(1) }] })],
    [
      'delete from "post" where "id" = ? returning "id"',
      deleteFrom({
        from: 'post',
        where: compare('=', id, value(1)),
        returning,
      }),
    ],
    ['delete from "post"', deleteFrom({ from: 'post' })],
  ];
  it.each(cases)('%s', (sql, node) => expect(text(node)).toBe(sql));

  it('cells and assignments take the type of their column', () => {
    const n = column('n', { table: 'post', type: integer });
    const types = (node: Statement): unknown[] => compile(node, standardDialect).binds.map((bind) => bind.type?.name);
    expect(types(insert({ into: 'post', columns: ['m', n], rows: [[value(1), value(2)]] }))).toEqual([
      undefined,
      'integer',
    ]);
    expect(types(update({ table: 'post', set: [{ column: n, value: parameter(0) }] }))).toEqual(['integer']);
  });

  it('names the row whose cells do not match the columns', () => {
    const rows = [[value(1)], [value(1), value(2)]];
    expect(() => insert({ into: 'post', columns: ['a'], rows })).toThrow(
      'row 1 of the insert has 2 cells for 1 columns',
    );
    expect(() => insert({ into: 'post', columns: ['a'], rows: [] })).toThrow('an insert needs a row');
    expect(() => text(insert({ into: 'post', columns: [], rows: [[], []] }))).toThrow('insert the rows one by one');
  });

  it('asks for capabilities: what a dialect lacks is an error that says what to do', () => {
    const lacking: Dialect = {
      ...standardDialect,
      name: 'TestDB',
      features: {
        ...standardDialect.features,
        returning: false,
        onConflict: false,
        defaultInRow: false,
        maxParameters: 2,
      },
    };
    const sql = (node: Statement) => () => compile(node, lacking);
    const row = { into: 'post', columns: ['a'], rows: [[value(1)]] };
    expect(sql(insert({ ...row, returning }))).toThrow('TestDB has no RETURNING (select the row after the statement)');
    expect(sql(insert({ ...row, conflict: { action: 'nothing' } }))).toThrow('TestDB has no ON CONFLICT');
    expect(sql(insert({ ...row, rows: [[defaultValue()]] }))).toThrow('TestDB has no DEFAULT for one value');
    expect(sql(update({ table: 'post', set: [{ column: 'a', value: defaultValue() }] }))).toThrow('no DEFAULT');
    const three = insert({ ...row, rows: [[value(1)], [value(2)], [value(3)]] });
    expect(sql(three)).toThrow('TestDB takes 2 parameters a statement');
    expect(sql(three)).toThrow(expect.objectContaining({ code: 'COMPILE' }));
    expect(sql(insert({ ...row, returning }))).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_FEATURE', dialect: 'TestDB', feature: 'RETURNING' }),
    );
  });

  it('types of columns are data, not SQL', () => {
    // @ts-expect-error a type is made by dataType
    expect(() => column('a', { type: 'integer; drop table post' })).not.toThrow();
    expect(() => dataType('integer; drop table' as never)).toThrow('unknown data type');
  });
});
