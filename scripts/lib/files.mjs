/** Which files a check reads: everything below a folder but what tools wrote there. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const written = new Set(['node_modules', 'dist', '.git', '.turbo', '.results', '.tmp', 'coverage']);

/**
 * Lists files, sorted, as paths relative to `root` with forward slashes.
 *
 * @param {string} root
 * @param {readonly string[]} folders relative to `root`; one that does not exist holds nothing
 * @param {RegExp} pattern what a path must match
 * @returns {string[]}
 */
export function listFiles(root, folders, pattern) {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => [...walk(join(root, folder))])
    .map((path) => relative(root, path).split(sep).join('/'))
    .filter((path) => pattern.test(path))
    .sort();
}

/**
 * @param {string} folder
 * @returns {Iterable<string>}
 */
function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (written.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile()) yield path;
  }
}
