/** Duration fields: a span of time in milliseconds, kept to the microsecond. */
import { dataType } from '@dorm/query';
import { defineField } from './define-field.js';
import type { FieldKind, FieldSpec } from './field-spec.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { refuse } from './refuse.js';

// Microseconds are stored, so milliseconds have three decimals; past 285 years a number cannot count them one by one.
const EXACT_MAX = Number.MAX_SAFE_INTEGER / 1_000;
const DJANGO = /^([+-])?(?:(\d{1,9}) (?:days?, )?)?(?:(\d{1,9}):)?(\d{1,9}):(\d{1,9})(?:[.,](\d{1,6})0*)?$/;
const DAYS = /^([+-])?(\d{1,9}) days?$/;
const ISO = /^([+-])?P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12})(?:[.,](\d{1,6})0*)?S)?)?$/;
const EXPECTED = "milliseconds, or text such as '3 04:05:06' or 'P3DT4H5M6S', of at most 285 years";

const KIND: FieldKind = Object.freeze({
  name: 'duration',
  lookups: 'duration',
  type: dataType('duration'),
  validators: [],
  check: isDuration,
  clean(value: unknown): number {
    if (isDuration(value)) return value;
    if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= EXACT_MAX) {
      return refuse('milliseconds with at most three decimals', value, 'Math.round(milliseconds * 1000) / 1000');
    }
    const milliseconds = typeof value === 'string' ? readDuration(value.trim()) : null;
    return milliseconds !== null && isDuration(milliseconds) ? milliseconds : refuse(EXPECTED, value);
  },
  fromInstant: null,
});

/** A span of time, as a number of milliseconds. */
export function duration(options?: RawOptions): FieldSpec {
  return defineField(KIND, new FieldOptions('duration', options, COMMON_OPTIONS));
}

function isDuration(value: unknown): value is number {
  if (typeof value !== 'number' || !(Math.abs(value) <= EXACT_MAX)) return false;
  return Number.isInteger(value) || Math.round(value * 1_000) / 1_000 === value;
}

function readDuration(text: string): number | null {
  const match = DJANGO.exec(text) ?? ISO.exec(text) ?? DAYS.exec(text);
  if (match === null || !/\d/.test(text)) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const micros = whole * 1_000_000 + Number(fraction.padEnd(6, '0'));
  if (!Number.isSafeInteger(micros)) return null;
  return (sign === '-' ? -micros : micros) / 1_000 + 0;
}
