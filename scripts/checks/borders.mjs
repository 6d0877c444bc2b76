/** Package borders: who may depend on whom, and that an import names only what its package declares and the other one exports. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { listFiles } from '../lib/files.mjs';
import { packageOf, readImports, resolveRelative } from '../lib/imports.mjs';
import { readPackages } from '../lib/workspace.mjs';
import { dialectProblems } from './dialect-border.mjs';

/** @typedef {{ uses: readonly string[], tests?: readonly string[] }} Border what its users get, and what only its tests may add */

const feature = { uses: ['core'], tests: ['testing', 'driver-*'] };
/** @type {Record<string, Border>} the one direction of dependence; a package that is not here has to find its place first */
const borders = {
  query: { uses: [] },
  core: { uses: ['query'] },
  testing: { uses: ['core'] },
  'driver-*': { uses: ['query', 'core'], tests: ['testing'] },
  migrations: feature,
  softdelete: feature,
  tenants: feature,
  'pool-autoscale': feature,
  otel: feature,
  storage: feature,
  cli: { uses: ['core', 'migrations', 'tenants'], tests: ['testing', 'driver-*'] },
};

/**
 * @param {string} root
 * @returns {import('./index.mjs').Result}
 */
export function checkBorders(root) {
  const published = readPackages(root);
  const all = [...published, ...readPackages(root, ['examples', 'tests'])];
  const exported = new Map(published.map(({ name, manifest }) => [name, Object.keys(manifest.exports ?? {})]));
  const shared = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies ?? {};
  const problems = published.flatMap(manifestProblems);

  for (const pkg of all) {
    const { dependencies, peerDependencies, devDependencies, private: isPrivate } = pkg.manifest;
    const atRunTime = { ...dependencies, ...peerDependencies };
    const inTests = { ...atRunTime, ...devDependencies, ...shared };
    const files = listFiles(
      root,
      ['src', 'test'].map((name) => `${pkg.folder}/${name}`),
      /\.m?ts$/,
    );
    for (const file of files.filter((name) => !name.includes('/fixtures/'))) {
      const inSource = file.startsWith(`${pkg.folder}/src/`);
      for (const { specifier } of readImports(root, file)) {
        const problem = importProblem(file, specifier, inSource && !isPrivate ? atRunTime : inTests, inSource);
        if (problem) problems.push(`${file}: ${problem}`);
      }
    }

    /**
     * @param {string} file
     * @param {string} specifier
     * @param {Record<string, string>} declared
     * @param {boolean} inSource
     */
    function importProblem(file, specifier, declared, inSource) {
      if (specifier.startsWith('.')) {
        const target = resolveRelative(root, file, specifier);
        const own = target?.startsWith(`${pkg.folder}/`) || (isPrivate && target?.startsWith('scripts/'));
        return target === undefined || own
          ? undefined
          : `'${specifier}' leaves the package: import the other one by its name`;
      }
      if (isBuiltin(specifier)) return undefined;
      const name = packageOf(specifier);
      if (name === pkg.name) return inSource ? `'${specifier}' is this package: import the file itself` : undefined;
      if (!(name in declared)) return `'${specifier}' is not declared in ${pkg.folder}/package.json`;
      const subpath = `.${specifier.slice(name.length)}`;
      const doors = exported.get(name);
      return doors && !doors.includes(subpath)
        ? `'${specifier}' is no door of ${name} (${doors.join(', ')})`
        : undefined;
    }
  }

  for (const pkg of published.filter(({ folder }) => folder.startsWith('packages/driver-'))) {
    problems.push(...dialectProblems(root, `${pkg.folder}/src/dialect.ts`));
  }
  return { passed: problems.length === 0 ? 1 : 0, problems, notes: [] };
}

/** @param {import('../lib/workspace.mjs').Package} pkg */
function manifestProblems({ folder, manifest }) {
  const short = folder.slice('packages/'.length);
  const border = borders[short] ?? (short.startsWith('driver-') ? borders['driver-*'] : undefined);
  if (!border) return [`${folder}: has no row in the table of scripts/checks/borders.mjs`];
  const { dependencies, peerDependencies, devDependencies } = manifest;
  const problems = [];
  for (const [kind, declared, allowed] of /** @type {const} */ ([
    ['depend', { ...dependencies, ...peerDependencies }, border.uses],
    ['devDepend', devDependencies ?? {}, [...border.uses, ...(border.tests ?? [])]],
  ])) {
    for (const name of Object.keys(declared).filter((name) => name.startsWith('@dorm/'))) {
      const other = name.slice('@dorm/'.length);
      if (!allowed.includes(other) && !(other.startsWith('driver-') && allowed.includes('driver-*'))) {
        problems.push(`${folder}/package.json: ${short} must not ${kind} on ${name}`);
      }
    }
  }
  return problems;
}
