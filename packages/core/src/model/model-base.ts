/** ModelBase: what every instance is and can do, whatever its fields. */
import { checkOptionNames } from '../config/option-names.js';
import { deleteRow } from '../deletion/delete-rows.js';
import { ConfigurationError, ValidationError } from '../errors/index.js';
import { execute, promised } from '../execution/execute.js';
import { emitCondition } from '../queryset/conditions.js';
import { resolveLoaded } from '../queryset/loading.js';
import { FILTER, GET, ONLY } from '../queryset/tokens.js';
import type { Deleted } from '../typing/instance.js';
import type { BoundField } from './bound-field.js';
import { checkClassFields } from './class-fields.js';
import { showAs } from './console-view.js';
import { deferredFields } from './deferred.js';
import { DEFAULTS } from './from-db.js';
import { inspectInstance, toPlain } from './inspect.js';
import { dropRelation, LOAD, metaOfInstance, originOf, Slots, setOrigin, setRelations } from './instance.js';
import type { ModelClass, ModelMeta, Row } from './meta.js';
import { ADDING, type Origin, origin } from './origin.js';
import { errorsOf } from './row-errors.js';
import { type SaveOptions, saveRow } from './save.js';
import { takeIn } from './take-in.js';
import { cleanRow, fullCleanRow } from './validate-row.js';

/** Where an instance comes from: whether save() will insert it, and on which database it is stored. */
export interface InstanceState {
  readonly adding: boolean;
  /** The alias of the database; null until it is stored. */
  readonly db: string | null;
}

export class ModelBase extends Slots {
  constructor(input?: object | symbol, from: Origin = ADDING) {
    super(from);
    const Class = new.target as unknown as ModelClass;
    if (metaOfClass(Class).Class !== null) checkClassFields(Class);
    if (input !== LOAD) takeIn(this, Class.meta, input);
  }

  static get DoesNotExist(): unknown {
    return errorsOf(metaOfClass(this)).DoesNotExist;
  }
  static get MultipleObjectsReturned(): unknown {
    return errorsOf(metaOfClass(this)).MultipleObjectsReturned;
  }
  /** Makes an instance of a row. Override it to take part in hydration; call super for the instance itself. */
  static fromDb(alias: string, names: readonly string[], values: readonly unknown[]): object {
    const instance = new (this as unknown as ModelClass)(LOAD, origin(alias)) as Row;
    for (const [i, name] of names.entries()) instance[name] = values[i];
    return instance;
  }

  get _state(): InstanceState {
    const { adding, alias } = originOf(this);
    return { adding, db: alias };
  }

  get pk(): unknown {
    const { key } = metaOfInstance(this);
    const row = this as unknown as Row;
    const [only] = key;
    return key.length === 1 && only !== undefined ? row[only.attr] : key.map((field) => row[field.attr]);
  }
  set pk(value: unknown) {
    const { key, label } = metaOfInstance(this);
    const parts: unknown = key.length === 1 ? [value] : value;
    if (!Array.isArray(parts) || parts.length !== key.length) {
      throw new ValidationError(`${label}: pk takes ${key.length} values in an array.`, { model: label, field: 'pk' });
    }
    const row = this as unknown as Row;
    for (const [i, field] of key.entries()) row[field.attr] = parts[i];
  }

  save(options?: SaveOptions): Promise<void> {
    try {
      return saveRow(this as unknown as Row, options ?? {});
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async delete(options: { using?: string } = {}): Promise<Deleted> {
    checkOptionNames('delete()', options, ['using']);
    const { meta, where, alias } = this.#stored(options.using);
    const deleted = await deleteRow(meta, where, alias);
    // The key is gone with the row: saved again, the instance is a new row.
    const row = this as unknown as Row;
    if (meta.key.length === 1) for (const field of meta.key) row[field.attr] = null;
    setOrigin(this, ADDING);
    return deleted;
  }

  async refreshFromDb(options: { fields?: readonly string[]; using?: string } = {}): Promise<void> {
    checkOptionNames('refreshFromDb()', options, ['fields', 'using']);
    const { meta, where, alias } = this.#stored(options.using);
    const row = this as unknown as Row;
    const deferred = deferredFields(row);
    const fields =
      options.fields?.map((name) => meta.field(name)) ?? meta.fields.filter((field) => !deferred.includes(field));
    const fresh = await freshRow(meta, where, alias, fields);
    for (const field of fields) row[field.attr] = fresh[field.attr];
    if (options.fields === undefined) setRelations(this, null);
    else for (const field of fields) if (field.relation !== null) dropRelation(this, field.name);
    setOrigin(this, originOf(fresh));
  }

  cleanFields(options: { exclude?: readonly string[] } = {}): void {
    checkOptionNames('cleanFields()', options, ['exclude']);
    cleanRow(this as unknown as Row, options.exclude ?? []);
  }
  clean(): void | Promise<void> {
    // for models to override
  }
  async fullClean(options: { exclude?: readonly string[] } = {}): Promise<void> {
    checkOptionNames('fullClean()', options, ['exclude']);
    await fullCleanRow(this as unknown as Row & { clean(): unknown }, options.exclude ?? []);
  }

  equals(other: unknown): boolean {
    if (other === this) return true;
    if (!(other instanceof ModelBase) || metaOfInstance(other) !== metaOfInstance(this)) return false;
    const keys = metaOfInstance(this).key.map(({ attr }) => [
      (this as unknown as Row)[attr],
      (other as unknown as Row)[attr],
    ]);
    return keys.every(([mine, its]) => mine !== null && mine !== undefined && mine === its);
  }

  toJSON(): Record<string, unknown> {
    return toPlain(this as unknown as Row, ModelBase.prototype.toJSON);
  }

  #stored(using: string | undefined): { meta: ModelMeta; where: object; alias: string | null } {
    const meta = metaOfInstance(this);
    const row = this as unknown as Row;
    const where: Row = {};
    for (const { attr } of meta.key) {
      if (row[attr] === null || row[attr] === undefined) {
        throw new ValidationError(`${meta.label}: this instance has no primary key yet.`, {
          model: meta.label,
          hint: 'save() it first',
        });
      }
      where[attr] = row[attr];
    }
    return { meta, where, alias: using ?? originOf(this).alias };
  }
}
DEFAULTS.add(ModelBase.fromDb);
showAs(ModelBase.prototype, function (depth, options, inspect) {
  return inspectInstance(this as unknown as Row, depth, options, inspect);
});

/** The row as it is stored, with these fields of it, from the base manager when the model names one. */
function freshRow(meta: ModelMeta, where: object, alias: string | null, fields: readonly BoundField[]): Promise<Row> {
  const { baseManager } = meta;
  const whole = fields.length === meta.fields.length;
  if (baseManager !== null) {
    const query = baseManager.getQuerySet().filter(where);
    const narrow = whole ? query : query.only(...fields.map(({ name }) => name));
    return (alias === null ? narrow : narrow.using(alias)).get() as Promise<Row>;
  }
  const values: unknown[] = [];
  const found = emitCondition(meta.root.step(FILTER), where, values);
  const shape = whole ? found : fields.reduce((node, field) => node.named(field.name, resolveLoaded), found.step(ONLY));
  return promised(execute<Row>(shape.step(GET), values, alias));
}

function metaOfClass(Class: unknown): ModelMeta {
  const { meta } = Class as { meta?: ModelMeta };
  if (meta !== undefined) return meta;
  throw new ConfigurationError('An abstract base has no rows of its own.', {
    hint: "extend it: class Doc extends Model<Doc>('docs.Doc').extends(Base)({ … }) {}",
  });
}
