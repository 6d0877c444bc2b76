/** The contract of a dialect: what a database writes, reads and binds differently from standard SQL. */
import type { Codec } from './codec.js';
import type { Rules } from './compile/rules.js';
import type { Features } from './features.js';
import type { DataType } from './nodes/data-type.js';
import type { Form } from './nodes/value.js';

/** Where a value is bound: what it stands against, and how it is prepared. */
export interface BindPlace {
  readonly type: DataType | null;
  readonly form: Form;
}

/** Makes a bound value ready for the driver; passes null on. */
export type Encoder = (value: unknown) => unknown;

export interface Dialect {
  readonly name: string;
  readonly features: Features;
  /** One rule a kind: `{ ...standardRules, compare: … }`. */
  readonly rules: Rules;
  /** An identifier in quotes, embedded quotes doubled. */
  quote(identifier: string): string;
  /** The text of a placeholder; positions count from 1. */
  placeholder(position: number): string;
  /** The SQL name of a column type. */
  columnType(type: DataType): string;
  /** How values of a type are stored. */
  codec(type: DataType): Codec;
  /** What makes a value ready for this place; null when it can go to the driver as it is. */
  encode(place: BindPlace): Encoder | null;
}
