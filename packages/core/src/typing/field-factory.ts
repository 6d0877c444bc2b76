/** The type of `f`: every field, its options, and what they make of it. */
import type { ExprBrand } from './expressions.js';
import type {
  As,
  CompositeKey,
  Field,
  ForeignKey,
  IsPrimary,
  Kind,
  ManyToMany,
  Mode,
  OneToOne,
  PrimaryKey,
  StandardSchema,
  To,
} from './fields.js';

/** The options of every field. */
export interface Options<T> {
  /** Whether the column may hold NULL. Default false. */
  null?: boolean;
  /** Whether validation accepts an empty value. Default false. */
  blank?: boolean;
  /** The value of a row that is made without one, or a function that is called for each row. */
  default?: T | (() => T);
  /** A default that the database fills in: a value or an expression. */
  dbDefault?: T | ExprBrand;
  primaryKey?: boolean;
  unique?: boolean;
  dbIndex?: boolean;
  /** The column's name. Default: the field's name in snake_case. */
  dbColumn?: string;
  /** The only values there are, each alone or with a label: `['draft', ['live', 'On the site']]`. */
  choices?: readonly (T | readonly [value: T, label: string])[];
  /** Called with every value that is validated; throw to refuse it. */
  validators?: readonly ((value: T) => void)[];
  /** Whether forms and admin pages may show it. Default true. */
  editable?: boolean;
  verboseName?: string;
  helpText?: string;
}
export interface TextOptions extends Options<string> {
  /** The longest text, in code points. */
  maxLength?: number;
}
export interface CharOptions extends Options<string> {
  /** The longest text, in code points. */
  maxLength: number;
}
export interface DecimalOptions extends Options<string> {
  /** Digits in all, on both sides of the point. */
  maxDigits: number;
  decimalPlaces: number;
}
export interface NowOptions<T> extends Options<T> {
  /** Set to now by every save(). */
  autoNow?: boolean;
  /** Set to now when the row is made. */
  autoNowAdd?: boolean;
}
export interface DateTimeOptions extends NowOptions<Date> {
  /** What is kept of a second. A Date holds milliseconds; microseconds come as ISO text. Default `'milliseconds'`. */
  precision?: 'milliseconds';
}
export interface MicrosecondOptions extends NowOptions<string> {
  precision: 'microseconds';
}
/** The options of a key that the database counts up. */
export interface AutoOptions {
  primaryKey?: true;
  dbColumn?: string;
  verboseName?: string;
  helpText?: string;
}

/** What happens to the rows that point at a row which is deleted. */
export type OnDelete = 'CASCADE' | 'PROTECT' | 'RESTRICT' | 'SET_NULL' | 'SET_DEFAULT' | 'DO_NOTHING' | SetRule;
/** What `SET(…)` gives. */
export interface SetRule {
  /** The key or the instance that rows point at instead. */
  readonly replacement: () => unknown;
}
/** What a foreign key may be set to: a key, an instance, or null. */
export type Replacement = RelationKey | object | null;
/** The options of `foreignKey` and `oneToOne`. */
export interface RelationOptions {
  onDelete: OnDelete;
  null?: boolean;
  blank?: boolean;
  /** The name of the reverse side, to be declared on the target. Without one there is no reverse side. */
  relatedName?: string;
  primaryKey?: boolean;
  unique?: boolean;
  /** Default true. */
  dbIndex?: boolean;
  /** The column's name. Default: the field's name in snake_case and `_id`. */
  dbColumn?: string;
  /** Whether the database checks that the target exists. Default true. */
  dbConstraint?: boolean;
  /** The unique field of the target that is stored. Default: its primary key. */
  toField?: string;
  /** A key, or a function that gives one. */
  default?: RelationKey | (() => RelationKey);
  editable?: boolean;
  verboseName?: string;
  helpText?: string;
}
type RelationKey = string | number | bigint;
export interface ManyOptions<Through> {
  relatedName?: string;
  /** Your own joining model: `() => Membership`, or a ref. */
  through?: To<Through>;
  /** Of a relation to the model itself: a link leads both ways. Default: when there is no relatedName. */
  symmetrical?: boolean;
  blank?: boolean;
  dbTable?: string;
  dbConstraint?: boolean;
  editable?: boolean;
  verboseName?: string;
  helpText?: string;
}

// ---------- what the options make of a field ----------
type ModeOf<O> = O extends { null: true }
  ? 'nullable'
  : O extends { default: unknown } | { dbDefault: unknown }
    ? 'optional'
    : 'required';
type ValueOf<T, O> = O extends { choices: readonly (infer C)[] } ? (C extends readonly [infer V, string] ? V : C) : T;
type Made<T, K extends Kind, O> = MadeOf<ValueOf<T, O>, K, ModeOf<O>, O>;
/** The arguments are plain parameters, so that the compiler interns the result: one `Field<string, 'text', 'required'>` for all models. */
type MadeOf<V, K extends Kind, M extends Mode, O> = O extends { primaryKey: true }
  ? PrimaryKey<V, K, M>
  : Field<V, K, M>;
type MadeNow<T, K extends Kind, O> = O extends { autoNow: true } | { autoNowAdd: true }
  ? Field<T, K, 'generated'>
  : Made<T, K, O>;
