/** Accessors of relations on a model's prototype: the row when it is loaded, else something to await. */
import { NotSupportedError, ValidationError } from '../errors/index.js';
import { relatedRows } from '../queryset/related.js';
import { dropRelation, isModelInstance, metaOfInstance, relationsOf, setRelation, unsavedName } from './instance.js';
import type { ModelClass, Row } from './meta.js';
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
      if (kept !== null && (kept as Row)[relation.targetField.attr] === key) return kept;
      if (key === null) return relations?.[unsavedName(name)] ?? null;
      if (kept !== null) dropRelation(this, name);
      return new NotLoaded(this, relation);
    },
    set(this: Row, row: unknown): void {
      if (row === null || row === undefined) {
        dropRelation(this, name);
        dropRelation(this, unsavedName(name));
        this[field.attr] = null;
        return;
      }
      const { target, targetField } = relation;
      if (!isModelInstance(row) || !(row instanceof target.Class)) {
        const given = isModelInstance(row) ? `a ${metaOfInstance(row).label}` : `a ${typeof row}`;
        throw new ValidationError(
          { [name]: [`takes a ${target.label}, not ${given}.`] },
          {
            model: Class.meta.label,
            field: name,
            hint: `set ${field.attr} for a bare key`,
          },
        );
      }
      const key = row[targetField.attr] ?? null;
      dropRelation(this, unsavedName(name));
      setRelation(this, key === null ? unsavedName(name) : name, row);
      this[field.attr] = key;
    },
  });
}

/** `author.posts`, `author.profile`: the other side, on the target's prototype. */
export function defineReverse(target: ModelClass, forward: ForwardRelation): void {
  const relation = new ReverseRelation(target.meta, forward);
  const { name } = relation;
  target.meta.relations.set(name, relation);
  Object.defineProperty(target.prototype, name, {
    configurable: true,
    enumerable: false,
    get(this: Row): unknown {
      return relation.single ? single(this, relation) : many(this, relation);
    },
    set(): void {
      throw new NotSupportedError(
        `${target.meta.label}.${name} is the reverse side of a relation and cannot be assigned.`,
        {
          model: target.meta.label,
          field: name,
          hint: `set ${forward.field.label} on the other rows`,
        },
      );
    },
  });
}

function single(instance: Row, relation: ReverseRelation): unknown {
  const relations = relationsOf(instance);
  return relations !== null && relation.name in relations
    ? relations[relation.name]
    : new NotLoaded(instance, relation);
}

function many(instance: Row, { forward, target }: ReverseRelation): unknown {
  return relatedRows(target, forward.name, instance);
}
