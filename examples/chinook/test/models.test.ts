/** Every row of all 11 tables, read through the models and compared with what better-sqlite3 reads. */
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeChinook, databaseFile, openChinook } from '../src/database.js';
import * as models from '../src/models.js';

/** What the managers of different models have in common. */
interface Readable {
  toArray(): Promise<{ readonly pk: unknown }[]>;
}
const { chinook: _, ...tables } = models;
const raw = new Database(databaseFile, { readonly: true });

beforeAll(openChinook);
afterAll(async () => {
  raw.close();
  await closeChinook();
});

describe('the models and the data', () => {
  it('there is a model for every table', () => {
    const names = raw
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .pluck()
      .all();
    expect(Object.keys(tables).sort()).toEqual(names);
  });

  it.each(Object.entries(tables))('%s reads every row and column as it is stored', async (table, model) => {
    const expected = raw.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[];
    const rows = await (model.objects as Readable).toArray();
    expect(rows).toHaveLength(expected.length);
    const found = new Map(rows.map((row) => [JSON.stringify(row.pk), row as unknown as Record<string, unknown>]));
    for (const row of expected) {
      const own = found.get(JSON.stringify(keyOf(table, row)));
      expect(own, `${table} ${JSON.stringify(keyOf(table, row))}`).toBeDefined();
      for (const [column, value] of Object.entries(row)) {
        expect(own?.[attributeOf(table, column)], `${table}.${column}`).toEqual(storedAs(column, value));
      }
    }
  });
});

function keyOf(table: string, row: Record<string, unknown>): unknown {
  return table === 'PlaylistTrack' ? [row.PlaylistId, row.TrackId] : row[`${table}Id`];
}

function attributeOf(table: string, column: string): string {
  if (column === `${table}Id`) return 'id';
  if (column === 'ReportsTo') return 'managerId';
  return column.charAt(0).toLowerCase() + column.slice(1);
}

/** Dates are stored as UTC text, prices as floating-point numbers of two decimals. */
function storedAs(column: string, value: unknown): unknown {
  if (value === null) return null;
  if (column.endsWith('Date')) return new Date(`${String(value).replace(' ', 'T')}Z`);
  if (column === 'UnitPrice' || column === 'Total') return Number(value).toFixed(2);
  return value;
}
