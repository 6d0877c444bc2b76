/** READMEs: each package says how to install it and shows an example, and every example is type-checked and run. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExamples } from '../lib/markdown-examples.mjs';
import { capture, root as repository } from '../lib/run.mjs';
import { matches, runExample } from '../lib/run-example.mjs';
import { readPackages } from '../lib/workspace.mjs';

/** Pages of fragments, with programs among them. */
const fragmentPages = ['docs/querysets.md'];
/** Examples run where all packages resolve by their names. */
const workshop = 'tests/packages/.tmp/docs';
const compiler = join(repository, 'node_modules', 'ts7', 'bin', 'tsc');

/** @typedef {import('../lib/run-example.mjs').Placed} Placed */

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
  for (const page of fragmentPages.filter((one) => existsSync(join(root, one)))) {
    const found = readExamples(readFileSync(join(root, page), 'utf8'), { fragments: true });
    if (found.length === 0) problems.push(`${page}: none of its examples runs`);
    examples.push(...found.map((example) => place(example, page)));
  }

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
  const name = `${page.replace(/(README)?\.md$/, '').replace(/\W+/g, '-')}line-${example.line}`;
  // An example of tests is run by the runner of tests.
  const file = /from 'vitest'/.test(example.code) ? `${name}.test.ts` : `${name}.ts`;
  return { ...example, title: `${page}:${example.line}`, file };
}

/**
 * @param {string} folder
 * @param {readonly Placed[]} examples
 */
async function checkTypes(folder, examples) {
  if (examples.length === 0) return [];
  const options = {
    noEmit: true,
    composite: false,
    declaration: false,
    declarationMap: false,
    noUnusedLocals: false,
    skipLibCheck: true,
  };
  const project = { extends: '../../../../tsconfig.base.json', compilerOptions: options, include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  const { output } = await capture(process.execPath, [compiler, '-p', 'tsconfig.json', '--pretty', 'false'], {
    cwd: folder,
  });
  const messages = output === '' ? [] : output.split(/\n(?=\S)/);
  const others = messages.filter((message) => !examples.some(({ file }) => message.startsWith(`${file}(`)));
  const own = examples.flatMap(({ title, kind, file, expected }) => {
    const said = messages.filter((message) => message.startsWith(`${file}(`)).join('\n');
    if (kind !== 'compile-error') return said === '' ? [] : [`${title}: does not compile\n${said}`];
    if (said === '') return [`${title}: was to be refused by the compiler and is not`];
    return matches(said, expected) ? [] : [`${title}: the compiler says something else\n${said}`];
  });
  return others.length === 0 ? own : [...own, `the examples could not be checked:\n${others.join('\n')}`];
}
