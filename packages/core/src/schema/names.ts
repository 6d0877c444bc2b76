/** Names of indexes and constraints, made as Django makes them, so that its databases and dorm's have the same. */
import { createHash } from 'node:crypto';

const MAX_LENGTH = 63;
const DIGEST = 8;
const META_DIGEST = 6;

/** `blog_post_author_id_dd7a8485`: table, columns and eight digits of their digest; shortened where it would be too long. */
export function indexName(table: string, columns: readonly string[], suffix = ''): string {
  const end = `${digest([table, ...columns])}${suffix}`;
  const whole = `${table}_${columns.join('_')}_${end}`;
  if (whole.length <= MAX_LENGTH) return whole;
  const part = Math.floor((MAX_LENGTH - end.length - 2) / 2);
  const name = `${table.slice(0, part)}_${columns.join('_').slice(0, part)}_${end}`;
  return /^[_0-9]/.test(name) ? `D${name.slice(0, -1)}` : name;
}

/** `blog_post_views_1a2b3c_idx`: the name of an index in a model's options that was given none. */
export function metaIndexName(
  table: string,
  keys: readonly { readonly field: { readonly column: string }; readonly descending: boolean }[],
): string {
  const columns = keys.map(({ field, descending }) => (descending ? `-${field.column}` : field.column));
  const end = `${digest([table, ...columns, 'idx'], META_DIGEST)}_idx`;
  const name = `${table.slice(0, 11)}_${(keys[0]?.field.column ?? '').slice(0, 7)}_${end}`;
  return /^[_0-9]/.test(name) ? `D${name.slice(1)}` : name;
}

function digest(words: readonly string[], length = DIGEST): string {
  const hash = createHash('md5');
  for (const word of words) hash.update(word, 'utf8');
  return hash.digest('hex').slice(0, length);
}
