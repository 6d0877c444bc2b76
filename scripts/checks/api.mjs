/** Exported names: what each package exports stands in api/<package>.txt, so that a change of it shows in a diff. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPublicApi } from '../lib/public-api.mjs';
import { root as repository } from '../lib/run.mjs';

/**
 * Compares what is exported with the committed lists.
 *
 * @param {string} root
 * @returns {import('./index.mjs').Result}
 */
export function checkApi(root) {
  const { lists, problems } = renderLists(root);
  for (const [file, text] of lists) {
    const committed = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
    const changes = difference(committed.split('\n'), text.split('\n'));
    if (changes.length > 0) {
      problems.push(`${file} is not what is exported; \`pnpm api:update\` rewrites it:\n${changes.join('\n')}`);
    }
  }
  problems.push(...staleLists(root, lists).map((file) => `${file}: there is no such package`));
  return { passed: problems.length === 0 ? 1 : 0, problems, notes: [] };
}

/**
 * Rewrites the committed lists.
 *
 * @param {string} root
 * @returns {string[]} what could not be read
 */
export function updateApi(root) {
  const { lists, problems } = renderLists(root);
  mkdirSync(join(root, 'api'), { recursive: true });
  for (const [file, text] of lists) writeFileSync(join(root, file), text);
  for (const file of staleLists(root, lists)) rmSync(join(root, file));
  return problems;
}

/** @param {string} root */
function renderLists(root) {
  const { packages, problems } = readPublicApi(root);
  /** @type {Map<string, string>} */
  const lists = new Map();
  for (const { folder, doors } of packages) {
    const text = doors.map(
      ({ specifier, exports }) => `${specifier}\n${exports.map(({ name, kind }) => `  ${name}  (${kind})\n`).join('')}`,
    );
    lists.set(`api/${folder.split('/').at(-1)}.txt`, text.join('\n'));
  }
  return { lists, problems };
}

/**
 * @param {string} root
 * @param {ReadonlyMap<string, string>} lists
 */
function staleLists(root, lists) {
  const files = existsSync(join(root, 'api')) ? readdirSync(join(root, 'api')) : [];
  return files.map((file) => `api/${file}`).filter((file) => file.endsWith('.txt') && !lists.has(file));
}

/**
 * The lines that one has and the other has not, each under the door in which it stands.
 *
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 */
function difference(before, after) {
  const one = new Set(underDoors(before));
  const other = new Set(underDoors(after));
  return [
    ...[...one].filter((line) => !other.has(line)).map((line) => `- ${line}`),
    ...[...other].filter((line) => !one.has(line)).map((line) => `+ ${line}`),
  ];
}

/** @param {readonly string[]} lines */
function underDoors(lines) {
  let door = '';
  return lines.flatMap((line) => {
    if (line === '') return [];
    if (line.startsWith('  ')) return [`${door}: ${line.trim()}`];
    door = line;
    return [door];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--update')) throw new Error('Usage: node scripts/checks/api.mjs --update');
  const problems = updateApi(repository);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
