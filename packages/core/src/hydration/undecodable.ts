/** Finds which column of a result could not be decoded: looked for only when decoding has failed. */
import { type Dialect, ValueError } from '@dorm/query';
import { DataError } from '../errors/index.js';
import type { DriverRow } from '../execution/driver.js';
import type { BoundField } from '../model/bound-field.js';
import { nullableReader } from './codecs.js';

/** The error as one of the field's; null when it is no such error or no field is to blame. */
export function undecodable(
  error: unknown,
  rows: readonly DriverRow[],
  fields: readonly BoundField[],
  dialect: Dialect,
): DataError | null {
  if (!(error instanceof ValueError)) return null;
  for (const [i, field] of fields.entries()) {
    const read = nullableReader(field, dialect);
    if (!rows.some((row) => fails(() => read(row[i])))) continue;
    return new DataError(`${field.label} (column '${field.column}') holds what its field cannot: ${error.message}.`, {
      model: field.model.label,
      field: field.name,
      hint: error.hint === '' ? 'correct the row, or define the field as what the column holds' : error.hint,
      cause: error,
    });
  }
  return null;
}

function fails(read: () => unknown): boolean {
  try {
    read();
    return false;
  } catch {
    return true;
  }
}
