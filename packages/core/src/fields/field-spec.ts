/** FieldSpec: a field as `f.char({ … })` describes it, before a model names it. Frozen; models share it. */
import type { DataType } from '@dorm/query';
import type { OnDelete } from '../typing/field-factory.js';

export type { OnDelete };

/** What a value must be, independent of any database. */
export interface FieldKind {
  /** The spelling on `f`: `char`, `dateTime`, `foreignKey`. */
  readonly name: string;
  /** Chooses the lookups: the `Kind` of the typing: `text`, `number`, `dateTime`, `relation`. */
  readonly lookups: string;
  /** What the column holds. A relation's is its target's, known when models are bound. */
  readonly type: DataType | null;
  /** What only full validation asks of a cleaned value: a length, the form of an address. */
  readonly validators: readonly Validator[];
  /** Whether a value is an ordinary one: right type, finite, in range; never null, undefined, NaN. Cheap. */
  check(value: unknown): boolean;
  /**
   * Turns what may stand for a value (`'1'` for 1, ISO text for a Date) into one; throws ValueProblem for the rest.
   * Never gives null or undefined, and takes null only where it is a value of its own (json).
   */
  clean(value: unknown): unknown;
  /** The value that stands for a moment, for autoNow; null when the kind knows no time. */
  readonly fromInstant: ((now: Date, timeZone: string) => unknown) | null;
}

/** Why a value was refused: a message without the value. Becomes a ValidationError that names model and field. */
export class ValueProblem extends Error {
  /** What to do about it. */
  readonly hint: string | null;

  /** @param message a part of a sentence: `expects a whole number, got text`. */
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint ?? null;
  }
}

/** A validator: throws an error with a message when it does not accept the value. */
export type Validator = (value: never) => void;

/** The options every field takes, with their defaults filled in. */
export interface FieldSettings {
  readonly null: boolean;
  readonly blank: boolean;
  /** A value, a function called for each instance, or absent. Values that can change are copied for each instance. */
  readonly default: unknown;
  readonly hasDefault: boolean;
  /** A default that the database fills in: a plain value or an expression; undefined when there is none. */
  readonly dbDefault: unknown;
  readonly unique: boolean;
  readonly dbIndex: boolean;
  readonly dbColumn: string | null;
  /** Values and their labels; null when any value will do. */
  readonly choices: readonly (readonly [value: unknown, label: string])[] | null;
  readonly validators: readonly Validator[];
  readonly editable: boolean;
  readonly primaryKey: boolean;
  readonly verboseName: string | null;
  readonly helpText: string;
}

/** What autoNow and autoNowAdd ask for. */
export type AutoNow = 'always' | 'onCreate' | null;

/** The other end of a relation. */
export interface RelationSpec {
  readonly kind: 'foreignKey' | 'oneToOne' | 'manyToMany';
  /** The target's label (`'self'` for the model itself), or a function that gives the class. */
  readonly to: string | (() => unknown);
  readonly onDelete: OnDelete;
  readonly relatedName: string | null;
  /** The target's field that is referred to; null: its primary key. */
  readonly toField: string | null;
  /** Whether the database checks it. */
  readonly dbConstraint: boolean;
  /** The joining model of a manyToMany when it is your own; null: one is made. */
  readonly through: string | (() => unknown) | null;
  /** The joining table's name for a manyToMany without `through`; null: one is made up. */
  readonly dbTable: string | null;
  /** Whether a link of a manyToMany to the model itself leads both ways; null: when it has no relatedName. */
  readonly symmetrical: boolean | null;
}

export interface FieldSpec extends FieldSettings {
  readonly kind: FieldKind;
  readonly autoNow: AutoNow;
  /** null for a plain column. */
  readonly relation: RelationSpec | null;
  /** Names of the fields of a composite primary key; null for a field with a column. */
  readonly parts: readonly string[] | null;
  /** The longest text in code points; null when there is no limit. */
  readonly maxLength: number | null;
}
