/** The warning of a slice without an order. It is given while a plan is built, so that a query that runs again costs nothing. */
import { orderFor } from './build-select.js';
import type { QueryDescription } from './query-description.js';
import type { Shape } from './shape.js';
import { GET, LIMIT, OFFSET, ROWS } from './tokens.js';

const warned = new WeakSet<Shape>();

/** Warns, once for the steps before the slice, when the database may choose which rows are in it. Silent in production. */
export function warnUnorderedSlice(shape: Shape, of: QueryDescription): void {
  if (process.env.NODE_ENV === 'production' || (of.limit === null && of.offset === null)) return;
  if ((of.terminal !== ROWS && of.terminal !== GET) || of.uniqueBy !== null || orderFor(of).length > 0) return;
  const whole = unsliced(shape);
  if (warned.has(whole)) return;
  warned.add(whole);
  process.emitWarning(
    `${of.meta.label}: a slice of an unordered QuerySet: a row can appear on two pages, or on none.`,
    {
      type: 'DormWarning',
      code: 'DORM_UNORDERED_SLICE',
      detail: "Give it an order that ends with the key: orderBy('-views', 'pk').",
    },
  );
}

/** The steps before LIMIT and OFFSET, which stand at the end. */
function unsliced(shape: Shape): Shape {
  const first = shape.path().find(({ token }) => token === LIMIT || token === OFFSET);
  return first?.parent ?? shape;
}
