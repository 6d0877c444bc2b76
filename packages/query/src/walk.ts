/** Visits every node of a tree once, parents first. */
import { CompileError } from './errors.js';
import { isNode, type QueryNode } from './node.js';

/** Deepest nesting of nodes that is walked or compiled: it takes less than half of the stack that Node gives. */
export const MAX_DEPTH = 1_200;

/** Returns false to leave out what is below the node. */
export type Visit = (node: QueryNode) => unknown;

/**
 * Calls `visit` for a node and everything below it.
 * @throws CompileError when nodes are nested more than 1,200 deep.
 */
export function walk(node: QueryNode, visit: Visit): void {
  step(node, visit, 0);
}

function step(node: QueryNode, visit: Visit, depth: number): void {
  if (depth > MAX_DEPTH) throw tooDeep();
  if (visit(node) === false || node.kind === 'value') return;
  for (const field of Object.values(node)) into(field, visit, depth + 1);
}

/** Fields hold nodes, lists, and plain pieces such as an assignment, which hold nodes again. */
function into(field: unknown, visit: Visit, depth: number): void {
  if (typeof field !== 'object' || field === null) return;
  if (isNode(field)) step(field, visit, depth);
  else for (const item of Object.values(field)) into(item, visit, depth);
}

/** The error for a tree that is too deep. */
export function tooDeep(): CompileError {
  return new CompileError(`nodes are nested more than ${MAX_DEPTH} deep`, {
    hint: 'put the conditions into one flat and() or or(), or use inList',
  });
}
