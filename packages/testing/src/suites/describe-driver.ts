/** describeDriver: runs the behaviour suites on one driver. */
import { describe } from 'vitest';
import type { DriverSetup } from './driver-setup.js';
import { SUITES } from './index.js';
import { seedProperties } from './property-seed.js';
import { workbench } from './workbench.js';

export type SuiteName = keyof typeof SUITES;

/**
 * Runs the behaviour suites on a driver, in a vitest file.
 *
 * @param name stands before every title.
 * @param setup opens a fresh database, and tells what cannot be asked through dorm.
 * @param only names of the suites to run; default: all.
 * @example
 * describeDriver('sqlite', { open: () => ({ driver: sqlite(':memory:') }) });
 */
export function describeDriver(name: string, setup: DriverSetup, only?: readonly SuiteName[]): void {
  seedProperties();
  describe(name, () => {
    for (const subject of only ?? (Object.keys(SUITES) as SuiteName[])) {
      describe(subject, () => SUITES[subject](workbench(setup)));
    }
  });
}
