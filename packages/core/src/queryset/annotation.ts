/** Annotation: a computed value with a name, on the way of one QuerySet. It is read and compared as a field of its kind would be. */

import type { FieldKind } from '../fields/index.js';
import { float } from '../fields/number.js';
import { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';

export interface Annotation {
  readonly name: string;
  /** No column of the table: what stands for one where values are checked and read. */
  readonly field: BoundField;
  /** Whether rows have it; alias() names a value for filter() and orderBy() only. */
  readonly selected: boolean;
}

/** What names on a QuerySet stand for: its model's fields, and what it computes. */
export interface NameScope {
  readonly meta: ModelMeta;
  readonly annotations: ReadonlyMap<string, Annotation>;
}

export const NO_ANNOTATIONS: ReadonlyMap<string, Annotation> = new Map();

export function annotation(meta: ModelMeta, name: string, kind: FieldKind, selected: boolean): Annotation {
  const field = new BoundField(meta, name, Object.freeze({ ...float(), kind, null: true }));
  return Object.freeze({ name, field, selected });
}
