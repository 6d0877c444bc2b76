/** Text as databases take it: which texts can be stored unchanged, and patterns that mean a text literally. */
import { ValueError } from './errors.js';
import type { Form } from './nodes/value.js';

/** True for a text that every database stores unchanged: no NUL, no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  // Half the time of one regular expression for both. Every supported Node has isWellFormed; the library ES2023 does not.
  return !text.includes('\0') && (text as string & { isWellFormed(): boolean }).isWellFormed();
}

/** A LIKE pattern, for `escape '\'`, that finds `text` literally, where `form` says. */
export function likePattern(form: Form, text: unknown): string {
  if (typeof text !== 'string') throw new ValueError('text', 'a search for a part of a text needs a text');
  const literal = text.replace(/[\\%_]/g, '\\$&');
  return `${form === 'startsWith' ? '' : '%'}${literal}${form === 'endsWith' ? '' : '%'}`;
}
