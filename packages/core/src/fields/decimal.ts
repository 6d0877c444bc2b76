/** Decimal fields: exact numbers as text, always with as many places as the field keeps. */
import { dataType } from '@dorm/query';
import { decimalParts } from './decimal-text.js';
import { defineField } from './define-field.js';
import type { FieldKind, FieldSpec } from './field-spec.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { refuse } from './refuse.js';

/** Exact decimal numbers, as text at the field's scale. */
export function decimal(raw?: RawOptions): FieldSpec {
  const options = new FieldOptions('decimal', raw, [...COMMON_OPTIONS, 'maxDigits', 'decimalPlaces']);
  const maxDigits = options.requiredWholeNumber('maxDigits', 1);
  const decimalPlaces = options.requiredWholeNumber('decimalPlaces', 0);
  if (decimalPlaces > maxDigits) {
    options.fail('has more decimalPlaces than maxDigits', 'maxDigits counts all digits, also those after the point');
  }
  if (maxDigits > 1_000) options.fail('takes at most 1000 maxDigits');
  return defineField(decimalKind(maxDigits, decimalPlaces), options);
}

function decimalKind(maxDigits: number, decimalPlaces: number): FieldKind {
  const wholeDigits = maxDigits - decimalPlaces;
  const whole = wholeDigits === 0 ? '0' : `(?:0|[1-9]\\d{0,${wholeDigits - 1}})`;
  const fraction = decimalPlaces === 0 ? '' : `\\.\\d{${decimalPlaces}}`;
  // One spelling a value, which every database gives back as it is: no leading zeros, no minus before a zero.
  const canonical = new RegExp(`^(?!-[0.]*$)-?${whole}${fraction}$`);
  const places = decimalPlaces === 1 ? '1 decimal place' : `${decimalPlaces} decimal places`;
  const expected = `a decimal number with at most ${maxDigits} digits, ${places} among them`;
  return Object.freeze({
    name: 'decimal',
    lookups: 'decimal',
    type: dataType('decimal', { precision: maxDigits, scale: decimalPlaces }),
    validators: [],
    check: (value: unknown) => typeof value === 'string' && canonical.test(value),
    clean(value: unknown): string {
      const parts = isNumeric(value) ? decimalParts(String(value)) : null;
      if (parts === null) return refuse(expected, value);
      if (parts.fraction.length > decimalPlaces) {
        return refuse(expected, value, `round it to ${places} first; it is never rounded silently`);
      }
      if (parts.whole.length > wholeDigits) return refuse(expected, value);
      const text = `${parts.negative ? '-' : ''}${parts.whole === '' ? '0' : parts.whole}`;
      return decimalPlaces === 0 ? text : `${text}.${parts.fraction.padEnd(decimalPlaces, '0')}`;
    },
    fromInstant: null,
  });
}

function isNumeric(value: unknown): boolean {
  return (
    typeof value === 'string' || typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))
  );
}
