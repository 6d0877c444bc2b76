/** Operand kinds: what may stand on the right of a lookup, or come out of a transform, when it is not what the field holds. */
import { type DataType, dataType } from '@dorm/query';
import { boolean } from '../fields/boolean.js';
import type { FieldKind } from '../fields/index.js';
import { float, integer } from '../fields/number.js';
import { date, dateTime, time } from '../fields/temporal.js';
import { text } from '../fields/text.js';

/** A sort of value: how it is checked, and how it is bound. */
export interface Operand {
  readonly kind: FieldKind;
  readonly type: DataType;
}

export const OPERAND_KINDS: {
  readonly text: Operand;
  readonly integer: Operand;
  readonly number: Operand;
  readonly boolean: Operand;
  readonly date: Operand;
  readonly time: Operand;
  readonly dateTime: Operand;
} = {
  text: { kind: text().kind, type: dataType('text') },
  integer: { kind: integer().kind, type: dataType('integer') },
  number: { kind: float().kind, type: dataType('float') },
  boolean: { kind: boolean().kind, type: dataType('boolean') },
  date: { kind: date().kind, type: dataType('date') },
  time: { kind: time().kind, type: dataType('time') },
  dateTime: { kind: dateTime().kind, type: dataType('dateTime') },
};
