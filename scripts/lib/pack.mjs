/** The tarballs that would be published, made the way a release makes them. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { capture, pnpmCommand } from './run.mjs';

/**
 * Packs one package.
 *
 * @param {string} folder of the package
 * @param {string} destination an empty folder; it is made when it does not exist
 * @returns {Promise<string>} the path of the tarball
 * @throws when pnpm fails
 */
export async function pack(folder, destination) {
  mkdirSync(destination, { recursive: true });
  const { program, args } = pnpmCommand();
  const { code, output } = await capture(program, [...args, 'pack', '--pack-destination', destination], {
    cwd: folder,
  });
  const [tarball] = readdirSync(destination).filter((name) => name.endsWith('.tgz'));
  if (code !== 0 || tarball === undefined) throw new Error(`pnpm pack failed in ${folder}:\n${output}`);
  return join(destination, tarball);
}
