/** Collector: finds all that goes with some rows, level by level, before anything is changed; then acts, in few statements. */
import { defaultOf } from '../fields/index.js';
import { isSetRule } from '../fields/on-delete.js';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import type { ForwardRelation } from '../model/relation.js';
import { FoundRows } from './found-rows.js';
import type { DeletionGraph } from './graph.js';
import { Refusals } from './refusals.js';
import { deleteFound, isAnyWith, readColumns, replaceIn, rowsWith, type Tuples } from './statements.js';

/** Keys of one statement. */
const BATCH = 10_000;

/** Rows that refer to others by one of some values. */
interface Referring {
  readonly field: BoundField;
  readonly values: readonly unknown[];
}

export class Collector {
  readonly #graph: DeletionGraph;
  readonly #alias: string | null;
  /** Rows that go. Those of leaves only where one has to know which they are. */
  readonly #doomed = new FoundRows();
  readonly #waiting = new Map<ModelMeta, Tuples[]>();
  /** Rows of leaves, which go without having been read. */
  readonly #leaves: Referring[] = [];
  readonly #replaced: (Referring & { readonly by: unknown })[] = [];
  readonly #given = new Map<ForwardRelation, unknown>();
  readonly #refusals = new Refusals();

  constructor(graph: DeletionGraph, alias: string | null) {
    this.#graph = graph;
    this.#alias = alias;
  }

  /**
   * Finds what goes with some rows of a model.
   *
   * @param rows what the graph's `columns` names of each.
   * @throws ProtectedError or RestrictedError when a row stands in the way.
   */
  async collect(meta: ModelMeta, rows: Tuples): Promise<void> {
    this.#await(meta, rows);
    for (let next = this.#next(); next !== null; next = this.#next()) await this.#level(...next);
    this.#refusals.check(meta, this.#doomed);
  }

  /** Changes what was found. @returns how many rows went, by model. */
  async act(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const count = ({ label }: ModelMeta, rows: number) => counts.set(label, (counts.get(label) ?? 0) + rows);
    for (const { field, values } of this.#leaves)
      count(field.model, await deleteFound(rowsWith(field), [values], this.#alias));
    for (const { field, values, by } of this.#replaced) await replaceIn(field, values, by, this.#alias);
    for (const model of this.#graph.inOrder(this.#doomed.models)) {
      if (this.#graph.isLeaf(model)) continue;
      const [key] = this.#graph.columns(model);
      if (key === undefined) continue;
      for (const keys of batches(this.#doomed.keys(model)))
        count(model, await deleteFound(rowsWith(key), [keys], this.#alias));
    }
    return counts;
  }

  /** Rows that go, those that are known already left out. */
  #await(model: ModelMeta, rows: Tuples): void {
    const fresh = rows.filter(([key]) => this.#doomed.add(model, key));
    if (fresh.length > 0) this.#waiting.set(model, [...(this.#waiting.get(model) ?? []), fresh]);
  }

  #next(): readonly [ModelMeta, Tuples] | null {
    for (const [model, rows] of this.#waiting) {
      this.#waiting.delete(model);
      return [model, rows.flat()];
    }
    return null;
  }

  async #level(model: ModelMeta, rows: Tuples): Promise<void> {
    const columns = this.#graph.columns(model);
    for (const batch of batches(rows)) {
      for (const relation of this.#graph.leadingTo(model)) {
        const at = columns.indexOf(relation.targetField);
        const values = batch.map((row) => row[at]).filter((value) => value !== null);
        if (values.length > 0) await this.#follow(relation, values);
      }
    }
  }

  async #follow(relation: ForwardRelation, values: readonly unknown[]): Promise<void> {
    const { field, spec } = relation;
    switch (spec.onDelete) {
      case 'CASCADE':
        return this.#cascade(relation, values);
      case 'PROTECT':
      case 'RESTRICT':
        for (const key of await this.#keys(field, values)) this.#refusals.add(relation, key);
        return;
      case 'DO_NOTHING':
        return;
      default:
        // A function is not called for nobody: it may make the row that others shall point at.
        if (isSetRule(spec.onDelete) && !(await isAnyWith(field, values, this.#alias))) return;
        this.#replaced.push({ field, values, by: await this.#replacement(relation) });
    }
  }

  async #cascade(relation: ForwardRelation, values: readonly unknown[]): Promise<void> {
    const { field, source } = relation;
    if (this.#graph.isLeaf(source)) {
      this.#leaves.push({ field, values });
      if (!this.#graph.isRestricted(source)) return;
      for (const key of await this.#keys(field, values)) this.#doomed.add(source, key);
      return;
    }
    // Rows that refer to each other in a circle can go in any order once their keys are empty.
    if (field.null && this.#graph.isCyclic(relation)) this.#replaced.push({ field, values, by: null });
    const columns = this.#graph.columns(source);
    this.#await(source, await readColumns(rowsWith(field), columns, [values], this.#alias));
  }

  /** The keys of the rows that refer to others; of a composite key, its parts in an array. */
  async #keys(field: BoundField, values: readonly unknown[]): Promise<readonly unknown[]> {
    const { key } = field.model;
    const rows = await readColumns(rowsWith(field), key, [values], this.#alias);
    return key.length === 1 ? rows.map(([only]) => only) : rows;
  }

  /** What a foreign key points at instead, asked for once a deletion. */
  async #replacement(relation: ForwardRelation): Promise<unknown> {
    if (!this.#given.has(relation)) this.#given.set(relation, await replacementOf(relation));
    return this.#given.get(relation);
  }
}

function replacementOf({ field, spec: { onDelete } }: ForwardRelation): unknown {
  if (isSetRule(onDelete)) return onDelete.replacement();
  return onDelete === 'SET_DEFAULT' ? defaultOf(field.spec) : null;
}

function* batches<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += BATCH) yield list.slice(at, at + BATCH);
}
