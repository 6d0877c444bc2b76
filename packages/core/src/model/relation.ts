/** Relations: a foreign key's way to its target, and the way back. Targets are looked up late, so models may come in any order. */

import { processState } from '../config/process-state.js';
import { ConfigurationError } from '../errors/index.js';
import type { RelationSpec } from '../fields/field-spec.js';
import type { BoundField } from './bound-field.js';
import type { ManyRelation } from './many-relation.js';
import type { ModelMeta } from './meta.js';
import { metaOf } from './meta-of.js';

/** One relation that a path follows: which columns meet, and what is on the other side. */
export interface Hop {
  readonly name: string;
  readonly source: ModelMeta;
  readonly target: ModelMeta;
  /** The column on this side. */
  readonly own: BoundField;
  /** The column on the other side. */
  readonly other: BoundField;
  /** Whether several rows may be there. */
  readonly many: boolean;
  /** Whether no row may be there. */
  readonly nullable: boolean;
  /** From joining rows to the model beyond: only those that lead to a row which is shown there count. null: no joining rows. */
  readonly beyond: ForwardRelation | null;
  /** Whether the row beyond is given, so that nothing is asked of it. */
  readonly given: boolean;
}

/** A foreign key or one-to-one field, seen from the model that holds the column. */
export class ForwardRelation implements Hop {
  readonly kind = 'forward';
  readonly many = false;
  readonly beyond = null;
  readonly given = false;
  readonly source: ModelMeta;
  readonly field: BoundField;
  readonly spec: RelationSpec;
  #target: ModelMeta | null = null;
  #generation = -1;

  constructor(source: ModelMeta, field: BoundField, spec: RelationSpec) {
    this.source = source;
    this.field = field;
    this.spec = spec;
  }

  get name(): string {
    return this.field.name;
  }

  /** @throws ConfigurationError when the target is in no app. */
  get target(): ModelMeta {
    if (this.#target === null || this.#generation !== processState.generation) {
      this.#target = relatedModel(this.spec.to, this.source, this.name);
      this.#generation = processState.generation;
    }
    return this.#target;
  }

  /** The target's field that the column refers to. */
  get targetField(): BoundField {
    const { target, spec } = this;
    if (spec.toField === null) return target.singleKey(`${this.field.label} refers to it`);
    return target.field(spec.toField);
  }

  get own(): BoundField {
    return this.field;
  }
  get other(): BoundField {
    return this.targetField;
  }
  get nullable(): boolean {
    return this.field.null;
  }

  /** The target's label; null while its class is not there yet. */
  get targetLabel(): string | null {
    return relatedLabel(this.spec.to, this.source);
  }
}

/** The other side: from the target to the rows that point at it. */
export class ReverseRelation implements Hop {
  readonly kind = 'reverse';
  readonly nullable = true;
  /** The model the side appears on. */
  readonly source: ModelMeta;
  readonly forward: ForwardRelation;

  readonly name: string;
  readonly beyond: ForwardRelation | null;
  readonly given: boolean;

  constructor(
    source: ModelMeta,
    forward: ForwardRelation,
    name: string,
    beyond: ForwardRelation | null = null,
    given = false,
  ) {
    this.source = source;
    this.forward = forward;
    this.name = name;
    this.beyond = beyond;
    this.given = given;
  }

  /** The model that holds the column. */
  get target(): ModelMeta {
    return this.forward.source;
  }

  get own(): BoundField {
    return this.forward.targetField;
  }
  get other(): BoundField {
    return this.forward.field;
  }
  get many(): boolean {
    return this.forward.spec.kind !== 'oneToOne';
  }
}

export type Relation = ForwardRelation | ReverseRelation | ManyRelation;
/** A relation of two tables, which one join follows. */
export type PlainRelation = ForwardRelation | ReverseRelation;

/** The label that a relation's `to` names; null while its class is not there yet. */
export function relatedLabel(to: RelationSpec['to'], source: ModelMeta): string | null {
  if (typeof to === 'function') {
    try {
      return metaOf(to())?.label ?? null;
    } catch {
      return null; // modules that import each other: the class comes later
    }
  }
  if (to === 'self') return source.label;
  return to.includes('.') ? to : `${source.appLabel}.${to}`;
}

/** The model that a relation's `to` names. @throws ConfigurationError when it is in no app. */
export function relatedModel(to: RelationSpec['to'], source: ModelMeta, name: string): ModelMeta {
  const label = relatedLabel(to, source);
  const meta = label === null ? undefined : processState.models.get(label);
  if (meta !== undefined) return meta;
  const what = label ?? 'a class that is no model';
  throw new ConfigurationError(`${source.label}.${name} points at ${what}, which is in no app.`, {
    model: source.label,
    field: name,
    hint:
      label === null
        ? "between files that import each other write ref<Target>('app.Target')"
        : `add it to defineApp('${label.split('.')[0]}', { … }) and import that file before the first query`,
  });
}
