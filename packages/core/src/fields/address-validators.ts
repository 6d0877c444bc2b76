/** Validators of texts that name a place: e-mail, web and network addresses, slugs. */
import { canonicalIpv4, canonicalIpv6 } from './ip-text.js';

const ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const QUOTED = /^"(?:[^"\\\r\n]|\\[^\r\n])*"$/;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
const WEB = /^(?:https?|ftps?):\/\/(?:[^\s/?#@]*@)?(\[[^\]\s]*\]|[^\s/?#@:[\]]*)(?::(\d{1,5}))?(?:[/?#]\S*)?$/i;
const SLUG = /^[-\w]+$/;
const UNICODE_SLUG = /^[-\p{L}\p{N}_]+$/u;

/** Accepts one e-mail address: `name@example.org`. Domains in any script; no comments, no display name. */
export function validateEmail(value: string): void {
  const at = value.lastIndexOf('@');
  const [name, domain] = [value.slice(0, at), value.slice(at + 1)];
  const named = at > 0 && value.length <= 320 && (ATOM.test(name) || QUOTED.test(name));
  if (!named || !(isHost(domain) || isIpLiteral(domain))) throw new Error('This must be an e-mail address.');
}

/** Accepts an absolute http, https, ftp or ftps address of at most 2048 characters. */
export function validateUrl(value: string): void {
  const match = value.length > 2_048 ? null : WEB.exec(value);
  const [, host = '', port = '80'] = match ?? [];
  if (match === null || Number(port) > 65_535 || !(isHost(host) || isIpLiteral(host) || canonicalIpv4(host) !== null)) {
    throw new Error('This must be a web address that starts with http:// or https://.');
  }
}

/** Accepts ASCII letters, digits, hyphens and underscores. */
export function validateSlug(value: string): void {
  if (!SLUG.test(value)) throw new Error('This may hold letters, digits, hyphens and underscores only.');
}

/** Accepts letters and digits of any script, hyphens and underscores. */
export function validateUnicodeSlug(value: string): void {
  if (!UNICODE_SLUG.test(value)) throw new Error('This may hold letters, digits, hyphens and underscores only.');
}

/** Accepts `192.0.2.1`. */
export function validateIpv4Address(value: string): void {
  if (canonicalIpv4(value) === null) throw new Error('This must be an IPv4 address.');
}

/** Accepts `2001:db8::1`. */
export function validateIpv6Address(value: string): void {
  if (canonicalIpv6(value) === null) throw new Error('This must be an IPv6 address.');
}

/** Accepts an IPv4 or an IPv6 address. */
export function validateIpv46Address(value: string): void {
  if (canonicalIpv4(value) === null && canonicalIpv6(value) === null) {
    throw new Error('This must be an IPv4 or IPv6 address.');
  }
}

/** A name with at least two labels, the last of which is no number; or localhost. */
function isHost(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  const labels = host.replace(/\.$/, '').split('.');
  return (
    host.length <= 253 &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

function isIpLiteral(domain: string): boolean {
  if (!domain.startsWith('[') || !domain.endsWith(']')) return false;
  const address = domain.slice(1, -1);
  return canonicalIpv4(address) !== null || canonicalIpv6(address.replace(/^ipv6:/i, '')) !== null;
}
