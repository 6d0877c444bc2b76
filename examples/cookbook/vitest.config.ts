import { sharedConfig } from '../../vitest.shared.js';

export default {
  ...sharedConfig,
  test: { ...sharedConfig.test, include: ['recipes/**/*.test.ts', 'test/**/*.test.ts'] },
};
