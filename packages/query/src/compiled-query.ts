/** What compiling gives: the SQL and, in the order of its placeholders, what is bound. */
import type { DataType } from './nodes/data-type.js';
import type { Form } from './nodes/value.js';

export interface Bind {
  /** Index in the values that come later; null: `value` is known now. */
  readonly slot: number | null;
  readonly value: unknown;
  /** What it stands against. */
  readonly type: DataType | null;
  readonly form: Form;
}

export interface CompiledQuery {
  readonly sql: string;
  readonly binds: readonly Bind[];
}

/** SQL with parameters that are ready for the driver. */
export interface RenderedQuery {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}
