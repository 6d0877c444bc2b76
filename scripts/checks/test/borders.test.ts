import { expect, it } from 'vitest';
import { checkBorders } from '../borders.mjs';
import { fixture, manifest } from './fixture.js';

const uses = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, '*']));

const sound = {
  'package.json': { devDependencies: { vitest: '*' } },
  'packages/query/package.json': manifest('@dorm/query'),
  'packages/query/src/index.ts': 'export const a = 1;',
  'packages/core/package.json': manifest('@dorm/core', { dependencies: uses('@dorm/query') }),
  'packages/core/src/index.ts':
    "import type { a } from '@dorm/query';\nimport { join } from 'node:path';\nexport { join, type a };",
  'packages/core/test/a.test.ts':
    "import { it } from 'vitest';\nimport { join } from '../src/index.js';\nit('', () => join(''));",
  'packages/driver-x/package.json': manifest('@dorm/driver-x', {
    dependencies: uses('@dorm/query'),
    peerDependencies: uses('@dorm/core'),
  }),
  'packages/driver-x/src/dialect.ts': "import './words.js';",
  'packages/driver-x/src/words.ts': "import '@dorm/query';",
};
const problemsWith = (files: Record<string, string | object>): string[] =>
  checkBorders(fixture({ ...sound, ...files })).problems;

it('finds nothing where everybody keeps to the borders', () => {
  expect(problemsWith({})).toEqual([]);
});

it('refuses a dependency against the direction, also one for tests only', () => {
  expect(
    problemsWith({ 'packages/query/package.json': manifest('@dorm/query', { devDependencies: uses('@dorm/core') }) }),
  ).toEqual(['packages/query/package.json: query must not devDepend on @dorm/core']);
  expect(
    problemsWith({
      'packages/testing/package.json': manifest('@dorm/testing', { dependencies: uses('@dorm/driver-x') }),
    }),
  ).toContain('packages/testing/package.json: testing must not depend on @dorm/driver-x');
});

it('lets a feature use a driver in its tests and nowhere else', () => {
  const otel = (kind: string) => ({
    'packages/otel/package.json': manifest('@dorm/otel', { [kind]: uses('@dorm/driver-x') }),
  });
  expect(problemsWith(otel('devDependencies'))).toEqual([]);
  expect(problemsWith(otel('dependencies'))).toEqual([
    'packages/otel/package.json: otel must not depend on @dorm/driver-x',
  ]);
});

it('asks for a row when a package is new', () => {
  expect(problemsWith({ 'packages/new/package.json': manifest('@dorm/new') })).toEqual([
    'packages/new: has no row in the table of scripts/checks/borders.mjs',
  ]);
});

it('refuses an import that the manifest does not declare', () => {
  expect(problemsWith({ 'packages/core/src/index.ts': "import 'left-pad';" })).toEqual([
    "packages/core/src/index.ts: 'left-pad' is not declared in packages/core/package.json",
  ]);
  expect(problemsWith({ 'packages/core/src/index.ts': "export type A = import('vitest').Mock;" })).toHaveLength(1);
});

it('refuses a way into another package that is no door of it', () => {
  expect(problemsWith({ 'packages/core/src/index.ts': "import '@dorm/query/dist/node.js';" })).toEqual([
    "packages/core/src/index.ts: '@dorm/query/dist/node.js' is no door of @dorm/query (.)",
  ]);
  expect(problemsWith({ 'packages/core/test/a.test.ts': "await import('../../query/src/index.js');" })).toEqual([
    "packages/core/test/a.test.ts: '../../query/src/index.js' leaves the package: import the other one by its name",
  ]);
});

it('keeps a dialect, and all that it reaches, on @dorm/query alone', () => {
  expect(
    problemsWith({ 'packages/driver-x/src/words.ts': "import type { A } from '@dorm/core';\nexport type B = A;" }),
  ).toEqual(["packages/driver-x/src/words.ts: the dialect reaches '@dorm/core', it may use @dorm/query only"]);
});
