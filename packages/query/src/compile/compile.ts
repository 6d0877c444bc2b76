/** From a node and a dialect to SQL. Pure: no clock, no environment, no state. */
import type { CompiledQuery, RenderedQuery } from '../compiled-query.js';
import type { Dialect } from '../dialect.js';
import { CompileError } from '../errors.js';
import type { QueryNode } from '../node.js';
import { Writer } from './writer.js';

/**
 * SQL text and what is bound, in the order of the placeholders.
 * @throws CompileError, UnsupportedFeatureError
 * @example compile(select({ columns: [{ expression: star() }], from: { table: 'tag' } }), standardDialect).sql
 */
export function compile(node: QueryNode, dialect: Dialect): CompiledQuery {
  const writer = new Writer(dialect);
  writer.node(node);
  return Object.freeze({ sql: writer.sql, binds: Object.freeze([...writer.binds]) });
}

/**
 * SQL text and parameters that are ready for the driver, for use without an ORM.
 * @throws CompileError when a value is to come later, by `parameter(slot)`. ValueError when a value cannot be bound.
 */
export function render(node: QueryNode, dialect: Dialect): RenderedQuery {
  const { sql, binds } = compile(node, dialect);
  const parameters = binds.map(({ slot, value, type, form }) => {
    if (slot !== null) {
      throw new CompileError(`slot ${slot} has no value here`, { hint: 'use value() instead of parameter()' });
    }
    return dialect.encode({ type, form })?.(value) ?? value;
  });
  return Object.freeze({ sql, parameters: Object.freeze(parameters) });
}
