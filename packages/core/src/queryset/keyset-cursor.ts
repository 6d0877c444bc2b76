/** The cursor of a page: the place of its last row as an opaque text, which comes back from outside and is trusted in nothing. */
import { type Dialect, type Order, walk } from '@dorm/query';
import { ValidationError } from '../errors/index.js';
import type { ModelMeta } from '../model/meta.js';
import { markType } from './keyset.js';

/** The text of a place. */
export function writeCursor(meta: ModelMeta, terms: readonly Order[], values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([sign(meta, terms), ...values.map(packed)])).toString('base64url');
}

/** The values of a place. @throws ValidationError for a text that no page of this order gave. */
export function readCursor(
  meta: ModelMeta,
  terms: readonly Order[],
  cursor: unknown,
  dialect: Dialect,
): readonly unknown[] {
  const [signature, ...cells] = listOf(cursor);
  if (signature !== sign(meta, terms) || cells.length !== terms.length) throw foreign(meta);
  return terms.map(({ expression }, i) => {
    const type = markType(expression);
    try {
      const value = unpacked(cells[i]);
      if (value !== null && type !== null) dialect.codec(type).write?.(value as never);
      return value;
    } catch {
      throw foreign(meta);
    }
  });
}

function foreign({ label }: ModelMeta): ValidationError {
  return new ValidationError(
    { after: ['is no cursor of this order.'] },
    { model: label, field: 'after', hint: 'give back the nextCursor of the page before, of a QuerySet ordered alike' },
  );
}

/** Tells orders apart, and models; never a secret. */
function sign({ label }: ModelMeta, terms: readonly Order[]): number {
  let text = label;
  for (const { expression, direction, nulls } of terms) {
    text += ` ${direction ?? 'asc'} ${nulls ?? ''}`;
    walk(expression, (node) => {
      text += ` ${node.kind}`;
      if ('name' in node) text += ` ${String(node.name)}`;
      if ('table' in node) text += ` ${String(node.table)}`;
      return true;
    });
  }
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function listOf(cursor: unknown): readonly unknown[] {
  if (typeof cursor !== 'string') return [];
  try {
    const list: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** What JSON has no word for stands in a list with its sort. */
function packed(value: unknown): unknown {
  if (typeof value === 'bigint') return ['n', String(value)];
  if (value instanceof Uint8Array) return ['b', Buffer.from(value).toString('base64url')];
  return typeof value === 'number' && !Number.isFinite(value) ? ['f', String(value)] : value;
}

/** @throws SyntaxError for what packed() does not make. */
function unpacked(cell: unknown): unknown {
  if (cell === null || typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean') return cell;
  const [sort, text]: readonly unknown[] = Array.isArray(cell) ? cell : [];
  if (typeof text === 'string' && sort === 'n') return BigInt(text);
  if (typeof text === 'string' && sort === 'b') return new Uint8Array(Buffer.from(text, 'base64url'));
  if (sort === 'f' && (text === 'Infinity' || text === '-Infinity')) return Number(text);
  throw new SyntaxError('no value of a cursor');
}
