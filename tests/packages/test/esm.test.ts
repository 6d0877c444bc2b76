import { expect, it } from 'vitest';
import { InstalledProject } from './installed-project.js';

it('runs in an empty ES module project, with types', async () => {
  const project = await InstalledProject.create('esm');
  await project.compile();
  expect(await project.node('out/main.js')).toBe(
    [
      'Always Coming Home, 523 pages, Ursula',
      'The Dispossessed, 341 pages, Ursula',
      'I am Ursula',
      'function function',
    ].join('\n'),
  );
  const doors = ['core', 'driver', 'extension', 'schema', 'sqlite', 'dialect', 'query', 'testing'];
  expect(await project.node('out/doors.js')).toBe(doors.map((door) => `${door} true false`).join('\n'));
});
