/** Joins: which tables a query needs, and whether a missing row on the other side drops the row. */
import {
  and,
  type ColumnNode,
  type Condition,
  column,
  compare,
  type Expression,
  exists,
  type Join,
  literal,
  select,
  value,
} from '@dorm/query';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import type { ForwardRelation, Hop } from '../model/relation.js';
import type { Shown } from '../model/standing.js';
import type { FieldPath } from './lookup.js';

/** A table in the query. */
export interface Joined {
  /** What it is found by: the relations that lead here, and beyond a to-many one the call that asked. */
  readonly key: string;
  readonly meta: ModelMeta;
  /** How the SQL calls it. */
  readonly alias: string;
  /** Whether the row may be missing, with everything that leads here. */
  readonly nullable: boolean;
  /** Whether this one step may lead nowhere. */
  readonly optional: boolean;
  /** How it is joined; null for the model itself. */
  readonly on: Expression | null;
  readonly parent: Joined | null;
}

/**
 * One filter() call speaks of one related row, another call of any: beyond a to-many relation each call has tables of its own.
 * null: whichever is there already, for ordering and for what is selected.
 */
export type Call = number | null;

export class Joins {
  readonly root: Joined;
  readonly #byKey = new Map<string, Joined>();
  /** The latest table of a path, whichever call made it. */
  readonly #latest = new Map<string, Joined>();
  readonly #aliases: Set<string>;
  readonly #demanded = new Set<string>();
  /** Tables of relations to many rows: those that aggregates alone need, and all others. */
  readonly #aggregated = new Set<string>();
  readonly #repeating = new Set<string>();
  #watched: Set<string> | null = null;
  #shown: Shown | null = null;

  /** @param around the joins of the query in which this one is a subquery: names are told apart from theirs. */
  constructor(meta: ModelMeta, around: Joins | null = null) {
    this.#aliases = around === null ? new Set() : around.#aliases;
    const alias = this.#alias(meta.dbTable);
    this.root = { key: '', meta, alias, nullable: false, optional: false, on: null, parent: null };
  }

  /** Whether other tables than the model's own are needed. */
  get any(): boolean {
    return this.#byKey.size > 0;
  }

