/** Before all tests: packs every package once. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { pack } from '../../../scripts/lib/pack.mjs';
import { root } from '../../../scripts/lib/run.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Tarballs by the name of their package. */
    tarballs: Record<string, string>;
  }
}

const folders = ['query', 'core', 'driver-sqlite', 'testing'];

export async function setup(project: TestProject): Promise<void> {
  const destination = join(root, 'tests', 'packages', '.tmp', 'tarballs');
  rmSync(destination, { recursive: true, force: true });
  const packed = folders.map(async (folder) => {
    const tarball = await pack(join(root, 'packages', folder), join(destination, folder));
    return [`@dorm/${folder}`, tarball] as const;
  });
  project.provide('tarballs', Object.fromEntries(await Promise.all(packed)));
}
