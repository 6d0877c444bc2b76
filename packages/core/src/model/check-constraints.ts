/** What defineApp checks of indexes and constraints: names that are there once, conditions on the model's own fields. */
import { ConfigurationError } from '../errors/index.js';
import { checkOwnNames, constantCondition, constantKeys, speaksOfRelations } from '../schema/constant-condition.js';
import type { BoundConstraint, BoundIndex } from './constraints.js';
import type { ModelMeta } from './meta.js';

/** @throws ConfigurationError for a name that is there twice. */
export function checkNames(models: readonly ModelMeta[]): void {
  const owners = new Map<string, string>();
  for (const { label, indexes, constraints } of models) {
    for (const { name } of [...indexes, ...constraints]) {
      const owner = owners.get(name.toLowerCase());
      if (owner !== undefined) {
        throw new ConfigurationError(`${label}: the name '${name}' of an index or constraint is taken by ${owner}.`, {
          model: label,
          hint: 'names of indexes and constraints are there once in a database: choose another',
        });
      }
      owners.set(name.toLowerCase(), label);
    }
  }
}

/** @throws ConfigurationError for a condition that follows a relation, FieldError for a path that leads nowhere. */
export function checkConditions(meta: ModelMeta): void {
  const all: readonly (BoundIndex | BoundConstraint)[] = [...meta.indexes, ...meta.constraints];
  for (const one of all) {
    if (one.condition !== null) {
      checkOwnNames(meta, one.condition, one.name);
      // What a key is compared with is known when its model is: createTables() sees to it.
      if (!speaksOfRelations(meta, one.condition)) constantCondition(meta, one.condition, one.name);
    }
    if ('expressions' in one) constantKeys(meta, one.expressions, one.name);
  }
}
