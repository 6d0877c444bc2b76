/** Builds the plan of a shape: description, statement, SQL, and how the answer is decoded. Cold code, once a shape and database. */
import { type CompiledQuery, compile } from '@dorm/query';
import { asDormErrors } from '../errors/index.js';
import type { Database } from '../execution/database.js';
import { Plan } from '../execution/plan.js';
import { isBigint, returnedReader } from '../hydration/codecs.js';
import { decodeSelect } from '../hydration/decode.js';
import type { BoundField } from '../model/bound-field.js';
import { buildSelect } from './build-select.js';
import { buildDelete, buildInsert, buildUpdate } from './build-write.js';
import { behindPlace } from './keyset.js';
import { describeQuery, type QueryDescription } from './query-description.js';
import type { Shape } from './shape.js';
import { DELETE, INSERT, KEYSET, UPDATE } from './tokens.js';
import { warnUnorderedSlice } from './unordered-slice.js';

/** What an INSERT or UPDATE answers. */
export interface Outcome {
  /** Rows inserted, or matched. */
  readonly changes: number;
  /** The key the database chose; null when it chose none. */
  readonly insertId: number | bigint | null;
  /** The columns asked back, by field; null when no row came back. */
  readonly returned: ReadonlyMap<BoundField, unknown> | null;
}

export function buildPlan(shape: Shape, database: Database): Plan {
  return asDormErrors(() => build(shape, database));
}

function build(shape: Shape, database: Database): Plan {
  const of = describeQuery(shape, database.timeZone);
  switch (of.terminal) {
    case INSERT:
      return writePlan(of, database, compile(buildInsert(of), database.dialect));
    case UPDATE:
      return updatePlan(of, database);
    case DELETE:
      return writePlan(of, database, compile(buildDelete(of), database.dialect));
    default: {
      warnUnorderedSlice(shape, of);
      const asked = of.terminal === KEYSET ? behindPlace(of, database) : of;
      const { statement, layout } = buildSelect(asked);
      const compiled = compile(statement, database.dialect);
      return new Plan(database, {
        compiled,
        parameters: of.parameters,
        returns: 'rows',
        writes: false,
        ...decodeSelect(asked, layout, database),
      });
    }
  }
}

/** The plan of an UPDATE. */
export function updatePlan(of: QueryDescription, database: Database): Plan {
  return asDormErrors(() => writePlan(of, database, compile(buildUpdate(of), database.dialect)));
}

function writePlan({ returning, parameters }: QueryDescription, database: Database, compiled: CompiledQuery): Plan {
  const read = returnedReader(returning, database.dialect);
  return new Plan(database, {
    compiled,
    parameters,
    returns: returning.length > 0 ? 'rows' : 'changes',
    writes: true,
    bigints: returning.some(isBigint),
    fields: returning,
    decode: (rows, changes, insertId): Outcome => {
      const [row] = rows;
      if (row === undefined) return { changes, insertId, returned: null };
      return { changes: rows.length, insertId: null, returned: read(row) };
    },
  });
}
