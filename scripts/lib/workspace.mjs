/** The packages of the workspace as their manifests describe them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {boolean} [private] never published
 * @property {Record<string, string | Record<string, string>>} [exports]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [devDependencies]
 *
 * @typedef {object} Package
 * @property {string} name as npm knows it
 * @property {string} folder relative to the root, such as `packages/core`
 * @property {Manifest} manifest
 */

/**
 * Reads the packages below some folders of the workspace.
 *
 * @param {string} root
 * @param {readonly string[]} [parents] by default the published ones only
 * @returns {Package[]}
 */
export function readPackages(root, parents = ['packages']) {
  return parents
    .filter((parent) => existsSync(join(root, parent)))
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      return { name: manifest.name, folder, manifest };
    });
}

/**
 * The specifiers by which a package may be imported, with the declarations behind each.
 *
 * @param {Package} pkg
 * @returns {Map<string, string>} specifier to path of its `.d.ts`, relative to the root
 */
export function entryPoints({ name, folder, manifest }) {
  /** @type {Map<string, string>} */
  const entries = new Map();
  for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
    const types = typeof target === 'string' ? undefined : target.types;
    if (types) entries.set(name + subpath.slice(1), `${folder}/${types.replace(/^\.\//, '')}`);
  }
  return entries;
}
