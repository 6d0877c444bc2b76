/** SQLite as a difference to standard SQL. Stands on @dorm/query alone, so that SQL can be built without the ORM. */
import {
  type AggregateNode,
  type ArithmeticNode,
  call,
  cast,
  type DataType,
  type Dialect,
  dataType,
  type Expression,
  type InListNode,
  type InsertNode,
  type JsonPathNode,
  literal,
  MATCH_FORMS,
  type ParameterNode,
  parameter,
  type QueryNode,
  quoteIdentifier,
  type Rules,
  rebind,
  standardFeatures,
  standardRules,
  type TextMatchNode,
  typeOf,
  type ValueNode,
  value,
  type Writer,
} from '@dorm/query';
import { definitionRules, isInteger, sqliteColumnType, storageClass } from './ddl.js';
import { isWide } from './decimal.js';
import { sqliteEncode } from './encode.js';
import { sqliteFunctions } from './function-names.js';
import { sqliteCodec } from './types.js';
import { yearBounds, yearRange } from './years.js';

export { decimalKey } from './decimal.js';
export { sqliteFunctions } from './function-names.js';

const TEXT = dataType('text');
const REAL = dataType('float');

const rules: Rules = {
  ...standardRules,
  ...definitionRules,
  literal: (node, to) =>
    typeof node.value === 'boolean' ? void to.text(node.value ? '1' : '0') : standardRules.literal(node, to),
  // As Django stores a moment: UTC, six digits.
  currentTimestamp: (_, to) => void to.text("strftime('%Y-%m-%d %H:%M:%f000', 'now')"),
  cast: ({ expression, type }, to) =>
    void to
      .text('cast(')
      .node(whole(expression))
      .text(` as ${storageClass(type)})`),
  arithmetic,
  aggregate,
  concat: (node, to) => standardRules.concat({ ...node, items: node.items.map(whole) }, to),
  call: ({ name, args, ...node }, to) =>
    standardRules.call({ ...node, name: CALLED.get(name) ?? name, args: args.map(whole) }, to),
  raw: (node, to) => standardRules.raw({ ...node, holes: node.holes.map(whole) }, to),
  datePart({ part, expression, timeZone, type }, to) {
    to.node(call(sqliteFunctions.datePart, [literal(part), expression, literal(timeZone)], type));
  },
  jsonPath,
  jsonTest({ test, left, right }, to) {
    to.node(call(sqliteFunctions.jsonTest, [literal(test), left, right]));
  },
  compare({ op, left, right }, to) {
    const years = yearBounds(op, left, right);
    if (years !== null) return void to.parenthesised(() => to.node(years));
    const key = keyFor(left, right);
    to.pair(key(left), op, key(right));
  },
  between(node, to) {
    const years = yearRange(node.expression, node.low, node.high);
    if (years !== null) return void to.parenthesised(() => to.node(years));
    const key = keyFor(node.expression, node.low, node.high);
    const [expression, low, high] = [key(node.expression), key(node.low), key(node.high)];
    standardRules.between({ ...node, expression, low, high }, to);
  },
  inList,
  textMatch,
  regex({ left, right, insensitive }, to) {
    to.node(call(insensitive ? sqliteFunctions.iRegex : sqliteFunctions.regex, [rebind(right, TEXT), left]));
  },
  order(node, to) {
    standardRules.order({ ...node, expression: keyFor(node.expression)(node.expression) }, to);
  },
  slice(node, to) {
    if (node.limit === null) to.text('limit -1 ');
    standardRules.slice(node, to);
  },
  insert: (node, to) => standardRules.insert(withoutDefaults(node), to),
};

/** SQLite, as better-sqlite3 12 brings it. */
export const sqliteDialect: Dialect = Object.freeze<Dialect>({
  name: 'SQLite',
  features: Object.freeze({
    ...standardFeatures,
    coveringIndexes: false,
    deferrableUnique: false,
    defaultInRow: false,
    alterInPlace: false,
    maxParameters: 32_766,
  }),
  rules: Object.freeze(rules),
  quote: quoteIdentifier,
  placeholder: () => '?',
  columnType: sqliteColumnType,
  codec: sqliteCodec,
  encode: sqliteEncode,
});

/** Wide decimals are text: when one of the expressions is one, all that are compared with it are compared by their keys. */
function keyFor(...expressions: readonly Expression[]): (e: Expression) => Expression {
  const type = expressions.map(typeOf).find(isWide) ?? null;
  return (e) => (type === null ? e : call(sqliteFunctions.decimal, [rebind(e, type)]));
}

/** Only a column undoes the REAL that a number is bound as, so elsewhere a whole number is bound without a type. */
function whole<N extends QueryNode>(e: N): N | ValueNode | ParameterNode {
  if ((e.kind !== 'value' && e.kind !== 'parameter') || e.type === null || !isInteger(e.type)) return e;
  return e.kind === 'value' ? value(e.value, null, e.form) : parameter(e.slot, null, e.form);
}

