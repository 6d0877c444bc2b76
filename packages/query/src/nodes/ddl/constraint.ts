/** Constraints of a table. */
import { identifierName, notEmpty } from '../../check.js';
import { type Expression, make, type Node } from '../../node.js';

export interface PrimaryKeyNode extends Node<'primaryKey'> {
  readonly name: string | null;
  readonly columns: readonly string[];
}

export interface UniqueNode extends Node<'unique'> {
  readonly name: string;
  readonly columns: readonly string[];
  /** When it is looked at; null: at once, always. */
  readonly deferrable: 'deferred' | 'immediate' | null;
}

export interface CheckNode extends Node<'check'> {
  readonly name: string;
  readonly condition: Expression;
}

export interface ForeignKeyNode extends Node<'foreignKey'> {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: ForeignKeyTarget;
}

export interface ForeignKeyTarget {
  readonly table: string;
  readonly columns: readonly string[];
  readonly deferrable?: 'initiallyDeferred' | null;
}

export type ConstraintNode = PrimaryKeyNode | UniqueNode | CheckNode | ForeignKeyNode;

/** A primary key of several columns. */
export function primaryKey(columns: readonly string[], name: string | null = null): PrimaryKeyNode {
  return make<PrimaryKeyNode>({
    kind: 'primaryKey',
    name: name === null ? null : identifierName(name),
    columns: names(columns),
  });
}

/** Columns whose values occur once. With a condition, it is an index: `createIndex({ unique: true, where })`. */
export function unique(
  name: string,
  columns: readonly string[],
  deferrable: UniqueNode['deferrable'] = null,
): UniqueNode {
  return make<UniqueNode>({ kind: 'unique', name: identifierName(name), columns: names(columns), deferrable });
}

/** A condition that every row fulfils. */
export function check(name: string, condition: Expression): CheckNode {
  return make<CheckNode>({ kind: 'check', name: identifierName(name), condition });
}

/** Columns whose values occur in another table. */
export function foreignKey(name: string, columns: readonly string[], references: ForeignKeyTarget): ForeignKeyNode {
  return make<ForeignKeyNode>({
    kind: 'foreignKey',
    name: identifierName(name),
    columns: names(columns),
    references: Object.freeze({ ...references, columns: Object.freeze([...names(references.columns)]) }),
  });
}

function names(columns: readonly string[]): readonly string[] {
  return notEmpty('the columns of a constraint', columns).map(identifierName);
}
