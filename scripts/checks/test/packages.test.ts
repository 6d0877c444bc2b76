import { expect, it } from 'vitest';
import { checkPackages } from '../packages.mjs';
import { fixture, manifest } from './fixture.js';

const files = {
  'package.json': { name: 'fixture', private: true },
  'packages/core/package.json': manifest('@dorm/core', { license: 'MIT', files: ['dist'] }),
  'packages/core/dist/index.js': 'export const a = 1;',
  'packages/core/dist/index.d.ts': 'export declare const a: number;',
};

it('accepts a package whose doors lead somewhere', { timeout: 60_000 }, async () => {
  expect(await checkPackages(fixture(files))).toEqual({ passed: 1, problems: [], notes: [] });
});

it('hears publint when the tarball misses what exports promises', { timeout: 60_000 }, async () => {
  const core = manifest('@dorm/core', { license: 'MIT', files: ['dist/index.js'] });
  const { passed, problems } = await checkPackages(fixture({ ...files, 'packages/core/package.json': core }));
  expect(passed).toBe(0);
  expect(problems).toEqual([expect.stringMatching(/@dorm\/core: publint found[\s\S]*index\.d\.ts/)]);
});

it('hears attw when a declaration imports what does not resolve', { timeout: 60_000 }, async () => {
  const lost = { ...files, 'packages/core/dist/index.d.ts': "export * from './other';" };
  const { problems } = await checkPackages(fixture(lost));
  expect(problems.join('\n')).toMatch(/@dorm\/core: attw found/);
});
