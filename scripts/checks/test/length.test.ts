import { expect, it } from 'vitest';
import { checkLength } from '../length.mjs';
import { fixture } from './fixture.js';

const lines = (count: number): string => 'x\n'.repeat(count);

it('warns past 300 lines, fails past 400 and tells the median', () => {
  const root = fixture({
    'packages/core/src/short.ts': lines(300),
    'packages/core/src/long.ts': lines(301),
    'scripts/longest.mjs': lines(400),
    'examples/shop/too-long.ts': lines(401),
    'packages/core/dist/built.ts': lines(900),
    'packages/core/test/many.test-d.ts': lines(900),
    'docs/page.md': lines(900),
  });
  expect(checkLength(root)).toEqual({
    passed: 0,
    problems: ['examples/shop/too-long.ts: 401 lines, at most 400: split it by what it is for'],
    notes: [
      'packages/core/src/long.ts: 301 lines, 400 is the end',
      'scripts/longest.mjs: 400 lines, 400 is the end',
      '4 files, median 400 lines',
    ],
  });
});
