/** The `sql` tag: SQL text whose holes are bound, compiled in place, or refused; text from data never becomes SQL. */
import { notEmpty } from './check.js';
import { QueryError } from './errors.js';
import { isNode, type QueryNode } from './node.js';
import { type IdentifierNode, identifier } from './nodes/identifier.js';
import { type RawNode, raw } from './nodes/raw.js';
import { value } from './nodes/value.js';

/** A value that can be bound. */
export type SqlValue = string | number | bigint | boolean | null | Date | Uint8Array;

/** What may stand in a hole: a value, which is bound, or a node, which is compiled in place. */
export type SqlHole = SqlValue | QueryNode;

export interface SqlTag {
  /**
   * SQL with holes.
   * @throws QueryError when a hole is an array, a plain object, a function, undefined or NaN.
   * @example sql`select * from tag where label = ${label}`
   */
  (strings: TemplateStringsArray, ...holes: readonly SqlHole[]): RawNode;
  /**
   * Rows for VALUES: `(?, ?), (?, ?)`, from the objects' own properties of these names.
   * @throws QueryError when there is no row, or a row lacks a property.
   */
  values(rows: readonly object[], ...columns: readonly string[]): RawNode;
  /** A quoted path of names: `sql.id('schema', 'table')`. */
  id(...names: readonly string[]): IdentifierNode;
  /** Holes with a separator between them; default: a comma. */
  join(list: readonly SqlHole[], separator?: RawNode): RawNode;
  /** SQL text as it is. Never with data: whoever controls the text controls the database. */
  raw(text: string): RawNode;
}

export const sql: SqlTag = Object.freeze(Object.assign(tag, { values, id, join, raw: text }));

function tag(strings: TemplateStringsArray, ...holes: readonly SqlHole[]): RawNode {
  // Only the engine makes an array with `raw`; a text that is passed in as if it were a template is refused.
  if (!Array.isArray(strings) || !Object.hasOwn(strings, 'raw')) {
    throw new QueryError('sql is a tag', { hint: 'write sql`…` without parentheses' });
  }
  return flat(
    strings,
    holes.map((hole, i) => bound(hole, `hole ${i + 1} of sql\`…\``)),
  );
}

function values(rows: readonly object[], ...columns: readonly string[]): RawNode {
  if (rows.length === 0)
    throw new QueryError('sql.values needs a row', { hint: 'skip the statement when there are none' });
  notEmpty('the columns of sql.values', columns);
  const holes: QueryNode[] = [];
  const strings = ['('];
  for (const [i, row] of rows.entries()) {
    for (const column of columns) {
      if (holes.length > 0) strings.push(holes.length % columns.length === 0 ? '), (' : ', ');
      holes.push(bound(cell(row, column, i), `row ${i}, "${column}" of sql.values`));
    }
  }
  return raw([...strings, ')'], holes);
}

function cell(row: object, column: string, i: number): unknown {
  const found = typeof row === 'object' && row !== null && Object.hasOwn(row, column);
  const inside: unknown = found ? Reflect.get(row, column) : undefined;
  if (inside === undefined) {
    throw new QueryError(`row ${i} of sql.values has no "${column}"`, { hint: 'null is SQL NULL' });
  }
  return inside;
}

function id(...names: readonly string[]): IdentifierNode {
  return identifier(names);
}

function join(list: readonly SqlHole[], separator: RawNode = COMMA): RawNode {
  notEmpty('the list of sql.join', list);
  const parts = list.flatMap((hole, i) => {
    const node = bound(hole, `item ${i} of sql.join`);
    return i === 0 ? [node] : [separator, node];
  });
  return flat(['', ...parts.map(() => '')], parts);
}

function text(sqlText: string): RawNode {
  if (typeof sqlText !== 'string') throw new QueryError('sql.raw takes a text');
  return raw([sqlText]);
}

const COMMA = raw([', ']);

/** Raw nodes in holes become part of the text around them. */
function flat(strings: readonly string[], holes: readonly QueryNode[]): RawNode {
  const texts: string[] = [];
  const nodes: QueryNode[] = [];
  let text = strings[0] ?? '';
  for (const [i, hole] of holes.entries()) {
    const inside = hole.kind === 'raw' ? hole : { strings: ['', ''], holes: [hole] };
    for (const [k, node] of inside.holes.entries()) {
      texts.push(text + (inside.strings[k] ?? ''));
      nodes.push(node);
      text = '';
    }
    text += (inside.strings.at(-1) ?? '') + (strings[i + 1] ?? '');
  }
  return raw([...texts, text], nodes);
}

/** A hole as a node; what can neither be bound nor compiled is refused with what to do. */
function bound(hole: unknown, where: string): QueryNode {
  if (isNode(hole)) return hole;
  if (hole === undefined) throw new QueryError(`${where} is undefined`, { hint: 'null is SQL NULL' });
  if (typeof hole === 'number' && Number.isNaN(hole))
    throw new QueryError(`${where} is NaN`, { hint: 'null is SQL NULL' });
  if (Array.isArray(hole)) {
    throw new QueryError(`${where} is an array`, { hint: 'sql.join(list) for a list, sql.values(rows, …) for rows' });
  }
  if (typeof hole === 'function' || typeof hole === 'symbol') {
    throw new QueryError(`${where} is a ${typeof hole}`, { hint: 'call it and put its result there' });
  }
  if (typeof hole === 'object' && hole !== null && !(hole instanceof Date) && !(hole instanceof Uint8Array)) {
    throw new QueryError(`${where} is an object`, {
      hint: 'bind one of its properties, or JSON.stringify it; sql.values(rows, …) for rows',
    });
  }
  return value(hole);
}
