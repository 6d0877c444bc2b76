/** Layout: which columns a row of instances has, in order: the model's own, then those of each selected relation. */
import type { Result } from '@dorm/query';
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
}

export interface Layout {
  readonly root: LayoutNode;
  readonly columns: readonly Result[];
  readonly fields: readonly BoundField[];
}

/** The layout of a model with the relations that selectRelated() named. */
export function layoutOf(joins: Joins, related: readonly FieldPath[]): Layout {
  const columns: Result[] = [];
  const fields: BoundField[] = [];
  const place = (table: Joined, relation: Hop | null, paths: readonly (readonly Hop[])[]): LayoutNode => {
    const first = columns.length;
    for (const field of table.meta.fields) {
      columns.push({ expression: columnOf(table, field) });
      fields.push(field);
    }
    const children = [...byFirst(paths)].map(([hop, rest]) => place(joins.join(table, hop, null), hop, rest));
    return { meta: table.meta, first, relation, optional: table.nullable, children };
  };
  const root = place(
    joins.root,
    null,
    related.map(({ hops }) => hops),
  );
  return { root, columns, fields };
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
