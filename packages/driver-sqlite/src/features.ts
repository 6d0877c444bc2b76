/** What SQLite can do, for core to ask. */
import type { Capabilities } from '@dorm/core/driver';

export const sqliteCapabilities: Capabilities = Object.freeze({
  returning: true,
  transactionalDdl: true,
  // One writer at a time, and readers see one snapshot: there is nothing weaker to ask for.
  isolationLevels: Object.freeze(['serializable'] as const),
  // SQLITE_MAX_VARIABLE_NUMBER as better-sqlite3 compiles it.
  maxParameters: 32_766,
});
