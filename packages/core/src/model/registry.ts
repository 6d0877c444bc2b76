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

/** Relations with a relatedName whose target is not known yet. */
const waiting = new Set<ForwardRelation>();

/** Makes models known and hangs both sides of their relations on the classes. */
export function registerApp(label: string, classes: readonly ModelClass[]): void {
  const models = classes.map(({ meta }) => meta);
  if (models.some((meta) => processState.models.has(meta.label))) forgetShapes();
  processState.generation++;
  for (const Class of classes) {
    Class.meta.bindClass(Class);
    bindManagers(Class);
    processState.models.set(Class.meta.label, Class.meta);
  }
  processState.apps.set(label, { label, models });
  for (const Class of classes) {
    for (const relation of Class.meta.relations.values()) {
      if (relation.kind !== 'forward') continue;
      defineForward(Class, relation);
      if (relation.spec.relatedName !== null) waiting.add(relation);
    }
  }
  for (const relation of waiting) {
    const target = relation.targetIfKnown;
    if (target === null || !target.isRegistered) continue;
    defineReverse(target.Class, relation);
    waiting.delete(relation);
  }
}

/** Managers that the class itself defines belong to its model from now on. */
function bindManagers(Class: ModelClass): void {
  for (const [name, value] of Object.entries(Class)) {
    if (isManager(value)) Object.defineProperty(Class, name, { configurable: true, writable: true, enumerable: true, value: value.bound(Class.meta) });
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
    hint: models.size === 0 ? 'no app is defined yet: import the files that call defineApp()' : didYouMean(name, [...models.keys()]),
  });
}
