import { sharedConfig } from '../vitest.shared.js';

export default { ...sharedConfig, test: { ...sharedConfig.test, include: ['**/test/**/*.test.ts'] } };
