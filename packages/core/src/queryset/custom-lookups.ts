/** Custom lookups and transforms: what applications added to kinds of fields. Kept in the process, for all copies of this package. */
import type { DataType } from '@dorm/query';
import { shared } from '../config/process-state.js';
import type { FieldKind } from '../fields/index.js';
import type { Operator } from './operator.js';
import type { Transform } from './transforms.js';

/** Makes the transform for a field of a kind: what it gives may be what it takes. */
export type TransformFor = (left: { readonly kind: FieldKind; readonly type: DataType }) => Transform;

export interface CustomLookups {
  readonly operators: Map<string, Operator>;
  readonly transforms: Map<string, TransformFor>;
}

const kinds = shared('custom-lookups', () => new Map<string, CustomLookups>());

/** Those of a kind of field; null when there are none. */
export function customLookups({ lookups }: FieldKind): CustomLookups | null {
  return kinds.get(lookups) ?? null;
}

/** Those of a kind, to add to. */
export function ownLookups(kind: string): CustomLookups {
  const found = kinds.get(kind) ?? { operators: new Map(), transforms: new Map() };
  kinds.set(kind, found);
  return found;
}

/** Whether some kind of field has a lookup of that name. */
export function isCustomLookup(name: string): boolean {
  for (const { operators, transforms } of kinds.values()) if (operators.has(name) || transforms.has(name)) return true;
  return false;
}
