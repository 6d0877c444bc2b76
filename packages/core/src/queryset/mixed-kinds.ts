/** Kinds of what is made of several expressions: arithmetic, and the values of which one is chosen. */
import { FieldError } from '../errors/index.js';
import type { FieldKind } from '../fields/index.js';
import type { NameScope } from './annotation.js';
import { commonOf, constantBeside, type Operator, resultOf } from './kinds.js';

/** An expression as far as its kind matters. */
interface Part {
  /** Whether it is a constant, which takes on the kind of what stands beside it. */
  readonly constant: boolean;
  readonly paths: readonly string[];
  kind(scope: NameScope): FieldKind | null;
}

/** The kind of `left operator right`. @throws FieldError when there is no such arithmetic. */
export function arithmeticKind(scope: NameScope, operator: Operator, left: Part, right: Part): FieldKind | null {
  const [l, r] = [left.kind(scope), right.kind(scope)];
  const added = operator === '+' || operator === '-';
  const beside = (own: Part, kind: FieldKind | null, other: FieldKind | null): FieldKind | null =>
    own.constant && (added || other?.lookups !== 'duration') ? constantBeside(kind, other) : kind;
  const result = resultOf(operator, beside(left, l, r), beside(right, r, l));
  if (result !== undefined) return result;
  const names = [l, r].map((kind) => kind?.name ?? 'null').join(` ${operator} `);
  throw refusal(scope, [left, right], `there is no arithmetic ${names}`, ARITHMETIC_HINT);
}

export const ARITHMETIC_HINT = 'numbers and durations are calculated with; texts are joined by Concat()';

/** The kind of values of which one is chosen, as in Coalesce() and Case(). @throws FieldError when they have none in common. */
export function commonKind(scope: NameScope, what: string, parts: readonly Part[]): FieldKind | null {
  const fold = (common: FieldKind | null, kind: FieldKind | null): FieldKind | null => {
    const result = commonOf(common, kind);
    if (result !== undefined) return result;
    const names = [common, kind].map((one) => one?.name ?? 'null').join(' and ');
    throw refusal(scope, parts, `${what} mixes ${names}`, 'its values are all of one kind: numbers, texts, days …');
  };
  const computed = parts.filter(({ constant }) => !constant).map((part) => part.kind(scope));
  const base = computed.reduce<FieldKind | null>(fold, null);
  const constants = parts.filter(({ constant }) => constant).map((part) => constantBeside(part.kind(scope), base));
  return constants.reduce<FieldKind | null>(fold, base);
}

function refusal({ meta }: NameScope, parts: readonly Part[], what: string, hint: string): FieldError {
  const path = parts.flatMap(({ paths }) => paths)[0];
  const field = path === undefined ? {} : { field: path };
  return new FieldError(`${meta.label}: ${what}.`, { model: meta.label, hint, ...field });
}
