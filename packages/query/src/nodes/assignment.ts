/** `column = value`, in UPDATE and in ON CONFLICT. */
import { identifierName } from '../check.js';
import type { Expression } from '../node.js';
import { type ColumnNode, column } from './identifier.js';

export interface Assignment {
  /** A name, or a column whose type the value then takes. */
  readonly column: string | ColumnNode;
  readonly value: Expression;
}

export interface AssignmentPart {
  readonly column: ColumnNode;
  readonly value: Expression;
}

/** An assignment as nodes keep it. */
export function assignment(of: Assignment): AssignmentPart {
  return Object.freeze({ column: target(of.column), value: of.value });
}

/** A column that is written to: it has no table in front. */
export function target(of: string | ColumnNode): ColumnNode {
  return typeof of === 'string' ? column(identifierName(of)) : column(of.name, { type: of.type });
}
