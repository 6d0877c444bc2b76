/** Operand kinds: what may stand on the right of a lookup, or come out of a transform, when it is not what the field holds. */
import { type DataType, dataType } from '@dorm/query';
import type { FieldKind } from '../fields/index.js';
import { integer } from '../fields/number.js';
import { date, time } from '../fields/temporal.js';
import { BOOLEAN, DATE_TIME, FLOAT, TEXT } from './kinds.js';

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
  text: { kind: TEXT, type: dataType('text') },
  integer: { kind: integer().kind, type: dataType('integer') },
  number: { kind: FLOAT, type: dataType('float') },
  boolean: { kind: BOOLEAN, type: dataType('boolean') },
  date: { kind: date().kind, type: dataType('date') },
  time: { kind: time().kind, type: dataType('time') },
  dateTime: { kind: DATE_TIME, type: dataType('dateTime') },
};
