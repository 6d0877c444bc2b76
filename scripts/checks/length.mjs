/** File length: a file that grows past 300 lines is looked at, past 400 it is split. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../lib/files.mjs';

const warning = 300;
const failure = 400;
/** Data and type fixtures are as long as what they hold. */
const exempt = /\.test-d\.ts$|\/generated\/|\/fixtures\//;

/**
 * @param {string} root
 * @returns {import('./index.mjs').Result}
 */
export function checkLength(root) {
  const files = listFiles(root, ['packages', 'examples', 'scripts', 'tests'], /\.m?ts$|\.mjs$/)
    .filter((path) => !exempt.test(path))
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length }))
    .sort((one, other) => one.lines - other.lines);
  const longer = files.filter(({ lines }) => lines > warning);
  const problems = longer
    .filter(({ lines }) => lines > failure)
    .map(({ path, lines }) => `${path}: ${lines} lines, at most ${failure}: split it by what it is for`);
  const notes = longer
    .filter(({ lines }) => lines <= failure)
    .map(({ path, lines }) => `${path}: ${lines} lines, ${failure} is the end`);
  const median = files[Math.floor(files.length / 2)]?.lines ?? 0;
  return {
    passed: problems.length === 0 ? 1 : 0,
    problems,
    notes: [...notes, `${files.length} files, median ${median} lines`],
  };
}
