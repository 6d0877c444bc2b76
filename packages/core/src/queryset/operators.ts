/** Operators: what may be compared with a field (`exact`, `gt`, `iContains` …), by the kind of field. */
import {
  between,
  type Condition,
  compare,
  type Expression,
  isNotNull,
  isNull,
  isStorableText,
  regex,
  textMatch,
} from '@dorm/query';
import type { FieldKind } from '../fields/index.js';
import { customLookups, isCustomLookup } from './custom-lookups.js';
import type { Operand } from './operand-kinds.js';

/** What stands on the right: one value, a text, a list, two ends, or a yes or no. */
export type Takes = 'value' | 'text' | 'list' | 'range' | 'boolean';

/** What stands on the left: a field, or what a transform makes of one. */
export interface Comparable {
  readonly kind: FieldKind;
}

export interface Operator {
  readonly name: string;
  readonly takes: Takes;
  /** Whether a row in which the left side is NULL can never match: its joins may then be inner ones. */
  readonly rejectsNull: boolean;
  /** What the right side is when it is not of the left one's sort; null: it is. */
  readonly right: Operand | null;
  /** The test of an ordinary value. */
  check(left: Comparable): (value: unknown) => boolean;
  /** The condition; lists, null and two ends are built where their tokens are read. */
  build(left: Expression, right: Expression): Condition;
}

// Booleans are written into the SQL, so that a partial index applies; dates and bytes are copied, for they can change.
const SPECIAL: ReadonlySet<string> = new Set(['boolean', 'json', 'dateTime', 'binary']);
const never = (): boolean => false;
const isText = (value: unknown): boolean => typeof value === 'string' && isStorableText(value);

/** @param right what the right side is when it is not of the left one's sort. */
export function operator(name: string, takes: Takes, build: Operator['build'], right: Operand | null = null): Operator {
  const check = (left: Comparable): ((value: unknown) => boolean) => {
    if (takes === 'text') return isText;
    const { kind } = right ?? left;
    return takes === 'value' && !SPECIAL.has(kind.lookups) ? kind.check : never;
  };
  return Object.freeze({ name, takes, rejectsNull: name !== 'isNull', right, check, build });
}

function make(name: string, takes: Takes, build: Operator['build']): readonly [string, Operator] {
  return [name, operator(name, takes, build)];
}

const COMMON = [
  make('exact', 'value', (left, right) => compare('=', left, right)),
  make('in', 'list', (left, right) => compare('=', left, right)),
  make('isNull', 'boolean', (left, right) => (isTrue(right) ? isNull(left) : isNotNull(left))),
];
const ORDERED = [
  ...COMMON,
  make('gt', 'value', (left, right) => compare('>', left, right)),
  make('gte', 'value', (left, right) => compare('>=', left, right)),
  make('lt', 'value', (left, right) => compare('<', left, right)),
  make('lte', 'value', (left, right) => compare('<=', left, right)),
  make('range', 'range', (left, right) => between(left, right, right)),
];
const TEXT = [
  ...ORDERED,
  make('iExact', 'text', (left, right) => textMatch('iExact', left, right)),
  make('contains', 'text', (left, right) => textMatch('contains', left, right)),
  make('iContains', 'text', (left, right) => textMatch('iContains', left, right)),
  make('startsWith', 'text', (left, right) => textMatch('startsWith', left, right)),
  make('iStartsWith', 'text', (left, right) => textMatch('iStartsWith', left, right)),
  make('endsWith', 'text', (left, right) => textMatch('endsWith', left, right)),
  make('iEndsWith', 'text', (left, right) => textMatch('iEndsWith', left, right)),
  make('regex', 'text', (left, right) => regex(left, right)),
  make('iRegex', 'text', (left, right) => regex(left, right, { insensitive: true })),
];

const TABLES: Readonly<Record<string, ReadonlyMap<string, Operator>>> = {
  text: new Map(TEXT),
  number: new Map(ORDERED),
  bigint: new Map(ORDERED),
  decimal: new Map(ORDERED),
  dateTime: new Map(ORDERED),
  date: new Map(ORDERED),
  time: new Map(ORDERED),
  duration: new Map(ORDERED),
};
const FALLBACK: ReadonlyMap<string, Operator> = new Map(COMMON);

function tableOf({ kind }: Comparable): ReadonlyMap<string, Operator> {
  return TABLES[kind.lookups] ?? FALLBACK;
}

/** The operator of a name, null when there is none of that name for this left side. */
export function operatorOf(left: Comparable, name: string): Operator | null {
  return tableOf(left).get(name) ?? customLookups(left.kind)?.operators.get(name) ?? null;
}

/** The lookups there are for a left side. */
export function lookupNames(left: Comparable): string[] {
  return [...tableOf(left).keys(), ...(customLookups(left.kind)?.operators.keys() ?? [])];
}

/** Whether some kind of field has a lookup of that name. */
export function isLookupName(name: string): boolean {
  return TABLES.text?.has(name) === true || isCustomLookup(name);
}

/** Whether fields of a kind have a lookup of that name from the start. */
export function isBuiltIn(kind: string, name: string): boolean {
  return (TABLES[kind] ?? FALLBACK).has(name);
}

function isTrue(node: Expression): boolean {
  return node.kind === 'literal' && node.value === true;
}
