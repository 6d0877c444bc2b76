/** The definition of a column. */
import { identifierName } from '../../check.js';
import { QueryError } from '../../errors.js';
import { type Expression, make, type Node } from '../../node.js';
import { type DataType, isAuto } from '../data-type.js';

/** A foreign key written at its column. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  /** 'initiallyDeferred': checked when the transaction ends. */
  readonly deferrable?: 'initiallyDeferred' | null;
}

export interface ColumnDefinitionNode extends Node<'columnDefinition'> {
  readonly name: string;
  readonly type: DataType;
  readonly null: boolean;
  readonly default: Expression | null;
  readonly primaryKey: boolean;
  readonly autoIncrement: boolean;
  readonly unique: boolean;
  readonly references: Reference | null;
  readonly checks: readonly Expression[];
}

export interface ColumnDefinition {
  readonly name: string;
  /** An auto type that is no primary key is an integer of that size: what a foreign key to one holds. */
  readonly type: DataType;
  /** Default: false. */
  readonly null?: boolean;
  /** What the database puts where a row has no value. */
  readonly default?: Expression | null;
  readonly primaryKey?: boolean;
  /** Default: true for a primary key of an auto type. */
  readonly autoIncrement?: boolean;
  readonly unique?: boolean;
  readonly references?: Reference | null;
  readonly check?: Expression | null;
}

/** A column of a table to be made. */
export function columnDefinition(of: ColumnDefinition): ColumnDefinitionNode {
  const primaryKey = of.primaryKey ?? false;
  const autoIncrement = of.autoIncrement ?? (primaryKey && isAuto(of.type));
  if (autoIncrement && !(primaryKey && isAuto(of.type))) {
    throw new QueryError(`column "${of.name}": only a primary key of an auto type counts by itself`);
  }
  return make<ColumnDefinitionNode>({
    kind: 'columnDefinition',
    name: identifierName(of.name),
    type: of.type,
    null: of.null ?? false,
    default: of.default ?? null,
    primaryKey,
    autoIncrement,
    unique: of.unique ?? false,
    references: of.references ? Object.freeze({ ...of.references }) : null,
    checks: of.check ? [of.check] : [],
  });
}
