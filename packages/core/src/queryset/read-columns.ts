/** The columns of a query, read off its steps: what values() chooses, what is computed, what is written. */
import type { DataType, Expression, Result } from '@dorm/query';
import { lookupOf } from './cursor.js';
import { NONE } from './expression-reading.js';
import { hasAggregate } from './group-by.js';
import { columnOf } from './joins.js';
import type { Place } from './keyset.js';
import type { FieldPath, Lookup } from './lookup.js';
import type { Column, Draft, Projection, Written } from './query-description.js';
import type { Reading } from './reading.js';
import { EXPRESSION, TOTALS } from './tokens.js';

export function projection(as: Projection['as'], reading: Reading, draft: Draft): Projection {
  reading.collapses = true;
  const columns = readLookups(reading).map((lookup): Column => {
    const { expression, nullable } = reading.value(lookup, null);
    return { text: lookup.text, field: lookup.output, expression, nullable };
  });
  if (columns.length > 0) return { as, columns };
  // Without names: all fields, and what was computed.
  return { as, columns: [...ownColumns(draft), ...draft.annotations] };
}

function ownColumns({ meta, joins }: Draft): Column[] {
  return meta.fields.map((field) => ({
    text: field.attr,
    field,
    expression: columnOf(joins.root, field),
    nullable: field.null,
  }));
}

/** One computed value, which groups the rows when it is an aggregate: by what values() chose, else row by row. */
export function readComputed(reading: Reading, draft: Draft): void {
  const before = reading.aggregates;
  const { projection: chosen } = draft;
  const operand = reading.expression(null, null);
  reading.take();
  const { text, path, output } = lookupOf(reading.take());
  reading.computed.set(text, { ...operand, tables: operand.nullable ? NONE : operand.tables });
  if (reading.aggregates > before) {
    draft.group =
      chosen === null
        ? (draft.group ?? 'rows')
        : chosen.columns.map(({ expression }) => expression).filter((one) => !hasAggregate(one));
  }
  if (path.annotation?.selected !== true) return;
  const column: Column = { text, field: output, expression: operand.expression, nullable: operand.nullable };
  if (chosen !== null) draft.projection = { ...chosen, columns: [...chosen.columns, column] };
  draft.annotations = [...draft.annotations.filter((one) => one.text !== text), column];
}

/** What aggregate() computes: over the rows, or over those of a query in FROM when they are grouped, sliced or distinct. */
export function readTotals(reading: Reading, draft: Draft): void {
  const columns: Result[] = [];
  draft.terminal = TOTALS;
  reading.collapses = true;
  if (draft.group !== null || draft.distinct || draft.limit !== null || draft.offset !== null) {
    reading.wrapped = columns;
    draft.wrapped = columns;
  }
  while (reading.next !== null) {
    const { expression, nullable } = reading.expression(null, null);
    reading.take();
    const { text, output } = lookupOf(reading.take());
    draft.totals = [...draft.totals, { text, field: output, expression, nullable }];
  }
}

/** A place has a letter for each value, and a dash where it is NULL. */
export function readPlace(reading: Reading): Place | null {
  if (reading.next === null) return null;
  return [...String(reading.take().token)].map((letter) => (letter === '-' ? null : reading.parameter(null)));
}

function readLookups(reading: Reading): Lookup[] {
  const lookups: Lookup[] = [];
  for (let step = reading.next; step !== null && step.lookup !== null; step = reading.next) {
    lookups.push(lookupOf(reading.take()));
  }
  return lookups;
}

export function readPaths(reading: Reading): FieldPath[] {
  return readLookups(reading).map(({ path }) => path);
}

export function readWritten(reading: Reading): Written[] {
  const written: Written[] = [];
  for (let step = reading.next; step !== null && step.lookup !== null; step = reading.next) {
    const { field } = lookupOf(reading.take()).path;
    written.push({ field, value: readCell(reading, field.type) });
  }
  return written;
}

function readCell(reading: Reading, type: DataType): Expression {
  if (reading.next?.token !== EXPRESSION) return reading.parameter(type);
  reading.take();
  return reading.expression(type, null).expression;
}
