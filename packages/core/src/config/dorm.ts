/** Dorm: one configuration with its open databases; the process default, or scoped with run(). */
import { ConfigurationError, didYouMean } from '../errors/index.js';
import { Database } from '../execution/database.js';
import { currentScope, within } from '../execution/scope.js';
import { processState } from './process-state.js';
import { type Config, checkConfig, type Settings } from './settings.js';

/** A configuration with its databases, opened when they are first used. Made by `createDorm` and `configure`. */
export class Dorm {
  readonly settings: Settings;
  readonly #databases = new Map<string, Database>();

  constructor(config: Config) {
    this.settings = checkConfig(config);
  }

  /** The database of an alias. @throws ConfigurationError for an alias that is not configured. */
  database(alias: string): Database {
    return this.#databases.get(alias) ?? this.#open(alias);
  }

  /**
   * Runs fn with this configuration: every query inside uses it, also after an await, and in no other task.
   *
   * @param fn what it returns is awaited inside, so `() => qs` runs here.
   * @returns what fn returned.
   * @example
   * const other = createDorm({ databases: { default: sqlite(':memory:') } });
   * await other.run(() => Author.objects.count());
   */
  run<T>(fn: () => T | PromiseLike<T>): Promise<Awaited<T>> {
    return within({ dorm: this, block: null }, fn);
  }

  /** Closes its databases; a later query opens them again. */
  async close(): Promise<void> {
    const open = [...this.#databases.values()];
    this.#databases.clear();
    await Promise.all(open.map((database) => database.close()));
  }

  #open(alias: string): Database {
    const driver = this.settings.databases.get(alias);
    if (driver === undefined) {
      const known = [...this.settings.databases.keys()];
      throw new ConfigurationError(`No database '${alias}' is configured.`, {
        hint: known.length === 0 ? 'add it to `databases`' : `${didYouMean(alias, known)}; or add it to \`databases\``,
      });
    }
    const database = new Database(alias, driver, this.settings.timeZone);
    this.#databases.set(alias, database);
    return database;
  }
}

/** A configuration as it stands, with its type checked: for dorm.config.ts. */
export function defineConfig(config: Config): Config {
  return config;
}

/**
 * Sets the process default. Called again it replaces it and closes the databases of the former one.
 *
 * @throws ConfigurationError naming what is wrong.
 * @example
 * configure({ databases: { default: sqlite('app.sqlite') }, apps: [blog] });
 */
export function configure(config: Config): void {
  const former = processState.dorm;
  processState.dorm = new Dorm(config);
  // Nobody waits for the old databases: closing is started, and an error in it must not end the process.
  void former?.close().catch(() => undefined);
}

/** A configuration beside the process default: for tests, several apps, a request at the edge. See `Dorm.run`. */
export function createDorm(config: Config): Dorm {
  return new Dorm(config);
}

/** The configuration around this call. @throws ConfigurationError when there is none. */
export function currentDorm(): Dorm {
  const dorm = currentScope().dorm ?? processState.dorm;
  if (dorm !== null) return dorm;
  throw new ConfigurationError('dorm is not configured.', {
    hint: 'call configure({ databases: { default: … } }) before the first query, or run inside createDorm(config).run(fn)',
  });
}

/**
 * Closes the databases of the configuration around this call, so that the process can exit.
 *
 * A later query opens them again. Does nothing when nothing is configured.
 */
export async function closeAll(): Promise<void> {
  await (currentScope().dorm ?? processState.dorm)?.close();
}
