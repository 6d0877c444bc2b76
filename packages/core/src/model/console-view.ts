/** How things look on the console: one place for Node's inspection symbol. */

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** What console.log and util.inspect hand to a view. */
export type View<T> = (
  this: T,
  depth: number,
  options: object,
  inspect: (value: unknown, options: object) => string,
) => string;

/** Makes console.log show objects of a class so. */
export function showAs<T extends object>(prototype: T, view: View<T>): void {
  Object.defineProperty(prototype, INSPECT, { value: view, configurable: true, writable: true });
}
