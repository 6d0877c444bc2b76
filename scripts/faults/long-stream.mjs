/** A million rows through iterator(): flat memory, and the connection given back by whoever leaves early. */
import { addPeople, core, Person, withPeople } from './database.mjs';
import { atMost, equal } from './report.mjs';

const ROWS = 1_000_000;
const { getConnection } = core;

await withPeople(async () => {
  await addPeople(ROWS);
  await read(50_000);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const { seen, most } = await read(ROWS);
  equal('rows', seen, ROWS);
  atMost('growth of RSS', (most - before) / 2 ** 20, 50, 'MB');
  console.log(
    `         ${Math.round(ROWS / ((performance.now() - started) / 1000)).toLocaleString('en-US')} rows a second`,
  );

  for (let round = 0; round < 1000; round++) await read(10);
  equal('connections in use after 1,000 loops that were left', getConnection().poolStats().inUse, 0);
  await Person.objects.filter({ age: 1 }).update({ age: 2 });
  equal('rows after a write', await Person.objects.count(), ROWS);
});

/**
 * Reads so many rows and leaves.
 *
 * @param {number} rows
 */
async function read(rows) {
  let [seen, most] = [0, 0];
  for await (const person of Person.objects.orderBy('pk').iterator({ chunkSize: 5000 })) {
    if (person.name !== '') seen += 1;
    if (seen % 5000 === 0) most = Math.max(most, process.memoryUsage().rss);
    if (seen === rows) break;
  }
  return { seen, most };
}
