/** Standard rules for expressions. */
import { CompileError } from '../errors.js';
import type { Expression } from '../node.js';
import type { AggregateNode } from '../nodes/call.js';
import { caseWhen } from '../nodes/case.js';
import type { DatePart, DatePartNode } from '../nodes/date-part.js';
import { literal } from '../nodes/value.js';
import type { RulesFor } from './rules.js';
import type { Writer } from './writer.js';

type Kinds =
  | 'column'
  | 'star'
  | 'identifier'
  | 'value'
  | 'parameter'
  | 'literal'
  | 'default'
  | 'currentTimestamp'
  | 'arithmetic'
  | 'concat'
  | 'call'
  | 'aggregate'
  | 'case'
  | 'cast'
  | 'datePart'
  | 'jsonPath'
  | 'subquery'
  | 'raw';

export const expressionRules: RulesFor<Kinds> = {
  column({ name, table }, to) {
    const bare = table === null || (table === to.scope.table && !to.scope.taken.has(name));
    if (!bare) to.name(table).text('.');
    to.name(name);
  },
  star({ table }, to) {
    if (table !== null && table !== to.scope.table) to.name(table).text('.');
    to.text('*');
  },
  identifier: ({ names }, to) => void to.list(names, (name) => to.name(name), '.'),
  value({ value, type, form }, to) {
    if (!to.inDefinition) to.bind({ slot: null, value, type, form });
    else printed(to.dialect.encode({ type, form })?.(value) ?? value, to);
  },
  parameter({ slot, type, form }, to) {
    if (to.inDefinition) throw noBinding();
    to.bind({ slot, value: null, type, form });
  },
  literal: ({ value }, to) =>
    void to.text(typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)),
  default: (_, to) => void to.text('default'),
  currentTimestamp: (_, to) => void to.text('current_timestamp'),
  arithmetic: ({ op, left, right }, to) => void to.parenthesised(() => to.operand(left).text(` ${op} `).operand(right)),
  concat: ({ items }, to) => void to.parenthesised(() => to.list(items, (item) => to.operand(item), ' || ')),
  call: ({ name, args }, to) => void to.text(name).parenthesised(() => to.nodes(args)),
  aggregate,
  case({ branches, otherwise }, to) {
    to.text('case');
    for (const { when, result } of branches) to.text(' when ').node(when).text(' then ').node(result);
    if (otherwise !== null) to.text(' else ').node(otherwise);
    to.text(' end');
  },
  cast: ({ expression, type }, to) =>
    void to
      .text('cast(')
      .node(expression)
      .text(` as ${to.dialect.columnType(type)})`),
  datePart,
  jsonPath: (_, to) => to.unsupported('paths into JSON', 'compare the whole document'),
  subquery: ({ select }, to) => void to.parenthesised(() => to.node(select)),
  raw({ strings, holes }, to) {
    for (const [i, text] of strings.entries()) {
      to.text(text);
      const hole = holes[i];
      if (hole !== undefined) to.node(hole);
    }
  },
};

/** What EXTRACT calls a part, where that is another word; the ISO ones and `dow`, which counts from 0, are PostgreSQL's. */
const EXTRACTED: { readonly [P in DatePart]?: string } = { isoYear: 'isoyear', weekDay: 'dow', isoWeekDay: 'isodow' };

function datePart({ part, expression, timeZone, type }: DatePartNode, to: Writer): void {
  const writeLocal = (): void => {
    to.operand(expression);
    if (timeZone !== null) to.text(' at time zone ').node(literal(timeZone));
  };
  if (part === 'date' || part === 'time') {
    to.text('cast(');
    writeLocal();
    to.text(` as ${to.dialect.columnType(type)})`);
    return;
  }
  const [before, after] = part === 'second' ? ['floor(', ')'] : part === 'weekDay' ? ['(', ' + 1)'] : ['', ''];
  to.text(`${before}extract(${EXTRACTED[part] ?? part} from `);
  writeLocal();
  to.text(`)${after}`);
}

function aggregate(node: AggregateNode, to: Writer): void {
  const { name, distinct, filter } = node;
  const native = filter === null || to.dialect.features.aggregateFilter;
  to.text(`${name}(${distinct ? 'distinct ' : ''}`)
    .node(native ? node.arg : counted(node.arg, filter))
    .text(')');
  if (filter !== null && native) to.text(' filter (where ').node(filter).text(')');
}

/** Where aggregates have no filter: the argument only where the filter holds, NULL elsewhere, which aggregates skip. */
function counted(arg: Expression, filter: Expression): Expression {
  return caseWhen([{ when: filter, result: arg.kind === 'star' ? literal(1) : arg }]);
}

/** A value inside a definition: what would have been bound is printed as a literal. */
function printed(encoded: unknown, to: Writer): void {
  if (encoded instanceof Uint8Array) {
    to.text(`X'${Array.from(encoded, (byte) => byte.toString(16).padStart(2, '0')).join('')}'`);
  } else if (encoded === null || ['boolean', 'number', 'bigint', 'string'].includes(typeof encoded)) {
    to.node(literal(encoded as null | boolean | number | bigint | string));
  } else throw noBinding();
}

function noBinding(): CompileError {
  return new CompileError('nothing can be bound in the definition of a table or an index', { hint: 'use literal()' });
}
