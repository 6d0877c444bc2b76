/** The frame of this folder: a query by dorm and the same question in hand-written SQL, on the same file, give the same answer. */
import { captureQueries } from '@dorm/core';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeChinook, databaseFile, openChinook } from '../../src/database.js';

export interface Answer {
  /** The question, as a reader would ask it. */
  readonly name: string;
  /** What dorm is asked: rows of any form, a number or a boolean. */
  readonly dorm: () => PromiseLike<unknown>;
  /** The same in SQL, its columns in the order of dorm's. Without an ORDER BY at its end the order of rows is free. */
  readonly sql: string;
  /** How many statements dorm may send; default: 1. */
  readonly queries?: number;
  /** Whether nothing is the answer. Otherwise there must be a row, so that the question can be got wrong. */
  readonly nothing?: true;
}

type Cell = number | string | null;

/**
 * Tests each answer of an area.
 *
 * @param area what the questions have in common.
 * @example
 * describeAnswers('counts', [
 *   { name: 'all tracks', dorm: () => Track.objects.count(), sql: 'SELECT count(*) FROM Track' },
 * ]);
 */
export function describeAnswers(area: string, answers: readonly Answer[]): void {
  describe(area, () => {
    const raw = new Database(databaseFile, { readonly: true });
    beforeAll(openChinook);
    afterAll(async () => {
      raw.close();
      await closeChinook();
    });

    it.each(answers.map((answer) => [answer.name, answer] as const))('%s', async (_, answer) => {
      const expected = raw.prepare(answer.sql).raw().all() as Cell[][];
      const { result, queries } = await captureQueries(answer.dorm);
      const sent = queries.map(({ sql }) => sql);
      const found = rowsOf(result);
      const isOrdered = /\border by [^)]*$/i.test(answer.sql);
      expect(isOrdered ? found : sorted(found), sent.join('\n')).toEqual(isOrdered ? expected : sorted(expected));
      expect(sent).toHaveLength(answer.queries ?? 1);
      expect(expected.length === 0, 'whether there are no rows').toBe(answer.nothing ?? false);
    });

    it('every question has a name of its own', () => {
      expect(new Set(answers.map(({ name }) => name)).size).toBe(answers.length);
    });
  });
}

/** Rows of cells, whatever form dorm gave them. */
function rowsOf(result: unknown): Cell[][] {
  return Array.isArray(result) ? result.map(cellsOf) : [cellsOf(result)];
}

/** An array, an object by its keys, or one value. */
function cellsOf(row: unknown): Cell[] {
  if (Array.isArray(row)) return row.map(cellOf);
  const isObject = typeof row === 'object' && row !== null && !(row instanceof Date);
  return isObject ? Object.values(row).map(cellOf) : [cellOf(row)];
}

/** As SQLite stores it. */
function cellOf(value: unknown): Cell {
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date) return value.toISOString().replace('T', ' ').slice(0, 19);
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  throw new TypeError('A cell is a number, a text, a date or null: choose columns, or map the rows.');
}

function sorted(rows: readonly Cell[][]): Cell[][] {
  return rows.toSorted((a, b) => {
    const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
    return left < right ? -1 : Number(left > right);
  });
}
