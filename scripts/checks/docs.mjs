/** READMEs: each package says how to install it and shows an example, and every example is type-checked and run. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { readExamples } from '../lib/markdown-examples.mjs';
import { capture, root as repository } from '../lib/run.mjs';
import { readPackages } from '../lib/workspace.mjs';

/** Examples run where all packages resolve by their names. */
const workshop = 'tests/packages/.tmp/docs';
const compiler = join(repository, 'node_modules', 'ts7', 'bin', 'tsc');
const vitest = join(repository, 'node_modules', 'vitest', 'vitest.mjs');

/** @typedef {import('../lib/markdown-examples.mjs').Example & { title: string, file: string }} Placed */

/**
 * @param {string} root
 * @returns {Promise<import('./index.mjs').Result>}
 */
export async function checkDocs(root) {
  const folder = join(root, workshop);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  /** @type {string[]} */
  const problems = [];
  const examples = [...readPackages(root), { name: undefined, folder: '.' }].flatMap(({ name, folder: from }) => {
    const page = from === '.' ? 'README.md' : `${from}/README.md`;
    if (!existsSync(join(root, page))) {
      problems.push(`${page}: every package has one, with an install line and an example`);
      return [];
    }
    const markdown = readFileSync(join(root, page), 'utf8');
    const found = readExamples(markdown).map((example) => place(example, page));
    if (name !== undefined) {
      if (!new RegExp(`(npm install|pnpm add) .*${name}`).test(markdown)) problems.push(`${page}: has no install line`);
      if (!found.some(({ length }) => length >= 4 && length <= 25))
        problems.push(`${page}: has no example of about ten lines`);
    }
    return found;
  });

  for (const { file, code } of examples) writeFileSync(join(folder, file), `export {};\n${code}\n`);
  problems.push(...(await checkTypes(folder, examples)));
  const runs = await Promise.all(
    examples.filter(({ kind }) => kind !== 'compile-error').map((one) => runExample(folder, one)),
  );
  problems.push(...runs.flat());
  return { passed: Math.max(0, examples.length - problems.length), problems, notes: [] };
}

/**
 * @param {import('../lib/markdown-examples.mjs').Example} example
 * @param {string} page
 * @returns {Placed}
 */
function place(example, page) {
  const name = `${page.replace(/README\.md$/, '').replace(/\W+/g, '-')}line-${example.line}`;
  // An example of tests is run by the runner of tests.
  const file = /from 'vitest'/.test(example.code) ? `${name}.test.ts` : `${name}.ts`;
  return { ...example, title: `${page}:${example.line}`, file };
}

/**
 * @param {string} folder
 * @param {readonly Placed[]} examples
 */
async function checkTypes(folder, examples) {
  const options = { noEmit: true, composite: false, declaration: false, noUnusedLocals: false, skipLibCheck: true };
  const project = { extends: '../../../../tsconfig.base.json', compilerOptions: options, include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  const { output } = await capture(process.execPath, [compiler, '-p', 'tsconfig.json', '--pretty', 'false'], {
    cwd: folder,
  });
  const messages = output.split(/\n(?=\S)/);
  return examples.flatMap(({ title, kind, file, expected }) => {
    const own = messages.filter((message) => message.startsWith(`${file}(`)).join('\n');
    if (kind !== 'compile-error') return own === '' ? [] : [`${title}: does not compile\n${own}`];
    if (own === '') return [`${title}: was to be refused by the compiler and is not`];
    return matches(own, expected) ? [] : [`${title}: the compiler says something else\n${own}`];
  });
}

/**
 * @param {string} folder
 * @param {Placed} example
 * @returns {Promise<string[]>}
 */
async function runExample(folder, { title, kind, file, code, expected }) {
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
function matches(output, expected) {
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
