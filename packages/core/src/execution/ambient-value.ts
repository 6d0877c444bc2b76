/** AmbientValue: stands in a statement where the value around the call is bound, at each run. */
import type { BoundField } from '../model/bound-field.js';
import type { Ambient } from './ambient.js';

export class AmbientValue {
  readonly field: BoundField;
  readonly source: Ambient<unknown>;

  constructor(field: BoundField, source: Ambient<unknown>) {
    this.field = field;
    this.source = source;
  }

  /** The value, as the field has it. @throws the source's error where nothing is set. */
  read(): unknown {
    const value = this.source.required(this.field.model.label);
    return this.field.kind.check(value) ? value : this.field.kind.clean(value);
  }
}
