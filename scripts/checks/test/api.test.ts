import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkApi, updateApi } from '../api.mjs';
import { fixture, manifest } from './fixture.js';

const core = {
  'packages/core/package.json': manifest('@dorm/core'),
  'packages/core/dist/index.d.ts':
    "export * from './model.js';\nexport type { Hidden } from './model.js';\nexport declare const run: () => void;",
  'packages/core/dist/model.d.ts':
    'export declare class Model {}\nexport interface Options { a: 1 }\ndeclare class Hidden {}\nexport { type Hidden };',
};
const list = '@dorm/core\n  Hidden  (type)\n  Model  (value+type)\n  Options  (type)\n  run  (value)\n';

it('writes each door with the names and kinds of what it exports', () => {
  const root = fixture({ ...core, 'api/gone.txt': '@dorm/gone\n' });
  expect(updateApi(root)).toEqual([]);
  expect(readFileSync(join(root, 'api/core.txt'), 'utf8')).toBe(list);
  expect(checkApi(root)).toEqual({ passed: 1, problems: [], notes: [] });
});

it('shows what came, what went and what changed its kind', () => {
  const root = fixture({
    ...core,
    'api/core.txt': list.replace('  Options  (type)\n', '  Old  (type)\n').replace('run  (value)', 'run  (type)'),
  });
  expect(checkApi(root).problems).toEqual([
    'api/core.txt is not what is exported; `pnpm api:update` rewrites it:\n' +
      '- @dorm/core: Old  (type)\n- @dorm/core: run  (type)\n+ @dorm/core: Options  (type)\n+ @dorm/core: run  (value)',
  ]);
});

it('fails when a door was not built', () => {
  const root = fixture({ 'packages/core/package.json': manifest('@dorm/core'), 'api/core.txt': '@dorm/core\n' });
  expect(checkApi(root).problems).toEqual(['packages/core/dist/index.d.ts: is named in exports and was not built']);
});
