/** Packages as npm will have them: publint and attw on the tarball that pnpm packs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../lib/pack.mjs';
import { capture, tool } from '../lib/run.mjs';
import { readPackages } from '../lib/workspace.mjs';

/** Each tool prints what it found and fails on it; the tarball comes last. */
const tools = [
  { name: 'publint', args: ['run', '--strict', '--pack', 'false'] },
  { name: 'attw', args: ['--profile', 'esm-only', '--no-color', '--no-emoji', '--format', 'ascii'] },
];

/**
 * @param {string} root
 * @returns {Promise<import('./index.mjs').Result>}
 */
export async function checkPackages(root) {
  const folder = mkdtempSync(join(tmpdir(), 'dorm-packed-'));
  try {
    const results = await Promise.all(
      readPackages(root).map((pkg) => checkPackage(root, pkg, join(folder, pkg.folder))),
    );
    const problems = results.flat();
    return { passed: results.filter((found) => found.length === 0).length, problems, notes: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} root
 * @param {import('../lib/workspace.mjs').Package} pkg
 * @param {string} destination
 * @returns {Promise<string[]>}
 */
async function checkPackage(root, pkg, destination) {
  const tarball = await pack(join(root, pkg.folder), destination);
  const problems = [];
  for (const { name, args } of tools) {
    const { code, output } = await capture(tool(name), [...args, tarball]);
    if (code !== 0) problems.push(`${pkg.name}: ${name} found\n${output}`);
  }
  return problems;
}
