/**
 * Runs faults and sizes that are too slow for the tests, each in a process of its own, and prints what was measured beside its limit.
 * Usage: `pnpm faults [name …]`; the names are those of the files beside this one.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '../lib/run.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const notFaults = ['run.mjs', 'database.mjs', 'report.mjs'];
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs') && !notFaults.includes(file))
  .map((file) => file.replace('.mjs', ''))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`faults: no ${unknown.join(', ')}; there are ${known.join(', ')}`);
  process.exitCode = 1;
} else {
  /** @type {string[]} */
  const failed = [];
  for (const name of asked.length > 0 ? asked : known) {
    console.log(`\n${name}`);
    if ((await run(process.execPath, ['--expose-gc', `${folder}${name}.mjs`])) !== 0) failed.push(name);
  }
  console.log(failed.length === 0 ? '\nevery fault was met' : `\nfailed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
