/** Operators: what may be compared with a field (`exact`, `gt`, `iContains` …), by the kind of field. */
import { between, compare, type Expression, isNotNull, isNull, regex, textMatch } from '@dorm/query';
import { customLookups, isCustomLookup } from './custom-lookups.js';
import { JSON_LOOKUPS } from './json-lookups.js';
import { type Comparable, type Operator, operator, type Takes } from './operator.js';

export type { Comparable, Operator } from './operator.js';

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
  json: new Map([...COMMON, ...JSON_LOOKUPS]),
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
