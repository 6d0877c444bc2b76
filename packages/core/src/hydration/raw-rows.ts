/** rawRows: rows of SQL by hand become instances: columns that are fields', the others as further attributes. */
import { dormError, QuerySetError } from '../errors/index.js';
import type { Database } from '../execution/database.js';
import type { DriverRow } from '../execution/driver.js';
import { plainInteger } from '../execution/plain-integer.js';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta, Row } from '../model/meta.js';
import { hydrator, originsFor } from './hydrate.js';
import { type LayoutNode, nodeOf } from './layout.js';
import { undecodable } from './undecodable.js';

/** Instances of rows whose columns are these. */
export type RawRows = (rows: readonly DriverRow[]) => Row[];

/** Names of columns may come from outside: at so many lists of them the makers start over. */
const MAX_MAKERS = 500;
const makers = new WeakMap<Database, WeakMap<ModelMeta, Map<string, RawRows>>>();

/**
 * Makes instances of rows with these columns.
 * @param translations fields by column, for columns that are called otherwise than their field's.
 * @throws QuerySetError when the key is missing, or a column has a name that an instance cannot take.
 */
export function rawRows(
  meta: ModelMeta,
  columns: readonly string[],
  translations: ReadonlyMap<string, BoundField>,
  database: Database,
): RawRows {
  const known = entry(database, meta);
  const key = JSON.stringify([columns, [...translations].map(([column, { name }]) => [column, name])]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = makerOf(meta, columns, translations, database);
  if (known.size >= MAX_MAKERS) known.clear();
  known.set(key, made);
  return made;
}

function entry(database: Database, meta: ModelMeta): Map<string, RawRows> {
  const models = makers.get(database) ?? new WeakMap<ModelMeta, Map<string, RawRows>>();
  makers.set(database, models);
  const known = models.get(meta) ?? new Map<string, RawRows>();
  models.set(meta, known);
  return known;
}

function makerOf(
  meta: ModelMeta,
  columns: readonly string[],
  translations: ReadonlyMap<string, BoundField>,
  database: Database,
): RawRows {
  const { fields, order, others } = sorted(meta, columns, translations);
  const root: LayoutNode = { ...nodeOf(meta, fields), first: 0, relation: null, optional: false, children: [] };
  const make = hydrator(root, database.dialect);
  const cells = (row: DriverRow): DriverRow => order.map((i) => row[i]);
  return (rows) => {
    const origins = originsFor(root, database.alias);
    try {
      const made = rows.map((row) => {
        const instance = make(cells(row), origins) as Row;
        for (const [name, i] of others) instance[name] = plainInteger(row[i]);
        return instance;
      });
      const [own] = origins;
      if (own !== undefined) own.peers = new WeakRef(made);
      return made;
    } catch (error) {
      throw undecodable(error, rows.map(cells), fields, database.dialect) ?? dormError(error);
    }
  };
}

/** Which columns are fields', in the order of the fields, and which are not. Of two with one name the first counts. */
function sorted(meta: ModelMeta, columns: readonly string[], translations: ReadonlyMap<string, BoundField>) {
  const byColumn = new Map(meta.fields.map((field) => [field.column, field]));
  const places = new Map<BoundField, number>();
  const others: (readonly [name: string, index: number])[] = [];
  for (const [i, column] of columns.entries()) {
    const field = translations.get(column) ?? byColumn.get(column);
    if (field === undefined) others.push([checkedName(meta, column), i]);
    else if (!places.has(field)) places.set(field, i);
  }
  const missing = meta.key.find((field) => !places.has(field));
  if (missing !== undefined) throw withoutKey(missing);
  const fields = meta.fields.filter((field) => places.has(field));
  return { fields, order: fields.map((field) => places.get(field) ?? 0), others };
}

/** A column beside the fields' becomes an attribute: not in the place of what instances have already. */
function checkedName(meta: ModelMeta, column: string): string {
  const field = meta.byName.get(column);
  if (field === undefined && !(column in meta.Class.prototype)) return column;
  throw new QuerySetError(`${meta.label}: raw() gives a column '${column}', a name that its instances have already.`, {
    model: meta.label,
    hint: field === undefined ? `rename it: … AS other_name` : `the column of ${field.label} is '${field.column}'`,
  });
}

function withoutKey(field: BoundField): QuerySetError {
  return new QuerySetError(`${field.model.label}: raw() must read the primary key, the column '${field.column}'.`, {
    model: field.model.label,
    field: field.name,
    hint: `select ${field.column} too; for rows that are no instances use getConnection().execute()`,
  });
}
