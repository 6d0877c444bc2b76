/** Layout: which columns a row of instances has, in order: the model's own, then those of each selected relation. */
import type { Expression, Result } from '@dorm/query';
import { FieldError } from '../errors/index.js';
import type { BoundField } from '../model/bound-field.js';
import { deferredClass } from '../model/deferred.js';
import type { ModelClass, ModelMeta } from '../model/meta.js';
import { type Hop, ReverseRelation } from '../model/relation.js';
import { columnOf, type Joined, type Joins } from '../queryset/joins.js';
import { type Loading, loadedFields } from '../queryset/loading.js';
import type { FieldPath } from '../queryset/lookup.js';

/** One model in a row. */
export interface LayoutNode {
  readonly meta: ModelMeta;
  /** What its instances are made by. */
  readonly Class: ModelClass;
  /** The fields of its columns, in their order. */
  readonly fields: readonly BoundField[];
  /** Index of its first column. */
  readonly first: number;
  /** The relation by which it hangs on the one above; null for the model that was asked for. */
  readonly relation: Hop | null;
  /** Whether the row may have none. */
  readonly optional: boolean;
  readonly children: readonly LayoutNode[];
  /** What annotate() adds to the row. */
  readonly extras: readonly Extra[];
}

/** What annotate() computed: its name, what it is read by, and its expression. */
export interface Computed {
  readonly text: string;
  readonly field: BoundField;
  readonly expression: Expression;
}

/** A computed value on a row. */
export interface Extra {
  readonly name: string;
  /** Index of its column. */
  readonly at: number;
  readonly field: BoundField;
}

export interface Layout {
  readonly root: LayoutNode;
  readonly columns: readonly Result[];
  readonly fields: readonly BoundField[];
}

/** The layout of a model with the relations that selectRelated() named, the columns that only() and defer() leave, and what annotate() computed. */
export function layoutOf(
  joins: Joins,
  related: readonly FieldPath[],
  loading: Loading,
  computed: readonly Computed[],
): Layout {
  const columns: Result[] = [];
  const fields: BoundField[] = [];
  const place = (table: Joined, hops: readonly Hop[], paths: readonly (readonly Hop[])[]): LayoutNode => {
    const first = columns.length;
    const below = byFirst(paths);
    const relation = hops.at(-1) ?? null;
    const own = loadedFields(loading, table.meta, hops, linking(relation, [...below.keys()]));
    for (const field of own) {
      columns.push({ expression: columnOf(table, field) });
      fields.push(field);
    }
    const children = [...below].map(([hop, rest]) => {
      if (table.meta.fields.includes(hop.own) && !own.includes(hop.own)) throw deferredAndSelected(hop);
      return place(joins.join(table, hop, null), [...hops, hop], rest);
    });
    return { ...nodeOf(table.meta, own), first, relation, optional: table.nullable, children };
  };
  const root = place(
    joins.root,
    [],
    related.map(({ hops }) => hops),
  );
  const extras = computed.map(({ text, field, expression }): Extra => {
    fields.push(field);
    return { name: text, at: columns.push({ expression }) - 1, field };
  });
  return { root: { ...root, extras }, columns, fields };
}

/** The rows of a table with these columns of it. */
export function nodeOf(
  meta: ModelMeta,
  fields: readonly BoundField[],
): Pick<LayoutNode, 'meta' | 'Class' | 'fields' | 'extras'> {
  const left = fields.length === meta.fields.length ? [] : meta.fields.filter((field) => !fields.includes(field));
  return { meta, Class: deferredClass(meta.Class, left), fields, extras: [] };
}

/** Columns that hold rows together, whatever is deferred. A foreign key is not among them: it can be named, so it is missed. */
function linking(relation: Hop | null, below: readonly Hop[]): BoundField[] {
  const reverse = below.filter((hop) => hop instanceof ReverseRelation).map(({ own }) => own);
  return relation === null ? reverse : [relation.other, ...reverse];
}

function deferredAndSelected({ own, name }: Hop): FieldError {
  return new FieldError(`${own.label} cannot be both deferred and followed by selectRelated().`, {
    model: own.model.label,
    field: name,
    hint: `load it: only('${name}', …), or leave '${name}' out of defer() or of selectRelated()`,
  });
}

function byFirst(paths: readonly (readonly Hop[])[]): Map<Hop, (readonly Hop[])[]> {
  const groups = new Map<Hop, (readonly Hop[])[]>();
  for (const [hop, ...rest] of paths) {
    if (hop === undefined) continue;
    const group = groups.get(hop) ?? [];
    if (rest.length > 0) group.push(rest);
    groups.set(hop, group);
  }
  return groups;
}
