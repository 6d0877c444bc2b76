/** IP addresses as text: reads them and writes each in its one canonical form. */

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;

/** The same text when it is an IPv4 address (four numbers without leading zeros), else null. */
export function canonicalIpv4(text: string): string | null {
  return IPV4.test(text) ? text : null;
}

/**
 * An IPv6 address in lower case with its longest run of zeros left out; one that holds an IPv4 address ends like it:
 * `::ffff:192.0.2.1`. null when the text is no IPv6 address. A zone (`%eth0`) is no part of an address.
 */
export function canonicalIpv6(text: string): string | null {
  const groups = text.length > 45 ? null : groupsOf(text);
  if (groups === null) return null;
  const inner = ipv4Within(groups);
  return inner === null ? compressed(groups) : `::ffff:${inner}`;
}

function groupsOf(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = [halfOf(halves[0] ?? '', halves.length === 1), halfOf(halves[1] ?? '', true)];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : null;
  return missing < 1 ? null : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** The groups of one side of `::`; `last` tells that an IPv4 address may end it. */
function halfOf(half: string, last: boolean): readonly number[] | null {
  if (half === '') return [];
  const groups: number[] = [];
  const pieces = half.split(':');
  for (const [index, piece] of pieces.entries()) {
    if (GROUP.test(piece)) {
      groups.push(Number.parseInt(piece, 16));
    } else {
      if (!last || index !== pieces.length - 1 || canonicalIpv4(piece) === null) return null;
      const [a = 0, b = 0, c = 0, d = 0] = piece.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    }
  }
  return groups;
}

function ipv4Within(groups: readonly number[]): string | null {
  if (groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff) return null;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function compressed(groups: readonly number[]): string {
  let [start, longest] = [-1, 1];
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (groups[end] === 0) end += 1;
    if (end - i > longest) [start, longest] = [i, end - i];
    if (end > i) i = end;
  }
  const hex = groups.map((group) => group.toString(16));
  if (start === -1) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + longest).join(':')}`;
}
