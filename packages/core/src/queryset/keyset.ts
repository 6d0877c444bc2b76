/** Keyset: the rows behind a place in a total order. No row before it is read, and rows that come or go meanwhile shift nothing. */
import {
  and,
  type Condition,
  compare,
  type DataType,
  dataType,
  type Expression,
  isNotNull,
  isNull,
  nothing,
  type Order,
  or,
  type ParameterNode,
  rebind,
  typeOf,
  type ValueNode,
} from '@dorm/query';
import type { Database } from '../execution/database.js';
import { orderFor } from './build-select.js';
import { hasAggregate } from './group-by.js';
import type { QueryDescription } from './query-description.js';

/** A place in an order: a value for each of its terms; null: it is NULL there. */
export type Place = readonly (ParameterNode | ValueNode | null)[];

const WHOLE = new Set([
  'bigAuto',
  'auto',
  'smallAuto',
  'integer',
  'smallInteger',
  'positiveInteger',
  'positiveSmallInteger',
]);
const FLOAT = dataType('float');
const MICROSECONDS = dataType('dateTime', { precision: 6 });
const TEXT = dataType('text');

/** The query with the condition that its rows stand behind its place, and with the columns that places are made of. */
export function behindPlace(of: QueryDescription, { dialect }: Database): QueryDescription {
  const terms = orderFor(of);
  const marks = terms.map(({ expression }) => expression);
  if (of.place === null) return { ...of, marks };
  const condition = behind(of, terms, of.place, dialect.features.nullsFirst);
  const also = (one: Condition | null): Condition => (one === null ? condition : and([one, condition]));
  if (hasAggregate(condition)) return { ...of, marks, having: also(of.having) };
  return { ...of, marks, where: also(of.where) };
}

/** How a value of the order travels in a place: exactly. null: as the driver has it. */
export function markType(expression: Expression): DataType | null {
  const type = typeOf(expression);
  if (type === null) return null;
  // What is computed from whole numbers may have a fraction.
  if (expression.kind !== 'column' && WHOLE.has(type.name)) return FLOAT;
  if (type.name === 'dateTime') return MICROSECONDS;
  return type.name === 'json' ? TEXT : type;
}

function behind(of: QueryDescription, terms: readonly Order[], place: Place, nullsFirst: boolean): Condition {
  const [first, ...others] = terms.map((term, i) => stand(of, term, place[i] ?? null, nullsFirst));
  if (first === undefined) return nothing();
  const rest = others.reduceRight<Condition | null>(
    (later, { beyond, same }) => (later === null ? beyond : or([beyond, and([same, later])])),
    null,
  );
  if (rest === null) return first.beyond;
  const whole = or([first.beyond, and([first.same, rest])]);
  // It follows from the rest, and is what an index can serve.
  return first.from === null ? whole : and([first.from, whole]);
}

/** How a row may stand to a place in one term. */
interface Stand {
  readonly beyond: Condition;
  readonly same: Condition;
  /** Beyond or the same, where one comparison says so. */
  readonly from: Condition | null;
}

function stand(
  of: QueryDescription,
  { expression, direction, nulls }: Order,
  at: ParameterNode | ValueNode | null,
  nullsFirst: boolean,
): Stand {
  const up = direction !== 'desc';
  const first = (nulls ?? null) === null ? up === nullsFirst : nulls === 'first';
  if (at === null) {
    return { beyond: first ? isNotNull(expression) : nothing(), same: isNull(expression), from: null };
  }
  const value = rebind(at, markType(expression));
  const further = compare(up ? '>' : '<', expression, value);
  const same = compare('=', expression, value);
  if (!first && mayBeNull(of, expression)) return { beyond: or([further, isNull(expression)]), same, from: null };
  return { beyond: further, same, from: compare(up ? '>=' : '<=', expression, value) };
}

function mayBeNull({ meta, joins }: QueryDescription, expression: Expression): boolean {
  if (expression.kind !== 'column' || expression.table !== joins.root.alias) return true;
  return meta.fields.find(({ column }) => column === expression.name)?.null ?? true;
}
