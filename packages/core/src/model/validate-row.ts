/** Validation of an instance: each field, then what the model says of several, all in one ValidationError. */
import { type FieldMessages, NON_FIELD_ERRORS, ValidationError } from '../errors/index.js';
import { cleanField } from '../fields/index.js';
import { isExpression } from '../queryset/expressions.js';
import type { BoundField } from './bound-field.js';
import { deferredFields } from './deferred.js';
import { metaOfInstance } from './instance.js';
import type { ModelMeta, Row } from './meta.js';

/** Validates each field on its own, and keeps what cleaning made of the values. @throws ValidationError for all of them at once. */
export function cleanRow(row: Row, exclude: readonly string[]): void {
  const meta = metaOfInstance(row);
  throwIfAny(meta, fieldMessages(meta, row, exclude));
}

/** cleanFields(), then clean(). @throws ValidationError with the messages of both. */
export async function fullCleanRow(row: Row & { clean(): unknown }, exclude: readonly string[]): Promise<void> {
  const meta = metaOfInstance(row);
  const messages = fieldMessages(meta, row, exclude);
  try {
    await row.clean();
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    for (const [name, texts] of Object.entries(error.messages)) {
      messages[name] = [...(messages[name] ?? []), ...texts];
    }
  }
  throwIfAny(meta, messages);
}

function fieldMessages(meta: ModelMeta, row: Row, exclude: readonly string[]): Record<string, readonly string[]> {
  const messages: Record<string, readonly string[]> = {};
  const left = new Set(exclude);
  const deferred = deferredFields(row);
  for (const field of meta.fields) {
    // save() does not write what was not loaded.
    if (deferred.includes(field)) continue;
    if (left.has(field.name) || left.has(field.attr) || isFilledLater(field, row[field.attr])) continue;
    const { value, messages: texts } = cleanField(field.spec, row[field.attr], field.kind);
    row[field.attr] = value;
    if (texts.length > 0) messages[field.name] = texts;
  }
  return messages;
}

/** What the database or the save will fill in, and what only the database can work out. */
function isFilledLater({ isAuto, spec }: BoundField, value: unknown): boolean {
  if (isExpression(value)) return true;
  return (value === undefined || value === null) && (isAuto || spec.autoNow !== null || spec.dbDefault !== undefined);
}

function throwIfAny(meta: ModelMeta, messages: FieldMessages): void {
  const names = Object.keys(messages);
  const [first] = names;
  if (first === undefined) return;
  const field = names.length === 1 && first !== NON_FIELD_ERRORS ? { field: first } : {};
  throw new ValidationError(messages, { model: meta.label, ...field });
}
