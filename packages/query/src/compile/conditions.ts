/** Standard rules for conditions. */
import type { Expression } from '../node.js';
import { concat } from '../nodes/arithmetic.js';
import { call } from '../nodes/call.js';
import { dataType } from '../nodes/data-type.js';
import type { TextMatch, TextMatchNode } from '../nodes/text.js';
import { type Form, literal } from '../nodes/value.js';
import { typeOf, typeOfRows } from '../type-of.js';
import type { RulesFor } from './rules.js';
import { rebind, type Writer } from './writer.js';

type Kinds =
  | 'compare'
  | 'isNull'
  | 'isNotNull'
  | 'between'
  | 'inList'
  | 'inSelect'
  | 'exists'
  | 'textMatch'
  | 'regex'
  | 'jsonTest'
  | 'and'
  | 'or'
  | 'not'
  | 'nothing'
  | 'everything';

const TEXT = dataType('text');
const ALWAYS = '1 = 1';
const NEVER = '1 = 0';

export const conditionRules: RulesFor<Kinds> = {
  compare: ({ left, op, right }, to) => void to.pair(left, op, right),
  isNull: ({ expression }, to) => void to.operand(expression).text(' is null'),
  isNotNull: ({ expression }, to) => void to.operand(expression).text(' is not null'),
  between({ expression, low, high }, to) {
    const type = typeOf(expression);
    to.operand(expression, typeOf(low)).text(' between ').operand(low, type).text(' and ').operand(high, type);
  },
  inList({ expression, list }, to) {
    const type = typeOf(expression);
    if ('kind' in list) {
      to.operand(expression)
        .text(' in (select * from unnest(')
        .node(rebind(list, type, 'list'))
        .text('))');
    } else if (list.length === 0) to.text(NEVER);
    else
      to.operand(expression)
        .text(' in (')
        .list(list, (item) => to.node(rebind(item, type)))
        .text(')');
  },
  inSelect: ({ expression, select }, to) =>
    void to
      .operand(expression, typeOfRows(select))
      .text(' in ')
      .parenthesised(() => to.node(select)),
  exists: ({ select }, to) => void to.text('exists ').parenthesised(() => to.node(select)),
  textMatch,
  regex({ left, right, insensitive }, to) {
    if (!to.dialect.features.regex)
      to.unsupported('regular expressions', 'search with contains, startsWith or endsWith');
    to.operand(left)
      .text(' like_regex ')
      .operand(right, TEXT)
      .text(insensitive ? " flag 'i'" : '');
  },
  jsonTest: ({ test }, to) => to.unsupported(`the test '${test}' of JSON`, 'compare the whole document'),
  and: ({ items }, to) => joined(items, 'and', ALWAYS, to),
  or: ({ items }, to) => joined(items, 'or', NEVER, to),
  not({ item }, to) {
    const only = single(item);
    to.text('not ');
    if (only.kind === 'exists') to.node(only);
    else to.parenthesised(() => to.node(only));
  },
  nothing: (_, to) => void to.text(NEVER),
  everything: (_, to) => void to.text(ALWAYS),
};

/** How each search binds its text; iExact binds it as it is. */
export const MATCH_FORMS: { readonly [H in TextMatch]: Form } = {
  contains: 'contains',
  iContains: 'contains',
  startsWith: 'startsWith',
  iStartsWith: 'startsWith',
  endsWith: 'endsWith',
  iEndsWith: 'endsWith',
  iExact: 'plain',
};

function textMatch({ how, left, right }: TextMatchNode, to: Writer): void {
  const form = MATCH_FORMS[how];
  const folded = how.startsWith('i');
  const pattern = form === 'plain' ? rebind(right, TEXT, form) : likeOperand(right, form);
  to.operand(folded ? call('upper', [left]) : left)
    .text(form === 'plain' ? ' = ' : ' like ')
    .operand(folded ? call('upper', [pattern]) : pattern)
    .text(form === 'plain' ? '' : " escape '\\'");
}

/** A pattern for LIKE: a bound text is prepared by its form, any other expression has its wildcards escaped in SQL. */
function likeOperand(text: Expression, form: Form): Expression {
  if (text.kind === 'parameter' || text.kind === 'value') return rebind(text, TEXT, form);
  const escaped = ['\\', '%', '_'].reduce<Expression>(
    (inner, mark) => call('replace', [inner, literal(mark), literal(`\\${mark}`)]),
    text,
  );
  const any = literal('%');
  if (form === 'startsWith') return concat([escaped, any]);
  return form === 'endsWith' ? concat([any, escaped]) : concat([any, escaped, any]);
}

/** A longer chain of and/or is printed in two halves. */
const MAX_CHAIN = 200;

/** Items of and/or: those that bind less tightly, or whose text is unknown, in parentheses. */
function joined(items: readonly Expression[], word: 'and' | 'or', empty: string, to: Writer): void {
  if (items.length === 0) to.text(empty);
  else if (items.length === 1) to.nodes(items);
  else if (items.length > MAX_CHAIN) {
    // A chain is a tree as deep as it is long, and databases bound the depth: halves make it shallow.
    const half = Math.ceil(items.length / 2);
    to.parenthesised(() => joined(items.slice(0, half), word, empty, to));
    to.text(` ${word} `);
    to.parenthesised(() => joined(items.slice(half), word, empty, to));
  } else {
    to.list(
      items,
      (item) => {
        const only = single(item);
        const loose = only.kind === 'raw' || (word === 'and' && only.kind === 'or' && only.items.length > 1);
        if (loose) to.parenthesised(() => to.node(only));
        else to.node(only);
      },
      ` ${word} `,
    );
  }
}

/** What an and/or of one item comes to. */
function single(node: Expression): Expression {
  let at = node;
  while ((at.kind === 'and' || at.kind === 'or') && at.items.length === 1 && at.items[0] !== undefined)
    at = at.items[0];
  return at;
}
