/** What a related manager is given: instances and keys of the other side, checked before anything is written. */
import { QuerySetError, ValidationError } from '../errors/index.js';
import { isModelInstance, metaOfInstance, originOf } from '../model/instance.js';
import { checkScope } from '../model/isolation.js';
import type { ModelMeta, Row } from '../model/meta.js';
import { errorsOf } from '../model/row-errors.js';
import { QuerySetCore } from './queryset-core.js';
import type { ManySide } from './way-back.js';

/** A relation from one row, and the database that a write through it goes to. */
export interface RelatedSide<R extends ManySide = ManySide> {
  readonly instance: Row;
  readonly relation: R;
  readonly alias: string | null;
}

/** The rows of the other side that were named, each once. */
export interface RelatedItems {
  readonly rows: readonly Row[];
  /** The keys of the rows, and those that were given bare. */
  readonly keys: readonly unknown[];
  /** The keys that were given bare: whether there are such rows is not known. */
  readonly bare: readonly unknown[];
}

/** @throws ValidationError for what is no row and no key; QuerySetError for a row that cannot be linked here. */
export function readItems(side: RelatedSide, method: string, items: unknown): RelatedItems {
  const { relation } = side;
  if (!Array.isArray(items)) {
    throw new QuerySetError(`${labelOf(relation)}: ${method}() takes a list.`, {
      model: relation.source.label,
      field: relation.name,
      hint: `write ${method}([one, another])`,
    });
  }
  const key = relation.target.singleKey(`rows are added to ${labelOf(relation)} by it`);
  const rows = new Map<unknown, Row>();
  const bare = new Set<unknown>();
  for (const item of items as unknown[]) {
    if (isModelInstance(item)) rows.set(checkedRow(side, item)[key.attr], item);
    else bare.add(readKey(relation, item));
  }
  const alone = [...bare].filter((one) => !rows.has(one));
  return { rows: [...rows.values()], keys: [...rows.keys(), ...alone], bare: alone };
}

/** Every row of a model, also those that its managers hide; what isolates rows holds all the same. */
export function allRows(meta: ModelMeta, alias: string | null): QuerySetCore {
  const rows = QuerySetCore.start(QuerySetCore, meta, '');
  return alias === null ? rows : rows.using(alias);
}

/** What is thrown for keys that no row has, or none that is meant. */
export function noSuchRows({ relation }: RelatedSide, what: string): Error {
  const { target, source, name } = relation;
  const { DoesNotExist } = errorsOf(target);
  return new DoesNotExist(`${labelOf(relation)}: ${what}.`, {
    model: source.label,
    field: name,
    hint: `nothing was written: look at which keys of ${target.label} were given`,
  });
}

export function labelOf({ source, name }: ManySide): string {
  return `${source.label}.${name}`;
}

function checkedRow({ relation, instance, alias }: RelatedSide, row: Row): Row {
  const { target, source, name } = relation;
  const about = { model: source.label, field: name };
  if (!(row instanceof target.Class)) throw wrongItem(relation, `a ${metaOfInstance(row).label}`);
  const origin = originOf(row);
  if (origin.adding) {
    throw new QuerySetError(`${labelOf(relation)}: a ${target.label} that is not stored yet cannot be linked.`, {
      ...about,
      hint: 'save() it first',
    });
  }
  checkScope(row, `it is linked by ${labelOf(relation)}`);
  const here = alias ?? originOf(instance).alias;
  if (here === null || origin.alias === null || origin.alias === here) return row;
  throw new QuerySetError(`${labelOf(relation)}: the two rows are in different databases.`, {
    ...about,
    hint: 'read both with using() of the same alias',
  });
}

function readKey(relation: ManySide, value: unknown): unknown {
  const { kind } = relation.target.singleKey(`rows are added to ${labelOf(relation)} by it`);
  if (value === null || value === undefined) throw wrongItem(relation, String(value));
  if (kind.check(value)) return value;
  try {
    return kind.clean(value);
  } catch {
    throw wrongItem(relation, `a ${typeof value} that is none`);
  }
}

function wrongItem(relation: ManySide, given: string): ValidationError {
  const { source, target, name } = relation;
  return new ValidationError(
    { [name]: [`takes rows of ${target.label} and their keys, not ${given}.`] },
    { model: source.label, field: name, hint: `give instances of ${target.label}, or the values of their pk` },
  );
}
