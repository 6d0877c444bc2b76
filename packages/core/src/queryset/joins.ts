/** Joins: which tables a query needs, each once a path, and whether a missing row on the other side drops the row. */
import { type ColumnNode, column, compare, type Expression, type Join } from '@dorm/query';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import type { ForwardRelation } from '../model/relation.js';
import type { FieldPath } from './lookup.js';

/** A table in the query. */
export interface Joined {
  /** The relations that lead here, as a path; empty for the model itself. */
  readonly path: string;
  readonly meta: ModelMeta;
  /** How the SQL calls it. */
  readonly alias: string;
  /** Whether the row may be missing. */
  readonly nullable: boolean;
  /** How it is joined; null for the model itself. */
  readonly on: Expression | null;
  readonly parent: Joined | null;
}

export class Joins {
  readonly root: Joined;
  readonly #byPath = new Map<string, Joined>();
  readonly #aliases = new Set<string>();
  readonly #demanded = new Set<string>();

  constructor(meta: ModelMeta) {
    this.root = { path: '', meta, alias: meta.dbTable, nullable: false, on: null, parent: null };
    this.#aliases.add(meta.dbTable);
  }

  /** Whether other tables than the model's own are needed. */
  get any(): boolean {
    return this.#byPath.size > 0;
  }

  /** The column at the end of a path, its table joined if it must be. */
  column(path: FieldPath): ColumnNode {
    return columnOf(this.follow(path.hops), path.field);
  }

  /** The table at the end of some relations. */
  follow(hops: readonly ForwardRelation[]): Joined {
    return hops.reduce((table, hop) => this.join(table, hop), this.root);
  }

  /** The table one relation on. */
  join(from: Joined, hop: ForwardRelation): Joined {
    const path = from.path === '' ? hop.name : `${from.path}__${hop.name}`;
    const existing = this.#byPath.get(path);
    if (existing !== undefined) return existing;
    const alias = this.#alias(hop.target.dbTable);
    const right = column(hop.targetField.column, { table: alias, type: hop.targetField.type });
    const joined: Joined = {
      path,
      meta: hop.target,
      alias,
      nullable: from.nullable || hop.field.null,
      on: compare('=', right, columnOf(from, hop.field)),
      parent: from,
    };
    this.#byPath.set(path, joined);
    return joined;
  }

  /** Says that a row without these tables cannot be in the result: their joins become inner ones. */
  demand(paths: Iterable<string>): void {
    for (const path of paths) {
      for (
        let table = this.#byPath.get(path);
        table !== undefined;
        table = this.#byPath.get(table.parent?.path ?? '')
      ) {
        this.#demanded.add(table.path);
      }
    }
  }

  /** The joins in the order in which they were met. */
  list(): Join[] {
    return [...this.#byPath.values()].flatMap(({ path, meta, alias, nullable, on }): Join[] => {
      const type = nullable && !this.#demanded.has(path) ? 'left' : 'inner';
      return on === null ? [] : [{ type, table: meta.dbTable, as: alias === meta.dbTable ? null : alias, on }];
    });
  }

  /** The table's own name the first time, as one would write it; t1, t2 … when it is there already. */
  #alias(table: string): string {
    let alias = table;
    for (let n = 1; this.#aliases.has(alias); n++) alias = `t${n}`;
    this.#aliases.add(alias);
    return alias;
  }
}

export function columnOf(table: Joined, field: BoundField): ColumnNode {
  return column(field.column, { table: table.alias, type: field.type });
}