  /** Whether an alias is that of one of these tables. */
  has(alias: string | null): boolean {
    return [this.root, ...this.#byKey.values()].some((table) => table.alias === alias);
  }

  /** The table at the end of some relations. */
  follow(hops: readonly Hop[], call: Call, from: Joined = this.root): Joined {
    return hops.reduce((table, hop) => this.join(table, hop, call), from);
  }

  /** The column at the end of a path. */
  column(path: FieldPath, call: Call): ColumnNode {
    return columnOf(this.follow(path.hops, call), path.field);
  }

  /** The table one relation on. */
  join(from: Joined, hop: Hop, call: Call): Joined {
    const path = pathOf(from, hop);
    const existing = call === null || !hop.many ? this.#latest.get(path) : this.#byKey.get(callKey(path, call));
    if (existing !== undefined) {
      if (hop.many) this.#meet(existing.key);
      return existing;
    }
    const key = hop.many ? callKey(path, call ?? 0) : path;
    const alias = this.#alias(hop.target.dbTable);
    // A row that belongs to another scope is no row.
    const optional = hop.nullable || hop.target.isolated.length > 0;
    const table = { key, meta: hop.target, alias, nullable: from.nullable || optional, optional, parent: from };
    const link = this.link(from, hop, { ...table, on: null });
    const [only] = link;
    const joined: Joined = { ...table, on: only !== undefined && link.length === 1 ? only : and(link) };
    this.#byKey.set(key, joined);
    this.#latest.set(path, joined);
    if (hop.many && this.#watched !== null) this.#aggregated.add(key);
    if (hop.many) this.#meet(key);
    return joined;
  }

  /** A table of many rows is read: by an aggregate, or by something that repeats the rows by it. */
  #meet(key: string): void {
    if (this.#watched !== null) this.#watched.add(key);
    else if (!this.#repeating.has(key)) {
      this.#repeating.add(key);
      this.#aggregated.delete(key);
    }
  }

  /** From now on, tables are joined for an aggregate. */
  watch(): void {
    this.#watched = new Set();
  }

  /** The tables of many rows that the aggregate read and no filter() had joined. */
  unwatch(): string {
    const keys = [...(this.#watched ?? [])]
      .filter((key) => this.#aggregated.has(key))
      .sort()
      .join(' ');
    this.#watched = null;
    return keys;
  }

  /** Whether a relation of many rows repeats the rows of the model, other than for an aggregate. */
  get repeats(): boolean {
    return this.#repeating.size > 0;
  }

  /** Whether something other than an aggregate has joined the other side of a relation. */
  isJoined(from: Joined, hop: Hop): boolean {
    return this.#latest.has(pathOf(from, hop));
  }

  /** What makes a row of `to` the other side: equal columns, and what always holds for rows that are found this way. */
  link(from: Joined, hop: Hop, to: Joined): Condition[] {
    const link = [compare('=', columnOf(to, hop.other), columnOf(from, hop.own)), ...isolation(to)];
    // A foreign key finds its row, shown or not.
    const shown = hop.many ? hop.target.shownByDefault : null;
    if (shown !== null) link.push(shown.condition(to));
    if (hop.beyond !== null && !hop.given && isFiltered(hop.beyond.target)) link.push(this.#leads(to, hop.beyond));
    return link;
  }

  /** Says that the query is one of a manager that shows certain rows. */
  show(shown: Shown | null): void {
    this.#shown = shown;
  }

  /** What always holds for the model's own table. */
  standing(): Condition[] {
    const { root } = this;
    return this.#shown === null ? isolation(root) : [...isolation(root), this.#shown.condition(root)];
  }

  /** Whether joining rows lead to a row that is shown beyond: asked of them, so that links to others are none. */
  #leads(joining: Joined, beyond: ForwardRelation): Condition {
    const meta = beyond.target;
    const alias = this.#alias(meta.dbTable);
    const end: Joined = { key: '', meta, alias, nullable: false, optional: false, on: null, parent: null };
    const where = [compare('=', columnOf(end, beyond.other), columnOf(joining, beyond.own)), ...isolation(end)];
    if (meta.shownByDefault !== null) where.push(meta.shownByDefault.condition(end));
    return existsRow(end, [], where);
  }

  /** The table that a call has already joined, null when it has not. */
  joinedBy(call: Call, from: Joined, hop: Hop): Joined | null {
    return this.#byKey.get(callKey(pathOf(from, hop), call ?? 0)) ?? null;
  }

  /** Says that a row without these tables cannot be in the result: their joins become inner ones. */
  demand(keys: Iterable<string>): void {
    for (const key of keys) {
      for (let table = this.#byKey.get(key); table !== undefined; table = this.#byKey.get(table.parent?.key ?? '')) {
        this.#demanded.add(table.key);
      }
    }
  }

  /** The joins in the order in which they were met; those for aggregates may be left out, with what hangs on them. */
  list(aggregated = true): Join[] {
    const tables = [...this.#byKey.values()].filter((table) => aggregated || !this.#isAggregated(table));
    return tables.flatMap((table): Join[] => {
      const { on } = table;
      const type = this.#isCertain(table) ? 'inner' : 'left';
      return on === null ? [] : [{ type, ...sourceOf(table), on }];
    });
  }

  /** Whether one of these aliases is of a table that aggregates alone need. */
  areAggregated(aliases: ReadonlySet<string | null>): boolean {
    return [...this.#byKey.values()].some((table) => aliases.has(table.alias) && this.#isAggregated(table));
  }

  #isAggregated(table: Joined): boolean {
    return this.#aggregated.has(table.key) || (table.parent !== null && this.#isAggregated(table.parent));
  }

  /** Whether each row of the result has this table's: it is demanded, or follows from one that is certain. */
  #isCertain({ key, parent, optional }: Joined): boolean {
    if (parent === null || this.#demanded.has(key)) return true;
    return !optional && this.#isCertain(parent);
  }

  /** The table's own name the first time, as one would write it; t1, t2 … when it is there already. */
  #alias(table: string): string {
    let alias = table;
    for (let n = 1; this.#aliases.has(alias); n++) alias = `t${n}`;
    this.#aliases.add(alias);
    return alias;
  }
}

/** The same columns of the same tables are one relation, whatever it is called: a many-to-many's, and its joining model's own. */
function pathOf(from: Joined, { own, other, beyond }: Hop): string {
  const path = `${from.key}/${own.column}=${other.model.label}.${other.column}`;
  // Joining rows that must lead to a row which is shown are others than all joining rows.
  return beyond !== null && isFiltered(beyond.target) ? `${path}>${beyond.own.column}` : path;
}

/** Whether some rows of a model are not to be met from a relation of many rows. */
function isFiltered({ isolated, shownByDefault }: ModelMeta): boolean {
  return isolated.length > 0 || shownByDefault !== null;
}

/** The rows of the scope around the call: its values are bound when the statement runs. */
function isolation(table: Joined): Condition[] {
  return table.meta.isolated.map((ambient) =>
    compare('=', columnOf(table, ambient.field), value(ambient, ambient.field.type)),
  );
}

function callKey(path: string, call: number): string {
  return `${path}#${call}`;
}

export function columnOf(table: Joined, field: BoundField): ColumnNode {
  return column(field.column, { table: table.alias, type: field.type });
}

/** A table as FROM and JOIN have it: under another name only where its own is taken. */
export function sourceOf({ alias, meta }: Joined): { readonly table: string; readonly as: string | null } {
  return { table: meta.dbTable, as: alias === meta.dbTable ? null : alias };
}

/** Whether a table, with what is joined to it, has such a row. */
export function existsRow(from: Joined, joins: readonly Join[], where: readonly Expression[]): Condition {
  return exists(select({ columns: [{ expression: literal(1) }], from: sourceOf(from), joins, where: and(where) }));
}
