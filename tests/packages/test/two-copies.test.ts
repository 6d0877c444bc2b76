import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InstalledProject } from './installed-project.js';

it('T-121: meets another copy of @dorm/core in one process, and says what to do when that one is too far away', async () => {
  const project = await InstalledProject.create('two-copies');
  const second = join(project.folder, 'library', 'node_modules', '@dorm', 'core');
  cpSync(join(project.folder, 'node_modules', '@dorm', 'core'), second, { recursive: true });
  expect(await project.node('main.mjs')).toBe('two copies true\nlibrary counts 1\napplication sees 1');

  const file = join(second, 'dist', 'config', 'process-state.js');
  const code = readFileSync(file, 'utf8');
  expect(code).toMatch(/const FORMAT = \d+/);
  writeFileSync(file, code.replace(/const FORMAT = \d+/, 'const FORMAT = 999'));
  await expect(project.node('main.mjs')).rejects.toThrow(/ConfigurationError.*Two versions[\s\S]*npm ls @dorm\/core/);
});
