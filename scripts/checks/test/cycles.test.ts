import { expect, it } from 'vitest';
import { checkCycles } from '../cycles.mjs';
import { fixture, manifest } from './fixture.js';

it('finds files that import each other, however long the way round is', () => {
  const root = fixture({
    'packages/core/src/a.ts': "import { b } from './b.js';\nexport const a = () => b;",
    'packages/core/src/b.ts': "export * from './deep/c.js';\nexport const b = 1;",
    'packages/core/src/deep/c.ts': "import { a } from '../a.js';\nexport const c = () => a;",
  });
  expect(checkCycles(root).problems).toEqual([
    'files import each other: packages/core/src/a.ts -> packages/core/src/b.ts -> packages/core/src/deep/c.ts -> packages/core/src/a.ts',
  ]);
});

it('lets types refer back', () => {
  const root = fixture({
    'packages/core/src/a.ts': "import { b } from './b.js';\nexport interface A { a: 1 }\nexport const a = b;",
    'packages/core/src/b.ts': "import type { A } from './a.js';\nexport const b: A | undefined = undefined;",
  });
  expect(checkCycles(root).problems).toEqual([]);
});

it('counts an import of types that stays at run time', () => {
  const root = fixture({
    'packages/core/src/a.ts': "import './b.js';\nexport interface A { a: 1 }",
    'packages/core/src/b.ts': "import { type A } from './a.js';\nexport const b: A | undefined = undefined;",
  });
  expect(checkCycles(root).problems).toHaveLength(1);
});

it('finds packages that depend on each other, devDependencies included', () => {
  const root = fixture({
    'packages/core/package.json': manifest('@dorm/core', { devDependencies: { '@dorm/testing': '*' } }),
    'packages/testing/package.json': manifest('@dorm/testing', { peerDependencies: { '@dorm/core': '*' } }),
  });
  expect(checkCycles(root).problems).toEqual([
    'packages depend on each other: @dorm/core -> @dorm/testing -> @dorm/core',
  ]);
});
