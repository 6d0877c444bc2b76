/** Every check of the repository, one after the other: a failing one is shown and the others still run. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { checks } from './checks/index.mjs';
import { capture, root, tool } from './lib/run.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} [skipped]
 * @property {string} output what a reader needs to see: everything when it failed, notes otherwise
 */

const total = { passed: 0, failed: 0, skipped: 0 };
const testFolders = listTestFolders();
for (const folder of testFolders) rmSync(resultFile(folder), { force: true });

await report('build', () => turbo(['build']));
await report('lint', () => turbo(['lint', 'lint:root']));
// Compilers are heavy: more of them at once than cores only wait for each other.
await report('typecheck', () => turbo(['typecheck', 'typecheck:scripts', `--concurrency=${availableParallelism()}`]));
// One package at a time: each vitest already uses every core.
await report('tests', () => tests(['test', 'test:scripts', '--concurrency=1']));
for (const check of checks) {
  await report(check.name, async () => {
    const { passed, problems, notes } = await check.run(root);
    return { passed, failed: problems.length, output: [...problems, ...notes].join('\n') };
  });
}

process.exitCode = total.failed === 0 ? 0 : 1;
const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);

/**
 * Runs one step, prints one line about it (and its output when there is something to read), and adds it up.
 *
 * @param {string} name
 * @param {() => Promise<Outcome>} step
 */
async function report(name, step) {
  const start = performance.now();
  /** @type {Outcome} */
  const outcome = await step().catch((error) => ({ passed: 0, failed: 1, output: String(error?.stack ?? error) }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  const counts = `${outcome.passed} passed, ${outcome.failed} failed${outcome.skipped ? `, ${outcome.skipped} skipped` : ''}`;
  console.log(`${outcome.failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds} s   ${counts}`);
  if (outcome.output !== '') console.log(outcome.output.replace(/^/gm, '       '));
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  total.skipped += outcome.skipped ?? 0;
}

/**
 * Runs turbo tasks, each of which counts as one.
 *
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
async function turbo(args) {
  const options = [
    '--continue=dependencies-successful',
    '--output-logs=errors-only',
    '--log-order=grouped',
    '--no-color',
  ];
  const { code, output } = await capture(tool('turbo'), ['run', ...args, ...options], {
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  const [, passed = '0', all = '0'] = /Tasks:\s+(\d+) successful, (\d+) total/.exec(output) ?? [];
  const failed = Number(all) - Number(passed);
  return {
    passed: Number(passed),
    failed: code === 0 ? failed : Math.max(failed, 1),
    output: code === 0 ? '' : output,
  };
}

/**
 * Runs the tests through turbo and counts them in what vitest wrote, which turbo restores when nothing changed.
 *
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
async function tests(args) {
  const run = await turbo(args);
  const outcome = { passed: 0, failed: 0, skipped: 0, output: run.output };
  for (const folder of testFolders) {
    if (!existsSync(resultFile(folder))) {
      outcome.failed += 1;
      outcome.output += `\n${folder}: vitest wrote no results`;
      continue;
    }
    const result = JSON.parse(readFileSync(resultFile(folder), 'utf8'));
    outcome.passed += result.numPassedTests;
    outcome.skipped += result.numPendingTests + result.numTodoTests;
    // A file that does not even load has no tests to fail.
    const broken = result.testResults.filter(
      (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    outcome.failed += result.numFailedTests + broken.length;
  }
  if (run.failed > 0 && outcome.failed === 0) outcome.failed = run.failed;
  return outcome;
}

/** The workspace packages whose `test` script is vitest's, and the scripts. */
function listTestFolders() {
  const folders = ['packages', 'examples', 'tests'].flatMap((parent) =>
    existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`) : [],
  );
  const withTests = folders.filter((folder) => {
    const manifest = join(root, folder, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).scripts?.test?.includes('vitest');
  });
  return [...withTests, 'scripts'];
}

/** @param {string} folder */
function resultFile(folder) {
  return join(root, folder, '.results', 'vitest.json');
}
