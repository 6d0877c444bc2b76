import { expect, it } from 'vitest';
import { InstalledProject } from './installed-project.js';

/** Node from 20.19 and 22.12 on can require() ES modules. */
const canRequire = 'require_module' in process.features;

it('runs in an empty CommonJS project, with types', async () => {
  const project = await InstalledProject.create('commonjs');
  await project.compile();
  expect(await project.node('out/imported.js')).toBe('imported 1');
  expect(canRequire).toBe(true);
  expect(await project.node('out/required.js')).toBe('required 1');
});

it('runs in a CommonJS project with legacy decorators, as NestJS has them', async () => {
  const project = await InstalledProject.create('nest');
  await project.compile();
  expect(await project.node('out/main.js')).toBe('20 10');
});
