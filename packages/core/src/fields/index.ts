/** Fields: `f`, what it makes, and the validators for it. */
export {
  validateEmail,
  validateIpv4Address,
  validateIpv6Address,
  validateIpv46Address,
  validateSlug,
  validateUnicodeSlug,
  validateUrl,
} from './address-validators.js';
export { defaultOf } from './default-value.js';
export { isFieldSpec } from './define-field.js';
export { f } from './f.js';
export {
  type AutoNow,
  type FieldKind,
  type FieldSettings,
  type FieldSpec,
  type OnDelete,
  type RelationSpec,
  type Validator,
  ValueProblem,
} from './field-spec.js';
export { isJsonNull, JsonNull } from './json-null.js';
export { SET } from './on-delete.js';
export { isIdentifier } from './options.js';
export { preSave, type Saving } from './pre-save.js';
export { isPlainObject } from './refuse.js';
export { as, ref } from './type-argument.js';
export { uuid4, uuid7 } from './uuid.js';
export { type CleanedField, cleanField, validate } from './validate.js';
export {
  type Comparable,
  decimalValidator,
  maxLengthValidator,
  maxValueValidator,
  minLengthValidator,
  minValueValidator,
  regexValidator,
} from './validators.js';
