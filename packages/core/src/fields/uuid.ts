/** UUID fields, and the functions that make new ones as defaults. */
import { dataType } from '@dorm/query';
import { defineField } from './define-field.js';
import type { FieldKind, FieldSpec } from './field-spec.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { refuse } from './refuse.js';

const CANONICAL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ANY = /^\s*(?:urn:uuid:)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\s*$/i;

const KIND: FieldKind = Object.freeze({
  name: 'uuid',
  lookups: 'text',
  type: dataType('uuid'),
  validators: [],
  check: (value: unknown) => typeof value === 'string' && CANONICAL.test(value),
  clean(value: unknown): string {
    const match = typeof value === 'string' ? ANY.exec(value) : null;
    return match === null ? refuse('a UUID of 32 hexadecimal digits', value) : match.slice(1).join('-').toLowerCase();
  },
  fromInstant: null,
});

/** A UUID, as text in lower case with dashes. */
export function uuid(options?: RawOptions): FieldSpec {
  return defineField(KIND, new FieldOptions('uuid', options, COMMON_OPTIONS));
}

/**
 * A random UUID (version 4).
 * @example f.uuid({ default: uuid4 })
 */
export function uuid4(): string {
  return crypto.randomUUID();
}

let lastMoment = 0;
let counter = 0;

/**
 * A UUID that starts with the time (version 7): keys made one after the other sort in that order within a process.
 * @example f.uuid({ primaryKey: true, default: uuid7 })
 */
export function uuid7(): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const now = Date.now();
  if (now > lastMoment) {
    lastMoment = now;
    // Half the room is left to count up within the millisecond.
    counter = (((random[0] ?? 0) << 8) | (random[1] ?? 0)) & 0x7ff;
  } else {
    counter += 1;
    if (counter > 0xfff) [lastMoment, counter] = [lastMoment + 1, 0];
  }
  const time = hex(lastMoment, 12).replace(/^.{8}/, '$&-');
  const variant = 0x80 | ((random[2] ?? 0) & 0x3f);
  const rest = Array.from(random.subarray(3), (byte) => hex(byte, 2)).join('');
  return `${time}-7${hex(counter, 3)}-${hex(variant, 2)}${rest.slice(0, 2)}-${rest.slice(2)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
