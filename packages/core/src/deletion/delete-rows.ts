/** deleteRows: deletes rows, and what their relations say goes with them. One statement where nothing refers to them. */
import { databaseFor } from '../execution/execute.js';
import type { ModelMeta } from '../model/meta.js';
import { buildPlan } from '../queryset/build-plan.js';
import { emitCondition } from '../queryset/conditions.js';
import type { Shape } from '../queryset/shape.js';
import { DELETE, FILTER } from '../queryset/tokens.js';
import { atomicOn } from '../transaction/atomic.js';
import type { Deleted } from '../typing/instance.js';
import { Collector } from './collector.js';
import { type DeletionGraph, deletionGraph } from './graph.js';
import { deleteFound, readColumns, type Tuples } from './statements.js';

/** Deletes the rows that a shape finds. */
export async function deleteRows(shape: Shape, values: readonly unknown[], alias: string | null): Promise<Deleted> {
  const { meta } = shape;
  const graph = deletionGraph();
  if (graph.isLeaf(meta)) return counted([[meta.label, await deleteFound(shape, values, alias)]]);
  // Refuses what no DELETE can follow, before anything is read.
  shape.step(DELETE).plan(databaseFor(alias), buildPlan);
  return cascade(graph, meta, alias, () => readColumns(shape, graph.columns(meta), values, alias));
}

/** Deletes the row of a key. */
export async function deleteRow(meta: ModelMeta, where: object, alias: string | null): Promise<Deleted> {
  const values: unknown[] = [];
  const shape = emitCondition(meta.root.step(FILTER), where, values);
  const graph = deletionGraph();
  // Whether a row of a scope is there has to be asked: what goes with it may be of no scope.
  const known = !graph.isLeaf(meta) && graph.columns(meta).length === 1 && meta.isolated.length === 0;
  return known ? cascade(graph, meta, alias, async () => [values]) : deleteRows(shape, values, alias);
}

function cascade(
  graph: DeletionGraph,
  meta: ModelMeta,
  alias: string | null,
  read: () => Promise<Tuples>,
): Promise<Deleted> {
  return atomicOn(databaseFor(alias), async () => {
    const collector = new Collector(graph, alias);
    await collector.collect(meta, await read());
    return counted(await collector.act());
  });
}

function counted(counts: Iterable<readonly [string, number]>): Deleted {
  const some = [...counts].filter(([, rows]) => rows > 0);
  return [some.reduce((total, [, rows]) => total + rows, 0), Object.fromEntries(some)];
}
