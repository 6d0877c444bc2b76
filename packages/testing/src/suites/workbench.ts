/** Workbench: a database for one suite, with the shared tables, emptied after each test. */
import { atomic, type Config, closeAll, createDorm, type Dorm, getConnection, sql } from '@dorm/core';
import type { Driver } from '@dorm/core/driver';
import { createTables } from '@dorm/core/schema';
import { afterAll, afterEach, beforeAll, it } from 'vitest';
import {
  CIRCLE_TABLES,
  circle,
  desk,
  ESTATE_TABLES,
  estate,
  library,
  PRESS_TABLES,
  press,
  STUDIO_TABLES,
  samples,
  studio,
  VAULT_TABLES,
  vault,
} from '../models/index.js';
import type { DriverSetup, OpenedDatabase } from './driver-setup.js';

type Work = () => void | Promise<void>;

export interface Workbench {
  readonly setup: DriverSetup;
  /** The driver of this suite's database; there from the first test on. */
  readonly driver: Driver;
  /** A test on this suite's database. Its configuration is scoped: the process default stays untouched. */
  it(title: string, work: Work, timeout?: number): void;
  /** Runs work on a second, empty database with other settings; the tables are there unless `tables` is false. */
  elsewhere<T>(settings: Partial<Config> & { tables?: boolean }, work: () => Promise<T>): Promise<T>;
  /** The suite's configuration again, with other settings, on the same database. */
  configured(settings: Partial<Config>): Dorm;
}

const apps = [library, desk, samples, studio, vault, circle, estate, press];

/** Every table that createTables makes here, those that refer to others first. */
const TABLES = [
  ...STUDIO_TABLES,
  ...VAULT_TABLES,
  ...CIRCLE_TABLES,
  ...ESTATE_TABLES,
  ...PRESS_TABLES,
  'library_review',
  'library_profile',
  'library_passport',
  'library_book',
  'library_author',
  'library_publisher',
  'library_country',
  'desk_slot',
  'order',
  'support_tickets',
  'desk_basket',
  'desk_visit',
  'samples_sample',
  'samples_note',
  'samples_smallkey',
  'samples_plainkey',
  'samples_bigkey',
  'samples_uuidkey',
];

/** Opens its database before the first test of the surrounding describe() and removes it after the last. */
export function workbench(setup: DriverSetup): Workbench {
  let opened: OpenedDatabase | undefined;
  let dorm: Dorm | undefined;
  const here = (): OpenedDatabase => {
    if (opened === undefined) throw new Error('The database is there inside a test only.');
    return opened;
  };
  const run = <T>(work: () => T | Promise<T>): Promise<Awaited<T>> => {
    if (dorm === undefined) throw new Error('The database is there inside a test only.');
    return dorm.run(work);
  };
  beforeAll(async () => {
    opened = await setup.open();
    dorm = createDorm({ databases: { default: opened.driver }, apps });
    await run(() => createTables());
  });
  afterEach(() => run(emptyTables));
  afterAll(async () => {
    await run(closeAll);
    await opened?.cleanup?.();
  });
  return {
    setup,
    get driver() {
      return here().driver;
    },
    it: (title, work, timeout) => it(title, () => run(work), timeout),
    configured: (settings) => createDorm({ databases: { default: here().driver }, apps, ...settings }),
    async elsewhere({ tables = true, ...settings }, work) {
      const other = await setup.open();
      try {
        return await createDorm({ databases: { default: other.driver }, apps, ...settings }).run(async () => {
          try {
            if (tables) await createTables();
            return await work();
          } finally {
            await closeAll();
          }
        });
      } finally {
        await other.cleanup?.();
      }
    },
  };
}

async function emptyTables(): Promise<void> {
  await atomic(async () => {
    for (const table of TABLES) await getConnection().executeWrite(sql`DELETE FROM ${sql.id(table)}`);
  });
}
