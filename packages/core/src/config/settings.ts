/** Settings: what `configure` takes, checked and frozen. */
import { ConfigurationError, didYouMean } from '../errors/index.js';
import type { Driver } from '../execution/driver.js';
import type { App } from '../typing/app.js';

/** What `defineConfig`, `configure` and `createDorm` take. */
export interface Config {
  /** Databases by alias; `default` is used where nothing else is said. */
  readonly databases: Readonly<Record<string, Driver>>;
  /** Apps made by `defineApp`; default: all that are defined. */
  readonly apps?: readonly App<unknown>[];
  /** IANA name of the zone in which dates and times of day are read off an instant. Default `'UTC'`. */
  readonly timeZone?: string;
  /** The primary key of models that declare none. Default `'bigAuto'`. */
  readonly defaultAutoField?: 'bigAuto' | 'auto' | 'smallAuto';
  /** What awaiting a relation that is not loaded loads: for all rows of the result, for one row, or an error. Default `'peers'`. */
  readonly peers?: 'peers' | 'one' | 'raise';
}

export interface Settings {
  readonly databases: ReadonlyMap<string, Driver>;
  readonly apps: readonly App<unknown>[] | null;
  readonly timeZone: string;
  readonly defaultAutoField: 'bigAuto' | 'auto' | 'smallAuto';
  readonly peers: 'peers' | 'one' | 'raise';
}

const KEYS = ['databases', 'apps', 'timeZone', 'defaultAutoField', 'peers'] as const;

/** Checks a configuration. @throws ConfigurationError naming the key, with what belongs there. */
export function checkConfig(config: Config): Settings {
  if (typeof config !== 'object' || config === null) throw refuse('configure() takes an object');
  for (const key of Object.keys(config)) {
    if (!KEYS.some((known) => known === key)) throw refuse(`unknown setting '${key}'`, didYouMean(key, KEYS));
  }
  return Object.freeze({
    databases: checkDatabases(config.databases),
    apps: checkApps(config.apps),
    timeZone: checkTimeZone(config.timeZone ?? 'UTC'),
    defaultAutoField: checkAutoField(config.defaultAutoField ?? 'bigAuto'),
    peers: checkPeers(config.peers ?? 'peers'),
  });
}

function checkDatabases(databases: unknown): ReadonlyMap<string, Driver> {
  const hint = "write databases: { default: sqlite('app.sqlite') }, with the function of a driver package";
  if (typeof databases !== 'object' || databases === null) throw refuse('databases is missing', hint);
  const checked = new Map<string, Driver>();
  for (const [alias, driver] of Object.entries(databases)) {
    if (!isDriver(driver)) throw refuse(`databases.${alias} is not a driver`, hint);
    checked.set(alias, driver);
  }
  return checked;
}

function isDriver(value: unknown): value is Driver {
  return typeof value === 'object' && value !== null && 'open' in value && typeof value.open === 'function';
}

function checkApps(apps: unknown): readonly App<unknown>[] | null {
  if (apps === undefined) return null;
  if (!Array.isArray(apps) || !apps.every((app) => typeof app === 'object' && app !== null && 'label' in app)) {
    throw refuse('apps is not a list of apps', 'write apps: [blog] with what defineApp returned');
  }
  return apps;
}

function checkTimeZone(timeZone: unknown): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: String(timeZone) }).resolvedOptions().timeZone;
  } catch (cause) {
    throw refuse('timeZone is not known here', "write an IANA name, such as 'Europe/Madrid'", cause);
  }
}

function checkAutoField(field: unknown): Settings['defaultAutoField'] {
  if (field === 'bigAuto' || field === 'auto' || field === 'smallAuto') return field;
  throw refuse("defaultAutoField takes 'bigAuto', 'auto' or 'smallAuto'");
}

function checkPeers(peers: unknown): 'peers' | 'one' | 'raise' {
  if (peers === 'peers' || peers === 'one' || peers === 'raise') return peers;
  throw refuse("peers takes 'peers', 'one' or 'raise'");
}

function refuse(message: string, hint?: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(`configuration: ${message}.`, { ...(hint === undefined ? {} : { hint }), cause });
}
