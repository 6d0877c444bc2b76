/** Nodes of JSON: what they hold, what they refuse, and that standard SQL says so where it has no word for them. */
import { column, compile, jsonPath, jsonTest, literal, select, standardDialect, value } from '@dorm/query';
import { describe, expect, it } from 'vitest';

describe('JSON', () => {
  it('a path keeps its steps, and what is no step or form is refused', () => {
    const path = ['a', 0, 'b'];
    const node = jsonPath(column('data'), path, 'value');
    path.push('later');
    expect(node.path).toEqual(['a', 0, 'b']);
    expect(() => jsonPath(column('data'), [1.5], 'value')).toThrow('a step of a JSON path');
    expect(() => jsonPath(column('data'), [null as unknown as string], 'value')).toThrow('a step of a JSON path');
    expect(() => jsonPath(column('data'), [], 'text' as 'value')).toThrow('form of JSON');
    expect(() => jsonTest('near' as 'contains', column('data'), value('{}'))).toThrow('test of JSON');
  });

  it('standard SQL has neither', () => {
    const inside = jsonPath(column('data'), ['a'], 'value');
    const test = jsonTest('contains', column('data'), value('{}'));
    for (const expression of [inside, test]) {
      const query = select({ columns: [{ expression: literal(1) }], from: { table: 't' }, where: expression });
      expect(() => compile(query, standardDialect)).toThrow('JSON');
    }
  });
});
