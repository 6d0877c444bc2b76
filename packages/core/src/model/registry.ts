/** The registry: models by label and apps by name. Defining a label again replaces it, so that a hot reload works. */
import { processState } from '../config/process-state.js';
import { ConfigurationError, didYouMean } from '../errors/index.js';
import { isManager } from '../queryset/manager-core.js';
import { forgetShapes } from '../queryset/shape.js';
import { defineForward, defineMany, defineReverse } from './accessors.js';
import { checkConditions, checkNames } from './check-constraints.js';
import { joiningModel } from './joining-model.js';
import type { ManyRelation } from './many-relation.js';
import type { ModelClass, ModelMeta } from './meta.js';
import type { ForwardRelation, ReverseRelation } from './relation.js';

export interface AppEntry {
  readonly label: string;
  readonly models: readonly ModelMeta[];
}

/** Makes models known and hangs both sides of their relations on the classes. What cannot be is said before anything is changed. */
export function registerApp(label: string, classes: readonly ModelClass[]): void {
  const models = classes.map(({ meta }) => meta);
  const former = new Set(processState.apps.get(label)?.models ?? []);
  const sides = reverseSides(models, former);
  checkReverseSides(sides, former);
  for (const Class of classes) checkManagerNames(Class);
  models.forEach(checkConditions);
  checkNames([...[...processState.models.values()].filter((meta) => !former.has(meta)), ...models]);
  if (former.size > 0) forgetShapes();
  processState.generation++;
  takeBack(former);
  for (const Class of classes) {
    Class.meta.bindClass(Class);
    bindManagers(Class);
    processState.models.set(Class.meta.label, Class.meta);
    for (const relation of Class.meta.relations.values()) {
      if (relation.kind === 'forward') defineForward(Class, relation);
      if (relation.kind === 'many') defineMany(Class, relation);
    }
  }
  processState.apps.set(label, { label, models });
  for (const side of sides) defineReverse(side.target.Class, side.relation);
  for (const relation of joinsToMake()) registerJoining(relation);
}

/** A relation with a name for the other side. */
interface ReverseSide {
  readonly target: ModelMeta;
  readonly relation: ForwardRelation | ManyRelation;
}

/** Reverse sides that appear: of the new models' relations, and of relations that waited for one of the new models. */
function reverseSides(models: readonly ModelMeta[], former: ReadonlySet<ModelMeta>): ReverseSide[] {
  const staying = [...processState.models].filter(([, meta]) => !former.has(meta));
  const known = new Map([...staying, ...models.map((meta) => [meta.label, meta] as const)]);
  const fresh = new Set(models);
  return [...known.values()].flatMap((source) =>
    [...source.relations.values()].flatMap((relation): ReverseSide[] => {
      if (relation.kind === 'reverse' || (relation.kind === 'many' && relation.isInverse)) return [];
      if (relation.spec.relatedName === null) return [];
      const target = known.get(relation.targetLabel ?? '');
      return target !== undefined && (fresh.has(source) || fresh.has(target)) ? [{ target, relation }] : [];
    }),
  );
}

/** Many-to-many relations whose joining model is dorm's to make, and which can be made by now. */
function joinsToMake(): ManyRelation[] {
  return [...processState.models.values()].flatMap(({ relations }) =>
    [...relations.values()].filter((relation): relation is ManyRelation => {
      if (relation.kind !== 'many' || relation.isInverse || relation.spec.through !== null) return false;
      return processState.models.has(relation.targetLabel ?? '') && !isMade(relation);
    }),
  );
}

function isMade({ throughLabel, source }: ManyRelation): boolean {
  const made = processState.models.get(throughLabel ?? '');
  const from = made === undefined ? undefined : [...made.relations.values()].find(({ kind }) => kind === 'forward');
  return from?.target === source;
}

/** The joining model becomes one of the source's app, so that its table is made with the others. */
function registerJoining(relation: ManyRelation): void {
  const Class = joiningModel(relation);
  const { meta } = Class;
  meta.bindClass(Class);
  processState.models.set(meta.label, meta);
  for (const key of meta.relations.values()) if (key.kind === 'forward') defineForward(Class, key);
  const app = processState.apps.get(meta.appLabel);
  if (app === undefined) return;
  const others = app.models.filter(({ label }) => label !== meta.label);
  processState.apps.set(app.label, { label: app.label, models: [...others, meta] });
}

/** @throws ConfigurationError for a relatedName that the target uses already. */
function checkReverseSides(sides: readonly ReverseSide[], former: ReadonlySet<ModelMeta>): void {
  const taken = new Map<ModelMeta, Map<string, string>>();
  for (const { target, relation } of sides) {
    const names = taken.get(target) ?? namesOf(target, former);
    taken.set(target, names);
    const name = relation.spec.relatedName ?? '';
    const owner = names.get(name);
    const label = `${relation.source.label}.${relation.name}`;
    // A relation that is defined again, in a hot reload, takes its own place.
    if (owner !== undefined && owner !== label) {
      throw new ConfigurationError(`${label}: relatedName '${name}' is taken on ${target.label}, by ${owner}.`, {
        model: relation.source.label,
        field: relation.name,
        hint: 'choose another relatedName, and declare that name on the target',
      });
    }
    names.set(name, label);
  }
}

/** Names on a model, and which field each belongs to; those of models that are being replaced do not count. */
function namesOf({ byName, relations }: ModelMeta, former: ReadonlySet<ModelMeta>): Map<string, string> {
  const names = new Map([...byName].map(([name, field]) => [name, field.label]));
  for (const [name, relation] of relations) {
    if (relation.kind === 'forward' || former.has(ownerOf(relation))) continue;
    names.set(name, relation.kind === 'many' ? relation.fieldLabel : relation.forward.field.label);
  }
  return names;
}

/** The model whose field makes the side. */
function ownerOf(relation: ReverseRelation | ManyRelation): ModelMeta {
  if (relation.kind === 'reverse') return relation.forward.source;
  return relation.isInverse ? relation.target : relation.source;
}

/** Forgets the models that an app had before it is defined again, and their sides on other models. */
function takeBack(former: ReadonlySet<ModelMeta>): void {
  for (const meta of former) processState.models.delete(meta.label);
  for (const meta of processState.models.values()) {
    for (const [name, relation] of meta.relations) {
      if (relation.kind === 'forward' || !former.has(ownerOf(relation))) continue;
      meta.relations.delete(name);
      Reflect.deleteProperty(meta.Class.prototype, name);
    }
  }
}

/** @throws ConfigurationError for a name in the options that is no manager of the class. */
function checkManagerNames(Class: ModelClass): void {
  const { label, defaultManagerName, baseManagerName } = Class.meta;
  for (const [option, name] of Object.entries({ defaultManagerName, baseManagerName })) {
    if (name === null || isManager(Reflect.get(Class, name))) continue;
    throw new ConfigurationError(`${label}: ${option} names '${name}', which is no manager of the model.`, {
      model: label,
      hint: `add it: static ${name} = new Manager<${Class.meta.modelName}>()`,
    });
  }
}

/** Managers that the class itself defines belong to its model from now on. */
function bindManagers(Class: ModelClass): void {
  for (const [name, value] of Object.entries(Class)) {
    if (isManager(value))
      Object.defineProperty(Class, name, {
        configurable: true,
        writable: true,
        enumerable: true,
        value: value.boundTo(Class.meta, name),
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
