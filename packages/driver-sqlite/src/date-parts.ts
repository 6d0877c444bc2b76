/** Parts of stored dates and times, read in a time zone, and the bounds of years, for the functions that SQL calls. */
import type { DatePart } from '@dorm/query';
import { checkDay, readMicros, writeMicros, writeTime } from './date-text.js';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** What a clock on the wall and a calendar show, as milliseconds since 1970 of a place without a zone. */
interface Wall {
  readonly time: number;
  /** The time of day as it is stored. */
  readonly clock: string;
}

/**
 * A part of a stored dateTime, date or time.
 * @param zone where a dateTime is read; null: the text is a date or a time, of no zone.
 * @returns a bigint for a number; text as it is stored for `date` and `time`.
 */
export function datePart(part: DatePart, text: string, zone: string | null): bigint | string {
  const { time, clock } = zone === null ? wallOfText(text) : wallOfMoment(text, zone);
  if (part === 'time') return clock;
  return part === 'date' ? dayText(time) : BigInt(numberOf(part, time));
}

/**
 * Where a year begins, as text that compares with stored ones: the empty text before all of them, `:` after all of them.
 * @param zone of a dateTime; null: the column holds dates.
 */
export function yearStart(part: 'year' | 'isoYear', year: number, zone: string | null): string {
  if (year < 0) return '';
  if (year > 10_000) return ':';
  const start = part === 'year' ? firstDay(year) : mondayOf(firstDay(year) + 3 * DAY);
  const time = zone === null ? start : momentAt(start, zone);
  if (time < FIRST_TIME) return '';
  if (time > LAST_TIME) return ':';
  const iso = new Date(time).toISOString();
  return zone === null ? iso.slice(0, 10) : writeMicros(iso);
}

const FIRST_TIME = firstDay(1);
const LAST_TIME = firstDay(10_000) - 1;

function numberOf(part: Exclude<DatePart, 'date' | 'time'>, time: number): number {
  const at = new Date(time);
  switch (part) {
    case 'year':
      return at.getUTCFullYear();
    case 'isoYear':
      return isoYear(time);
    case 'quarter':
      return Math.floor(at.getUTCMonth() / 3) + 1;
    case 'month':
      return at.getUTCMonth() + 1;
    case 'week':
      return Math.floor((thursdayOf(time) - firstDay(isoYear(time))) / (7 * DAY)) + 1;
    case 'day':
      return at.getUTCDate();
    case 'weekDay':
      return at.getUTCDay() + 1;
    case 'isoWeekDay':
      return at.getUTCDay() || 7;
    case 'hour':
      return at.getUTCHours();
    case 'minute':
      return at.getUTCMinutes();
    case 'second':
      return at.getUTCSeconds();
  }
}

/** A week belongs to the year of its Thursday. */
function isoYear(time: number): number {
  return new Date(thursdayOf(time)).getUTCFullYear();
}

function thursdayOf(time: number): number {
  return mondayOf(time) + 3 * DAY;
}

function mondayOf(time: number): number {
  const midnight = Math.floor(time / DAY) * DAY;
  return midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * DAY;
}

/** Date.UTC takes the years 0 to 99 for 1900 to 1999. */
function firstDay(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}

/** A zone can lead out of the years 1 to 9999 by some hours: those are of the nearest day that can be written. */
function dayText(time: number): string {
  return new Date(Math.min(Math.max(time, FIRST_TIME), LAST_TIME)).toISOString().slice(0, 10);
}

function wallOfText(text: string): Wall {
  if (text.includes(':')) {
    const clock = writeTime(text);
    return { time: Date.parse(`1970-01-01T${clock}Z`), clock };
  }
  return { time: Date.parse(`${checkDay(text)}T00:00:00Z`), clock: '00:00:00' };
}

function wallOfMoment(text: string, zone: string): Wall {
  const iso = readMicros(text);
  const time = wallAt(Date.parse(iso), zone);
  const second = new Date(time).toISOString().split('T')[1]?.slice(0, 8) ?? '';
  return { time, clock: writeTime(`${second}${iso.slice(-8, -1)}`) };
}

/** The moment at which a place's clocks first show a time; of one that they skip, the moment of the skip's start. */
function momentAt(wall: number, zone: string): number {
  const before = wall - offsetAt(wall - DAY, zone);
  const after = wall - offsetAt(wall + DAY, zone);
  const shown = [Math.min(before, after), Math.max(before, after)].find((time) => wallAt(time, zone) === wall);
  return shown ?? before;
}

function wallAt(time: number, zone: string): number {
  return time + offsetAt(time, zone);
}

/** Milliseconds east of UTC. */
function offsetAt(time: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const second = Math.floor(time / 1_000) * 1_000;
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, at = 0] = formatterOf(zone)
    .format(second)
    .split(/\D+/)
    .map(Number);
  const shownIn = (y: number): number =>
    new Date(0).setUTCFullYear(y, month - 1, day) + (hour * 60 + minute) * MINUTE + at * 1_000 - second;
  const offset = shownIn(year);
  // The year before 1 is shown as the year 1 of another era.
  return Math.abs(offset) < 2 * DAY ? offset : shownIn(1 - year);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    calendar: 'gregory',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
