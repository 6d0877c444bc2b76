/** Recipe 9: an export that never holds the whole result. */
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { getConnection, sql } from '@dorm/core';
import { expect, it } from 'vitest';
import { useDatabase } from '../src/database.js';
import { Author } from '../src/models.js';

useDatabase();

it('S-053: rows go to the file one by one, at the pace of the disk [csv]', async () => {
  const names = Array.from({ length: 1200 }, (_, index) => `Author ${index}, "the ${index}th"`);
  await Author.objects.bulkCreate(names.map((name, index) => ({ name, email: `a${index}@example.org` })));
  const folder = mkdtempSync(join(tmpdir(), 'dorm-cookbook-'));
  const file = join(folder, 'authors.csv');
  // #region csv
  const csvLine = (cells: readonly (string | number)[]) =>
    `${cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')}\n`;
  await pipeline(async function* () {
    yield csvLine(['id', 'name', 'email']);
    for await (const author of Author.objects.orderBy('id').iterator({ chunkSize: 500 })) {
      yield csvLine([author.id, author.name, author.email]);
    }
  }, createWriteStream(file));
  // #endregion
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  rmSync(folder, { recursive: true });
  expect(lines).toHaveLength(1201);
  expect(lines[0]).toBe('"id","name","email"');
  expect(lines[1200]).toBe('"1200","Author 1199, ""the 1199th""","a1199@example.org"');
});

it('S-052: memory stays flat over a million rows [memory]', async () => {
  await getConnection().executeWrite(sql`
    INSERT INTO blog_author (name, email) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
    SELECT 'Author ' || i, i || '@example.org' FROM n`);
  let [sent, most] = [0, 0];
  const before = process.memoryUsage().rss;
  /** Stands for a socket: it takes a moment now and then. */
  const send = async (author: Author): Promise<void> => {
    sent += author.name.length > 0 ? 1 : 0;
    if (sent % 5000 !== 0) return;
    await setImmediate();
    most = Math.max(most, process.memoryUsage().rss - before);
  };
  // #region memory
  for await (const author of Author.objects.orderBy('id').iterator({ chunkSize: 5000 })) {
    await send(author);
  }
  // #endregion
  expect(sent).toBe(1_000_000);
  expect(most).toBeLessThan(60 * 2 ** 20);
}, 120_000);
