/** Operator: what a lookup does: what it takes, how a value is checked, which condition it becomes. */
import { type Condition, type Expression, isStorableText } from '@dorm/query';
import type { FieldKind } from '../fields/index.js';
import type { Operand } from './operand-kinds.js';

/** What stands on the right: one value, a text, a list, two ends, or a yes or no. */
export type Takes = 'value' | 'text' | 'list' | 'range' | 'boolean';

/** What stands on the left: a field, or what a transform makes of one. */
export interface Comparable {
  readonly kind: FieldKind;
}

/** What most operators have not. */
export interface OperatorTraits {
  /** What the right side is when it is not of the left one's sort; null: it is. */
  readonly right?: Operand | null;
  /** Whether null is a value on the right: JSON's. */
  readonly takesNull?: boolean;
  /** Whether it is true or false for every row, also where the left side is NULL. */
  readonly total?: boolean;
}

export interface Operator extends Required<OperatorTraits> {
  readonly name: string;
  readonly takes: Takes;
  /** Whether a row in which the left side is NULL can never match: its joins may then be inner ones. */
  readonly rejectsNull: boolean;
  /** The test of an ordinary value. */
  check(left: Comparable): (value: unknown) => boolean;
  /** The condition; lists, null and two ends are built where their tokens are read. */
  build(left: Expression, right: Expression): Condition;
}

// Booleans are written into the SQL, so that a partial index applies; dates and bytes are copied, for they can change.
const SPECIAL: ReadonlySet<string> = new Set(['boolean', 'json', 'dateTime', 'binary']);
const never = (): boolean => false;
const isText = (value: unknown): boolean => typeof value === 'string' && isStorableText(value);

export function operator(
  name: string,
  takes: Takes,
  build: Operator['build'],
  { right = null, takesNull = false, total = false }: OperatorTraits = {},
): Operator {
  const check = (left: Comparable): ((value: unknown) => boolean) => {
    if (takes === 'text') return isText;
    const { kind } = right ?? left;
    return takes === 'value' && !SPECIAL.has(kind.lookups) ? kind.check : never;
  };
  return Object.freeze({ name, takes, rejectsNull: name !== 'isNull', right, takesNull, total, check, build });
}
