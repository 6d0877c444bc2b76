/** How features say what always holds: show() for what a manager shows, isolate() for a value that stands around the call. */
import { ConfigurationError } from '../errors/index.js';
import type { Ambient } from '../execution/ambient.js';
import type { QItem } from '../queryset/q.js';
import { ShownRows } from '../queryset/shown-rows.js';
import type { Check } from '../typing/lookups.js';
import { metaOf } from './meta-of.js';
import { addStanding } from './standing.js';

/** An abstract base, or a model that is in no app yet. */
type Base<I> = abstract new (...args: never) => I;

/**
 * Says which rows a manager shows: in its queries, and, for the default manager, wherever a relation leads to many rows.
 * A foreign key finds its row all the same. A manager that takes the name in a model takes the condition over.
 *
 * @param base an abstract base, or a model that is in no app yet.
 * @param manager the name of the manager: `'objects'`.
 * @param where lookups on the model's own fields.
 * @throws ConfigurationError when the model is in an app already.
 * @example
 * show(SoftDelete, 'objects', { deletedAt__isNull: true });
 */
export function show<I, W extends object>(
  base: Base<I>,
  manager: string,
  where: W & Check<I, Record<never, never>, W>,
): void {
  checkOpen(base);
  addStanding(base, { shown: new Map([[manager, new ShownRows(where as QItem)]]) });
}

/**
 * Says that a model's rows belong to a value that stands around the call: every statement on them, in whatever place, sees those of
 * the value that is set when it runs. Where none is set it fails.
 *
 * @param base an abstract base, or a model that is in no app yet.
 * @param field the name of the field that holds the value.
 * @param value where the value comes from.
 * @throws ConfigurationError when the model is in an app already.
 * @example
 * isolate(TenantOwned, 'tenant', TENANT);
 */
export function isolate<I, T>(base: Base<I>, field: keyof I & string, value: Ambient<T>): void {
  checkOpen(base);
  addStanding(base, { isolated: new Map([[field, value as Ambient<unknown>]]) });
}

function checkOpen(base: object): void {
  const meta = metaOf(base);
  if (meta === null || !meta.isRegistered) return;
  throw new ConfigurationError(`${meta.label} is in an app already: its standing filters are settled.`, {
    model: meta.label,
    hint: 'say them before defineApp()',
  });
}
