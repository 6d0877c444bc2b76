/** DriverSetup: what the test file of a driver hands to the suites. */
import type { Driver } from '@dorm/core/driver';

/** A database of its own for one suite. */
export interface OpenedDatabase {
  readonly driver: Driver;
  /** Removes it; called after its connections were closed. */
  cleanup?(): void | Promise<void>;
}

/**
 * What stands in a column after a value was saved, by field: `[value in TypeScript, what the database hands out for the bare column]`.
 * It is what Django stores on this database.
 */
export type StoredForms = Readonly<Record<string, readonly (readonly [value: unknown, stored: unknown])[]>>;

/** How the suites get at one kind of database. A difference of behaviour is a capability of the driver, never an option here. */
export interface DriverSetup {
  /** Gives a fresh, empty database, at each call another one. */
  open(): OpenedDatabase | Promise<OpenedDatabase>;
  /** Left out: the suite of stored forms does not run. */
  readonly stored?: StoredForms;
  /** A statement that answers with the names of a table's indexes, one a row. Left out: names of indexes are not looked at. */
  indexNames?(table: string): string;
}
