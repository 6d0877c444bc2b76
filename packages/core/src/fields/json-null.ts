/** JsonNull: the JSON value `null`, told apart from SQL's NULL. */

const JSON_NULL: unique symbol = Symbol.for('@dorm/core.JsonNull') as typeof JSON_NULL;

/** The type of `JsonNull`. */
export interface JsonNull {
  /** `JSON.stringify` writes it as `null`, alone and inside an instance. */
  toJSON(): null;
  toString(): string;
  readonly [JSON_NULL]: true;
}

/**
 * The JSON value `null` of a json field.
 *
 * In a field with `null: true`, `null` means SQL NULL (nothing is stored) and `JsonNull` the JSON value null; both are
 * read back as they were written. In a field without `null: true`, plain `null` means the JSON null and is read back so;
 * `JsonNull` may be written in its place. Inside a value (`{ a: null }`) null is plain `null`.
 *
 * @example
 * await Post.objects.create({ title: 'x', meta: JsonNull }); // stored: null as JSON
 * await Post.objects.create({ title: 'x', meta: null }); // stored: NULL
 */
export const JsonNull: JsonNull = Object.freeze({
  [JSON_NULL]: true,
  toJSON: () => null,
  toString: () => 'JsonNull',
  [Symbol.for('nodejs.util.inspect.custom')]: () => 'JsonNull',
} as const);

/** Whether a value is `JsonNull`, also the one of another copy of this package. */
export function isJsonNull(value: unknown): value is JsonNull {
  return typeof value === 'object' && value !== null && JSON_NULL in value;
}
