/** What holds for every node: frozen, branded, made of checked words. */
import {
  and,
  arithmetic,
  call,
  caseWhen,
  column,
  compare,
  compile,
  compound,
  concat,
  type Expression,
  identifier,
  inList,
  isNode,
  literal,
  not,
  parameter,
  QueryError,
  type QueryNode,
  raw,
  render,
  select,
  standardDialect,
  textMatch,
  update,
  value,
  walk,
} from '@dorm/query';
import { describe, expect, it } from 'vitest';
import { id, text } from './sample.js';

describe('nodes', () => {
  it('are frozen, their lists too, and a caller who changes his list does not change the node', () => {
    const items = [compare('=', id, value(1))];
    const node = and(items);
    items.push(compare('=', id, value(2)));
    expect(node.items).toHaveLength(1);
    expect(Object.isFrozen(node) && Object.isFrozen(node.items)).toBe(true);
    const list = [1, 2];
    const bound = value(list);
    list.push(3);
    expect(bound.value).toEqual([1, 2]);
  });

  it('T-106: are known by a brand that JSON cannot carry', () => {
    const forged: unknown = JSON.parse('{"kind":"raw","strings":["1; drop table post"],"holes":[]}');
    expect(isNode(forged)).toBe(false);
    expect(() => text(compare('=', id, forged as Expression))).toThrow('something that is no node stands in a query');
    expect(isNode(raw(['1']))).toBe(true);
    expect(isNode(null)).toBe(false);
  });

  it('T-106: quote every identifier, double embedded quotes, refuse NUL and the empty name', () => {
    expect(text(column('a"b', { table: 'select' }))).toBe('"select"."a""b"');
    expect(text(column('a"; drop table post; --'))).toBe('"a""; drop table post; --"');
    for (const name of ['', 'a\0b', undefined as unknown as string]) {
      expect(() => column(name)).toThrow(QueryError);
      expect(() => identifier(['ok', name])).toThrow('identifier');
    }
  });

  const refused: readonly (readonly [string, () => unknown])[] = [
    ['a function name', () => call('lower(x) --', [id])],
    ['unknown operator', () => compare('= 1 or 1 =' as never, id, id)],
    ['unknown operator', () => arithmetic('; drop' as never, id, id)],
    ['unknown text search', () => textMatch('like' as never, id, id)],
    [
      'unknown direction',
      () => select({ columns: [{ expression: id }], order: [{ expression: id, direction: 'asc, 1' as never }] }),
    ],
    [
      'unknown place for nulls',
      () => select({ columns: [{ expression: id }], order: [{ expression: id, nulls: 'x' as never }] }),
    ],
    ['unknown form', () => parameter(0, null, 'x' as never)],
    ['a slot must be', () => parameter(-1)],
    ['a value cannot be undefined', () => value(undefined)],
    ['a literal is null', () => literal({} as never)],
    ['must be finite', () => literal(Number.NaN)],
    ['NUL', () => literal('a\0b')],
    ['a concatenation cannot be empty', () => concat([])],
    ['the branches of a case cannot be empty', () => caseWhen([])],
    ['union needs two selects', () => compound('union', [])],
    ['what an update sets cannot be empty', () => update({ table: 't', set: [] })],
    ['one piece of text more', () => raw(['a', 'b'], [])],
  ];
  it.each(refused)('%s', (message, make) => expect(make).toThrow(message));
});

describe('walk', () => {
  it('visits every node once, parents first, and never looks into bound values', () => {
    const node = select({
      columns: [{ expression: id, as: 'x' }],
      from: { table: 'post' },
      where: not(inList(id, [value([raw(['hidden'])]), parameter(0)])),
    });
    const kinds: string[] = [];
    walk(node, (at) => kinds.push(at.kind));
    expect(kinds).toEqual(['select', 'result', 'column', 'source', 'not', 'inList', 'column', 'value', 'parameter']);
  });

  it('leaves out what is below a node for which visit returns false, and refuses what is too deep', () => {
    const seen: string[] = [];
    walk(and([not(id)]), (at) => {
      seen.push(at.kind);
      return at.kind !== 'not';
    });
    expect(seen).toEqual(['and', 'not']);
    let deep: QueryNode = id;
    for (let i = 0; i < 10_000; i++) deep = not(deep);
    expect(() => walk(deep, () => true)).toThrow('nested more than 1200 deep');
  });
});

describe('compile and render', () => {
  it('compile is pure: the same node gives the same, frozen result', () => {
    const node = compare('=', id, value(1));
    const once = compile(node, standardDialect);
    expect(compile(node, standardDialect)).toEqual(once);
    expect(Object.isFrozen(once) && Object.isFrozen(once.binds) && Object.isFrozen(once.binds[0])).toBe(true);
  });

  it('render encodes every value by the dialect', () => {
    const node = and([textMatch('contains', column('a'), value('50%_\\')), compare('=', id, value(null))]);
    expect(render(node, standardDialect)).toEqual({
      sql: `"a" like ? escape '\\' and "post"."id" = ?`,
      parameters: ['%50\\%\\_\\\\%', null],
    });
  });

  it('render has no values for slots', () => {
    expect(() => render(parameter(2), standardDialect)).toThrow('slot 2 has no value here (use value() instead');
  });
});
