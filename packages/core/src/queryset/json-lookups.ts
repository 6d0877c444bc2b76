/** JSON lookups: tests of documents, and comparisons of what stands at a path inside one. */
import {
  and,
  type Condition,
  call,
  compare,
  dataType,
  type Expression,
  isNotNull,
  isNull,
  type JsonAs,
  type JsonPath,
  jsonPath,
  jsonTest,
  literal,
  or,
  regex,
  textMatch,
} from '@dorm/query';
import { type FieldKind, ValueProblem } from '../fields/index.js';
import { json } from '../fields/json.js';
import { as } from '../fields/type-argument.js';
import { OPERAND_KINDS, type Operand } from './operand-kinds.js';
import { type Operator, type OperatorTraits, operator } from './operator.js';
import type { Transform } from './transforms.js';

const JSON_TYPE = dataType('json');
const JSON_KIND = json(as<unknown>()).kind;
const VALUE: Operand = { kind: JSON_KIND, type: JSON_TYPE };
const LIST = listOf('a list of JSON values', (item) => JSON_KIND.clean(item));
const KEYS = listOf('a list of keys', key);
const KEY: Operand = { kind: { ...JSON_KIND, check: () => false, clean: (value) => [key(value)] }, type: JSON_TYPE };

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** Lookups of a json field itself, beside those that every field has. */
export const JSON_LOOKUPS: readonly (readonly [string, Operator])[] = [
  made('contains', (left, right) => jsonTest('contains', at(left, 'json'), at(right, 'json')), {
    right: VALUE,
    takesNull: true,
  }),
  made('containedBy', (left, right) => jsonTest('contains', at(right, 'json'), at(left, 'json')), {
    right: VALUE,
    takesNull: true,
  }),
  made('hasKey', (left, right) => jsonTest('hasKeys', at(left, 'json'), right), { right: KEY }),
  made('hasKeys', (left, right) => jsonTest('hasKeys', at(left, 'json'), right), { right: KEYS }),
  made('hasAnyKeys', (left, right) => jsonTest('hasAnyKeys', at(left, 'json'), right), { right: KEYS }),
];

/** Lookups of what stands at a path. Each is true or false, also where nothing does. */
const AT_PATH: ReadonlyMap<string, Operator> = new Map([
  made('exact', equal, { right: VALUE, takesNull: true }),
  made('in', (left, right) => there(left, jsonTest('in', at(left, 'json'), right)), { right: LIST }),
  made(
    'isNull',
    (left, right) => (right.kind === 'literal' && right.value === true ? isNull : isNotNull)(at(left, 'type')),
    {
      right: OPERAND_KINDS.boolean,
      total: true,
    },
  ),
  ...(['gt', 'gte', 'lt', 'lte'] as const).map((name) =>
    made(name, (left, right) => ordered(SIGNS[name], left, right), { right: VALUE }),
  ),
  ...(['iExact', 'contains', 'iContains', 'startsWith', 'iStartsWith', 'endsWith', 'iEndsWith'] as const).map((how) =>
    text(how, (left, right) => textMatch(how, left, right)),
  ),
  text('regex', (left, right) => regex(left, right)),
  text('iRegex', (left, right) => regex(left, right, { insensitive: true })),
  ...JSON_LOOKUPS.filter(([name]) => name !== 'contains').map(([name, { build, right, takesNull }]) =>
    made(name, (left, r) => there(left, build(left, r)), { right, takesNull }),
  ),
]);

export interface JsonLookup {
  readonly transform: Transform;
  readonly operator: Operator;
}

/** What names behind a json field say: a path, and a lookup when the last one is that; null when a name is empty. */
export function jsonLookup(names: readonly string[]): JsonLookup | null {
  const last = names.at(-1) ?? '';
  const named = names.length > 1 ? AT_PATH.get(last) : undefined;
  const path = named === undefined ? names : names.slice(0, -1);
  const exact = AT_PATH.get('exact');
  if (exact === undefined || path.length === 0 || path.includes('')) return null;
  return { transform: pathTransform(path.map(step)), operator: named ?? exact };
}

/** What stands at a path, as a value; null when there is no name, or an empty one. */
export function jsonValue(names: readonly string[]): Transform | null {
  return names.length === 0 || names.includes('') ? null : pathTransform(names.map(step));
}

/** Digits are a position, as Django has it. */
function step(name: string): string | number {
  return /^\d{1,9}$/.test(name) ? Number(name) : name;
}

function pathTransform(path: JsonPath): Transform {
  return Object.freeze({
    name: path.join('__'),
    kind: JSON_KIND,
    type: JSON_TYPE,
    apply: (expression: Expression) => jsonPath(expression, path, 'json'),
  });
}

function made(name: string, build: Operator['build'], traits: OperatorTraits): readonly [string, Operator] {
  return [name, operator(name, 'value', build, traits)];
}

function text(name: string, match: Operator['build']): readonly [string, Operator] {
  const build: Operator['build'] = (left, right) => {
    const value = at(left, 'value');
    return and([isNotNull(value), match(value, right)]);
  };
  return [name, operator(name, 'text', build, { right: OPERAND_KINDS.text })];
}

/** What stands at a path as SQL has it, so that numbers are ordered as numbers and texts are no quoted ones. */
export function plainValue(expression: Expression): Expression {
  return expression.kind === 'jsonPath' ? at(expression, 'value') : expression;
}

/** A document, or what stands at a path of one, in another form. */
function at(side: Expression, form: JsonAs): Expression {
  return side.kind === 'jsonPath' ? jsonPath(side.expression, side.path, form) : jsonPath(side, [], form);
}

function there(left: Expression, condition: Condition): Condition {
  return and([isNotNull(at(left, 'type')), condition]);
}

/** Scalars are equal as SQL has it, when they are of one type; objects are, whatever the order of their keys. */
function equal(left: Expression, right: Expression): Condition {
  const type = at(left, 'type');
  const value = (side: Expression) => call('coalesce', [at(side, 'value'), literal('')]);
  const isDocument = or([compare('=', type, literal('object')), compare('=', type, literal('array'))]);
  return and([
    isNotNull(type),
    compare('=', type, at(right, 'type')),
    or([
      compare('=', value(left), value(right)),
      and([isDocument, jsonTest('equals', at(left, 'json'), at(right, 'json'))]),
    ]),
  ]);
}

/** Values of one type alone have an order. */
function ordered(sign: '>' | '>=' | '<' | '<=', left: Expression, right: Expression): Condition {
  const [mine, other] = [at(left, 'value'), at(right, 'value')];
  return and([isNotNull(mine), compare('=', at(left, 'type'), at(right, 'type')), compare(sign, mine, other)]);
}

function key(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new ValueProblem('takes keys, which are texts');
}

function listOf(what: string, clean: (item: unknown) => unknown): Operand {
  const kind: FieldKind = {
    ...JSON_KIND,
    check: () => false,
    clean(value: unknown): unknown {
      if (typeof value === 'object' && value !== null && Symbol.iterator in value)
        return Array.from(value as Iterable<unknown>, clean);
      throw new ValueProblem(`takes ${what}`);
    },
  };
  return { kind, type: JSON_TYPE };
}
