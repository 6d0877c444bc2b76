/** What an expression holds, where that can be known: it decides how a value compared with it is bound. */
import type { Expression, Query } from './node.js';
import type { DataType } from './nodes/data-type.js';

const SAME_TYPE = new Set(['min', 'max', 'sum']);

/** The type of an expression, or null. */
export function typeOf(expression: Expression): DataType | null {
  switch (expression.kind) {
    case 'column':
    case 'value':
    case 'parameter':
    case 'cast':
    case 'call':
    case 'datePart':
      return expression.type;
    case 'aggregate':
      return SAME_TYPE.has(expression.name.toLowerCase()) ? typeOf(expression.arg) : null;
    case 'arithmetic':
      return typeOf(expression.left) ?? typeOf(expression.right);
    case 'case':
      return first([...expression.branches.map((branch) => branch.result), ...list(expression.otherwise)]);
    case 'subquery':
      return typeOfRows(expression.select);
    default:
      return null;
  }
}

/** The type of the first column of a select. */
export function typeOfRows(query: Query): DataType | null {
  if (query.kind === 'raw') return null;
  if (query.kind === 'compound') return query.selects[0] === undefined ? null : typeOfRows(query.selects[0]);
  return query.columns[0] === undefined ? null : typeOf(query.columns[0].expression);
}

function first(expressions: readonly Expression[]): DataType | null {
  for (const expression of expressions) {
    const type = typeOf(expression);
    if (type !== null) return type;
  }
  return null;
}

function list(expression: Expression | null): readonly Expression[] {
  return expression === null ? [] : [expression];
}
