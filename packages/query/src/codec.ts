/** How a value of a type travels between JavaScript and a database. */

/**
 * Functions between a JavaScript value and a database's. Null: hand it over as it is. They are never called with null
 * (NULL is null on both sides), check what they get, and throw ValueError for what the type cannot hold.
 */
export interface Codec<Js = unknown, Db = unknown> {
  readonly read: ((db: unknown) => Js) | null;
  readonly write: ((js: unknown) => Db) | null;
}
