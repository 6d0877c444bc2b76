/** Decode: from the rows of a SELECT to what was asked for: instances, projections, one of them, a number, yes or no. */

import type { Dialect } from '@dorm/query';
import type { Database } from '../execution/database.js';
import type { DriverRow } from '../execution/driver.js';
import type { Decode, PlanParts } from '../execution/plan.js';
import type { BoundField } from '../model/bound-field.js';
import type { Row } from '../model/meta.js';
import { doesNotExist, multipleObjects } from '../model/row-errors.js';
import { GET_LIMIT } from '../queryset/build-select.js';
import { markType } from '../queryset/keyset.js';
import type { Column, Projection, QueryDescription } from '../queryset/query-description.js';
import { COUNT, EXISTS, FIRST, GET, KEYSET, LAST, TOTALS } from '../queryset/tokens.js';
import { isBigint, nullableReader } from './codecs.js';
import { hydrator, nodesOf, originsFor } from './hydrate.js';
import type { Layout } from './layout.js';

type Parts = Pick<PlanParts, 'single' | 'bigints' | 'decode' | 'fields'>;
/** Makes what a list of rows is, and what one row is. */
interface RowMaker {
  readonly bigints: boolean;
  readonly fields: readonly BoundField[];
  one(row: DriverRow): unknown;
  many(rows: readonly DriverRow[]): unknown[];
}

export function decodeSelect(of: QueryDescription, layout: Layout | null, database: Database): Parts {
  if (of.terminal === COUNT) return { single: true, decode: ([row]) => Number(row?.[0]) };
  if (of.terminal === EXISTS) return { single: true, decode: (rows) => rows.length > 0 };
  if (of.terminal === TOTALS) {
    const one = project('objects', of.totals, database.dialect);
    const fields = of.totals.map(({ field }) => field);
    return { single: true, bigints: fields.some(isBigint), fields, decode: ([row]) => one(row ?? []) };
  }
  const maker = layout === null ? projectionMaker(of, database) : instanceMaker(layout, database);
  const { bigints, fields } = maker;
  if (of.terminal === GET) return { single: of.uniqueBy !== null, bigints, fields, decode: decodeGet(of, maker) };
  if (of.terminal === FIRST || of.terminal === LAST) {
    return { single: true, bigints, fields, decode: ([row]) => (row === undefined ? null : maker.one(row)) };
  }
  if (of.link !== null)
    return {
      bigints: bigints || isBigint(of.link),
      fields,
      decode: decodeLinked(of.link, fields.length, maker, database),
    };
  if (of.terminal === KEYSET)
    return { bigints: true, fields, decode: decodeMarked(of, fields.length, maker, database) };
  return { bigints, fields, decode: (rows) => maker.many(rows) };
}

/** The rows of a page, and the place of each. */
export interface Marked {
  readonly rows: unknown[];
  place(at: number): readonly unknown[];
}

function decodeMarked({ marks }: QueryDescription, at: number, maker: RowMaker, { dialect }: Database): Decode {
  const readers = marks.map((expression) => {
    const type = markType(expression);
    return type === null ? null : dialect.codec(type).read;
  });
  return (rows): Marked => ({
    rows: maker.many(rows),
    place: (row) =>
      readers.map((read, i) => {
        const cell = rows[row]?.[at + i] ?? null;
        return cell === null || read === null ? cell : read(cell as never);
      }),
  });
}

/** Rows, and for each the key of the row that it was loaded for. */
export interface Linked {
  readonly rows: readonly Row[];
  readonly keys: readonly unknown[];
}

function decodeLinked(link: BoundField, at: number, maker: RowMaker, { dialect }: Database): Decode {
  const read = nullableReader(link, dialect);
  return (rows): Linked => ({ rows: maker.many(rows) as Row[], keys: rows.map((row) => read(row[at])) });
}

function decodeGet({ meta }: QueryDescription, maker: RowMaker): Decode {
  return (rows) => {
    const [row] = rows;
    if (row === undefined) throw doesNotExist(meta);
    if (rows.length > 1) throw multipleObjects(meta, rows.length < GET_LIMIT ? String(rows.length) : 'more than 20');
    return maker.one(row);
  };
}

function instanceMaker({ root, fields }: Layout, database: Database): RowMaker {
  const make = hydrator(root, database.dialect);
  const { alias } = database;
  const lone = nodesOf(root).map(() => database.lone);
  return {
    bigints: fields.some(isBigint),
    fields,
    one: (row) => make(row, lone),
    many: (rows) => {
      const origins = originsFor(root, alias);
      const n = rows.length;
      const out = new Array<object>(n);
      for (let i = 0; i < n; i++) out[i] = make(rows[i] as DriverRow, origins);
      const [own] = origins;
      if (own !== undefined) own.peers = new WeakRef(out);
      return out;
    },
  };
}

function projectionMaker({ projection }: QueryDescription, { dialect }: Database): RowMaker {
  const columns = projection?.columns ?? [];
  const one = project(projection?.as ?? 'objects', columns, dialect);
  return {
    bigints: columns.some(({ field }) => isBigint(field)),
    fields: columns.map(({ field }) => field),
    one,
    many: (rows) => rows.map(one),
  };
}

function project(as: Projection['as'], columns: readonly Column[], dialect: Dialect): (row: DriverRow) => unknown {
  const names = columns.map(({ text }) => text);
  const readers = columns.map(({ field }) => nullableReader(field, dialect));
  if (as === 'flat') return (row) => readers[0]?.(row[0]);
  if (as === 'tuples') return (row) => readers.map((read, i) => read(row[i]));
  return (row) => {
    const object: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) object[names[i] ?? ''] = readers[i]?.(row[i]);
    return object;
  };
}
