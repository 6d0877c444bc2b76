/**
 * Measures what the types cost beside the committed figures, and fails when one costs more than is allowed.
 * Usage: `node scripts/types/budget.mjs [--quick]`. Seconds depend on the machine, so they are shown and never fail.
 */
import { readFileSync } from 'node:fs';
import { compileFixture, compilers } from './instantiations.mjs';
import { measureLatency } from './latency.mjs';

/**
 * @typedef {object} Budget
 * @property {number} allowedPercent how far above its figure a fixture may be
 * @property {number} completionMilliseconds
 * @property {Record<string, { instantiations: number, seconds: Record<string, number> }>} fixtures by `models rounds mix`
 */

/** @type {Budget} */
const budget = JSON.parse(readFileSync(new URL('budget.json', import.meta.url), 'utf8'));
const quick = process.argv.includes('--quick');
/** @type {string[]} */
const problems = [];

const fixtures = Object.entries(budget.fixtures).slice(0, quick ? 1 : undefined);
const checked = /** @type {import('./instantiations.mjs').Compiler[]} */ (Object.keys(compilers)).slice(
  0,
  quick ? 1 : undefined,
);
row('fixture', 'compiler', 'instantiations', 'figure', 'change', 'seconds', 'figure');
for (const [name, figures] of fixtures) {
  const [models, rounds, mix] = name.split(' ');
  for (const compiler of checked) {
    const fixture = {
      models: Number(models),
      rounds: Number(rounds),
      mix: /** @type {import('./fixtures.mjs').Mix} */ (mix),
    };
    const { instantiations, seconds } = compileFixture(fixture, compiler);
    const percent = (instantiations / figures.instantiations - 1) * 100;
    const change = `${percent >= 0 ? '+' : ''}${percent.toFixed(1)} %`;
    const figure = figures.seconds[compiler];
    row(name, compiler, grouped(instantiations), grouped(figures.instantiations), change, seconds, figure ?? '');
    if (percent > budget.allowedPercent)
      problems.push(
        `${name} on ${compiler}: ${change} instantiations; ${budget.allowedPercent} % above the figure are allowed`,
      );
  }
}

console.log('');
row('project', 'question', 'milliseconds', 'limit', 'answers');
for (const { project, question, milliseconds, answers } of measureLatency({ quick })) {
  row(project, question, milliseconds.toFixed(0), budget.completionMilliseconds, answers);
  if (milliseconds > budget.completionMilliseconds)
    problems.push(
      `${project}, ${question}: ${milliseconds.toFixed(0)} ms; ${budget.completionMilliseconds} are allowed`,
    );
}

for (const problem of problems) console.error(`types:budget: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** @param {readonly (string | number)[]} cells the first two are names, the others figures */
function row(...cells) {
  const [name, detail, ...figures] = cells.map(String);
  console.log(
    [name?.padEnd(24), detail?.padEnd(22), ...figures.map((figure) => figure.padStart(15))].join(' ').trimEnd(),
  );
}

/** @param {number} count */
function grouped(count) {
  return count.toLocaleString('en-US');
}
