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
    return this.#cleaned(this.source.required(this.field.model.label));
  }

  /** The value, as the field has it; undefined where nothing is set. */
  get around(): unknown {
    const value = this.source.current;
    return value === undefined ? undefined : this.#cleaned(value);
  }

  #cleaned(value: unknown): unknown {
    const { kind } = this.field;
    return kind.check(value) ? value : kind.clean(value);
  }
}
