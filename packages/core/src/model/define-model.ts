/** Model and AbstractModel: from fields and options to a class to extend. */
import { ConfigurationError, NotSupportedError } from '../errors/index.js';
import { IMPLICIT_KEY } from '../fields/implicit-key.js';
import { type FieldSpec, isFieldSpec } from '../fields/index.js';
import { isManager, type ManagerCore } from '../queryset/manager-core.js';
import { defaultManager } from '../queryset/queryset.js';
import type { AbstractModelFunction, ModelFunction } from '../typing/index.js';
import { type MetaOptions, type ModelClass, ModelMeta } from './meta.js';
import { metaOf } from './meta-of.js';
import { ModelBase } from './model-base.js';
import { checkOptions } from './options.js';
import { merged, setStanding, standingOf } from './standing.js';

const ABSTRACT: unique symbol = Symbol.for('@dorm/core.abstract') as typeof ABSTRACT;

/** What an abstract base holds for the models that extend it. */
interface AbstractBase {
  readonly [ABSTRACT]: { readonly fields: ReadonlyMap<string, FieldSpec>; readonly options: MetaOptions };
  readonly prototype: object;
}

function define(label: string): unknown {
  const make = (bases: readonly unknown[]) => (fields: unknown, options?: unknown) =>
    build(label, bases, fields, options);
  return Object.assign(make([]), { extends: (...bases: readonly unknown[]) => make(bases) });
}

/** A model that dorm makes itself. */
export function buildModel(
  label: string,
  fields: Readonly<Record<string, FieldSpec>>,
  options: MetaOptions,
): ModelClass {
  return class extends buildFrom(label, [], new Map(Object.entries(fields)), options) {} as unknown as ModelClass;
}

function build(label: string, given: readonly unknown[], fields: unknown, options: unknown): typeof ModelBase {
  const bases = given.map((base) => checkBase(label, base));
  return buildFrom(label, bases, new Map(checkFields(label, fields)), mergeOptions(label, bases, options));
}

function buildFrom(
  label: string,
  bases: readonly AbstractBase[],
  fields: ReadonlyMap<string, FieldSpec>,
  options: MetaOptions,
): typeof ModelBase {
  // The first base that has a name is heard, and the model itself before all.
  const specs = new Map<string, FieldSpec>();
  for (const [name, spec] of bases.flatMap((base) => [...base[ABSTRACT].fields]))
    if (!specs.has(name)) specs.set(name, spec);
  for (const [name, spec] of fields) specs.set(name, spec);
  const meta = new ModelMeta(label, withKey(specs), options, ModelBase.prototype);
  const Defined = class extends ModelBase {
    static readonly meta: ModelMeta = meta;
  };
  setStanding(Defined, merged(bases.map(standingOf)));
  for (const base of [...bases].reverse()) inherit(Defined, base);
  const managers = [...bases].reverse().flatMap(managersOf);
  if (!managers.some(([name]) => name === 'objects')) managers.push(['objects', defaultManager()]);
  for (const [name, manager] of managers) defineManager(Defined, name, manager);
  return Defined;
}

/** A static property of the class: the manager bound to the model, whichever class the model turns out to be. */
function defineManager(
  Defined: typeof ModelBase & { readonly meta: ModelMeta },
  name: string,
  manager: ManagerCore,
): void {
  Object.defineProperty(Defined, name, {
    configurable: true,
    writable: true,
    enumerable: true,
    value: manager.copyFor(Defined.meta, name),
  });
}

function abstract(fields: unknown, options?: unknown): unknown {
  const specs = new Map(checkFields('AbstractModel', fields));
  const checked = checkOptions('AbstractModel', options);
  return class extends ModelBase {
    static readonly [ABSTRACT] = { fields: specs, options: checked };
  };
}

