/** Database: an alias with its driver, its open backend, and what is compiled for it. */
import type { Dialect } from '@dorm/query';
import { type Origin, origin } from '../model/origin.js';
import type { Backend, Capabilities, Driver, Vendor } from './driver.js';

export class Database {
  readonly alias: string;
  readonly driver: Driver;
  readonly dialect: Dialect;
  /** The configuration's: where moments are read off the clock and the calendar. */
  readonly timeZone: string;
  /** The origin of rows that have no peers: shared by all of them. */
  readonly lone: Origin;
  #backend: Backend | null = null;

  constructor(alias: string, driver: Driver, timeZone: string) {
    this.alias = alias;
    this.driver = driver;
    this.dialect = driver.dialect;
    this.timeZone = timeZone;
    this.lone = Object.freeze(origin(alias));
  }

  get vendor(): Vendor {
    return this.driver.vendor;
  }

  get capabilities(): Capabilities {
    return this.driver.capabilities;
  }

  /** Opens at first use. */
  get backend(): Backend {
    this.#backend ??= this.driver.open(this.alias);
    return this.#backend;
  }

  async close(): Promise<void> {
    const backend = this.#backend;
    this.#backend = null;
    await backend?.close();
  }
}
