/** What every package's tests share: they run on the sources, so an edit needs no build. */
import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

const source = (file: string): string => fileURLToPath(new URL(`./packages/${file}`, import.meta.url));

export const sharedConfig: ViteUserConfig = {
  resolve: {
    alias: [
      { find: /^@dorm\/([a-z-]+)$/, replacement: source('$1/src/index.ts') },
      { find: /^@dorm\/([a-z-]+)\/([a-z-]+)$/, replacement: source('$1/src/$2.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    // The counts that `npm test` adds up; turbo keeps the file, so a cached run counts too.
    reporters: ['default', ['json', { outputFile: '.results/vitest.json' }]],
  },
};
