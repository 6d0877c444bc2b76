/** GROUP BY: which expressions make a group of rows, in the strict form that every database takes. */
import type { ColumnNode, Expression, QueryNode } from '@dorm/query';
import { walk } from '@dorm/query';

/** Whether an expression is computed over a group of rows; what stands in a subquery is that one's own. */
export function hasAggregate(expression: Expression): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.kind === 'aggregate') found = true;
    return !found && node.kind !== 'select' && node.kind !== 'compound';
  });
  return found;
}

/** The tables whose columns expressions read, other than over a group of rows. */
export function tablesOf(expressions: readonly Expression[]): ReadonlySet<string | null> {
  const tables = new Set<string | null>();
  const visit = (node: QueryNode): boolean => {
    if (node.kind === 'column') tables.add(node.table);
    return node.kind !== 'aggregate';
  };
  for (const expression of expressions) walk(expression, visit);
  return tables;
}

/**
 * The expressions of GROUP BY.
 * @param keys what makes the group.
 * @param used what stands in the result, its order and HAVING: what of it is neither key nor aggregate must be in the group, too.
 * @param decided tables whose columns follow from the keys.
 */
export function groupBy(
  keys: readonly Expression[],
  used: readonly Expression[],
  decided: ReadonlySet<string>,
): readonly Expression[] {
  const group = [...keys];
  const add = (expression: Expression): void => {
    if (!group.some((one) => isSame(one, expression))) group.push(expression);
  };
  for (const expression of used) for (const one of undecided(expression, group, decided)) add(one);
  return group;
}

/** The columns that an expression reads outside of its aggregates and subqueries, and that neither group nor tables decide. */
export function undecided(
  expression: Expression,
  group: readonly Expression[],
  decided: ReadonlySet<string>,
): readonly ColumnNode[] {
  if (group.some((one) => isSame(one, expression))) return [];
  const columns: ColumnNode[] = [];
  const own = new Set<string | null>();
  const visit = (node: QueryNode): boolean => {
    if (node.kind === 'source') own.add(node.as ?? (typeof node.from === 'string' ? node.from : null));
    if (node.kind === 'column' && !decided.has(node.table ?? '')) columns.push(node);
    return node.kind !== 'aggregate' && !group.some((one) => isSame(one, node));
  };
  walk(expression, visit);
  return columns.filter(({ table }) => !own.has(table));
}

/** Whether two expressions say the same: a path that is named twice makes two nodes. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [fields, others] = [Object.entries(a), Object.entries(b)];
  return fields.length === others.length && fields.every(([name, field]) => isSame(field, Reflect.get(b, name)));
}
