/** SQL functions that SQLite lacks, registered on every connection; none of them stands in a stored schema. */
import { DataError } from '@dorm/core/driver';
import type { DatePart } from '@dorm/query';
import { registerAggregates } from './aggregates.js';
import { datePart, yearStart } from './date-parts.js';
import { decimalKey } from './decimal.js';
import { sqliteFunctions } from './function-names.js';
import { jsonTest } from './json-test.js';
import type { NativeDatabase } from './native.js';

export function registerFunctions(native: NativeDatabase): void {
  // With safeIntegers, 5 and 5.0 can be told apart, which have different texts in SQL.
  const options = { deterministic: true, safeIntegers: true };
  native.function(sqliteFunctions.fold, options, (value: unknown) => folded(value));
  native.function(sqliteFunctions.decimal, options, (value: unknown) => sortable(value));
  native.function(sqliteFunctions.datePart, options, partOf);
  native.function(sqliteFunctions.jsonTest, options, jsonTest);
  native.function(sqliteFunctions.yearStart, options, startOf);
  native.function(sqliteFunctions.regex, options, (pattern, text) => matches(pattern, text, 'u'));
  native.function(sqliteFunctions.lower, options, (value: unknown) => sqlText(value)?.toLowerCase() ?? null);
  native.function(sqliteFunctions.upper, options, (value: unknown) => sqlText(value)?.toUpperCase() ?? null);
  registerAggregates(native);
  native.function(sqliteFunctions.iRegex, options, (pattern, text) => matches(pattern, text, 'iu'));
}

/** Unicode's full case folding, of no language: `Straße` and `STRASSE` are one, Turkish `ı` is a letter of its own. */
export function foldCase(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.includes('ı') ? text.split('ı').map(fold).join('ı') : fold(text);
}

/** Upper case unfolds `ß`, the lower case before it does so for `ẞ`; at last all forms of sigma become one. */
function fold(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

function folded(value: unknown): unknown {
  const text = sqlText(value);
  return text === null ? value : foldCase(text);
}

function sortable(value: unknown): string | null {
  try {
    return decimalKey(value);
  } catch {
    // The error names no column, and its value must not be told.
    throw new DataError('a decimal column or parameter holds something that is no number', {
      hint: "look for it with typeof(column) and glob '*[^0-9.eE+-]*'",
    });
  }
}

/** The part and the zone come from the dialect; only the value is what a column holds. */
function partOf(part: unknown, value: unknown, zone: unknown): bigint | string | null {
  if (value === null) return null;
  try {
    return datePart(String(part) as DatePart, String(value), zone === null ? null : String(zone));
  } catch {
    throw new DataError('a column whose part is compared holds something that is no date or time', {
      hint: "look for it with typeof(column) and not glob '[0-9][0-9]*[-:][0-9][0-9]*'",
    });
  }
}

/** A year between two whole ones begins with the next one, so that comparisons come out as those of numbers do. */
function startOf(part: unknown, value: unknown, after: unknown, zone: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'bigint') return null;
  const year = after === 1n ? Math.floor(Number(value)) + 1 : Math.ceil(Number(value));
  return yearStart(part === 'isoYear' ? 'isoYear' : 'year', year, zone === null ? null : String(zone));
}

/** A value's text as SQLite would cast it; null for NULL and blobs. */
function sqlText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'number') return null;
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value);
}

function matches(pattern: unknown, value: unknown, flags: string): bigint | null {
  const source = sqlText(pattern);
  const text = sqlText(value);
  if (text === null || source === null) return null;
  return compiled(source, flags).test(text) ? 1n : 0n;
}

const MAX_PATTERNS = 200;
const patterns = new Map<string, RegExp>();

function compiled(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  let regex = patterns.get(key);
  if (regex === undefined) {
    regex = compile(source, flags);
    const oldest = patterns.size >= MAX_PATTERNS ? patterns.keys().next().value : undefined;
    if (oldest !== undefined) patterns.delete(oldest);
    patterns.set(key, regex);
  }
  return regex;
}

function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    // The pattern is a bound value: V8's message quotes it, and says what is wrong after the last colon.
    const text = error instanceof Error ? error.message : '';
    throw new DataError(`a regular expression is not valid: ${text.slice(text.lastIndexOf(': ') + 2)}`, {
      hint: 'patterns are those of JavaScript with the u flag: a special character that is meant literally needs a \\',
    });
  }
}
