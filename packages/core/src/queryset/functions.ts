/** The functions of expressions: F, Value, Now and Q, under their types; and those whose types came first. */
import type {
  FFunction,
  NowFunction,
  PrefetchFunction,
  QFunction,
  Q as QType,
  ValueFunction,
} from '../typing/index.js';
import { Constant, CurrentTime, FieldReference } from './expressions.js';
import { PrefetchOf } from './prefetch.js';
import { makeQ } from './q.js';

// What is typed here carries literal paths in phantom members; the objects behind know nothing of them.
/** A field of the row, by its path: `F('views').add(1)`, `F('author__age')`. */
export const F: FFunction = ((path: string) => new FieldReference(path)) as unknown as FFunction;
/** A constant; needed for text, which would be a path otherwise. */
export const Value: ValueFunction = ((value: unknown) => new Constant(value)) as unknown as ValueFunction;
/** The database's clock. */
export const Now: NowFunction = (() => new CurrentTime()) as unknown as NowFunction;
/** A condition that stands on its own: `Q({ views__gt: 3 }).or({ title: 'x' })`, `Q.or(…)`, `Q.and(…)`, `Q.not(…)`. */
export const Q: QFunction = makeQ as unknown as QFunction;
export type Q<Needs> = QType<Needs>;
/** A relation for prefetchRelated() with a QuerySet of its own, and the property that takes its rows. */
export const Prefetch: PrefetchFunction = ((path: string, options?: object) =>
  new PrefetchOf(path, options)) as unknown as PrefetchFunction;
