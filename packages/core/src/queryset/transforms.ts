/** Transforms: what is read off a field before it is compared: the year of a day, the hour of a moment. */
import { type DataType, type DatePart, dataType, datePart, type Expression } from '@dorm/query';
import type { FieldKind } from '../fields/index.js';
import { integer } from '../fields/number.js';
import { date, time } from '../fields/temporal.js';
import type { BoundField } from '../model/bound-field.js';

export interface Transform {
  readonly name: string;
  /** What it gives: chooses the lookups that may follow, and checks the values that it is compared with. */
  readonly kind: FieldKind;
  readonly type: DataType;
  /** @param timeZone where moments are read off the clock and the calendar. */
  apply(expression: Expression, timeZone: string): Expression;
}

const DAY: readonly DatePart[] = ['year', 'isoYear', 'quarter', 'month', 'week', 'day', 'weekDay', 'isoWeekDay'];
const CLOCK: readonly DatePart[] = ['hour', 'minute', 'second'];

type Output = readonly [FieldKind, DataType];

const INTEGER: Output = [integer().kind, dataType('integer')];
const OUTPUTS: { readonly [P in DatePart]?: Output } = {
  date: [date().kind, dataType('date')],
  time: [time().kind, dataType('time')],
};

// A day and a time of day are in no zone.
const TABLES: Readonly<Record<string, ReadonlyMap<string, Transform>>> = {
  dateTime: table([...DAY, ...CLOCK, 'date', 'time'], true),
  date: table(DAY, false),
  time: table(CLOCK, false),
};

/** The transform of a name on a field, null when the field has none of that name. */
export function transformOf({ kind }: BoundField, name: string): Transform | null {
  return TABLES[kind.lookups]?.get(name) ?? null;
}

/** The transforms a field has. */
export function transformNames({ kind }: BoundField): string[] {
  return [...(TABLES[kind.lookups]?.keys() ?? [])];
}

function table(parts: readonly DatePart[], zoned: boolean): ReadonlyMap<string, Transform> {
  return new Map(parts.map((part) => [part, transform(part, zoned)]));
}

function transform(part: DatePart, zoned: boolean): Transform {
  const [kind, type] = OUTPUTS[part] ?? INTEGER;
  const apply: Transform['apply'] = (expression, timeZone) => datePart(part, expression, zoned ? timeZone : null);
  return Object.freeze({ name: part, kind, type, apply });
}
