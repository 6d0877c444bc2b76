/** preSave: the value that autoNow and autoNowAdd put into a field when an instance is saved. */
import type { FieldSpec } from './field-spec.js';

/** The save that is going on. */
export interface Saving {
  /** The one reading of the clock that this save makes. */
  readonly now: Date;
  /** Whether the row is new. */
  readonly adding: boolean;
  /** The settings' time zone, such as `Europe/Madrid`. */
  readonly timeZone: string;
}

/** The value to set, or undefined when the save leaves the field alone. */
export function preSave(spec: FieldSpec, { now, adding, timeZone }: Saving): unknown {
  if (spec.autoNow === null || (spec.autoNow === 'onCreate' && !adding)) return undefined;
  return spec.kind.fromInstant?.(now, timeZone);
}
