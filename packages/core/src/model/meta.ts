/** ModelMeta: everything a model says of itself: names, table, fields, relations, ordering. */
import { ConfigurationError, didYouMean, FieldError } from '../errors/index.js';
import { AmbientValue } from '../execution/ambient-value.js';
import type { FieldSpec } from '../fields/field-spec.js';
import type { QuerySetCore } from '../queryset/queryset-core.js';
import { rootOf, type Shape } from '../queryset/shape.js';
import { BoundField } from './bound-field.js';
import { type BoundConstraint, type BoundIndex, bindConstraints, bindIndexes } from './constraints.js';
import { ManyRelation } from './many-relation.js';
import { META } from './meta-of.js';
import { checkFieldName, checkIdentifier, splitLabel, verbose } from './names.js';
import type { Relation } from './relation.js';
import { type Shown, standingOf } from './standing.js';

/** What the second argument of a model definition may say. */
export interface MetaOptions {
  readonly dbTable?: string;
  /** Paths (`-createdAt`, `author__name`) and orderings (`F('n').desc()`). */
  readonly ordering?: readonly unknown[];
  readonly managed?: boolean;
  readonly proxy?: boolean;
  readonly autoCreated?: boolean;
  readonly uniqueTogether?: readonly (readonly string[])[];
  readonly indexes?: readonly unknown[];
  readonly constraints?: readonly unknown[];
  readonly verboseName?: string;
  readonly verboseNamePlural?: string;
  /** Pairs of a code and what a person reads. */
  readonly permissions?: readonly (readonly [string, string])[];
  readonly defaultManagerName?: string;
  readonly baseManagerName?: string;
}

/** What the inside of core asks of a manager. */
export interface QueryStart {
  getQuerySet(): QuerySetCore;
}

/** A class made by `Model(…)`, as the inside of core sees it. */
export interface ModelClass {
  // biome-ignore lint/suspicious/noExplicitAny: user constructors may take what they like; only LOAD or an input is ever passed
  new (...args: any[]): object;
  readonly prototype: object;
  readonly meta: ModelMeta;
  readonly objects: QueryStart;
}

/** A row of any model, as the inside of core sees it: properties by name. */
export type Row = Record<string, unknown>;

export class ModelMeta {
  readonly label: string;
  readonly appLabel: string;
  readonly modelName: string;
  readonly dbTable: string;
  readonly proxy: boolean;
  readonly verboseName: string;
  readonly verboseNamePlural: string;
  readonly permissions: readonly (readonly [string, string])[];
  /** The manager that relations of many rows start from. */
  readonly defaultManagerName: string;
  /** The manager that finds the row of a foreign key; null: all rows. */
  readonly baseManagerName: string | null;
  /** Whether dorm made it, to join two others. */
  readonly autoCreated: boolean;
  readonly managed: boolean;
  readonly ordering: readonly unknown[];
  /** Groups of fields that are unique together. */
  readonly uniqueTogether: readonly (readonly BoundField[])[];
  readonly indexes: readonly BoundIndex[];
  readonly constraints: readonly BoundConstraint[];
  /** Fields with a column, in the order of definition, the bases' first. */
  readonly fields: readonly BoundField[];
  /** The primary key: one field, or several. */
  readonly key: readonly BoundField[];
  /** Fields by name and by attribute: `author` and `authorId` are the same. */
  readonly byName: ReadonlyMap<string, BoundField>;
  /** Relations by name; reverse ones join when their models are defined. */
  readonly relations: Map<string, Relation> = new Map();
  /** Where every QuerySet of the model starts. */
  readonly root: Shape;
  /** The rows that managers show, by the manager's name; null when each shows all. */
  shown: ReadonlyMap<string, Shown> | null = null;
  /** Fields that hold a value which stands around the call, and where it comes from. */
  isolated: readonly AmbientValue[] = [];
  #class: ModelClass | null = null;

