/** What a dialect can do, as flags with the defaults of standard SQL. Code asks for a capability, never for a name. */

export interface Features {
  /** INSERT, UPDATE and DELETE can give rows back. */
  readonly returning: boolean;
  /** `DEFAULT` may stand for one cell of an INSERT or one assignment of an UPDATE. */
  readonly defaultInRow: boolean;
  /** INSERT has ON CONFLICT. */
  readonly onConflict: boolean;
  /** Aggregates take `filter (where …)`; without it the compiler writes CASE. */
  readonly aggregateFilter: boolean;
  /** ORDER BY takes `nulls first` and `nulls last`. */
  readonly nullsOrder: boolean;
  /** NULLs come first in an ascending order that says nothing of them. */
  readonly nullsFirst: boolean;
  /** Indexes take a WHERE. */
  readonly partialIndexes: boolean;
  /** Indexes take an INCLUDE; without it the compiler leaves those columns out. */
  readonly coveringIndexes: boolean;
  /** UNIQUE may be deferrable. */
  readonly deferrableUnique: boolean;
  /** Conditions may search by regular expression. */
  readonly regex: boolean;
  /** ALTER TABLE changes columns and constraints in place. */
  readonly alterInPlace: boolean;
  /** Most parameters of one statement; null: no limit. */
  readonly maxParameters: number | null;
}

/** The flags of standard SQL; a dialect spreads them and states what differs. */
export const standardFeatures: Features = Object.freeze({
  returning: true,
  defaultInRow: true,
  onConflict: true,
  aggregateFilter: true,
  nullsOrder: true,
  nullsFirst: true,
  partialIndexes: true,
  coveringIndexes: true,
  deferrableUnique: true,
  regex: true,
  alterInPlace: true,
  maxParameters: null,
});
