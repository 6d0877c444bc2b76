/** createTables and dropTables: the tables of models, for tests, demos and small applications. Migrations evolve a schema. */
import { compile, type Statement } from '@dorm/query';
import { currentDorm } from '../config/dorm.js';
import { checkOptionNames } from '../config/option-names.js';
import { processState } from '../config/process-state.js';
import { asDormErrors, ConfigurationError } from '../errors/index.js';
import { databaseFor, sessionOf } from '../execution/execute.js';
import type { ModelMeta } from '../model/meta.js';
import { atomic } from '../transaction/atomic.js';
import type { App } from '../typing/index.js';
import { createStatements, dropStatement } from './statements.js';
import { type TableSpec, tableSpec } from './table-spec.js';

export interface TablesOptions {
  /** Apps made by defineApp. Default: the configuration's, else all that are defined. */
  readonly apps?: readonly App[];
  /** The database's alias. Default `'default'`. */
  readonly using?: string;
}

/**
 * Creates the tables of models with their indexes, all or none. A table that is there already stays as it is.
 *
 * Models with `managed: false` are left out.
 *
 * @returns the names of the tables, in the order in which they were made.
 * @throws ConfigurationError when no app is defined, or a relation's target is in none.
 * @example
 * configure({ databases: { default: sqlite(':memory:') }, apps: [blog] });
 * await createTables();
 */
export async function createTables(options: TablesOptions = {}): Promise<readonly string[]> {
  const tables = inOrder(managedModels(options).map(tableSpec));
  await runAll(
    tables.flatMap((table) => createStatements(table, true)),
    options,
  );
  return tables.map(({ name }) => name);
}

/** Drops the tables of models, with everything in them. A table that is not there is passed over. */
export async function dropTables(options: TablesOptions = {}): Promise<readonly string[]> {
  const tables = inOrder(managedModels(options).map(tableSpec)).reverse();
  await runAll(
    tables.map((table) => dropStatement(table, true)),
    options,
  );
  return tables.map(({ name }) => name);
}

async function runAll(statements: readonly Statement[], { using }: TablesOptions): Promise<void> {
  const database = databaseFor(using ?? null);
  const texts = asDormErrors(() => statements.map((statement) => compile(statement, database.dialect).sql));
  await atomic({ using: database.alias }, async () => {
    for (const text of texts) await sessionOf(database).script(text);
  });
}

function managedModels(options: TablesOptions): ModelMeta[] {
  checkOptionNames('createTables() and dropTables()', options, ['apps', 'using']);
  const { apps } = options;
  for (const app of apps ?? []) {
    if (typeof app === 'object' && app !== null && processState.apps.has(app.label)) continue;
    throw new ConfigurationError('createTables() and dropTables(): apps is a list of apps.', {
      hint: 'write apps: [blog] with what defineApp returned',
    });
  }
  const wanted = apps ?? currentDorm().settings.apps ?? [...processState.apps.values()];
  const models = wanted.flatMap(({ label }) => processState.apps.get(label)?.models ?? []);
  if (models.length === 0) {
    throw new ConfigurationError('There are no models to create tables for.', {
      hint: "define an app, defineApp('blog', { … }), and name it in configure({ apps: [blog] })",
    });
  }
  return models.filter(({ managed }) => managed);
}

/** Tables after those that they refer to, as far as they do not go in circles. */
function inOrder(tables: readonly TableSpec[]): TableSpec[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const ordered = new Set<TableSpec>();
  const entered = new Set<TableSpec>();
  const visit = (table: TableSpec): void => {
    if (entered.has(table)) return;
    entered.add(table);
    for (const name of table.dependsOn) {
      const other = byName.get(name);
      if (other !== undefined) visit(other);
    }
    ordered.add(table);
  };
  tables.forEach(visit);
  return [...ordered];
}
