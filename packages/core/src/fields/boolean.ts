/** Boolean fields. */
import { dataType } from '@dorm/query';
import { defineField } from './define-field.js';
import type { FieldKind, FieldSpec } from './field-spec.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { refuse } from './refuse.js';

const TRUE: readonly unknown[] = [true, 1, '1', 't', 'true', 'True'];
const FALSE: readonly unknown[] = [false, 0, '0', 'f', 'false', 'False'];

const KIND: FieldKind = Object.freeze({
  name: 'boolean',
  lookups: 'boolean',
  type: dataType('boolean'),
  validators: [],
  check: (value: unknown) => typeof value === 'boolean',
  clean(value: unknown): boolean {
    if (TRUE.includes(value)) return true;
    return FALSE.includes(value) ? false : refuse('true or false', value);
  },
  fromInstant: null,
});

/** True or false. */
export function boolean(options?: RawOptions): FieldSpec {
  return defineField(KIND, new FieldOptions('boolean', options, COMMON_OPTIONS));
}
