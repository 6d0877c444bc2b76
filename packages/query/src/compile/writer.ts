/** What compile rules write to: SQL text, quoted names, placeholders, and the values behind them, in one order. */
import { identifierName } from '../check.js';
import type { Bind } from '../compiled-query.js';
import type { Dialect } from '../dialect.js';
import { CompileError, UnsupportedFeatureError } from '../errors.js';
import { type Expression, isNode, type Kind, type QueryNode } from '../node.js';
import type { DataType } from '../nodes/data-type.js';
import { type Form, parameter, value } from '../nodes/value.js';
import { typeOf } from '../type-of.js';
import { MAX_DEPTH, tooDeep } from '../walk.js';
import type { Rule } from './rules.js';

/** A statement's own table, whose columns print without its name, except where a result has taken the column's name. */
export interface Scope {
  readonly table: string | null;
  readonly taken: ReadonlySet<string>;
}

const OPEN: Scope = { table: null, taken: new Set() };

/** Printed in parentheses when they stand beside an operator. */
const LOOSE: ReadonlySet<Kind> = new Set<Kind>([
  'compare',
  'isNull',
  'isNotNull',
  'between',
  'inList',
  'inSelect',
  'textMatch',
  'regex',
  'and',
  'or',
  'not',
  'nothing',
  'everything',
  'raw',
]);

export class Writer {
  readonly dialect: Dialect;
  #sql = '';
  #binds: Bind[] = [];
  #scope: Scope = OPEN;
  #inDefinition = false;
  #depth = 0;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  get sql(): string {
    return this.#sql;
  }

  get binds(): readonly Bind[] {
    return this.#binds;
  }

  /** The scope that columns are printed in. */
  get scope(): Scope {
    return this.#scope;
  }

  /** True inside CREATE and ALTER, where nothing can be bound. */
  get inDefinition(): boolean {
    return this.#inDefinition;
  }

  /** SQL text, as it is. */
  text(sql: string): this {
    this.#sql += sql;
    return this;
  }

  /** A quoted name. */
  name(name: string): this {
    return this.text(this.dialect.quote(identifierName(name)));
  }

  /** Quoted names in parentheses. */
  names(names: readonly string[]): this {
    return this.text('(')
      .list(names, (name) => this.name(name))
      .text(')');
  }

  /** A node, by its rule. */
  node(node: QueryNode): this {
    if (!isNode(node))
      throw new CompileError('something that is no node stands in a query', { hint: 'bind it with value()' });
    if (++this.#depth > MAX_DEPTH) throw tooDeep();
    // The table has the rule of exactly this kind; TypeScript cannot tie the two for a union.
    (this.dialect.rules[node.kind] as Rule<Kind>)(node, this);
    this.#depth--;
    return this;
  }

  /** Items with a separator. */
  list<T>(items: readonly T[], write: (item: T) => unknown, separator = ', '): this {
    for (const [i, item] of items.entries()) {
      if (i > 0) this.text(separator);
      write(item);
    }
    return this;
  }

  /** Nodes with a separator. */
  nodes(nodes: readonly QueryNode[], separator = ', '): this {
    return this.list(nodes, (node) => this.node(node), separator);
  }

  /**
   * An expression beside an operator: parenthesised when it is loose.
   * @param type What a bound value without a type of its own is bound as.
   */
  operand(node: Expression, type: DataType | null = null): this {
    const typed = rebind(node, type);
    return LOOSE.has(node.kind) ? this.parenthesised(() => this.node(typed)) : this.node(typed);
  }

  /** Two sides of an operator; each gives the other its type. */
  pair(left: Expression, operator: string, right: Expression): this {
    return this.operand(left, typeOf(right)).text(` ${operator} `).operand(right, typeOf(left));
  }

  /** What `write` writes, in parentheses. */
  parenthesised(write: () => unknown): this {
    this.text('(');
    write();
    return this.text(')');
  }

  /** A placeholder and the value behind it. */
  bind(bind: Bind): this {
    const { maxParameters } = this.dialect.features;
    if (this.#binds.length === maxParameters) {
      throw new CompileError(`${this.dialect.name} takes ${maxParameters} parameters a statement`, {
        hint: 'split the rows, or bind a list as one parameter',
      });
    }
    this.#binds.push(Object.freeze(bind));
    return this.text(this.dialect.placeholder(this.#binds.length));
  }

  /** What `write` writes, with columns printed in another scope. */
  within(scope: Partial<Scope>, write: () => unknown): this {
    const outer = this.#scope;
    this.#scope = { ...OPEN, ...scope };
    write();
    this.#scope = outer;
    return this;
  }

  /** What `write` writes about a table's definition: values are printed, not bound. */
  definition(table: string | null, write: () => unknown): this {
    const outer = this.#inDefinition;
    this.#inDefinition = true;
    this.within({ table }, write);
    this.#inDefinition = outer;
    return this;
  }

  /** Stops: the dialect cannot express this. */
  unsupported(feature: string, hint: string): never {
    throw new UnsupportedFeatureError(this.dialect.name, feature, { hint });
  }
}

/** A bound node with a type, when it has none, and a form, when one is given; any other node as it is. */
export function rebind(node: Expression, type: DataType | null, form?: Form): Expression {
  if (node.kind !== 'parameter' && node.kind !== 'value') return node;
  const to = { type: node.type ?? type, form: form ?? node.form };
  if (to.type === node.type && to.form === node.form) return node;
  return node.kind === 'value' ? value(node.value, to.type, to.form) : parameter(node.slot, to.type, to.form);
}
