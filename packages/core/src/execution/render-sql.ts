/** SQL by hand: made by the `sql` tag, or a text without values. */
import { isNode, type RawNode, render } from '@dorm/query';
import { asDormErrors, QuerySetError } from '../errors/index.js';
import type { Database } from './database.js';

/** SQL made by the `sql` tag, or a text without values. */
export type Sql = RawNode | string;

export interface RenderedSql {
  readonly sql: string;
  /** Encoded, as the driver takes them. */
  readonly parameters: readonly unknown[];
}

/** The text and the parameters of SQL by hand. @param what how the error names the call. */
export function renderSql(query: unknown, { dialect }: Database, what: string): RenderedSql {
  if (typeof query === 'string') return { sql: query, parameters: [] };
  if (isNode(query)) return asDormErrors(() => render(query, dialect));
  throw new QuerySetError(`${what} takes SQL made by the sql tag.`, {
    hint: 'write it as a tagged template, sql`SELECT 1`, with the values in its holes',
  });
}