type ReverseOf<O> = O extends { relatedName: infer R extends string } ? R : undefined;
type KeyOf<O> = O extends { toField: infer K extends string } ? K : 'pk';
type MadeForeignKey<T, O> = MadeForeignKeyOf<T, ModeOf<O>, ReverseOf<O>, KeyOf<O>, O>;
type MadeForeignKeyOf<T, M extends Mode, R extends string | undefined, K extends string, O> = O extends {
  primaryKey: true;
}
  ? ForeignKey<T, M, R, K> & IsPrimary
  : ForeignKey<T, M, R, K>;
type MadeOneToOne<T, O> = MadeOneToOneOf<T, ModeOf<O>, ReverseOf<O>, KeyOf<O>, O>;
type MadeOneToOneOf<T, M extends Mode, R extends string | undefined, K extends string, O> = O extends {
  primaryKey: true;
}
  ? OneToOne<T, M, R, K> & IsPrimary
  : OneToOne<T, M, R, K>;

/** Makes text fields whose `maxLength` has a default. */
type TextFunction = <const O extends TextOptions>(options?: O) => Made<string, 'text', O>;
type NumberFunction = <const O extends Options<number>>(options?: O) => Made<number, 'number', O>;
type BigIntFunction = <const O extends Options<bigint>>(options?: O) => Made<bigint, 'bigint', O>;
type AutoFunction = (options?: AutoOptions) => PrimaryKey<number, 'number', 'generated'>;

/** `f`: the fields of core. A field of a feature package is a function that the package exports. */
export interface FieldFactory {
  /** A number that the database counts up, 64 bits wide: the type of the `id` that every model gets without a primary key. */
  readonly bigAuto: AutoFunction;
  /** Counted up, 32 bits wide. */
  readonly auto: AutoFunction;
  /** Counted up, 16 bits wide. */
  readonly smallAuto: AutoFunction;
  /** A whole number of 32 bits. */
  readonly integer: NumberFunction;
  /** A whole number of 16 bits. */
  readonly smallInteger: NumberFunction;
  /** A whole number of 64 bits, as a bigint. */
  readonly bigInteger: BigIntFunction;
  /** A whole number of 32 bits, 0 or more. */
  readonly positiveInteger: NumberFunction;
  /** A whole number of 16 bits, 0 or more. */
  readonly positiveSmallInteger: NumberFunction;
  /** A whole number of 64 bits, 0 or more, as a bigint. */
  readonly positiveBigInteger: BigIntFunction;
  /** A floating point number. */
  readonly float: NumberFunction;
  /** An exact number, as text: `'12.50'`. */
  decimal<const O extends DecimalOptions>(options: O): Made<string, 'decimal', O>;
  /** Text of at most `maxLength` code points. */
  char<const O extends CharOptions>(options: O): Made<string, 'text', O>;
  /** Text of any length. */
  text<const O extends Options<string>>(options?: O): Made<string, 'text', O>;
  /** An e-mail address of at most 254 characters. */
  readonly email: TextFunction;
  /** A URL of at most 200 characters. */
  readonly url: TextFunction;
  /** Letters, digits, `_` and `-`, at most 50 and indexed. */
  readonly slug: TextFunction;
  /** A UUID as text; `default: randomUUID` makes one for each row. */
  uuid<const O extends Options<string>>(options?: O): Made<string, 'text', O>;
  /** An IPv4 or IPv6 address. */
  ip<const O extends Options<string>>(options?: O): Made<string, 'text', O>;
  boolean<const O extends Options<boolean>>(options?: O): Made<boolean, 'boolean', O>;
  /** An instant: a Date, or ISO text with `{ precision: 'microseconds' }`. */
  dateTime<const O extends DateTimeOptions>(options?: O): MadeNow<Date, 'dateTime', O>;
  dateTime<const O extends MicrosecondOptions>(options: O): MadeNow<string, 'dateTime', O>;
  /** A day: `'YYYY-MM-DD'`. */
  date<const O extends NowOptions<string>>(options?: O): MadeNow<string, 'date', O>;
  /** A time of day: `'HH:MM:SS.mmm'`. */
  time<const O extends NowOptions<string>>(options?: O): MadeNow<string, 'time', O>;
  /** A length of time, in milliseconds. */
  duration<const O extends Options<number>>(options?: O): Made<number, 'duration', O>;
  /** JSON of type T: `f.json(as<Settings>(), { null: true })`, or a Standard Schema in place of `as`. */
  json<T, const O extends Options<T>>(type: As<T> | StandardSchema<T>, options?: O): Made<T, 'json', O>;
  binary<const O extends Options<Uint8Array>>(options?: O): Made<Uint8Array, 'binary', O>;
  /** A row of another model: `f.foreignKey(() => Author, { onDelete: 'CASCADE', relatedName: 'posts' })`. */
  foreignKey<M, const O extends RelationOptions>(to: To<M>, options: O): MadeForeignKey<M, O>;
  /** A unique foreign key: its reverse side is one row or none. */
  oneToOne<M, const O extends RelationOptions>(to: To<M>, options: O): MadeOneToOne<M, O>;
  /** Any number of rows of another model, through a joining table. */
  manyToMany<M, const O extends ManyOptions<T>, T = unknown>(to: To<M>, options?: O): ManyToMany<M, ReverseOf<O>, T>;
  /** A primary key made of several fields: `pk: f.compositeKey('order', 'number')`. */
  compositeKey<const Names extends readonly string[]>(...fields: Names): CompositeKey<Names>;
}
