/** Comparisons of years as bounds of the bare column, so that its index serves them. */
import {
  and,
  type CompareNode,
  type Condition,
  call,
  compare,
  type DatePartNode,
  type Expression,
  literal,
} from '@dorm/query';
import { sqliteFunctions } from './function-names.js';

const FROM = '>=';
const UNTIL = '<';

/** Where the rows of each comparison begin or end: at the start of the year, or of the one after it. */
const BOUNDS: Readonly<Record<CompareNode['op'], readonly (readonly [typeof FROM | typeof UNTIL, after: boolean])[]>> =
  {
    '=': [
      [FROM, false],
      [UNTIL, true],
    ],
    '>': [[FROM, true]],
    '>=': [[FROM, false]],
    '<': [[UNTIL, false]],
    '<=': [[UNTIL, true]],
    '<>': [],
  };

/** A comparison of a year with a bound value as conditions on what the year is read off; null: it is none. */
export function yearBounds(op: CompareNode['op'], left: Expression, right: Expression): Condition | null {
  if (!isYear(left) || !isBound(right) || BOUNDS[op].length === 0) return null;
  const conditions = BOUNDS[op].map(([sign, after]) => compare(sign, left.expression, start(left, right, after)));
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : and(conditions);
}

/** The same for two ends. */
export function yearRange(year: Expression, low: Expression, high: Expression): Condition | null {
  const [from, until] = [yearBounds('>=', year, low), yearBounds('<=', year, high)];
  return from === null || until === null ? null : and([from, until]);
}

function start({ part, timeZone }: DatePartNode, year: Expression, after: boolean): Expression {
  return call(sqliteFunctions.yearStart, [literal(part), year, literal(after ? 1 : 0), literal(timeZone)]);
}

function isYear(e: Expression): e is DatePartNode {
  return e.kind === 'datePart' && (e.part === 'year' || e.part === 'isoYear');
}

/** Only what is the same for every row makes one bound. */
function isBound(e: Expression): boolean {
  return e.kind === 'parameter' || e.kind === 'value' || e.kind === 'literal';
}
