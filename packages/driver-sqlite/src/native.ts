/** The part of better-sqlite3 that the driver uses, as structural types: any copy of it, and its `Database`, fits. */

/** A prepared statement of better-sqlite3. */
export interface NativeStatement {
  /** Whether it returns rows. */
  readonly reader: boolean;
  /** Whether it leaves the database file alone. */
  readonly readonly: boolean;
  run(...parameters: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
  get(...parameters: readonly unknown[]): unknown;
  all(...parameters: readonly unknown[]): unknown[];
  iterate(...parameters: readonly unknown[]): IterableIterator<unknown>;
  columns(): { readonly name: string }[];
  raw(on?: boolean): unknown;
  safeIntegers(on?: boolean): unknown;
}

/** An open `Database` of better-sqlite3. */
export interface NativeDatabase {
  readonly name: string;
  readonly open: boolean;
  readonly memory: boolean;
  readonly readonly: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): NativeStatement;
  exec(sql: string): unknown;
  pragma(sql: string, options?: { simple?: boolean }): unknown;
  function(
    name: string,
    options: { deterministic?: boolean; safeIntegers?: boolean },
    // better-sqlite3 takes the number of arguments from the function's length; the values' types depend on the SQL.
    body: (...values: unknown[]) => unknown,
  ): unknown;
  aggregate<State>(
    name: string,
    options: {
      deterministic?: boolean;
      safeIntegers?: boolean;
      start: () => State;
      step: (state: State, value: unknown) => State;
      result: (state: State) => unknown;
    },
  ): unknown;
  close(): unknown;
}

/** Rows of a query of the driver's own (pragmas, the schema), as arrays. */
export function query(native: NativeDatabase, sql: string, ...parameters: readonly string[]): unknown[][] {
  const statement = native.prepare(sql);
  statement.raw(true);
  return statement.all(parameters).filter(Array.isArray);
}
