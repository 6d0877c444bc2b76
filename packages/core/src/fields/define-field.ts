/** defineField: turns checked options and a kind into a frozen FieldSpec. */
import { isExpressionLike, settledDefault } from './default-value.js';
import type { AutoNow, FieldKind, FieldSpec, RelationSpec, Validator } from './field-spec.js';
import { ValueProblem } from './field-spec.js';
import type { FieldOptions } from './options.js';
import { sortOf } from './refuse.js';
import { choicesMessage, isEmpty, problemsOf } from './validate.js';

/** What a family of fields knows beside the common options. */
export interface FieldExtras {
  readonly autoNow?: AutoNow;
  readonly relation?: RelationSpec;
  readonly parts?: readonly string[];
  readonly maxLength?: number | null;
  /** What the options are when they are not given. */
  readonly implied?: Partial<Record<'blank' | 'editable' | 'unique' | 'dbIndex' | 'primaryKey', boolean>>;
}

const SPEC: unique symbol = Symbol.for('@dorm/core.field') as typeof SPEC;

/** Reads the common options, checks them against each other and against the kind, and freezes the result. */
export function defineField(kind: FieldKind, options: FieldOptions, extras: FieldExtras = {}): FieldSpec {
  const implied = { blank: false, editable: true, unique: false, dbIndex: false, primaryKey: false, ...extras.implied };
  const spec: FieldSpec = {
    kind,
    null: options.boolean('null', false),
    blank: options.boolean('blank', implied.blank),
    default: undefined,
    hasDefault: options.has('default'),
    dbDefault: undefined,
    unique: options.boolean('unique', implied.unique),
    dbIndex: options.boolean('dbIndex', implied.dbIndex),
    dbColumn: options.identifier('dbColumn'),
    choices: readChoices(options, kind),
    validators: readValidators(options),
    editable: options.boolean('editable', implied.editable),
    primaryKey: options.boolean('primaryKey', implied.primaryKey),
    verboseName: options.text('verboseName'),
    helpText: options.text('helpText') ?? '',
    autoNow: extras.autoNow ?? null,
    relation: extras.relation ?? null,
    parts: extras.parts ?? null,
    maxLength: extras.maxLength ?? null,
  };
  if (spec.null && spec.primaryKey) options.fail('is a primary key and cannot be null', 'leave out null: true');
  const defaults = { default: readDefault(options, spec), dbDefault: readDbDefault(options, spec) };
  return Object.freeze(Object.defineProperty({ ...spec, ...defaults }, SPEC, { value: true }));
}

/** Whether a value is what an `f.*` call gives, also one of another copy of this package. */
export function isFieldSpec(value: unknown): value is FieldSpec {
  return typeof value === 'object' && value !== null && SPEC in value;
}

function readDefault(options: FieldOptions, spec: FieldSpec): unknown {
  if (!spec.hasDefault) return undefined;
  const value = options.get('default');
  if (typeof value === 'function') return value;
  if (value === null && (spec.null || spec.kind.lookups === 'json')) return null;
  const settled = settledDefault(acceptedOr(options, 'default', spec, value));
  const problem = isEmpty(settled) ? undefined : problemsOf(spec.kind.validators, settled)[0];
  if (problem !== undefined) options.fail(`has a default that it does not accept: ${problem}`);
  if (!isEmpty(settled) && choicesMessage(spec, settled) !== null) {
    options.fail('has a default that is not among its choices', 'add it to choices, or choose one of them');
  }
  return settled;
}

function readDbDefault(options: FieldOptions, spec: FieldSpec): unknown {
  const value = options.get('dbDefault');
  if (value === undefined || isExpressionLike(value)) return value;
  if (typeof value === 'function')
    options.fail('has a function as dbDefault', 'dbDefault takes a value or an expression; default takes a function');
  if (value === null && spec.null) return null;
  return acceptedOr(options, 'dbDefault', spec, value);
}

function acceptedOr(options: FieldOptions, key: string, spec: FieldSpec, value: unknown): unknown {
  try {
    return spec.kind.clean(value);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    const hint = value === null ? 'say null: true, or give a value' : (error.hint ?? undefined);
    return options.fail(`has a ${key} that it does not accept: ${error.message}`, hint);
  }
}

function readChoices(options: FieldOptions, kind: FieldKind): FieldSpec['choices'] {
  const given = options.get('choices');
  if (given === undefined) return null;
  if (!Array.isArray(given) || given.length === 0) {
    options.fail(
      `option choices takes values or [value, label], got ${Array.isArray(given) ? 'an empty list' : sortOf(given)}`,
    );
  }
  const choices = given.map((choice: unknown) => readChoice(options, kind, choice));
  return Object.freeze(choices);
}

function readChoice(options: FieldOptions, kind: FieldKind, choice: unknown): readonly [unknown, string] {
  const labelled = Array.isArray(choice) && choice.length === 2 && typeof choice[1] === 'string';
  const value: unknown = labelled ? choice[0] : choice;
  if (value === null && options.boolean('null', false))
    return Object.freeze([null, labelled ? choice[1] : ''] as const);
  try {
    const cleaned = kind.clean(value);
    return Object.freeze([cleaned, labelled ? String(choice[1]) : String(cleaned)] as const);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    return options.fail(`has a choice that it does not accept: ${error.message}`, error.hint ?? undefined);
  }
}

function readValidators(options: FieldOptions): readonly Validator[] {
  const given = options.get('validators') ?? [];
  if (!Array.isArray(given)) options.fail(`option validators takes a list of functions, got ${sortOf(given)}`);
  for (const validator of given) {
    if (typeof validator !== 'function') options.fail(`option validators takes functions, got ${sortOf(validator)}`);
  }
  return Object.freeze([...given]);
}
