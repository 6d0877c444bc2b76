/** Relation fields: foreignKey, oneToOne, manyToMany, and the composite primary key. */
import { ConfigurationError } from '../errors/usage-errors.js';
import { defineField } from './define-field.js';
import type { FieldKind, FieldSpec, OnDelete, RelationSpec } from './field-spec.js';
import { isSetRule, ON_DELETE } from './on-delete.js';
import { FieldOptions, isIdentifier, type RawOptions } from './options.js';
import { refuse, sortOf } from './refuse.js';
import { isText } from './text-value.js';

const MANY_OPTIONS = [
  'relatedName',
  'through',
  'symmetrical',
  'blank',
  'dbTable',
  'dbConstraint',
  'editable',
  'verboseName',
  'helpText',
];
const ONE_OPTIONS = [
  'onDelete',
  'null',
  'blank',
  'relatedName',
  'primaryKey',
  'unique',
  'dbIndex',
  'dbColumn',
  'dbConstraint',
  'toField',
  'default',
  'editable',
  'verboseName',
  'helpText',
];

/** A row of another model. */
export function foreignKey(to?: unknown, raw?: RawOptions): FieldSpec {
  return toOne('foreignKey', to, raw);
}

/** A row of another model that no other row of this one points at. */
export function oneToOne(to?: unknown, raw?: RawOptions): FieldSpec {
  return toOne('oneToOne', to, raw);
}

/** Any number of rows of another model. */
export function manyToMany(to?: unknown, raw?: RawOptions): FieldSpec {
  const options = new FieldOptions('manyToMany', raw, MANY_OPTIONS);
  const through = options.has('through') ? target(options, options.get('through'), 'through') : null;
  const dbTable = options.identifier('dbTable');
  if (through !== null && dbTable !== null)
    options.fail('takes through or dbTable, not both', 'the joining model names its own table');
  const symmetrical = options.has('symmetrical') ? options.boolean('symmetrical', true) : null;
  if (symmetrical === true && options.has('relatedName'))
    options.fail('is symmetrical and has no other side', 'leave relatedName out, or say symmetrical: false');
  const relation: RelationSpec = Object.freeze({
    kind: 'manyToMany',
    to: target(options, to, 'model'),
    onDelete: 'CASCADE',
    relatedName: relatedName(options),
    toField: null,
    dbConstraint: options.boolean('dbConstraint', true),
    through,
    dbTable,
    symmetrical,
  });
  return defineField(relationKind('manyToMany', 'many'), options, { relation });
}

/** A primary key made of several fields of the model, in this order. */
export function compositeKey(...names: readonly unknown[]): FieldSpec {
  const options = new FieldOptions('compositeKey', undefined, []);
  const parts = names.map((name) =>
    isIdentifier(name) ? name : options.fail('takes names of fields', "f.compositeKey('order', 'number')"),
  );
  if (parts.length < 2)
    options.fail('takes two names or more', 'a key of one field is { primaryKey: true } on that field');
  if (new Set(parts).size < parts.length) options.fail('has the same name twice');
  const implied = { primaryKey: true, blank: true, editable: false };
  return defineField(relationKind('compositeKey', 'composite'), options, { parts: Object.freeze(parts), implied });
}

function toOne(kind: 'foreignKey' | 'oneToOne', to: unknown, raw: RawOptions): FieldSpec {
  const options = new FieldOptions(kind, raw, ONE_OPTIONS);
  const relation: RelationSpec = Object.freeze({
    kind,
    to: target(options, to, 'model'),
    onDelete: onDelete(options),
    relatedName: relatedName(options),
    toField: toField(options),
    dbConstraint: options.boolean('dbConstraint', true),
    through: null,
    dbTable: null,
    symmetrical: null,
  });
  if (kind === 'oneToOne' && !options.boolean('unique', true))
    options.fail('is always unique', 'take f.foreignKey() for many rows');
  const unique = kind === 'oneToOne' || options.boolean('unique', false) || options.boolean('primaryKey', false);
  const implied = { unique: kind === 'oneToOne', dbIndex: !unique };
  return defineField(relationKind(kind, 'relation'), options, { relation, implied });
}

/** The target's kind judges a relation's raw key once models are bound; until then the type of any key will do. */
function relationKind(name: string, lookups: string): FieldKind {
  const check = (value: unknown): boolean =>
    isText(value) || typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
  return Object.freeze({
    name,
    lookups,
    type: null,
    validators: [],
    check,
    clean: (value: unknown) => (check(value) ? value : refuse('a key', value)),
    fromInstant: null,
  });
}

function onDelete(options: FieldOptions): OnDelete {
  const given = options.has('onDelete') ? options.get('onDelete') : null;
  if (isSetRule(given)) return given;
  const rule = options.oneOf('onDelete', ON_DELETE, null);
  if (rule === 'SET_NULL' && !options.boolean('null', false)) {
    options.fail(
      "has onDelete: 'SET_NULL' and cannot be null",
      'add null: true, or choose CASCADE, PROTECT or RESTRICT',
    );
  }
  if (rule === 'SET_DEFAULT' && !options.has('default')) {
    options.fail("has onDelete: 'SET_DEFAULT' and no default", 'add a default: the key of the row to point at instead');
  }
  return rule;
}

function relatedName(options: FieldOptions): string | null {
  const name = options.text('relatedName');
  if (name === null) return null;
  if (isIdentifier(name) && !name.includes('__') && !name.endsWith('_')) return name;
  const hint =
    name === '+'
      ? 'leave it out: without a relatedName there is no reverse side'
      : "letters, digits and single _ within, as in 'posts'";
  return options.fail(`option relatedName cannot be '${name.slice(0, 80)}'`, hint);
}

function toField(options: FieldOptions): string | null {
  const name = options.text('toField');
  return name === null || isIdentifier(name)
    ? name
    : options.fail('option toField takes the name of a field of the target');
}

function target(options: FieldOptions, to: unknown, what: string): string | (() => unknown) {
  const direct = what === 'model' ? `f.${options.name}(() => Author, { … })` : 'through: () => Membership';
  const example = `say ${direct}, or ref<…>('app.Model') across files`;
  if (typeof to === 'object' && to !== null && 'label' in to && typeof to.label === 'string') return to.label;
  if (!isFunction(to)) return options.fail(`takes a function that gives the ${what}, got ${sortOf(to)}`, example);
  if (!/^class\b/.test(Function.prototype.toString.call(to))) return () => classOf(options, to, what);
  return options.fail(`takes a function that gives the ${what}, got the class itself`, example);
}

function isFunction(value: unknown): value is () => unknown {
  return typeof value === 'function';
}

/** What the function gives, asked for when models are bound; undefined means that two files import each other. */
function classOf(options: FieldOptions, to: () => unknown, what: string): unknown {
  let given: unknown;
  try {
    given = to();
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw new ConfigurationError(`f.${options.name}() asks for its ${what} before that class is made`, {
      hint: "say ref<…>('app.Model') in one of two files that import each other",
      cause,
    });
  }
  return (
    given ??
    options.fail(
      `has a function that gives no ${what}`,
      "say ref<…>('app.Model') in one of two files that import each other",
    )
  );
}
