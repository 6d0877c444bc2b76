/** The repository's own checks, in the order in which they run. */
import { checkAny } from './any.mjs';
import { checkApi } from './api.mjs';
import { checkBorders } from './borders.mjs';
import { checkCycles } from './cycles.mjs';
import { checkDocs } from './docs.mjs';
import { checkLength } from './length.mjs';
import { checkPackages } from './packages.mjs';

/**
 * What a check found.
 *
 * @typedef {object} Result
 * @property {number} passed how many things were found right
 * @property {string[]} problems each failing thing in a line or a few, with what to do
 * @property {string[]} notes what deserves a look and fails nothing
 */

/** @type {ReadonlyArray<{ name: string, run: (root: string) => Result | Promise<Result> }>} */
export const checks = [
  { name: 'borders', run: checkBorders },
  { name: 'cycles', run: checkCycles },
  { name: 'length', run: checkLength },
  { name: 'api', run: checkApi },
  { name: 'any', run: checkAny },
  { name: 'packages', run: checkPackages },
  { name: 'docs', run: checkDocs },
];
