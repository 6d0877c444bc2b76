/** Accessors of relations on a model's prototype: the row when it is loaded, else something to await. */
import { NotSupportedError, ValidationError } from '../errors/index.js';
import { isLoaded } from '../hydration/load-relation.js';
import { relatedRows } from '../queryset/related.js';
import type { ManySide } from '../queryset/way-back.js';
import {
  dropRelation,
  isModelInstance,
  keyName,
  metaOfInstance,
  relationsOf,
  setRelation,
  unsavedName,
} from './instance.js';
import { isElsewhere } from './isolation.js';
import { ManyRelation } from './many-relation.js';
import type { ModelClass, ModelMeta, Row } from './meta.js';
import { NotLoaded } from './not-loaded.js';
import { type ForwardRelation, ReverseRelation } from './relation.js';

/** `post.author`: reading gives the row, null or a NotLoaded; writing sets `post.authorId` too. */
export function defineForward(Class: ModelClass, relation: ForwardRelation): void {
  const { name, field } = relation;
  Object.defineProperty(Class.prototype, name, {
    configurable: true,
    enumerable: false,
    get(this: Row): unknown {
      const relations = relationsOf(this);
      const kept = relations?.[name] ?? null;
      const key = this[field.attr] ?? null;
      // The key may have been set by hand since: then the row that is kept is another one's.
      if (kept !== null && isLoaded(this, relation)) return kept;
      if (key === null) return relations?.[unsavedName(name)] ?? null;
      if (kept !== null) dropRelation(this, name);
      else if (isLoaded(this, relation)) return null;
      return new NotLoaded(this, relation);
    },
    set(this: Row, given: unknown): void {
      if (given === null || given === undefined) {
        dropRelation(this, name);
        dropRelation(this, unsavedName(name));
        this[field.attr] = null;
        return;
      }
      const { target, targetField } = relation;
      const row = checkedRow(given, target, Class.meta.label, name, `set ${field.attr} for a bare key`);
      const key = row[targetField.attr] ?? null;
      dropRelation(this, unsavedName(name));
      setRelation(this, key === null ? unsavedName(name) : name, row);
      const { kind, relatedName } = relation.spec;
      if (kind === 'oneToOne' && relatedName !== null) setRelation(row, relatedName, this);
      this[field.attr] = key;
    },
  });
}

/** `author.posts`, `author.profile`, `tag.posts`: the other side, on the target's prototype. */
export function defineReverse(target: ModelClass, of: ForwardRelation | ManyRelation): void {
  const name = of.spec.relatedName ?? '';
  const { meta } = target;
  if (of.kind === 'many') {
    const inverse = new ManyRelation(meta, name, of.spec, of);
    meta.relations.set(name, inverse);
    defineMany(target, inverse);
    return;
  }
  const relation = new ReverseRelation(meta, of, name);
  meta.relations.set(name, relation);
  if (relation.many) defineSide(target, relation, (row) => relatedRows(row, relation));
  else defineSingle(target, relation);
}

/** `post.tags`: the rows on the other side of a joining table. */
export function defineMany(Class: ModelClass, relation: ManyRelation): void {
  defineSide(Class, relation, (row) => relatedRows(row, relation));
}

function defineSide({ prototype, meta }: ModelClass, { name }: ManySide, read: (row: Row) => unknown): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: false,
    get(this: Row): unknown {
      return read(this);
    },
    set(): void {
      throw new NotSupportedError(`${meta.label}.${name} holds many rows and cannot be assigned.`, {
        model: meta.label,
        field: name,
        hint: `write await row.${name}.set([…])`,
      });
    },
  });
}

/** `author.profile`: writing sets the relation of the other row, which is stored when that one is saved. */
function defineSingle({ prototype, meta }: ModelClass, relation: ReverseRelation): void {
  const { name, forward } = relation;
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: false,
    get(this: Row): unknown {
      return single(this, relation);
    },
    set(this: Row, given: unknown): void {
      if (given !== null && given !== undefined) {
        const hint = `set ${forward.field.label} on the other row`;
        checkedRow(given, relation.target, meta.label, name, hint)[forward.name] = this;
        return;
      }
      const kept = relationsOf(this)?.[name] ?? null;
      if (isModelInstance(kept)) kept[forward.name] = null;
      dropRelation(this, name);
    },
  });
}

/** @throws ValidationError for what is no row of the target. */
function checkedRow(given: unknown, target: ModelMeta, model: string, field: string, hint: string): Row {
  if (isModelInstance(given) && given instanceof target.Class) return given;
  const what = isModelInstance(given) ? `a ${metaOfInstance(given).label}` : `a ${typeof given}`;
  throw new ValidationError({ [field]: [`takes a ${target.label}, not ${what}.`] }, { model, field, hint });
}

function single(instance: Row, relation: ReverseRelation): unknown {
  const { name } = relation;
  const relations = relationsOf(instance);
  const kept = relations?.[name];
  if (relations === null || kept === undefined) return new NotLoaded(instance, relation);
  // What came with the row has no key beside it; that there is none was found out for one key, and in one scope.
  const holds =
    kept === null ? !(keyName(name) in relations) || isLoaded(instance, relation) : !isElsewhere(kept as Row);
  return holds ? kept : new NotLoaded(instance, relation);
}