  constructor(label: string, specs: ReadonlyMap<string, FieldSpec>, options: MetaOptions, taken: object) {
    [this.appLabel, this.modelName] = splitLabel(label);
    this.label = label;
    this.managed = options.managed ?? true;
    this.ordering = Object.freeze([...(options.ordering ?? [])]);
    const table = options.dbTable ?? `${this.appLabel}_${this.modelName}`.toLowerCase();
    this.dbTable = checkIdentifier(table, 'the table', label);
    this.proxy = options.proxy ?? false;
    this.autoCreated = options.autoCreated ?? false;
    this.verboseName = options.verboseName ?? verbose(this.modelName);
    this.verboseNamePlural = options.verboseNamePlural ?? `${this.verboseName}s`;
    this.permissions = Object.freeze([...(options.permissions ?? [])]);
    this.defaultManagerName = options.defaultManagerName ?? 'objects';
    this.baseManagerName = options.baseManagerName ?? null;
    const bound = new Map<string, BoundField>();
    const fields: BoundField[] = [];
    for (const [name, spec] of specs) {
      if (spec.parts !== null) continue;
      checkFieldName(name, label, taken);
      if (spec.relation?.kind === 'manyToMany') {
        this.relations.set(name, new ManyRelation(this, name, spec.relation));
        continue;
      }
      const field = new BoundField(this, name, spec);
      for (const key of new Set([name, field.attr])) {
        if (bound.has(key)) throw this.#wrong(key, `the name '${key}' is used twice`, 'rename one of the two fields');
        bound.set(key, field);
      }
      fields.push(field);
      if (field.relation !== null) this.relations.set(name, field.relation);
    }
    this.fields = Object.freeze(fields);
    this.byName = bound;
    this.uniqueTogether = (options.uniqueTogether ?? []).map((names) => names.map((name) => this.field(name)));
    this.indexes = Object.freeze(bindIndexes(this, options.indexes));
    this.constraints = Object.freeze(bindConstraints(this, options.constraints));
    this.key = Object.freeze(this.#findKey(specs, fields));
    this.#checkColumns();
    this.root = rootOf(this);
  }

  /** The class, once it is in an app. @throws ConfigurationError before that. */
  get Class(): ModelClass {
    if (this.#class !== null) return this.#class;
    throw new ConfigurationError(`${this.label} is in no app.`, {
      model: this.label,
      hint: `add it: export const ${this.appLabel} = defineApp('${this.appLabel}', { ${this.modelName} })`,
    });
  }

  get fieldNames(): readonly string[] {
    return this.fields.map(({ name }) => name);
  }

  /** The name of the primary key; `pk` when it has several parts. */
  get pkName(): string {
    return this.key.length === 1 ? (this.key[0]?.name ?? 'pk') : 'pk';
  }

  get isRegistered(): boolean {
    return this.#class !== null;
  }

  /** Gives it its class, and with it the managers and what always holds. */
  bindClass(value: ModelClass): void {
    this.#class = value;
    const { shown, isolated } = standingOf(value);
    this.shown = shown.size === 0 ? null : shown;
    this.isolated = [...isolated].map(([name, source]) => new AmbientValue(this.field(name), source));
  }

  get defaultManager(): QueryStart {
    return this.#manager(this.defaultManagerName);
  }
  /** The manager that finds the row of a foreign key; null: all rows. */
  get baseManager(): QueryStart | null {
    return this.baseManagerName === null ? null : this.#manager(this.baseManagerName);
  }
  /** What the default manager shows, wherever a relation leads to many rows; null: all. */
  get shownByDefault(): Shown | null {
    return this.shown?.get(this.defaultManagerName) ?? null;
  }

  /** The one field that is the primary key. @throws FieldError when there are several. */
  singleKey(why: string): BoundField {
    const [field] = this.key;
    if (field !== undefined && this.key.length === 1) return field;
    throw new FieldError(`${this.label} has a composite primary key, and ${why}.`, {
      model: this.label,
      hint: 'name the fields of the key one by one',
    });
  }

  /** A field by name or attribute; `pk` is the primary key. @throws FieldError with "did you mean". */
  field(name: string): BoundField {
    const field =
      name === 'pk' && !this.byName.has('pk') ? this.singleKey("'pk' needs one field") : this.byName.get(name);
    if (field !== undefined) return field;
    throw new FieldError(`${this.label} has no field '${name}'.`, {
      model: this.label,
      field: name,
      hint: didYouMean(name, [...this.byName.keys()]),
    });
  }

  /** That it is one was seen when the model joined its app. */
  #manager(name: string): QueryStart {
    return Reflect.get(this.Class, name) as QueryStart;
  }

  #findKey(specs: ReadonlyMap<string, FieldSpec>, fields: readonly BoundField[]): BoundField[] {
    const single = fields.filter((field) => field.spec.primaryKey);
    const parts = specs.get('pk')?.parts ?? null;
    if (parts !== null && single.length === 0) return parts.map((part) => this.field(part));
    if (parts === null && single.length === 1) return single;
    throw this.#wrong(
      'pk',
      'the primary key is said twice',
      'keep one primaryKey: true, or pk: f.compositeKey(…) alone',
    );
  }

  #checkColumns(): void {
    const columns = new Map<string, BoundField>();
    for (const field of this.fields) {
      const other = columns.get(field.column.toLowerCase());
      if (other !== undefined) {
        throw this.#wrong(
          field.name,
          `'${field.name}' and '${other.name}' share a column`,
          'give one of them a dbColumn',
        );
      }
      columns.set(field.column.toLowerCase(), field);
    }
  }

  #wrong(field: string, what: string, hint: string): ConfigurationError {
    return new ConfigurationError(`${this.label}: ${what}.`, { model: this.label, field, hint });
  }
}

META.mark(ModelMeta);
