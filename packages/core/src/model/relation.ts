/** Relations: a foreign key's way to its target, and the way back. Targets are looked up late, so models may come in any order. */

import { processState } from '../config/process-state.js';
import { ConfigurationError } from '../errors/index.js';
import type { RelationSpec } from '../fields/field-spec.js';
import type { BoundField } from './bound-field.js';
import type { ModelMeta } from './meta.js';
import { metaOf } from './meta-of.js';

/** A foreign key or one-to-one field, seen from the model that holds the column. */
export class ForwardRelation {
  readonly kind = 'forward';
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
      this.#target = findTarget(this);
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

  /** The target's label; null while its class is not there yet. */
  get targetLabel(): string | null {
    return labelOf(this);
  }
}

/** The other side: from the target to the rows that point at it. */
export class ReverseRelation {
  readonly kind = 'reverse';
  /** The model the side appears on. */
  readonly source: ModelMeta;
  readonly forward: ForwardRelation;

  constructor(source: ModelMeta, forward: ForwardRelation) {
    this.source = source;
    this.forward = forward;
  }

  get name(): string {
    return this.forward.spec.relatedName ?? '';
  }

  /** The model that holds the column. */
  get target(): ModelMeta {
    return this.forward.source;
  }

  /** Whether at most one row is there. */
  get single(): boolean {
    return this.forward.spec.kind === 'oneToOne';
  }
}

export type Relation = ForwardRelation | ReverseRelation;

function labelOf({ source, spec }: ForwardRelation): string | null {
  if (typeof spec.to === 'function') {
    try {
      return metaOf(spec.to())?.label ?? null;
    } catch {
      return null; // a class that is not there yet: modules that import each other
    }
  }
  if (spec.to === 'self') return source.label;
  return spec.to.includes('.') ? spec.to : `${source.appLabel}.${spec.to}`;
}

function findTarget(relation: ForwardRelation): ModelMeta {
  const label = labelOf(relation);
  const meta = label === null ? undefined : processState.models.get(label);
  if (meta !== undefined) return meta;
  const { field, source } = relation;
  throw new ConfigurationError(`${field.label} points at ${label ?? 'a class that is no model'}, which is in no app.`, {
    model: source.label,
    field: field.name,
    hint:
      label === null
        ? `between files that import each other write ref<Target>('app.Target')`
        : `add it to defineApp('${label.split('.')[0]}', { … }) and import that file before the first query`,
  });
}
