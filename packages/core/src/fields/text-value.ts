/** Text that every database keeps as it is. */
import { isStorableText } from '@dorm/query';

/** Whether a value is text without NUL and without half a surrogate pair. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && isStorableText(value);
}
