/** Plan: everything decided once a shape and database. The driver runs it as a Command; only the values change. */
import type { Bind, CompiledQuery } from '@dorm/query';
import { asDormErrors, dormError } from '../errors/index.js';
import { undecodable } from '../hydration/undecodable.js';
import type { BoundField } from '../model/bound-field.js';
import { AmbientValue } from './ambient-value.js';
import type { Database } from './database.js';
import type { Command, DriverRow } from './driver.js';

/** Turns what the database answered into what was asked for. */
export type Decode = (rows: readonly DriverRow[], changes: number, insertId: number | bigint | null) => unknown;

/** Makes parameters of a QuerySet's values. */
export type Pack = (values: readonly unknown[]) => unknown[];

export interface PlanParts {
  readonly compiled: CompiledQuery;
  /** How many values a QuerySet of this shape has; the SQL may need fewer. */
  readonly parameters: number;
  readonly returns: 'rows' | 'changes';
  readonly writes: boolean;
  readonly single?: boolean;
  readonly bigints?: boolean;
  readonly decode: Decode;
  /** The field of each column, where columns are fields: an undecodable value is then said to be its. */
  readonly fields?: readonly BoundField[];
}

let counter = 0;

export class Plan implements Command<unknown> {
  readonly database: Database;
  readonly sql: string;
  readonly name: string;
  readonly returns: 'rows' | 'changes';
  readonly writes: boolean;
  readonly single: boolean;
  readonly bigints: boolean;
  readonly decode: Decode;
  /** null when the values can be handed to the driver as they are: the usual case. */
  readonly pack: Pack | null;
  prepared: unknown = null;

  constructor(database: Database, parts: PlanParts) {
    this.database = database;
    this.sql = parts.compiled.sql;
    this.name = `dorm_${++counter}`;
    this.returns = parts.returns;
    this.writes = parts.writes;
    this.single = parts.single ?? false;
    this.bigints = parts.bigints ?? false;
    this.decode = translated(parts.decode, parts.fields ?? [], database);
    this.pack = packOf(parts.compiled.binds, parts.parameters, database);
  }
}

function packOf(binds: readonly Bind[], parameters: number, { dialect }: Database): Pack | null {
  const encoders = binds.map((bind) => dialect.encode(bind));
  const all = binds.length === parameters;
  if (all && binds.every((bind, i) => bind.slot === i && encoders[i] === null)) return null;
  const pack: Pack = (values) => {
    const parameters = new Array<unknown>(binds.length);
    for (let i = 0; i < binds.length; i++) {
      const bind = binds[i];
      const encode = encoders[i];
      const value = bind === undefined || bind.slot === null ? constant(bind?.value) : values[bind.slot];
      parameters[i] = encode === null || encode === undefined || value === null ? value : encode(value);
    }
    return parameters;
  };
  return (values) => asDormErrors(() => pack(values));
}

/** What is bound for good, or what stands around this very run. */
function constant(value: unknown): unknown {
  return value instanceof AmbientValue ? value.read() : value;
}

function translated(decode: Decode, fields: readonly BoundField[], { dialect }: Database): Decode {
  return (rows, changes, insertId) => {
    try {
      return decode(rows, changes, insertId);
    } catch (error) {
      throw undecodable(error, rows, fields, dialect) ?? dormError(error);
    }
  };
}
