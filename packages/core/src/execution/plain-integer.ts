/** Integers of SQL by hand come exactly, as bigints where need be: those that a number can hold are numbers. */
export function plainInteger(value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
