/** Models: made at run time from the names of schema.json and the types of columns.ts and chinook.ts. */
import { readFileSync } from 'node:fs';
import { defineApp, Model } from '@dorm/core';
import { fixtureFile } from './case.js';
import { chinook } from './chinook.js';
import { type Fields, traps } from './columns.js';
import { camel } from './names.js';

/** What the runner calls on a QuerySet. Every name comes from data, so nothing more of it is typed. */
export interface Query {
  readonly [method: string]: (...args: unknown[]) => Query;
}
export interface ModelClass {
  readonly objects: { all(): Query };
}
export interface Models {
  /** For the configuration. */
  readonly apps: readonly ReturnType<typeof defineApp>[];
  /** The class of a name of the schema. @throws Error when there is none. */
  of(name: string): ModelClass;
}

/** The names of schema.json: columns in their order and relations, by model. */
export interface SchemaModel {
  readonly app: string;
  readonly columns: readonly (readonly [name: string, kind: string])[];
  readonly relations: Readonly<Record<string, string>>;
}
export type Schema = Readonly<Record<string, SchemaModel>>;

export function loadSchema(): Schema {
  return JSON.parse(readFileSync(fixtureFile('schema.json'), 'utf8')) as Schema;
}

/** Defines both apps. */
export function buildModels(): Models {
  const classes = new Map<string, ModelClass>();
  const apps = Object.entries({ chinook, traps }).map(([app, models]) => {
    const made: Record<string, ModelClass> = {};
    for (const [name, fields] of Object.entries(models)) made[name] = buildModel(app, name, fields);
    for (const [name, Class] of Object.entries(made)) classes.set(name, Class);
    return defineApp(app, made as never);
  });
  return {
    apps: apps as Models['apps'],
    of(name) {
      const Class = classes.get(name);
      if (Class === undefined) throw new Error(`The schema has no model '${name}'.`);
      return Class;
    },
  };
}

function buildModel(app: string, name: string, fields: Fields): ModelClass {
  const specs = Object.fromEntries(Object.entries(fields).map(([field, spec]) => [camel(field), spec]));
  const options = app === 'chinook' ? { dbTable: name, managed: false } : {};
  // The types want literal names; these come from data.
  const define = Model(`${app}.${name}`) as unknown as (
    fields: unknown,
    options: unknown,
  ) => new () => Record<string, unknown>;
  const Class = class extends define(specs, options) {};
  return Class as unknown as ModelClass;
}
