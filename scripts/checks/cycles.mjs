/** Import cycles: none between files at run time (types may refer back), none between packages. */
import { listFiles } from '../lib/files.mjs';
import { readImports, resolveRelative } from '../lib/imports.mjs';
import { readPackages } from '../lib/workspace.mjs';

/**
 * @param {string} root
 * @returns {import('./index.mjs').Result}
 */
export function checkCycles(root) {
  const between = [
    ...findCycles(fileGraph(root)).map((cycle) => `files import each other: ${cycle.join(' -> ')}`),
    ...findCycles(packageGraph(root)).map((cycle) => `packages depend on each other: ${cycle.join(' -> ')}`),
  ];
  return { passed: between.length === 0 ? 1 : 0, problems: between, notes: [] };
}

/**
 * @param {string} root
 * @returns {Map<string, string[]>}
 */
function fileGraph(root) {
  const files = listFiles(root, ['packages', 'examples', 'tests', 'scripts'], /\.m?[tj]s$/);
  return new Map(
    files.map((file) => [
      file,
      readImports(root, file)
        .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
        .flatMap(({ specifier }) => resolveRelative(root, file, specifier) ?? []),
    ]),
  );
}

/**
 * @param {string} root
 * @returns {Map<string, string[]>}
 */
function packageGraph(root) {
  return new Map(
    readPackages(root, ['packages', 'examples', 'tests']).map(({ name, manifest }) => [
      name,
      // The task runner orders by devDependencies too, so they count.
      Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies }),
    ]),
  );
}

/**
 * Finds one cycle for each edge that closes one, in a walk that visits every node once.
 *
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @returns {string[][]} each from a node back to itself
 */
function findCycles(graph) {
  /** @type {string[][]} */
  const cycles = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const path = [];
  /** @param {string} node */
  const visit = (node) => {
    if (done.has(node)) return;
    const start = path.indexOf(node);
    if (start >= 0) {
      cycles.push([...path.slice(start), node]);
      return;
    }
    path.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    path.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}
