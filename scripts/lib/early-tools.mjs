/** The programs of the toolchain before pnpm has linked them: it does so last of all, when every native package is compiled. */
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './run.mjs';

/** What building, linting and checking types starts by name. */
const programs = {
  biome: '@biomejs/biome/bin/biome',
  tsc: 'ts7/bin/tsc',
  turbo: 'turbo/bin/turbo',
};

/**
 * Links the programs into a folder of their own.
 *
 * @returns {{ PATH: string }} an environment in which they are found by name
 */
export function linkEarlyTools() {
  const folder = join(root, 'node_modules', '.dorm-tools');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, file] of Object.entries(programs)) {
    const target = join(root, 'node_modules', file);
    if (existsSync(target)) symlinkSync(target, join(folder, name));
  }
  return { PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
}
