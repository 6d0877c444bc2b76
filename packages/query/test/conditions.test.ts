/** Condition nodes, and the parentheses between them. */
import {
  and,
  between,
  column,
  compare,
  compile,
  type Expression,
  everything,
  exists,
  inList,
  inSelect,
  isNotNull,
  isNull,
  literal,
  not,
  nothing,
  or,
  parameter,
  raw,
  regex,
  select,
  standardDialect,
  textMatch,
  value,
} from '@dorm/query';
import { describe, expect, it } from 'vitest';
import { id, text, title } from './sample.js';

const [a, b, c] = ['a', 'b', 'c'].map((name) => compare('=', column(name), literal(1))) as [
  Expression,
  Expression,
  Expression,
];
const rows = select({ columns: [{ expression: column('id') }], from: { table: 't' } });

describe('conditions', () => {
  const cases: readonly (readonly [string, Expression])[] = [
    ['"a" <> ?', compare('<>', column('a'), value(1))],
    ['("a" is null) = true', compare('=', isNull(column('a')), literal(true))],
    ['("a" = 1) is not null', isNotNull(a)],
    ['"a" between ? and ?', between(column('a'), value(1), value(2))],
    ['"a" in (select * from unnest(?))', inList(column('a'), parameter(0))],
    ['"a" in (select * from unnest(?))', inList(column('a'), value([1, 2]))],
    ['"a" in (1, "b")', inList(column('a'), [literal(1), column('b')])],
    ['1 = 0', inList(column('a'), [])],
    ['"a" in (select "id" from "t")', inSelect(column('a'), rows)],
    ['exists (select "id" from "t")', exists(rows)],
    ['"a" like ? escape \'\\\'', textMatch('contains', column('a'), value('x'))],
    ['upper("a") like upper(?) escape \'\\\'', textMatch('iStartsWith', column('a'), value('x'))],
    ['upper("a") = upper(?)', textMatch('iExact', column('a'), value('x'))],
    [
      `"a" like (replace(replace(replace("b", '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%') escape '\\'`,
      textMatch('startsWith', column('a'), column('b')),
    ],
    ['"a" like_regex ?', regex(column('a'), value('^x'))],
    ['"a" like_regex ? flag \'i\'', regex(column('a'), value('^x'), { insensitive: true })],
    ['1 = 0', nothing()],
    ['1 = 1', everything()],
  ];
  it.each(cases)('%s', (sql, node) => expect(text(node)).toBe(sql));
});

describe('and, or, not', () => {
  const cases: readonly (readonly [string, Expression])[] = [
    ['1 = 1', and([])],
    ['1 = 0', or([])],
    ['"a" = 1', and([a])],
    ['"a" = 1 and "b" = 1', and([a, b])],
    ['"a" = 1 and ("b" = 1 or "c" = 1)', and([a, or([b, c])])],
    ['"a" = 1 or "b" = 1 and "c" = 1', or([a, and([b, c])])],
    ['"a" = 1 and "b" = 1 and "c" = 1', and([a, and([b, c])])],
    ['"a" = 1 and "b" = 1', and([a, or([b])])],
    ['"a" = 1 and ("b" = 1 or "c" = 1)', and([a, and([or([b, c])])])],
    ['"a" = 1 and 1 = 0', and([a, or([])])],
    ['not ("a" = 1)', not(a)],
    ['not ("a" = 1 or "b" = 1)', not(or([a, b]))],
    ['not (not ("a" = 1))', not(not(a))],
    ['"a" = 1 and not ("b" = 1)', and([a, not(b)])],
    ['not exists (select "id" from "t")', not(exists(rows))],
    ['not exists (select "id" from "t")', not(and([exists(rows)]))],
    ['"a" = 1 and (x or y)', and([a, raw(['x or y'])])],
    ['not (x or y)', not(raw(['x or y']))],
    ['("a" = 1 and "b" = 1) = true', compare('=', and([a, b]), literal(true))],
  ];
  it.each(cases)('%s', (sql, node) => expect(text(node)).toBe(sql));

  it('keeps the meaning of any tree: read back with the precedence of SQL, it has the same truth table', () => {
    let seed = 7;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    const leaves = ['p', 'q', 'r'];
    type Tree = { readonly node: Expression; readonly holds: (row: number) => boolean };
    const tree = (depth: number): Tree => {
      if (depth === 0 || random(4) === 0) {
        const i = random(leaves.length);
        return { node: column(leaves[i] ?? 'p'), holds: (row) => ((row >> i) & 1) === 1 };
      }
      if (random(4) === 0) {
        const inner = tree(depth - 1);
        return { node: not(inner.node), holds: (row) => !inner.holds(row) };
      }
      const items = Array.from({ length: random(4) }, () => tree(depth - 1));
      const nodes = items.map((item) => item.node);
      return random(2) === 0
        ? { node: and(nodes), holds: (row) => items.every((item) => item.holds(row)) }
        : { node: or(nodes), holds: (row) => items.some((item) => item.holds(row)) };
    };
    for (let run = 0; run < 300; run++) {
      const { node, holds } = tree(4);
      const sql = text(node);
      const read = new Function('p', 'q', 'r', `return ${sql.replace(/"|1 = [01]|not|and|or/g, asScript)}`);
      for (let row = 0; row < 8; row++) {
        expect(Boolean(read((row & 1) === 1, (row & 2) === 2, (row & 4) === 4)), sql).toBe(holds(row));
      }
    }
  });

  it('refuses conditions nested deeper than 1,200 with an error that helps, and takes wide ones', () => {
    let deep: Expression = a;
    for (let i = 0; i < 100_000; i++) deep = not(deep);
    expect(() => text(deep)).toThrow(/more than 1200 deep \(put the conditions into one flat/);
    expect(text(or(Array.from({ length: 100_000 }, () => a))).length).toBeGreaterThan(1_000_000);
  });
});

describe('what conditions bind', () => {
  const binds = (node: Expression): unknown[] =>
    compile(node, standardDialect).binds.map(({ type, form }) => [type?.name ?? null, form]);
  it('lists travel as one parameter of the type of what they are compared with', () => {
    expect(binds(inList(id, parameter(0)))).toEqual([['integer', 'list']]);
    expect(binds(inList(id, [value(1), value(2)]))).toEqual([
      ['integer', 'plain'],
      ['integer', 'plain'],
    ]);
  });
  it('both ends of a range, a select, and searches in text', () => {
    expect(binds(between(id, value(1), value(2)))).toEqual([
      ['integer', 'plain'],
      ['integer', 'plain'],
    ]);
    const ids = select({ columns: [{ expression: id }], from: { table: 'post' } });
    expect(binds(inSelect(value(1), ids))).toEqual([['integer', 'plain']]);
    expect(binds(textMatch('endsWith', title, parameter(0)))).toEqual([['text', 'endsWith']]);
    expect(binds(textMatch('iExact', title, parameter(0, null, 'contains')))).toEqual([['text', 'plain']]);
    expect(binds(regex(title, parameter(0)))).toEqual([['text', 'plain']]);
  });
});

/** SQL's words as JavaScript's, which have the same precedence. */
function asScript(word: string): string {
  const words: Record<string, string> = { '"': '', '1 = 1': 'true', '1 = 0': 'false', not: '!', and: '&&', or: '||' };
  return words[word] ?? word;
}
