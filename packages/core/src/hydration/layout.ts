/** Layout: which columns a row of instances has, in order: the model's own, then those of each selected relation. */
import type { Expression, Result } from '@dorm/query';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import type { Hop } from '../model/relation.js';
import { columnOf, type Joined, type Joins } from '../queryset/joins.js';
import type { FieldPath } from '../queryset/lookup.js';

/** One model in a row. */
export interface LayoutNode {
  readonly meta: ModelMeta;
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

/** The layout of a model with the relations that selectRelated() named, and what annotate() computed. */
export function layoutOf(joins: Joins, related: readonly FieldPath[], computed: readonly Computed[]): Layout {
  const columns: Result[] = [];
  const fields: BoundField[] = [];
  const place = (table: Joined, relation: Hop | null, paths: readonly (readonly Hop[])[]): LayoutNode => {
    const first = columns.length;
    for (const field of table.meta.fields) {
      columns.push({ expression: columnOf(table, field) });
      fields.push(field);
    }
    const children = [...byFirst(paths)].map(([hop, rest]) => place(joins.join(table, hop, null), hop, rest));
    return { meta: table.meta, first, relation, optional: table.nullable, children, extras: [] };
  };
  const root = place(
    joins.root,
    null,
    related.map(({ hops }) => hops),
  );
  const extras = computed.map(({ text, field, expression }): Extra => {
    fields.push(field);
    return { name: text, at: columns.push({ expression }) - 1, field };
  });
  return { root: { ...root, extras }, columns, fields };
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
