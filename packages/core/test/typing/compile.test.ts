/** The type tests of `test-d` hold, with every `@ts-expect-error` used, on each TypeScript that is supported. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

function compile(compiler: 'typescript' | 'ts7'): string {
  const tsc = path(`../../../../node_modules/${compiler}/bin/tsc`);
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', path('../../test-d'), '--pretty', 'false'], {
    encoding: 'utf8',
  });
  return status === 0 ? '' : stdout;
}

it('T-115, I-048: models, queries and rows are typed as the type tests say on TypeScript 6', () => {
  expect(compile('typescript')).toBe('');
}, 120_000);

it('T-115, I-048: and on TypeScript 7', () => {
  expect(compile('ts7')).toBe('');
}, 120_000);

it('T-112: the type tests hold files that import each other, which compile in each order', () => {
  // Cycles of models are decided by the order in which the checker meets the files: here each of them comes first once.
  const files = ['author.ts', 'book.ts', 'shelf.test-d.ts'];
  const tsc = path('../../../../node_modules/ts7/bin/tsc');
  for (const first of files) {
    const order = [first, ...files.filter((file) => file !== first)].map((file) => path(`../../test-d/cycle/${file}`));
    const options = [
      '--noEmit',
      '--ignoreConfig',
      '--strict',
      '--types',
      'node',
      '--target',
      'ES2022',
      '--module',
      'NodeNext',
    ];
    const { stdout } = spawnSync(process.execPath, [tsc, ...options, ...order], { encoding: 'utf8' });
    expect(stdout).toBe('');
  }
}, 120_000);
