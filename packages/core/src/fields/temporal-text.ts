/** Dates and times as text: reads ISO and Django's forms, exactly, without the guesses of `Date.parse`. */

/** A day of the calendar. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A moment: milliseconds since 1970 in UTC, and the microseconds (0 to 999) that they leave out. */
export interface Moment {
  readonly time: number;
  readonly micros: number;
}

/** The first and the last moment of the years 1 to 9999, which every database can hold. */
export const FIRST_TIME: number = utc({ year: 1, month: 1, day: 1 }, 0);
export const LAST_TIME: number = utc({ year: 9999, month: 12, day: 31 }, 86_399_999);

const DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const CLOCK = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})0*)?)?$/;
const OFFSET = /^([+-])(\d{2})(?::?(\d{2}))?$/;
const MOMENT = /^(\S+?)(?:[T ]\s*([\d:.,]+)\s*(Z|[+-][\d:]{2,5})?)?$/i;

/** A day written `2026-03-09` or `2026-3-9`; null when there is no such day. */
export function readDay(text: string): Day | null {
  const match = DAY.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return { year, month, day };
}

/** Microseconds since midnight of `18:05`, `18:05:09` or `18:05:09.123456`; null when there is no such time. */
export function readClock(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return ((hour * 60 + minute) * 60 + second) * 1_000_000 + Number((match[4] ?? '').padEnd(6, '0'));
}

/** A moment in ISO form or Django's; without a zone it is UTC, without a time midnight. null: no such moment. */
export function readMoment(text: string): Moment | null {
  const match = text.length > 60 ? null : MOMENT.exec(text.trim());
  const day = match === null ? null : readDay(match[1] ?? '');
  const clock = readClock(match?.[2] ?? '0:00');
  const offset = readOffset(match?.[3] ?? 'Z');
  if (day === null || clock === null || offset === null) return null;
  const micros = clock % 1_000;
  const time = utc(day, (clock - micros) / 1_000) - offset * 60_000;
  return time >= FIRST_TIME && time <= LAST_TIME ? { time, micros } : null;
}

/** `YYYY-MM-DD`. */
export function writeDay({ year, month, day }: Day): string {
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** `HH:MM:SS.mmm`, or with six digits when there are microseconds to keep. */
export function writeClock(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  const [minute, second] = [Math.floor(seconds / 60) % 60, seconds % 60];
  const fraction = digits(micros % 1_000_000, 6);
  const shown = fraction.endsWith('000') ? fraction.slice(0, 3) : fraction;
  return `${digits(Math.floor(seconds / 3_600), 2)}:${digits(minute, 2)}:${digits(second, 2)}.${shown}`;
}

/** ISO text in UTC with six digits: `2026-03-09T18:05:09.123456Z`. */
export function writeMoment({ time, micros }: Moment): string {
  return `${new Date(time).toISOString().slice(0, 23)}${digits(micros, 3)}Z`;
}

/** What a clock on the wall and the calendar of a time zone show at a moment: `['2026-03-09', '18:05:09.123']`. */
export function wallClock(now: Date, timeZone: string): readonly [day: string, clock: string] {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const day = writeDay({ year: part('year'), month: part('month'), day: part('day') });
  const seconds = (part('hour') * 60 + part('minute')) * 60 + part('second');
  return [day, writeClock(seconds * 1_000_000 + (((now.getTime() % 1_000) + 1_000) % 1_000) * 1_000)];
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const whole = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const;
  const made = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', calendar: 'gregory', ...whole });
  formatters.set(timeZone, made);
  return made;
}

/** Minutes east of UTC. */
function readOffset(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0;
  const match = OFFSET.exec(text);
  const [hours, minutes] = [Number(match?.[2]), Number(match?.[3] ?? 0)];
  if (match === null || hours > 23 || minutes > 59) return null;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function utc({ year, month, day }: Day, milliseconds: number): number {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day) + milliseconds;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
