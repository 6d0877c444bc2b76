/** The table of docs/models.md says what a column becomes on SQLite; here SQLite itself says it. */
import { as, closeAll, configure, defineApp, f, getConnection, Model, sql } from '@dorm/core';
import { createTables } from '@dorm/core/schema';
import { sqlite } from '@dorm/driver-sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPage, sectionsOf } from './support/markdown.js';

class Everything extends Model<Everything>('docs.Everything')({
  integer: f.integer(),
  smallInteger: f.smallInteger(),
  bigInteger: f.bigInteger(),
  positiveInteger: f.positiveInteger(),
  positiveSmallInteger: f.positiveSmallInteger(),
  positiveBigInteger: f.positiveBigInteger(),
  float: f.float(),
  decimal: f.decimal({ maxDigits: 5, decimalPlaces: 2 }),
  char: f.char({ maxLength: 7 }),
  text: f.text(),
  email: f.email(),
  url: f.url(),
  slug: f.slug(),
  uuid: f.uuid(),
  ip: f.ip(),
  boolean: f.boolean(),
  dateTime: f.dateTime(),
  date: f.date(),
  time: f.time(),
  duration: f.duration(),
  json: f.json(as<unknown>()),
  binary: f.binary(),
}) {}
const docs = defineApp('docs', { Everything });

const fields = sectionsOf(readPage('docs/models.md')).find((section) => section.title === 'Fields');
const rows = [...(fields?.text ?? '').matchAll(/^\| `([a-zA-Z]+).*?` .*\| ([a-z0-9() ]+?) *\|$/gm)].map(
  ([, field, type]) => [field!, type!] as const,
);

beforeAll(async () => {
  configure({ databases: { default: sqlite(':memory:') }, apps: [docs] });
  await createTables();
});
afterAll(closeAll);

describe('docs/models.md', () => {
  it('has every field of f that is a column', () => {
    const relations = ['foreignKey', 'oneToOne', 'manyToMany', 'compositeKey'];
    const others = ['auto', 'smallAuto', ...relations];
    const expected = Object.keys(f).filter((name) => !others.includes(name));
    expect(rows.map(([field]) => field).sort()).toEqual(expected.sort());
  });

  it('says what SQLite says', async () => {
    const columns = await getConnection().execute(sql`SELECT name, type FROM pragma_table_info('docs_everything')`);
    const types = new Map(columns.map(({ name, type }) => [name, String(type)]));
    for (const [field, type] of rows) {
      const column = field === 'bigAuto' ? 'id' : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      expect(`${field}: ${types.get(column)?.toLowerCase()}`).toBe(`${field}: ${type.replace('(n)', '(7)')}`);
    }
  });
});
