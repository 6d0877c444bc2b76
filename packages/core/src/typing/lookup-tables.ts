/** Which lookups each kind of field has, and the type of value that each one takes. */
import type { JsonNull } from '../fields/json-null.js';
import type { QueryLike } from './queryset.js';

/** An array, a Set, what a generator gives; a text is no list. */
export type ListOf<T> = readonly T[] | (Iterable<T> & object);
export interface CommonLookups<T> {
  exact: T | null;
  in: ListOf<T> | QueryLike;
  isNull: boolean;
}
export interface OrderedLookups<T> extends CommonLookups<T> {
  gt: T;
  gte: T;
  lt: T;
  lte: T;
  range: readonly [from: T, to: T];
}
export interface TextLookups<T> extends OrderedLookups<T> {
  iExact: string;
  contains: string;
  iContains: string;
  startsWith: string;
  iStartsWith: string;
  endsWith: string;
  iEndsWith: string;
  regex: string;
  iRegex: string;
  /** A transform: `name__length__gt`. */
  length: number;
}
/** Transforms of a day. Each may be followed by a lookup: `publishedAt__year__gte`. */
export interface DayParts {
  year: number;
  isoYear: number;
  quarter: number;
  month: number;
  week: number;
  day: number;
  /** 1 (Sunday) to 7 (Saturday). */
  weekDay: number;
  /** 1 (Monday) to 7 (Sunday). */
  isoWeekDay: number;
}
/** Transforms of a time of day. */
export interface TimeParts {
  hour: number;
  minute: number;
  second: number;
}
export interface DateLookups<T> extends OrderedLookups<T>, DayParts {}
export interface TimeLookups<T> extends OrderedLookups<T>, TimeParts {}
export interface DateTimeLookups<T> extends OrderedLookups<T>, DayParts, TimeParts {
  /** The day, in the time zone of the settings. */
  date: string;
  /** The time of day, in the time zone of the settings. */
  time: string;
}
export interface JsonLookups<T> extends CommonLookups<T | JsonNull> {
  contains: unknown;
  containedBy: unknown;
  hasKey: string;
  hasKeys: readonly string[];
  hasAnyKeys: readonly string[];
}
export interface NumberLookups<T> extends OrderedLookups<T> {}
export interface BigintLookups<T> extends OrderedLookups<T> {}
export interface DecimalLookups<T> extends OrderedLookups<T> {}
export interface DurationLookups<T> extends OrderedLookups<T> {}
export interface BooleanLookups<T> extends CommonLookups<T> {}
export interface BinaryLookups<T> extends CommonLookups<T> {}
/**
 * The lookups by kind of field. Open to augmentation, for a field of your own or a driver's; so is the interface of each kind, for lookups
 * that `registerLookup` adds.
 *
 * @example
 * declare module '@dorm/core' {
 *   interface Lookups<T> {
 *     vector: CommonLookups<T> & { near: readonly number[] };
 *   }
 * }
 */
export interface Lookups<T> {
  text: TextLookups<T>;
  number: NumberLookups<T>;
  bigint: BigintLookups<T>;
  decimal: DecimalLookups<T>;
  boolean: BooleanLookups<T>;
  dateTime: DateTimeLookups<T>;
  date: DateLookups<T>;
  time: TimeLookups<T>;
  duration: DurationLookups<T>;
  json: JsonLookups<T>;
  binary: BinaryLookups<T>;
}
