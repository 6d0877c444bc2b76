/** How an instance looks: as JSON, and on the console. Neither ever asks the database. */
import { showAs } from './console-view.js';
import { deferredFields } from './deferred.js';
import { isModelInstance, metaOfInstance, relationsOf } from './instance.js';
import type { Row } from './meta.js';
import type { Relation } from './relation.js';

/**
 * Own columns and loaded relations. A bigint is text and bytes are base64, which JSON can hold.
 *
 * @param toJSON the method of every model: a related row that has another one is left to it.
 */
export function toPlain(row: Row, toJSON: unknown): Record<string, unknown> {
  return plainOf(row, { toJSON, around: [row] });
}

/** Rows that hold each other are written once: not again inside themselves. */
interface Writing {
  readonly toJSON: unknown;
  readonly around: readonly unknown[];
}

function plainOf(row: Row, writing: Writing): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(row)) plain[key] = jsonValue(row[key]);
  const relations = relationsOf(row) ?? {};
  for (const [name, relation] of metaOfInstance(row).relations) {
    const related: unknown = relations[name];
    if (related === undefined || !stands(row, relation, related) || writing.around.includes(related)) continue;
    plain[name] = Array.isArray(related)
      ? related.map((one) => plainRelated(one, writing))
      : plainRelated(related, writing);
  }
  return plain;
}

function plainRelated(related: unknown, { toJSON, around }: Writing): unknown {
  if (!isModelInstance(related) || related.toJSON !== toJSON) return related;
  return around.includes(related) ? undefined : plainOf(related, { toJSON, around: [...around, related] });
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
  const deferred = deferredFields(row);
  for (const { attr } of deferred) shown[attr] = DEFERRED;
  for (const [name, relation] of relations) {
    if (relation.kind === 'reverse' && relation.many) continue;
    const isUnknown = relation.kind === 'forward' && deferred.includes(relation.field);
    shown[name] = isUnknown ? DEFERRED : row[name];
  }
  return `${modelName} ${inspect(shown, { ...options, depth })}`;
}

const DEFERRED: object = {};
showAs(DEFERRED, () => '<not loaded>');

/** A kept row counts while the key that led to it is still there. */
function stands(row: Row, relation: Relation, related: unknown): boolean {
  if (relation.kind !== 'forward') return true;
  const key = row[relation.field.attr] ?? null;
  return related === null ? key === null : (related as Row)[relation.targetField.attr] === key;
}

function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
