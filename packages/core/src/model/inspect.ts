/** How an instance looks: as JSON, and on the console. Neither ever asks the database. */
import { metaOfInstance, relationsOf } from './instance.js';
import type { Row } from './meta.js';

/** Own columns and loaded relations. A bigint is text and bytes are base64, which JSON can hold. */
export function toPlain(row: Row): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(row)) plain[key] = jsonValue(row[key]);
  const relations = relationsOf(row) ?? {};
  for (const name of metaOfInstance(row).relations.keys()) {
    const related = relations[name];
    if (related !== undefined) plain[name] = related;
  }
  return plain;
}

/** `Author { id: 1, name: 'Ada', mentor: <not loaded> }`. */
export function inspectInstance(
  row: Row,
  depth: number,
  options: object,
  inspect: (value: unknown, options: object) => string,
): string {
  const { modelName, relations } = metaOfInstance(row);
  if (depth < 0) return `[${modelName}]`;
  const shown: Row = { ...row };
  for (const [name, relation] of relations) {
    if (relation.kind === 'reverse' && relation.many) continue;
    const related = row[name];
    shown[name] = related;
  }
  return `${modelName} ${inspect(shown, { ...options, depth })}`;
}

function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
