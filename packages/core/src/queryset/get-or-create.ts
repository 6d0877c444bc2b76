/** getOrCreate() and updateOrCreate(): the row that matches, or a new one; two callers at once make one row. */
import { checkOptionNames } from '../config/option-names.js';
import { DoesNotExist, FieldError, IntegrityError } from '../errors/index.js';
import { databaseFor } from '../execution/execute.js';
import type { ModelMeta, Row } from '../model/meta.js';
import { saveRow } from '../model/save.js';
import { atomicOn } from '../transaction/atomic.js';

/** The QuerySet that asks: its own get() and create(), so that those of an application's class are used. */
interface Asking {
  readonly meta: ModelMeta;
  get(lookup: object): Promise<unknown>;
  create(values: object): Promise<object>;
}
type Values = Readonly<Record<string, unknown>>;
type Found = [instance: object, created: boolean];

/** Django's algorithm: get, else create in a block of its own, and when another was faster, get again. */
export async function getOrCreate(
  query: Asking,
  lookup: Values,
  options: Values,
  alias: string | null,
): Promise<Found> {
  const { defaults } = checked(query.meta, 'getOrCreate()', lookup, options, ['defaults']);
  return find(query, lookup, defaults, alias);
}

/** The same with a row that is there: it takes the defaults, and only what they name is written. All of it is one block. */
export async function updateOrCreate(
  query: Asking,
  lookup: Values,
  options: Values,
  alias: string | null,
): Promise<Found> {
  const { meta } = query;
  const names = ['defaults', 'createDefaults'];
  const { defaults, createDefaults } = checked(meta, 'updateOrCreate()', lookup, options, names);
  return atomicOn(databaseFor(alias), async () => {
    const [row, created] = await find(query, lookup, createDefaults ?? defaults, alias);
    if (!created) await updateFound(meta, row as Row, defaults, alias);
    return [row, created];
  });
}

async function find(query: Asking, lookup: Values, defaults: Values, alias: string | null): Promise<Found> {
  const found = await getOrNull(query, lookup);
  if (found !== null) return [found, false];
  try {
    return [await atomicOn(databaseFor(alias), () => query.create(newValues(lookup, defaults))), true];
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error;
    // Somebody else made it meanwhile; when nobody did, the row breaks another rule.
    const other = await getOrNull(query, lookup);
    if (other === null) throw error;
    return [other, false];
  }
}

async function getOrNull(query: Asking, lookup: Values): Promise<object | null> {
  try {
    return (await query.get(lookup)) as object;
  } catch (error) {
    if (error instanceof DoesNotExist) return null;
    throw error;
  }
}

async function updateFound(meta: ModelMeta, row: Row, defaults: Values, alias: string | null): Promise<void> {
  const stamped = meta.fields.filter(({ spec }) => spec.autoNow === 'always').map(({ name }) => name);
  for (const [name, given] of Object.entries(defaults)) row[name] = made(given);
  const updateFields = [...new Set([...Object.keys(defaults).map((name) => meta.field(name).name), ...stamped])];
  await saveRow(row, alias === null ? { updateFields } : { updateFields, using: alias });
}

/** What a new row is made from: the lookup's plain names, and the defaults before them. */
function newValues(lookup: Values, defaults: Values): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(lookup)) if (!name.includes('__')) values[name] = lookup[name];
  for (const name of Object.keys(defaults)) values[name] = made(defaults[name]);
  return values;
}

/** A function gives its value when it is needed. */
function made(given: unknown): unknown {
  return typeof given === 'function' ? given() : given;
}

/** @throws FieldError for a default that is no field, whether or not it would be used this time. */
function checked(
  meta: ModelMeta,
  what: string,
  lookup: Values,
  options: Values,
  names: readonly string[],
): { readonly defaults: Values; readonly createDefaults: Values | null } {
  checkOptionNames(`${meta.label}: ${what}`, options, names);
  const { defaults = {}, createDefaults } = options;
  for (const values of [lookup, defaults, createDefaults ?? {}]) {
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) continue;
    throw new FieldError(`${meta.label}: ${what} takes objects.`, {
      model: meta.label,
      hint: `write ${what.slice(0, -1)}{ email }, { defaults: { name } })`,
    });
  }
  for (const name of [...Object.keys(defaults as Values), ...Object.keys((createDefaults ?? {}) as Values)]) {
    meta.field(name);
  }
  return { defaults: defaults as Values, createDefaults: (createDefaults ?? null) as Values | null };
}
