/** Damage: answers made wrong on purpose, each in one way. */
import type { Answer } from '../src/ask.js';
import type { Kind } from '../src/compare.js';

export interface Damage {
  readonly name: string;
  /** What the comparison may call it. */
  readonly kinds: readonly Kind[];
  /** Whether only an answer whose order is significant suffers from it. */
  readonly orderOnly?: boolean;
  /** The damaged answer; null when this answer has nothing to damage so. */
  apply(answer: Answer): Answer | null;
}

const differ = (one: unknown, other: unknown): boolean => text(one) !== text(other);

export const damages: readonly Damage[] = [
  {
    name: 'a row dropped',
    kinds: ['rows', 'multiplicity'],
    apply: onRows((rows) => (rows.length === 0 ? null : rows.slice(1))),
  },
  {
    name: 'a row doubled',
    kinds: ['multiplicity'],
    apply: onRows((rows) => (rows.length === 0 ? null : [rows[0], ...rows])),
  },
  {
    name: 'two rows swapped',
    kinds: ['order'],
    orderOnly: true,
    apply: onRows((rows) => {
      const other = rows.findIndex((row) => differ(row, rows[0]));
      return other < 1 ? null : rows.map((row, at) => (at === 0 ? rows[other] : at === other ? rows[0] : row));
    }),
  },
  {
    name: 'a value changed',
    kinds: ['rows', 'multiplicity', 'type'],
    apply: onCell((cell) => {
      if (typeof cell === 'number') return cell + 1;
      if (typeof cell === 'bigint') return cell + 1n;
      if (typeof cell === 'boolean') return !cell;
      if (typeof cell === 'string') return `1${cell}`;
      return cell instanceof Date ? new Date(cell.getTime() + 1) : 'something';
    }),
  },
  {
    name: 'a type changed',
    kinds: ['type', 'rows'],
    apply: onCell((cell) => {
      if (typeof cell === 'number' || typeof cell === 'bigint') return String(cell);
      if (typeof cell === 'boolean') return Number(cell);
      if (typeof cell === 'string') return Number.isNaN(Number(cell)) ? { text: cell } : Number(cell);
      return cell instanceof Date ? cell.getTime() : undefined;
    }),
  },
  {
    name: 'a column missing',
    kinds: ['rows', 'type'],
    apply: onRows(([first, ...rows]) => {
      if (typeof first !== 'object' || first === null) return null;
      const [, ...cells] = Object.entries(first);
      return [Array.isArray(first) ? cells.map(([, cell]) => cell) : Object.fromEntries(cells), ...rows];
    }),
  },
  {
    name: 'rows where a value belongs, or a value where rows do',
    kinds: ['type'],
    apply: (answer) => ('rows' in answer ? { value: answer.rows.length } : { rows: [answer.value] }),
  },
];

function onRows(change: (rows: readonly unknown[]) => readonly unknown[] | null): Damage['apply'] {
  return (answer) => {
    const rows = 'rows' in answer ? change(answer.rows) : null;
    return rows === null ? null : { rows };
  };
}

/** Changes the first cell of the first row, or the value. */
function onCell(change: (cell: unknown) => unknown): Damage['apply'] {
  const changed = (row: unknown): unknown => {
    if (typeof row !== 'object' || row === null || row instanceof Date) return change(row);
    const [[name, cell] = ['', null], ...others] = Object.entries(row);
    if (Array.isArray(row)) return [change(cell), ...row.slice(1)];
    return Object.fromEntries([[name, change(cell)], ...others]);
  };
  return (answer) => {
    if (!('rows' in answer)) return { value: changed(answer.value) };
    return answer.rows.length === 0 ? null : { rows: [changed(answer.rows[0]), ...answer.rows.slice(1)] };
  };
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner));
}
