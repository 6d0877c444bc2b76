/** The statements of a deletion. A list of keys is one parameter, so that each is planned once. */
import { execute, promised } from '../execution/execute.js';
import type { BoundField } from '../model/bound-field.js';
import { emitCell } from '../queryset/assignments.js';
import type { Outcome } from '../queryset/build-plan.js';
import { resolveLookup, resolveSelected } from '../queryset/lookup.js';
import type { Shape } from '../queryset/shape.js';
import { DELETE, EXISTS, FILTER, LIST, ORDER, ROWS, TUPLES, UPDATE } from '../queryset/tokens.js';

/** The columns of some rows. */
export type Tuples = readonly (readonly unknown[])[];

/** Columns of the rows that a shape finds, in no order. */
export function readColumns(
  shape: Shape,
  fields: readonly BoundField[],
  values: readonly unknown[],
  alias: string | null,
): Promise<Tuples> {
  const start = shape.step(ORDER).step(TUPLES);
  const columns = fields.reduce((node, { attr }) => node.named(attr, resolveSelected), start);
  return promised(execute<Tuples>(columns.step(ROWS), values, alias));
}

/** The rows of the field's model with one of some values there. Managers hide none of them. */
export function rowsWith({ attr, model }: BoundField): Shape {
  return model.root.step(FILTER).named(`${attr}__in`, resolveLookup).step(LIST);
}

/** Whether a row has one of some values in a field. */
export function isAnyWith(field: BoundField, values: readonly unknown[], alias: string | null): Promise<boolean> {
  return promised(execute<boolean>(rowsWith(field).step(EXISTS), [values], alias));
}

/** Deletes what a shape finds. @returns how many rows. */
export async function deleteFound(shape: Shape, values: readonly unknown[], alias: string | null): Promise<number> {
  return (await promised(execute<Outcome>(shape.step(DELETE), values, alias))).changes;
}

/** Gives a field another value wherever it has one of some. */
export async function replaceIn(
  field: BoundField,
  values: readonly unknown[],
  by: unknown,
  alias: string | null,
): Promise<void> {
  const bound: unknown[] = [values];
  const shape = emitCell(rowsWith(field).step(UPDATE), field, by, bound);
  await promised(execute<Outcome>(shape, bound, alias));
}