/** A step is a quoted key or a position; all numbers are of one type. */
function jsonPath({ expression, path, as }: JsonPathNode, to: Writer): void {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${JSON.stringify(step)}`));
  const place = literal(`$${steps.join('')}`);
  if (as === 'json') to.operand(expression).text(' -> ').node(place);
  else if (as === 'value') to.node(call('json_extract', [expression, place]));
  else to.node(call('replace', [call('json_type', [expression, place]), literal('integer'), literal('real')]));
}

/** Whole decimals are stored as integers, whose division would cut the fraction off; `%` cuts it off whatever is divided. */
function arithmetic(node: ArithmeticNode, to: Writer): void {
  if (isWide(typeOf(node))) to.unsupported('arithmetic on decimals of more than 15 digits', 'calculate in JavaScript');
  const sides = [node.left, node.right];
  const exact = sides.some((side) => typeOf(side)?.name === 'decimal');
  if (node.op === '%' && (exact || sides.some((side) => typeOf(side)?.name === 'float')))
    return void to.node(call('mod', sides, typeOf(node)));
  const left = exact && node.op === '/' ? cast(node.left, REAL) : whole(node.left);
  standardRules.arithmetic({ ...node, left, right: whole(node.right) }, to);
}

/** What SQLite lacks, or has for ASCII alone, by the standard's name. */
const CALLED: ReadonlyMap<string, string> = new Map([
  ['lower', sqliteFunctions.lower],
  ['upper', sqliteFunctions.upper],
  ['stddev_pop', sqliteFunctions.stddevPop],
  ['stddev_samp', sqliteFunctions.stddevSamp],
  ['var_pop', sqliteFunctions.varPop],
  ['var_samp', sqliteFunctions.varSamp],
]);
const OF_DECIMALS: ReadonlyMap<string, string> = new Map([
  ['sum', sqliteFunctions.decimalSum],
  ['avg', sqliteFunctions.decimalAvg],
  ['min', sqliteFunctions.decimalMin],
  ['max', sqliteFunctions.decimalMax],
]);

/** Sums of narrow decimals are made in doubles: rounded to the column's places they are exact again. */
function aggregate(node: AggregateNode, to: Writer): void {
  const { name, arg } = node;
  const type = typeOf(arg);
  const called = (isWide(type) ? OF_DECIMALS.get(name) : null) ?? CALLED.get(name) ?? name;
  const rounded = name === 'sum' && type?.name === 'decimal' && !isWide(type);
  if (rounded) to.text('round(');
  standardRules.aggregate({ ...node, name: called }, to);
  if (rounded) to.text(`, ${type.scale ?? 0})`);
}

/** A bound array is one JSON text, so that the SQL is the same for every length. */
function inList(node: InListNode, to: Writer): void {
  const { expression, list } = node;
  const key = keyFor(expression);
  if ('kind' in list && to.inDefinition && list.kind === 'value' && Array.isArray(list.value)) {
    // A subquery may not stand in an index or a check.
    const items = list.value.map((item: unknown) => value(item, typeOf(expression)));
    standardRules.inList({ ...node, expression: key(expression), list: items.map(key) }, to);
  } else if ('kind' in list) {
    to.operand(key(expression)).text(` in (select ${element(typeOf(expression))} from json_each(`);
    to.node(rebind(list, typeOf(expression), 'list')).text('))');
  } else standardRules.inList({ ...node, expression: key(expression), list: list.map(key) }, to);
}

/** A value of a list as SQL: what JSON holds for it, made what the column holds. */
function element(type: DataType | null): string {
  if (isWide(type)) return `${sqliteFunctions.decimal}(value)`;
  return type?.name === 'binary' ? 'unhex(value)' : 'value';
}

/** Instead of LIKE, which knows no case: instr for parts, GLOB for ends that are bound, and folded text without case. */
function textMatch({ how, left, right }: TextMatchNode, to: Writer): void {
  const side = (e: Expression): Expression => (how.startsWith('i') ? call(sqliteFunctions.fold, [e]) : e);
  const form = MATCH_FORMS[how];
  const bound = right.kind === 'parameter' || right.kind === 'value';
  if (form === 'plain') to.pair(side(left), '=', side(rebind(right, TEXT, 'plain')));
  else if (form === 'contains') to.node(call('instr', [side(left), side(rebind(right, TEXT, 'plain'))])).text(' > 0');
  else if (bound)
    to.operand(side(left))
      .text(' glob ')
      .operand(side(rebind(right, TEXT, form)));
  else if (form === 'startsWith') to.node(call('instr', [side(left), side(right)])).text(' = 1');
  else writeEnds(side(left), side(right), to);
}

/** Whether a text ends with the value of an expression; nothing to look for is found in any text. */
function writeEnds(text: Expression, end: Expression, to: Writer): void {
  const length = (e: Expression): Expression => call('length', [e]);
  to.text('(').node(length(text)).text(' >= ').node(length(end)).text(' and substr(').node(text).text(', ');
  to.node(length(text)).text(' - ').node(length(end)).text(' + 1) = ').operand(end).text(')');
}

/** SQLite has no DEFAULT in a row: a column that no row gives a value is left out. */
function withoutDefaults(node: InsertNode): InsertNode {
  const given = node.columns.map((_, i) => node.rows.some((row) => row[i]?.kind !== 'default'));
  if (!given.includes(false)) return node;
  return {
    ...node,
    columns: node.columns.filter((_, i) => given[i]),
    rows: node.rows.map((row) => row.filter((_, i) => given[i])),
  };
}
