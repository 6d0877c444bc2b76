/** Runs an example of a page and compares what it prints with what the page says. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { capture, root } from './run.mjs';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

/** @typedef {import('./markdown-examples.mjs').Example & { title: string, file: string }} Placed where it stands, and in which file it was written */

/**
 * Runs an example that was written into a folder, and says what is not as its page promises.
 *
 * @param {string} folder
 * @param {Placed} example
 * @returns {Promise<string[]>}
 */
export async function runExample(folder, { title, kind, file, code, expected }) {
  if (file.endsWith('.test.ts')) {
    const { code: status, output } = await capture(process.execPath, [vitest, 'run', '--root', folder, file]);
    return status === 0 ? [] : [`${title}: fails\n${output}`];
  }
  const script = file.replace(/\.ts$/, '.mjs');
  const raw = { compilerOptions: { verbatimModuleSyntax: true, useDefineForClassFields: true } };
  const { code: plain } = await transform(code, { loader: 'ts', target: 'node20', tsconfigRaw: raw });
  writeFileSync(join(folder, script), plain);
  const { code: status, output } = await capture(process.execPath, [script], { cwd: folder });
  if (kind === 'throws') {
    if (status === 0) return [`${title}: was to fail and does not`];
    return matches(output, expected) ? [] : [`${title}: fails with something else\n${output}`];
  }
  if (status !== 0) return [`${title}: fails\n${output}`];
  const same = expected === undefined || squeeze(output) === squeeze(expected);
  return same ? [] : [`${title}: prints\n${output}\ninstead of\n${expected}`];
}

/**
 * @param {string} output
 * @param {string | undefined} expected
 */
export function matches(output, expected) {
  return expected === undefined || output.replace(/\s+/g, ' ').includes(expected.replace(/\s+/g, ' ').trim());
}

/** @param {string} text */
function squeeze(text) {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
