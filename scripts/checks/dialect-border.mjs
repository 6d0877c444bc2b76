/** The border of a dialect: it serves @dorm/query alone, so nothing that it reaches may bring more. */
import { isBuiltin } from 'node:module';
import { listFiles } from '../lib/files.mjs';
import { readImports, resolveRelative } from '../lib/imports.mjs';

/**
 * What the dialect of a driver imports that it must not, anywhere on its ways.
 *
 * @param {string} root
 * @param {string} entry path of the dialect's file, relative to `root`
 * @returns {string[]}
 */
export function dialectProblems(root, entry) {
  const seen = new Set(
    listFiles(root, [entry.replace(/\/[^/]+$/, '')], /\/dialect\.ts$/).filter((file) => file === entry),
  );
  const problems = seen.size === 0 ? [`${entry}: every driver has one`] : [];
  for (const file of seen) {
    for (const { specifier } of readImports(root, file)) {
      const target = specifier.startsWith('.') ? resolveRelative(root, file, specifier) : undefined;
      if (target) seen.add(target);
      else if (!specifier.startsWith('.') && specifier !== '@dorm/query' && !isBuiltin(specifier)) {
        problems.push(`${file}: the dialect reaches '${specifier}', it may use @dorm/query only`);
      }
    }
  }
  return problems;
}
