/** The registry: models by label and apps by name. Defining a label again replaces it, so that a hot reload works. */
import { processState } from '../config/process-state.js';
import { ConfigurationError, didYouMean } from '../errors/index.js';
import { isManager } from '../queryset/manager-core.js';
import { forgetShapes } from '../queryset/shape.js';
import { defineForward, defineReverse } from './accessors.js';
import type { ModelClass, ModelMeta } from './meta.js';
import type { ForwardRelation } from './relation.js';

export interface AppEntry {
  readonly label: string;
  readonly models: readonly ModelMeta[];
}

/** Makes models known and hangs both sides of their relations on the classes. What cannot be is said before anything is changed. */
export function registerApp(label: string, classes: readonly ModelClass[]): void {
  const models = classes.map(({ meta }) => meta);
  const sides = reverseSides(models);
  checkReverseSides(sides);
  if (models.some((meta) => processState.models.has(meta.label))) forgetShapes();
  processState.generation++;
  for (const Class of classes) {
    Class.meta.bindClass(Class);
    bindManagers(Class);
    processState.models.set(Class.meta.label, Class.meta);
    for (const relation of Class.meta.relations.values()) {
      if (relation.kind === 'forward') defineForward(Class, relation);
    }
  }
  processState.apps.set(label, { label, models });
  for (const { target, forward } of sides) defineReverse(target.Class, forward);
}

/** Reverse sides that appear: of the new models' relations, and of relations that waited for one of the new models. */
function reverseSides(models: readonly ModelMeta[]): ReverseSide[] {
  const known = new Map([...processState.models, ...models.map((meta) => [meta.label, meta] as const)]);
  const fresh = new Set(models);
  return [...known.values()].flatMap((source) =>
    [...source.relations.values()].flatMap((forward): ReverseSide[] => {
      if (forward.kind !== 'forward' || forward.spec.relatedName === null) return [];
      const target = known.get(forward.targetLabel ?? '');
      return target !== undefined && (fresh.has(source) || fresh.has(target)) ? [{ target, forward }] : [];
    }),
  );
}

interface ReverseSide {
  readonly target: ModelMeta;
  readonly forward: ForwardRelation;
}

/** @throws ConfigurationError for a relatedName that the target uses already. */
function checkReverseSides(sides: readonly ReverseSide[]): void {
  const taken = new Map<ModelMeta, Map<string, string>>();
  for (const { target, forward } of sides) {
    const names = taken.get(target) ?? namesOf(target);
    taken.set(target, names);
    const name = forward.spec.relatedName ?? '';
    const owner = names.get(name);
    // A relation that is defined again, in a hot reload, takes its own place.
    if (owner !== undefined && owner !== forward.field.label) {
      throw new ConfigurationError(
        `${forward.field.label}: relatedName '${name}' is taken on ${target.label}, by ${owner}.`,
        {
          model: forward.source.label,
          field: forward.name,
          hint: 'choose another relatedName, and declare that name on the target',
        },
      );
    }
    names.set(name, forward.field.label);
  }
}

/** Names on a model, and which field each belongs to. */
function namesOf({ byName, relations }: ModelMeta): Map<string, string> {
  const names = new Map([...byName].map(([name, field]) => [name, field.label]));
  for (const [name, relation] of relations)
    if (relation.kind === 'reverse') names.set(name, relation.forward.field.label);
  return names;
}

/** Managers that the class itself defines belong to its model from now on. */
function bindManagers(Class: ModelClass): void {
  for (const [name, value] of Object.entries(Class)) {
    if (isManager(value))
      Object.defineProperty(Class, name, {
        configurable: true,
        writable: true,
        enumerable: true,
        value: value.bound(Class.meta),
      });
  }
}

/**
 * The model of a label, or of a bare name when only one app has it.
 *
 * @throws ConfigurationError when there is none, or several.
 * @example getModel('blog.Author')
 */
export function getModel(name: string): ModelClass {
  const { models } = processState;
  if (typeof name !== 'string')
    throw new ConfigurationError('getModel() takes a label.', { hint: "write getModel('blog.Author')" });
  const exact = models.get(name);
  const found = exact === undefined ? [...models.values()].filter(({ modelName }) => modelName === name) : [exact];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.Class;
  if (only !== undefined) {
    throw new ConfigurationError(`Several apps have a model '${name}'.`, {
      hint: `name the app: ${found.map(({ label }) => `'${label}'`).join(' or ')}`,
    });
  }
  throw new ConfigurationError(`There is no model '${name}'.`, {
    hint:
      models.size === 0
        ? 'no app is defined yet: import the files that call defineApp()'
        : didYouMean(name, [...models.keys()]),
  });
}
