/** Django's names for columns and indexes, worked out here once more so that core's can be compared with them. */
import { createHash } from 'node:crypto';

/** The column of an attribute: `publishedAt` -> `published_at`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The name Django gives the index of one column, where identifiers may have `longest` characters. */
export function djangoIndexName(table: string, columns: readonly string[], suffix = '', longest = 200): string {
  const digest = createHash('md5');
  for (const part of [table, ...columns]) digest.update(part);
  const end = `${digest.digest('hex').slice(0, 8)}${suffix}`;
  const whole = `${table}_${columns.join('_')}_${end}`;
  if (whole.length <= longest) return whole;
  const kept = Math.floor((longest - end.length) / 2) - 1;
  return `${table.slice(0, kept)}_${columns.join('_').slice(0, kept)}_${end}`;
}
