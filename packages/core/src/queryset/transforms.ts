/** Transforms: what is read off a field before it is compared: the year of a day, the hour of a moment. */
import { call, type DataType, type DatePart, datePart, type Expression } from '@dorm/query';
import type { FieldKind } from '../fields/index.js';
import { customLookups } from './custom-lookups.js';
import { OPERAND_KINDS, type Operand } from './operand-kinds.js';

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

const OUTPUTS: { readonly [P in DatePart]?: Operand } = { date: OPERAND_KINDS.date, time: OPERAND_KINDS.time };

// A day and a time of day are in no zone.
const LENGTH: Transform = Object.freeze({
  name: 'length',
  ...OPERAND_KINDS.integer,
  apply: (expression: Expression) => call('length', [expression], OPERAND_KINDS.integer.type),
});

const TABLES: Readonly<Record<string, ReadonlyMap<string, Transform>>> = {
  text: new Map([['length', LENGTH]]),
  dateTime: table([...DAY, ...CLOCK, 'date', 'time'], true),
  date: table(DAY, false),
  time: table(CLOCK, false),
};

/** Transforms one after the other, as one; null when there is none. */
export function chained(chain: readonly Transform[]): Transform | null {
  const last = chain.at(-1);
  if (last === undefined || chain.length === 1) return last ?? null;
  const apply: Transform['apply'] = (expression, timeZone) =>
    chain.reduce((inner, transform) => transform.apply(inner, timeZone), expression);
  return Object.freeze({ ...last, name: chain.map(({ name }) => name).join('__'), apply });
}

/** The transform of a name on a field, or on what another transform gives; null when there is none of that name. */
export function transformOf({ kind, type }: Pick<Transform, 'kind' | 'type'>, name: string): Transform | null {
  const own = TABLES[kind.lookups]?.get(name);
  if (own !== undefined) return own;
  const custom = customLookups(kind)?.transforms.get(name);
  return custom === undefined ? null : custom({ kind, type });
}

/** Whether fields of a kind have a transform of that name from the start. */
export function isBuiltInTransform(kind: string, name: string): boolean {
  return TABLES[kind]?.has(name) ?? false;
}

/** The transforms there are for a left side. */
export function transformNames({ kind }: Pick<Transform, 'kind'>): string[] {
  return [...(TABLES[kind.lookups]?.keys() ?? []), ...(customLookups(kind)?.transforms.keys() ?? [])];
}

function table(parts: readonly DatePart[], zoned: boolean): ReadonlyMap<string, Transform> {
  return new Map(parts.map((part) => [part, transform(part, zoned)]));
}

function transform(part: DatePart, zoned: boolean): Transform {
  const { kind, type } = OUTPUTS[part] ?? OPERAND_KINDS.integer;
  const apply: Transform['apply'] = (expression, timeZone) => datePart(part, expression, zoned ? timeZone : null);
  return Object.freeze({ name: part, kind, type, apply });
}
