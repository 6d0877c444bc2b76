/** IP fields: IPv4 and IPv6 addresses in canonical form, so that equal addresses are equal texts. */
import { dataType } from '@dorm/query';
import { defineField } from './define-field.js';
import type { FieldKind, FieldSpec } from './field-spec.js';
import { canonicalIpv4, canonicalIpv6 } from './ip-text.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { refuse } from './refuse.js';

const KIND: FieldKind = Object.freeze({
  name: 'ip',
  lookups: 'text',
  type: dataType('ip'),
  validators: [],
  check: (value: unknown) => typeof value === 'string' && canonicalIp(value) === value,
  clean: (value: unknown) =>
    (typeof value === 'string' ? canonicalIp(value.trim()) : null) ?? refuse('an IPv4 or IPv6 address', value),
  fromInstant: null,
});

/** An IPv4 or IPv6 address; validateIpv4Address and validateIpv6Address narrow it to one of the two. */
export function ip(options?: RawOptions): FieldSpec {
  return defineField(KIND, new FieldOptions('ip', options, COMMON_OPTIONS));
}

function canonicalIp(text: string): string | null {
  return canonicalIpv4(text) ?? canonicalIpv6(text);
}
