/** The sql tag: what is bound, what is compiled, what is refused. */
import {
  column,
  isStorableText,
  likePattern,
  QueryError,
  type RawNode,
  render,
  type SqlHole,
  select,
  sql,
  standardDialect,
  value,
} from '@dorm/query';
import { describe, expect, it } from 'vitest';

const of = (node: RawNode): readonly [string, readonly unknown[]] => {
  const { sql, parameters } = render(node, standardDialect);
  return [sql, parameters];
};

describe('sql', () => {
  it('binds values and compiles nodes in place', () => {
    const day = new Date(0);
    expect(of(sql`select ${column('a')}, ${1} where ${'x'} = ${null} or ${day} or ${2n} or ${true}`)).toEqual([
      'select "a", ? where ? = ? or ? or ? or ?',
      [1, 'x', null, day, 2n, true],
    ]);
    const rows = select({ columns: [{ expression: column('id') }], from: { table: 't' }, limit: 1 });
    expect(of(sql`(${rows})`)[0]).toBe('(select "id" from "t" limit 1)');
  });

  it('takes hostile text as data', () => {
    const hostile = `'; drop table post; -- " \` $1 ? :a %s`;
    expect(of(sql`select ${hostile}`)).toEqual(['select ?', [hostile]]);
  });

  it('flattens fragments, however deep, and keeps the values in order', () => {
    const where = sql`a = ${1} and ${sql`b = ${2} or ${sql`c`}`}`;
    const node = sql`select ${0} where ${where} limit ${3}`;
    expect(of(node)).toEqual(['select ? where a = ? and b = ? or c limit ?', [0, 1, 2, 3]]);
    expect(node.holes.every((hole) => hole.kind === 'value')).toBe(true);
    let deep = sql`x`;
    for (let i = 0; i < 2000; i++) deep = sql`(${deep})`;
    expect(of(deep)[0].length).toBe(4001);
  });

  it('quotes identifier paths', () => {
    expect(of(sql`select * from ${sql.id('my schema', 'a"b')}`)[0]).toBe('select * from "my schema"."a""b"');
    expect(() => sql.id()).toThrow('cannot be empty');
  });

  it('joins lists', () => {
    expect(of(sql`a in (${sql.join([1, 'x', sql`now()`])})`)).toEqual(['a in (?, ?, now())', [1, 'x']]);
    expect(of(sql.join([sql`a = ${1}`, sql`b = ${2}`], sql` and `))).toEqual(['a = ? and b = ?', [1, 2]]);
    expect(() => sql.join([])).toThrow('the list of sql.join cannot be empty');
  });

  it('prints sql.raw as it is', () => expect(of(sql`a ${sql.raw('collate nocase')}`)[0]).toBe('a collate nocase'));

  const refused: readonly (readonly [unknown, string])[] = [
    [undefined, 'hole 1 of sql`…` is undefined (null is SQL NULL)'],
    [Number.NaN, 'is NaN'],
    [[1, 2], 'is an array (sql.join(list) for a list, sql.values(rows, …) for rows)'],
    [{ a: 1 }, 'is an object (bind one of its properties'],
    [JSON.parse('{"kind":"raw","strings":["x"],"holes":[]}'), 'is an object'],
    [() => 1, 'is a function (call it'],
    [Symbol('s'), 'is a symbol'],
  ];
  it.each(refused)('refuses %s', (hole, message) => {
    expect(() => sql`select ${hole as SqlHole}`).toThrow(message);
    expect(() => sql.join([1, hole as SqlHole])).toThrow(QueryError);
  });

  it('is a tag: a text passed as if it were a template is refused', () => {
    const asFunction = sql as unknown as (text: unknown) => unknown;
    expect(() => asFunction('drop table post')).toThrow('sql is a tag');
    expect(() => asFunction(['drop table post'])).toThrow('sql is a tag');
  });
});

describe('sql.values', () => {
  it('gives rows of the named properties, in order', () => {
    const rows = [
      { b: 1, a: 'x', c: 0 },
      { a: null, b: value(2) },
    ];
    expect(of(sql`values ${sql.values(rows, 'a', 'b')}`)).toEqual(['values (?, ?), (?, ?)', ['x', 1, null, 2]]);
    expect(of(sql.values(rows, 'b'))[0]).toBe('(?), (?)');
  });

  it('names the row and the column that is missing, not the values', () => {
    const rows = [{ a: 'secret', b: 1 }, { a: 'secret' }];
    expect(() => sql.values(rows, 'a', 'b')).toThrow('row 1 of sql.values has no "b" (null is SQL NULL)');
    expect(() => sql.values([{ a: undefined }], 'a')).toThrow('row 0 of sql.values has no "a"');
    expect(() => sql.values([{ a: ['secret'] }], 'a')).toThrow(/^row 0, "a" of sql.values is an array/);
  });

  it('takes own properties only, and needs rows and columns', () => {
    expect(() => sql.values([{}], 'toString')).toThrow('row 0 of sql.values has no "toString"');
    expect(() => sql.values([Object.create({ a: 1 })], 'a')).toThrow('has no "a"');
    expect(() => sql.values([null as unknown as object], 'a')).toThrow('row 0');
    expect(() => sql.values([], 'a')).toThrow('sql.values needs a row (skip the statement');
    expect(() => sql.values([{ a: 1 }])).toThrow('the columns of sql.values cannot be empty');
  });
});

describe('text', () => {
  it('T-103: knows which texts every database stores unchanged', () => {
    for (const good of ['', 'é', '😀', '\u{10ffff}', 'a\nb']) expect(isStorableText(good)).toBe(true);
    for (const bad of ['a\0', '\ud83d', '\ude00\ud83d', 'x\udc00y']) expect(isStorableText(bad)).toBe(false);
  });

  it('makes patterns that mean the text literally', () => {
    expect(likePattern('startsWith', 'a%')).toBe('a\\%%');
    expect(likePattern('endsWith', 'a_')).toBe('%a\\_');
    expect(likePattern('contains', '')).toBe('%%');
    expect(() => likePattern('contains', 5)).toThrow('needs a text');
  });
});
