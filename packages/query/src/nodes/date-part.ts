/** Parts of dates and times: the year of a day, the hour of a moment as the clocks of a time zone show it. */
import { oneOf } from '../check.js';
import { QueryError } from '../errors.js';
import { type Expression, make, type Node } from '../node.js';
import { type DataType, dataType } from './data-type.js';

const PARTS = [
  'year',
  'isoYear',
  'quarter',
  'month',
  'week',
  'day',
  'weekDay',
  'isoWeekDay',
  'hour',
  'minute',
  'second',
  'date',
  'time',
] as const;

/** `week` and `isoYear` are ISO 8601's; `weekDay` is 1 (Sunday) to 7, `isoWeekDay` 1 (Monday) to 7; `second` is whole. */
export type DatePart = (typeof PARTS)[number];

export interface DatePartNode extends Node<'datePart'> {
  readonly part: DatePart;
  readonly expression: Expression;
  /** IANA name of the zone in which a moment is read; null for days and times of day, which are in none. */
  readonly timeZone: string | null;
  /** What it is: a date, a time or an integer. */
  readonly type: DataType;
}

const INTEGER = dataType('integer');
const TYPES: { readonly [P in DatePart]?: DataType } = { date: dataType('date'), time: dataType('time') };

/**
 * A part of a date, a time or a moment.
 * @param timeZone Where a moment is read off the clock and the calendar; null for an expression that is no moment.
 * @example datePart('year', column('published_at'), 'Europe/Madrid')
 */
export function datePart(part: DatePart, expression: Expression, timeZone: string | null): DatePartNode {
  const known = oneOf('date part', PARTS, part);
  if (timeZone !== null && !/^[\w+:/-]+$/.test(timeZone))
    throw new QueryError('a time zone is an IANA name or an offset');
  return make<DatePartNode>({ kind: 'datePart', part: known, expression, timeZone, type: TYPES[known] ?? INTEGER });
}
