/** Text fields: char, text, and the texts with a form of their own (email, url, slug). */
import { dataType } from '@dorm/query';
import { validateEmail, validateSlug, validateUrl } from './address-validators.js';
import { defineField, type FieldExtras } from './define-field.js';
import type { FieldKind, FieldSpec, Validator } from './field-spec.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { refuse } from './refuse.js';
import { isText } from './text-value.js';
import { maxLengthValidator } from './validators.js';

const WITH_LENGTH = [...COMMON_OPTIONS, 'maxLength'];

/** Text of at most `maxLength` characters. */
export function char(raw?: RawOptions): FieldSpec {
  const options = new FieldOptions('char', raw, WITH_LENGTH);
  return textField(options, options.requiredWholeNumber('maxLength', 1));
}

/** Text of any length. */
export function text(raw?: RawOptions): FieldSpec {
  return textField(new FieldOptions('text', raw, COMMON_OPTIONS), null);
}

/** An e-mail address, of at most 254 characters unless said otherwise. */
export function email(raw?: RawOptions): FieldSpec {
  const options = new FieldOptions('email', raw, WITH_LENGTH);
  return textField(options, options.wholeNumber('maxLength', 1) ?? 254, [validateEmail]);
}

/** An http, https or ftp address, of at most 200 characters unless said otherwise. */
export function url(raw?: RawOptions): FieldSpec {
  const options = new FieldOptions('url', raw, WITH_LENGTH);
  return textField(options, options.wholeNumber('maxLength', 1) ?? 200, [validateUrl]);
}

/** A short name for addresses: letters, digits, `-`, `_`; at most 50 and indexed unless said otherwise. */
export function slug(raw?: RawOptions): FieldSpec {
  const options = new FieldOptions('slug', raw, WITH_LENGTH);
  const indexed = !options.boolean('unique', false) && !options.boolean('primaryKey', false);
  return textField(options, options.wholeNumber('maxLength', 1) ?? 50, [validateSlug], {
    implied: { dbIndex: indexed },
  });
}

function textField(
  options: FieldOptions,
  maxLength: number | null,
  forms: readonly Validator[] = [],
  extras: FieldExtras = {},
): FieldSpec {
  const limits = maxLength === null ? [] : [maxLengthValidator(maxLength)];
  const kind: FieldKind = Object.freeze({
    name: options.name,
    lookups: 'text',
    type: maxLength === null ? dataType('text') : dataType('char', { length: maxLength }),
    validators: Object.freeze([...forms, ...limits]),
    check: isText,
    clean: cleanText,
    fromInstant: null,
  });
  return defineField(kind, options, { ...extras, maxLength });
}

/** Text, or what becomes text without doubt: a number, a bigint. */
function cleanText(value: unknown): string {
  if (isText(value)) return value;
  if (typeof value === 'string') {
    return value.includes('\0')
      ? refuse('text without the character NUL', value, 'remove \\0, or keep the bytes in f.binary()')
      : refuse(
          'well-formed text',
          value,
          'half a surrogate pair is left, probably of an emoji cut in two; see toWellFormed()',
        );
  }
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
  return refuse('text', value);
}