function checkBase(label: string, base: unknown): AbstractBase {
  if (typeof base === 'function' && ABSTRACT in base) return base as unknown as AbstractBase;
  if (metaOf(base) !== null) {
    throw new NotSupportedError(
      `${label}: extending a model (multi-table inheritance, proxies) is not in this version.`,
      {
        model: label,
        hint: 'move the shared fields into class Base extends AbstractModel({ … }) {}',
      },
    );
  }
  throw new ConfigurationError(`${label}: what it extends is no abstract model.`, {
    model: label,
    hint: 'write class Base extends AbstractModel({ … }) {} and Model<X>(…).extends(Base)({ … })',
  });
}

function checkFields(label: string, fields: unknown): [string, FieldSpec][] {
  if (typeof fields !== 'object' || fields === null)
    throw new ConfigurationError(`${label}: fields belong in an object.`);
  return Object.entries(fields).map(([name, spec]) => {
    if (isFieldSpec(spec)) return [name, spec];
    throw new ConfigurationError(`${label}.${name} is no field.`, {
      model: label,
      field: name,
      hint: `write ${name}: f.char({ maxLength: 100 })`,
    });
  });
}

/** The key `id`, in front, when no field says that it is the key. */
function withKey(specs: ReadonlyMap<string, FieldSpec>): ReadonlyMap<string, FieldSpec> {
  const keyed = [...specs.values()].some((spec) => spec.primaryKey || spec.parts !== null);
  if (keyed) return specs;
  return new Map([['id', IMPLICIT_KEY], ...specs]);
}

function mergeOptions(label: string, bases: readonly AbstractBase[], options: unknown): MetaOptions {
  // The first base that says something is heard, as Python's order of bases has it; the model's own word comes before all.
  const inherited = [...bases].reverse().map((base) => base[ABSTRACT].options);
  return Object.assign({}, ...inherited, checkOptions(label, options));
}

/** Methods, accessors and statics of a base, down to where the base itself begins. */
function inherit(Defined: typeof ModelBase, base: AbstractBase): void {
  for (const from of chain(base.prototype)) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
      if (name !== 'constructor') Object.defineProperty(Defined.prototype, name, descriptor);
    }
  }
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(base))) {
    const own = name === 'prototype' || name === 'name' || name === 'length' || isManager(descriptor.value);
    if (!own) Object.defineProperty(Defined, name, { ...descriptor, configurable: true });
  }
}

function managersOf(base: AbstractBase): [string, ManagerCore][] {
  const managers: [string, ManagerCore][] = [];
  for (let from: unknown = base; typeof from === 'function' && from !== ModelBase; from = Object.getPrototypeOf(from)) {
    for (const [name, value] of Object.entries(from)) if (isManager(value)) managers.unshift([name, value]);
  }
  // The nearest one comes last, and is heard.
  return managers;
}

function chain(prototype: object): object[] {
  const list: object[] = [];
  for (let from = prototype; from !== ModelBase.prototype; from = Object.getPrototypeOf(from)) list.unshift(from);
  return list;
}

/**
 * Defines a model: `class Author extends Model<Author>('blog.Author')({ name: f.char({ maxLength: 100 }) }) {}`.
 *
 * The label is the model's identity; class names are not, for minifiers change them.
 *
 * @param label the app and the model's name: `'blog.Author'`.
 * @returns a function that takes fields and options and gives the class to extend; its `extends(…bases)` adds abstract bases.
 * @throws ConfigurationError for a label, a name, a field or an option that cannot be.
 */
export const Model: ModelFunction = define as ModelFunction;

/**
 * Defines an abstract base: fields, methods, managers and options that models inherit with `.extends(Base)`. It has no table.
 *
 * @example
 * class Timestamped extends AbstractModel({ createdAt: f.dateTime({ autoNowAdd: true }) }) {}
 * class Doc extends Model<Doc>('docs.Doc').extends(Timestamped)({ title: f.text() }) {}
 */
export const AbstractModel: AbstractModelFunction = abstract as AbstractModelFunction;
