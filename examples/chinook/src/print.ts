/** Prints scenes: code, SQL and answers, with colours on a terminal and plain text elsewhere. */
import Table from 'cli-table3';
import picocolors from 'picocolors';
import type { Rows } from './scenes.js';
import { layOut } from './sql-text.js';

/** A statement that ran, as captureQueries saw it. */
export interface Ran {
  readonly sql: string;
  readonly ms: number;
}

const { env, stdout } = process;
// Decided here because picocolors also colours for CI, where this should be plain text.
const colors = picocolors.createColors(
  !env.NO_COLOR && (Boolean(env.FORCE_COLOR) || (stdout.isTTY === true && env.TERM !== 'dumb')),
);

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '  ',
  'left-mid': '  ',
  mid: '─',
  'mid-mid': '  ',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export function heading(number: number, title: string): string {
  return `\n${colors.bold(colors.cyan(`${number}. ${title}`))}`;
}

export function code(text: string): string {
  return indent(text, (line) => line);
}

export function remark(text: string): string {
  return indent(text, colors.dim);
}

export function warning(text: string): string {
  return indent(text, colors.red);
}

/** The answers, aligned: numbers to the right, null as an empty cell. */
export function answers(rows: Rows): string {
  const [first] = rows;
  if (first === undefined) return remark('(no rows)');
  const keys = Object.keys(first);
  const table = new Table({
    chars: bare,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    head: keys.map((key) => colors.bold(key)),
    colAligns: keys.map((key) => (typeof first[key] === 'number' ? 'right' : 'left')),
  });
  for (const row of rows) table.push(keys.map((key) => (row[key] === null ? colors.dim('null') : String(row[key]))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Each statement once, then how many ran and how long they and the whole took. */
export function statistics(queries: readonly Ran[], ms: number): string {
  const inDatabase = queries.reduce((sum, query) => sum + query.ms, 0);
  const count = queries.length === 1 ? '1 query' : `${queries.length} queries`;
  return [
    ...queries.map((query) => indent(layOut(query.sql, 100), colors.yellow)),
    `  ${colors.green(count)} · ${milliseconds(inDatabase)} in the database · ${milliseconds(ms)} in all`,
  ].join('\n');
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}

function indent(text: string, paint: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => `  ${paint(line)}`)
    .join('\n');
}
