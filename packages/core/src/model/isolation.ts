/** Isolation of rows in memory: whether one belongs to another scope than the one around the call. */
import { QuerySetError } from '../errors/index.js';
import { metaOfInstance } from './instance.js';
import type { Row } from './meta.js';

/** Whether the row belongs to another value than the one that is set; where none is set it belongs nowhere else. */
export function isElsewhere(row: Row): boolean {
  return metaOfInstance(row).isolated.some(({ field, around }) => {
    const own = row[field.attr] ?? null;
    return own !== null && around !== undefined && own !== around;
  });
}

/** @throws QuerySetError for a row of another scope. */
export function checkScope(row: Row, doing: string): void {
  if (!isElsewhere(row)) return;
  const { label, isolated } = metaOfInstance(row);
  const names = isolated.map(({ source }) => source.name).join(' or ');
  throw new QuerySetError(`${label}: ${doing} under another ${names} than the row's.`, {
    model: label,
    hint: `do it inside the scope of the row's ${names}`,
  });
}
