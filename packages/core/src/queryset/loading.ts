/** Loading: which columns the rows of a query bring, as only() and defer() have it, along the relations of selectRelated() too. */
import { FieldError } from '../errors/index.js';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import type { Hop } from '../model/relation.js';
import type { NameScope } from './annotation.js';
import { type FieldPath, type Lookup, lookupOfPath, resolveRelation } from './lookup.js';

export interface Loading {
  /** Whether the paths are what is loaded, or what is not. */
  readonly only: boolean;
  /** Each under its own name: `author__name`, whichever way it was written. */
  readonly paths: ReadonlyMap<string, FieldPath>;
}

export const EVERY_COLUMN: Loading = Object.freeze({ only: false, paths: new Map() });

/** only(): what it names takes the place of what an earlier one named, without what defer() had taken out. */
export function loadingOnly(before: Loading, paths: readonly FieldPath[]): Loading {
  const named = byName(paths);
  return { only: true, paths: before.only ? named : minus(named, before.paths) };
}

/** defer(): adds to what is not loaded, or takes out of what only() named. */
export function loadingWithout(before: Loading, paths: readonly FieldPath[]): Loading {
  const named = byName(paths);
  if (!before.only) return { only: false, paths: new Map([...before.paths, ...named]) };
  const left = minus(before.paths, named);
  return left.size > 0 ? { only: true, paths: left } : { only: false, paths: minus(named, before.paths) };
}

/**
 * The fields of a table that are loaded, in their order; its key always.
 * @param hops the relations that lead to it.
 * @param needed columns that hold it together with the rows beside it.
 */
export function loadedFields(
  { only, paths }: Loading,
  meta: ModelMeta,
  hops: readonly Hop[],
  needed: readonly BoundField[],
): readonly BoundField[] {
  const here = [...paths.values()].filter((path) => hops.every((hop, i) => path.hops[i]?.name === hop.name));
  if (here.length === 0) return meta.fields;
  const named = here.flatMap((path) => {
    const next = path.hops[hops.length];
    if (next === undefined) return [path.field];
    // A path through a relation needs the column it hangs on; what is deferred beyond says nothing of it.
    return only ? [next.own] : [];
  });
  const always = [...meta.key, ...needed];
  return meta.fields.filter((field) => always.includes(field) || named.includes(field) === only);
}

/** `author__name`: a column to load, through relations of at most one row. @throws FieldError. */
export function resolveLoaded(scope: NameScope, text: string): Lookup {
  const at = text.lastIndexOf('__');
  const hops = at === -1 ? [] : resolveRelation(scope, text.slice(0, at)).path.hops;
  const model = hops.at(-1)?.target ?? scope.meta;
  const name = text.slice(at === -1 ? 0 : at + 2);
  const [part] = model.key;
  const field = name === 'pk' && part !== undefined ? part : columnOf(model, name);
  return lookupOfPath([...hops.map((hop) => hop.name), field.name].join('__'), hops, field);
}

function columnOf(model: ModelMeta, name: string): BoundField {
  const relation = model.relations.get(name);
  if (relation === undefined || relation.kind === 'forward') return model.field(name);
  throw new FieldError(`${model.label}.${name} is no column: it has none to load or to leave out.`, {
    model: model.label,
    field: name,
    hint: `name a column of it, or choose its columns in a Prefetch('${name}', …)`,
  });
}

function byName(paths: readonly FieldPath[]): Map<string, FieldPath> {
  return new Map(paths.map((path) => [path.text, path]));
}

function minus(paths: ReadonlyMap<string, FieldPath>, others: ReadonlyMap<string, FieldPath>): Map<string, FieldPath> {
  return new Map([...paths].filter(([name]) => !others.has(name)));
}
