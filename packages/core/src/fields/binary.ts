/** Binary fields: bytes as they are. */
import { dataType } from '@dorm/query';
import { defineField } from './define-field.js';
import type { FieldKind, FieldSpec } from './field-spec.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { refuse } from './refuse.js';

const KIND: FieldKind = Object.freeze({
  name: 'binary',
  lookups: 'binary',
  type: dataType('binary'),
  validators: [],
  check: (value: unknown) => value instanceof Uint8Array,
  clean: cleanBinary,
  fromInstant: null,
});

/** Bytes, as Uint8Array (a Buffer is one). */
export function binary(options?: RawOptions): FieldSpec {
  return defineField(KIND, new FieldOptions('binary', options, COMMON_OPTIONS));
}

function cleanBinary(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  // Bytes of another realm, and the other views of bytes.
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (Object.prototype.toString.call(value) === '[object ArrayBuffer]') return new Uint8Array(value as ArrayBuffer);
  const hint =
    typeof value === 'string'
      ? "say which encoding: Buffer.from(text, 'utf8'), Buffer.from(text, 'base64')"
      : undefined;
  return refuse('bytes (Uint8Array or Buffer)', value, hint);
}
