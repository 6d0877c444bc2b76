import { sharedConfig } from '../../vitest.shared.js';

// No alias: what is tested here is what was built and packed.
export default {
  test: {
    ...sharedConfig.test,
    globalSetup: './test/pack-all.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
};
