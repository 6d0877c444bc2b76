/** Execute: the door of every statement. The scope is read once, the plan is on the shape, the driver answers with a value or a promise. */
import { currentDorm } from '../config/dorm.js';
import { buildPlan } from '../queryset/build-plan.js';
import type { Shape } from '../queryset/shape.js';
import type { QueryLog } from './capture-queries.js';
import type { Database } from './database.js';
import type { Command, RowStream, Session } from './driver.js';
import { currentScope, type Scope } from './scope.js';

/** The database of an alias in the configuration around this call. */
export function databaseFor(alias: string | null): Database {
  return currentDorm().database(alias ?? 'default');
}

/** Runs the query of a shape. The answer is what its plan decodes: the caller knows the shape, so it names the type. */
export function execute<Result>(
  shape: Shape,
  values: readonly unknown[],
  alias: string | null,
): Result | Promise<Result> {
  const database = databaseFor(alias);
  const plan = shape.plan(database, buildPlan);
  return send(plan as Command<Result>, plan.pack === null ? values : plan.pack(values), database);
}

/** Sends a command to the transaction around this call, or to the database itself. */
export function send<Result>(
  command: Command<Result>,
  parameters: readonly unknown[],
  database: Database,
): Result | Promise<Result> {
  const scope = currentScope();
  const session = sessionOf(database, scope);
  if (scope.log === null) return session.run(command, parameters);
  return logged(command.sql, database, scope.log, () => session.run(command, parameters));
}

/** Opens a stream of a command's rows. */
export function sendStream(
  command: Command<unknown>,
  parameters: readonly unknown[],
  chunkSize: number,
  database: Database,
): RowStream | Promise<RowStream> {
  const scope = currentScope();
  const open = () => sessionOf(database, scope).stream(command, parameters, chunkSize);
  return scope.log === null ? open() : logged(command.sql, database, scope.log, open);
}

/** Where statements for a database go: the innermost open block on it, or the database's own connections. */
export function sessionOf(database: Database, scope: Scope = currentScope()): Session {
  return scope.block?.on(database)?.session ?? database.backend;
}

/** An answer as one promise. */
export function promised<T>(answer: T | Promise<T>): Promise<T> {
  return answer instanceof Promise ? answer : Promise.resolve(answer);
}

/** Writes a statement down, with the time it took, whether it succeeded or not. */
export function logged<Result>(
  sql: string,
  { alias }: Database,
  log: QueryLog,
  run: () => Result | Promise<Result>,
): Result | Promise<Result> {
  const start = performance.now();
  const end = (): void => log.add({ sql, alias, ms: performance.now() - start });
  try {
    const answer = run();
    if (answer instanceof Promise) return answer.finally(end);
    end();
    return answer;
  } catch (error) {
    end();
    throw error;
  }
}
