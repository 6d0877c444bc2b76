/** The behaviour suites of dorm, for the test file of a driver. */
export { describeDriver, type SuiteName } from './suites/describe-driver.js';
export type { DriverSetup, OpenedDatabase, StoredForms } from './suites/driver-setup.js';
