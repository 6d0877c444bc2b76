/** Comparison: whether an answer is one of the right ones, and if not, what kind of wrong it is. */

import type { Answer } from './ask.js';
import { averageColumns } from './averages.js';
import { bigColumns } from './big-columns.js';
import { type Case, type DatabaseName, type Expectation, isData, isOrdered, rightAnswers } from './case.js';
import { expectedCell, givenCell, looseCell, type Tag, tagOf } from './neutral.js';

/** How an answer can differ: the worst first. */
export const KINDS = ['error', 'rows', 'multiplicity', 'order', 'type'] as const;
export type Kind = (typeof KINDS)[number];

type Row = readonly string[];

/** What is wrong with an answer; null when it is right. Of several right answers the nearest counts. */
export function compare(one: Case, database: DatabaseName, answer: Answer): Kind | null {
  let nearest: Kind | null = 'error';
  for (const expectation of rightAnswers(one, database)) {
    const kind = difference(one, expectation, answer);
    if (kind === null) return null;
    if (KINDS.indexOf(kind) > KINDS.indexOf(nearest)) nearest = kind;
  }
  return nearest;
}

/** Whether an error is among the right answers: Python's class by its like, one usage error for another. */
export function isRightError(one: Case, database: DatabaseName, name: string): boolean {
  if (one.any_error_ok === true) return true;
  return rightAnswers(one, database).some((expectation) => {
    if (!('error' in expectation)) return false;
    const wanted = ERRORS[expectation.error] ?? expectation.error;
    return wanted === 'usage' ? USAGE.has(name) : wanted === name;
  });
}

const USAGE: ReadonlySet<string> = new Set(['FieldError', 'QuerySetError', 'ConfigurationError', 'ValidationError']);
const ERRORS: Readonly<Record<string, string>> = {
  ValueError: 'usage',
  TypeError: 'usage',
  AttributeError: 'usage',
  AssertionError: 'usage',
  FieldError: 'usage',
  FieldDoesNotExist: 'usage',
};

function difference(one: Case, expectation: Expectation, answer: Answer): Kind | null {
  if ('error' in expectation) return 'error';
  const { result } = expectation;
  const isRows = 'rows' in answer;
  if (isRows !== Array.isArray(result)) return 'type';
  const [wanted, got] = isRows
    ? [result as readonly unknown[], answer.rows]
    : [[result], [(answer as { value: unknown }).value]];
  const tags = tagsOf(wanted, one);
  const tag = (column: string): Tag => tags.get(column) ?? 'other';
  const expected = wanted.map((row) => cells(row, (value, column) => expectedCell(value, tag(column))));
  const given = got.map((row) => cells(row, (value, column) => givenCell(value, tag(column))));
  const ordered = isOrdered(one);
  const unique = one.repeat === 'any';
  if (isEqual(expected, given, ordered, unique)) return null;
  const [looseExpected, looseGiven] = [expected.map(loose), given.map(loose)];
  if (isEqual(looseExpected, looseGiven, ordered, unique)) return 'type';
  if (isEqual(looseExpected, looseGiven, false, unique)) return 'order';
  return isEqual(looseExpected, looseGiven, false, true) ? 'multiplicity' : 'rows';
}

/** The cells of a row, each behind its column's name: the order of an object's members says nothing. */
function cells(row: unknown, cell: (value: unknown, column: string) => string): Row {
  return columns(row).map(([column, value]) => `${column} ${cell(value, column)}`);
}

function columns(row: unknown): [column: string, value: unknown][] {
  if (Array.isArray(row)) return row.map((value, index) => [String(index), value]);
  if (!isData(row) || row instanceof Date || tagOf(row) !== 'other') return [['', row]];
  return Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What each column holds: Django's answer says it, but for integers, of which Python has one kind. */
function tagsOf(rows: readonly unknown[], one: Case): ReadonlyMap<string, Tag> {
  const tags = new Map<string, Tag>(bigColumns(one).map((column) => [column, 'big']));
  for (const row of rows) {
    for (const [column, value] of columns(row)) if (tagOf(value) !== 'other') tags.set(column, tagOf(value));
  }
  for (const column of averageColumns(one)) tags.set(column, 'average');
  return tags;
}

function loose(row: Row): Row {
  return row.map((cell) => {
    const end = cell.indexOf(' ') + 1;
    return cell.slice(0, end) + looseCell(cell.slice(end));
  });
}

function isEqual(one: readonly Row[], other: readonly Row[], ordered: boolean, unique: boolean): boolean {
  const [left, right] = [one, other].map((rows) => {
    const keys = rows.map((row) => JSON.stringify(row));
    const kept = unique ? [...new Set(keys)] : keys;
    return ordered ? kept : kept.sort();
  });
  return JSON.stringify(left) === JSON.stringify(right);
}
