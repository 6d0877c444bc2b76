/** Tokens: the steps between shapes that are no names. Names (lookup keys, paths, columns) stand for themselves. */
import type { Shape } from './shape.js';

/** A manager that shows certain rows: its name is the step behind it. */
export const SHOWN: unique symbol = Symbol('shown');
export const FILTER: unique symbol = Symbol('filter');
export const EXCLUDE: unique symbol = Symbol('exclude');
/** The way back from the other side of a relation; the filter() behind it speaks of the same row. */
export const BACK: unique symbol = Symbol('back');
export const EVERY: unique symbol = Symbol('every');
export const NOTHING: unique symbol = Symbol('nothing');
export const DISTINCT: unique symbol = Symbol('distinct');
export const ORDER: unique symbol = Symbol('order');
export const REVERSE: unique symbol = Symbol('reverse');
export const RELATED: unique symbol = Symbol('related');
/** Columns that are loaded, and that are not. */
export const ONLY: unique symbol = Symbol('only');
export const DEFER: unique symbol = Symbol('defer');
export const LINKED: unique symbol = Symbol('linked');
export const LIMIT: unique symbol = Symbol('limit');
export const OFFSET: unique symbol = Symbol('offset');

/** Open and close a condition tree. */
export const AND: unique symbol = Symbol('and');
export const OR: unique symbol = Symbol('or');
export const NOT: unique symbol = Symbol('not');
export const CLOSE: unique symbol = Symbol('close');

/** A QuerySet as a list: the shape of its query is the step behind it. */
export const SUBQUERY: unique symbol = Symbol('subquery');
/** What stands where a value would be bound, because it changes the SQL. */
export const NULL: unique symbol = Symbol('null');
export const TRUE: unique symbol = Symbol('true');
export const FALSE: unique symbol = Symbol('false');
export const LIST: unique symbol = Symbol('list');
export const EMPTY: unique symbol = Symbol('empty list');
export const RANGE: unique symbol = Symbol('range');
export const EXPRESSION: unique symbol = Symbol('expression');

/** Inside an expression: what comes next. */
export const PATH: unique symbol = Symbol('path');
export const CONSTANT: unique symbol = Symbol('constant');
export const NOW: unique symbol = Symbol('now');
export const ADD: unique symbol = Symbol('+');
export const SUB: unique symbol = Symbol('-');
export const MUL: unique symbol = Symbol('*');
export const DIV: unique symbol = Symbol('/');
export const MOD: unique symbol = Symbol('%');

/** A computed value: its expression, AS and its name are the steps behind it. */
export const ANNOTATE: unique symbol = Symbol('annotate');
export const ALIAS: unique symbol = Symbol('alias');
export const AS: unique symbol = Symbol('as');
/** The same for what aggregate() computes: its name is none for the next. */
export const TOTAL: unique symbol = Symbol('total');
/** A condition that is an expression, such as Exists(). */
export const HOLDS: unique symbol = Symbol('holds');
/** An aggregate: its function, whether DISTINCT, WHERE with its filter, its argument. */
export const AGGREGATE: unique symbol = Symbol('aggregate');
export const WHERE: unique symbol = Symbol('where');
export const STAR: unique symbol = Symbol('*');
/** A function: its name, how many arguments, and those. */
export const CALL: unique symbol = Symbol('call');
/** SQL by hand: its text and what stands in its holes. */
export const RAW: unique symbol = Symbol('raw');
/** CASE: WHEN with its conditions and CLOSE, the value, …, ELSE and its value, CLOSE. */
export const CASE: unique symbol = Symbol('case');
export const WHEN: unique symbol = Symbol('when');
export const ELSE: unique symbol = Symbol('else');
/** The value of a QuerySet, or whether it has a row: its shape is the step behind. */
export const SCALAR: unique symbol = Symbol('scalar');
export const PRESENT: unique symbol = Symbol('present');
/** A path on the query around a subquery: how many queries further out, and the path. */
export const OUTER: unique symbol = Symbol('outer');

/** Directions of an ordering by an expression. */
export const ASC: unique symbol = Symbol('asc');
export const DESC: unique symbol = Symbol('desc');
export const NULLS_FIRST: unique symbol = Symbol('nulls first');
export const NULLS_LAST: unique symbol = Symbol('nulls last');
export const RANDOM: unique symbol = Symbol('random');

/** What a row becomes. */
export const VALUES: unique symbol = Symbol('values');
export const TUPLES: unique symbol = Symbol('tuples');
export const FLAT: unique symbol = Symbol('flat');

/** What is asked for: the last step but for a write's columns. */
export const ROWS: unique symbol = Symbol('rows');
export const GET: unique symbol = Symbol('get');
export const FIRST: unique symbol = Symbol('first');
export const LAST: unique symbol = Symbol('last');
/** A page, and behind it which values of the place before it are NULL. */
export const KEYSET: unique symbol = Symbol('keyset');
export const KEYS: unique symbol = Symbol('keys');
export const COUNT: unique symbol = Symbol('count');
export const EXISTS: unique symbol = Symbol('exists');
export const TOTALS: unique symbol = Symbol('totals');
export const VALUE: unique symbol = Symbol('value');
export const PRESENCE: unique symbol = Symbol('presence');
export const UPDATE: unique symbol = Symbol('update');
export const DELETE: unique symbol = Symbol('delete');
export const INSERT: unique symbol = Symbol('insert');
export const RETURNING: unique symbol = Symbol('returning');

/** A step: one of the symbols above, a name, a page size, or the shape of a subquery. */
export type Token = symbol | string | number | Shape;
