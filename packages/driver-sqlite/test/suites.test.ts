/** The behaviour suites on SQLite: every one on files, and those that transactions and connections decide on `:memory:` too. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeDriver, type OpenedDatabase, type StoredForms } from '@dorm/testing/suites';
import { sqlite } from '../src/index.js';

async function file(): Promise<OpenedDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'dorm-suite-'));
  return {
    driver: sqlite(join(folder, 'test.sqlite')),
    cleanup: () => rm(folder, { recursive: true, force: true }),
  };
}

const memory = (): OpenedDatabase => ({ driver: sqlite(':memory:') });

/** What Django 5.2 stores on SQLite. */
const stored: StoredForms = {
  integer: [[-5, -5]],
  bigInteger: [[7n, 7]],
  positive: [[3, 3]],
  float: [
    [0.5, 0.5],
    [2, 2],
  ],
  decimal: [
    ['12.50', 12.5],
    ['3.00', 3],
  ],
  longDecimal: [
    ['123456789012345678.0123456789', '123456789012345678.0123456789'],
    ['1.5000000000', '1.5000000000'],
  ],
  char: [['héllo', 'héllo']],
  uuid: [['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc999c0b4ef8bb6d6bb9bd380a11']],
  ip: [['2001:db8::1', '2001:db8::1']],
  boolean: [
    [true, 1],
    [false, 0],
  ],
  date: [['2024-02-29', '2024-02-29']],
  time: [
    ['12:30:00.000', '12:30:00'],
    ['12:30:15.250', '12:30:15.250000'],
    ['12:30:15.123456', '12:30:15.123456'],
  ],
  dateTime: [
    [new Date('2024-01-29T12:30:15.250Z'), '2024-01-29 12:30:15.250000'],
    [new Date('2024-01-29T12:30:15.000Z'), '2024-01-29 12:30:15'],
  ],
  microTime: [
    ['2024-01-29T12:30:15.123456Z', '2024-01-29 12:30:15.123456'],
    ['2024-01-29T12:30:15.000000Z', '2024-01-29 12:30:15'],
  ],
  duration: [
    [1500, 1_500_000],
    [-0.001, -1],
  ],
  json: [
    [{ a: [1, 'é', null] }, '{"a":[1,"é",null]}'],
    ['text', '"text"'],
  ],
  binary: [[Uint8Array.of(0, 255), Buffer.from([0, 255])]],
};

const indexNames = (table: string): string =>
  `SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '${table}' AND sql IS NOT NULL`;

describeDriver('sqlite', { open: file, stored, indexNames });
describeDriver('sqlite :memory:', { open: memory, indexNames }, [
  'models',
  'create and save',
  'update and delete',
  'relations',
  'atomic',
  'atomic tasks',
  'streaming',
  'connections',
]);
