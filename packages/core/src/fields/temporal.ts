/** Fields of time: dateTime, date and time, with autoNow and autoNowAdd. */
import { dataType } from '@dorm/query';
import { defineField } from './define-field.js';
import type { AutoNow, FieldKind, FieldSpec } from './field-spec.js';
import { COMMON_OPTIONS, FieldOptions, type RawOptions } from './options.js';
import { isDate, refuse } from './refuse.js';
import * as texts from './temporal-text.js';

const OPTIONS = [...COMMON_OPTIONS, 'autoNow', 'autoNowAdd'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
// Six digits only where the last three say something, so that one time has one spelling.
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}(?!000)(?:\d{3})?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/;

const DATE_TIME: FieldKind = Object.freeze({
  name: 'dateTime',
  lookups: 'dateTime',
  type: dataType('dateTime'),
  validators: [],
  check: (value: unknown) => value instanceof Date && isInRange(value),
  clean: cleanDateTime,
  fromInstant: (now: Date) => new Date(now.getTime()),
});

const MICROSECONDS: FieldKind = Object.freeze({
  name: 'dateTime',
  lookups: 'dateTime',
  type: dataType('dateTime', { precision: 6 }),
  validators: [],
  check: (value: unknown) =>
    typeof value === 'string' && MOMENT.test(value) && texts.readDay(value.slice(0, 10)) !== null,
  clean: cleanMicroseconds,
  fromInstant: (now: Date) => texts.writeMoment({ time: now.getTime(), micros: 0 }),
});

const DATE: FieldKind = Object.freeze({
  name: 'date',
  lookups: 'date',
  type: dataType('date'),
  validators: [],
  check: (value: unknown) => typeof value === 'string' && DAY.test(value) && texts.readDay(value) !== null,
  clean: cleanDate,
  fromInstant: (now: Date, timeZone: string) => texts.wallClock(now, timeZone)[0],
});

const TIME: FieldKind = Object.freeze({
  name: 'time',
  lookups: 'time',
  type: dataType('time'),
  validators: [],
  check: (value: unknown) => typeof value === 'string' && CLOCK.test(value),
  clean: cleanTime,
  fromInstant: (now: Date, timeZone: string) => texts.wallClock(now, timeZone)[1],
});

/**
 * A moment: a Date with milliseconds. With `precision: 'microseconds'`, ISO text in UTC with six digits.
 * Text without a zone is UTC.
 */
export function dateTime(raw?: RawOptions): FieldSpec {
  const options = new FieldOptions('dateTime', raw, [...OPTIONS, 'precision']);
  const precision = options.oneOf('precision', ['milliseconds', 'microseconds'], 'milliseconds');
  return temporalField(precision === 'microseconds' ? MICROSECONDS : DATE_TIME, options);
}

/** A day, as text `YYYY-MM-DD`; no time zone is involved. autoNow takes the day it is in the settings' time zone. */
export function date(raw?: RawOptions): FieldSpec {
  return temporalField(DATE, new FieldOptions('date', raw, OPTIONS));
}

/** A time of day, as text `HH:MM:SS.mmm`, or with six digits. autoNow takes it in the settings' time zone. */
export function time(raw?: RawOptions): FieldSpec {
  return temporalField(TIME, new FieldOptions('time', raw, OPTIONS));
}

function temporalField(kind: FieldKind, options: FieldOptions): FieldSpec {
  const [always, onCreate] = [options.boolean('autoNow', false), options.boolean('autoNowAdd', false)];
  if (always && onCreate)
    options.fail('takes autoNow or autoNowAdd, not both', 'autoNow sets the time at creation too');
  const autoNow: AutoNow = always ? 'always' : onCreate ? 'onCreate' : null;
  if (autoNow === null) return defineField(kind, options);
  if (options.has('default')) {
    options.fail(
      `takes ${always ? 'autoNow' : 'autoNowAdd'} or a default, not both`,
      'default: () => new Date() may be replaced by hand; autoNowAdd may not',
    );
  }
  return defineField(kind, options, { autoNow, implied: { blank: true, editable: false } });
}

function isInRange(value: Date): boolean {
  const time = value.getTime();
  return time >= texts.FIRST_TIME && time <= texts.LAST_TIME;
}

const MOMENT_EXPECTED = "a Date or ISO text such as '2026-03-09T18:05:09Z', of the years 1 to 9999";

function cleanDateTime(value: unknown): Date {
  if (value instanceof Date && isInRange(value)) return value;
  const { time, micros } = momentOf(value);
  if (micros > 0)
    refuse('a moment in whole milliseconds', value, "f.dateTime({ precision: 'microseconds' }) keeps them, as text");
  return new Date(time);
}

function cleanMicroseconds(value: unknown): string {
  return texts.writeMoment(momentOf(value));
}

function momentOf(value: unknown): texts.Moment {
  if (isDate(value)) return isInRange(value) ? { time: value.getTime(), micros: 0 } : refuse(MOMENT_EXPECTED, value);
  const moment = typeof value === 'string' ? texts.readMoment(value) : null;
  return (
    moment ??
    refuse(MOMENT_EXPECTED, value, typeof value === 'number' ? 'new Date(milliseconds) makes a Date of it' : undefined)
  );
}

function cleanDate(value: unknown): string {
  const day = typeof value === 'string' ? texts.readDay(value.trim()) : null;
  if (day !== null) return texts.writeDay(day);
  const hint = isDate(value)
    ? 'a Date is a moment, whose day depends on the time zone; write the day as text'
    : undefined;
  return refuse("a day such as '2026-03-09'", value, hint);
}

function cleanTime(value: unknown): string {
  const clock = typeof value === 'string' ? texts.readClock(value.trim()) : null;
  if (clock !== null) return texts.writeClock(clock);
  const hint = isDate(value)
    ? 'a Date is a moment, whose time of day depends on the time zone; write it as text'
    : undefined;
  return refuse("a time such as '18:05' or '18:05:09.120'", value, hint);
}
