/** The classes of related managers: the QuerySet class of the other side, with what writes through the relation. */
import { checkOptionNames } from '../config/option-names.js';
import { QuerySetError } from '../errors/index.js';
import { dropRelation, isModelInstance } from '../model/instance.js';
import { checkScope } from '../model/isolation.js';
import type { ManyRelation } from '../model/many-relation.js';
import type { Row } from '../model/meta.js';
import type { ReverseRelation } from '../model/relation.js';
import { addLinks, clearLinks, createLinked, removeLinks, setLinks, type ThroughDefaults } from './link-writes.js';
import type { QuerySetCore } from './queryset-core.js';
import { labelOf, type RelatedSide } from './related-items.js';
import { addReverse, clearReverse, removeReverse, setReverse } from './reverse-writes.js';
import type { ManySide } from './way-back.js';

type QuerySetConstructor = new () => QuerySetCore;
type Options = Readonly<Record<string, unknown>>;

/** The reverse side of a foreign key. */
export function reverseClass(querySet: QuerySetConstructor): QuerySetConstructor {
  return class extends querySet {
    add(...items: unknown[]): Promise<void> {
      return this.#through('add', (side) => addReverse(side, items));
    }
    remove(...items: unknown[]): Promise<void> {
      return this.#through('remove', (side) => removeReverse(side, items));
    }
    set(items: unknown, options: Options = {}): Promise<void> {
      return this.#through('set', (side) => {
        checkOptionNames(`${labelOf(side.relation)}: set()`, options, ['clear']);
        return setReverse(side, items, options.clear === true, this);
      });
    }
    clear(): Promise<void> {
      return this.#through('clear', (side) => clearReverse(side, this));
    }
    #through(name: string, write: (side: RelatedSide<ReverseRelation>) => Promise<void>): Promise<void> {
      return writing(this.$side, this, name, (instance, relation) => {
        if (relation.kind !== 'reverse') throw new TypeError(`${relation.name} is no reverse side`);
        return write({ instance, relation, alias: this.$alias });
      });
    }
  };
}

/** Either side of a many-to-many relation. */
export function manyClass(querySet: QuerySetConstructor): QuerySetConstructor {
  return class extends querySet {
    add(...given: unknown[]): Promise<void> {
      return this.#through('add', (side) => {
        const { items, options } = splitOptions(given);
        return addLinks(side, items, defaultsOf(side, 'add', options, []));
      });
    }
    remove(...items: unknown[]): Promise<void> {
      return this.#through('remove', (side) => removeLinks(side, items));
    }
    set(items: unknown, options: Options = {}): Promise<void> {
      return this.#through('set', (side) => {
        const defaults = defaultsOf(side, 'set', options, ['clear']);
        return setLinks(side, items, options.clear === true, defaults);
      });
    }
    clear(): Promise<void> {
      return this.#through('clear', clearLinks);
    }
    override create(values: object, options: Options = {}): Promise<object> {
      return this.#making([], options, async () => [await super.create(values)]).then(([row]) => row as object);
    }
    override bulkCreate(rows: readonly object[], options: Options = {}): Promise<object[]> {
      const { throughDefaults, ...rest } = options;
      const given = Array.isArray(rows) ? rows : [];
      return this.#making(given, throughDefaults === undefined ? {} : { throughDefaults }, () =>
        super.bulkCreate(rows, rest),
      );
    }
    async #making(given: readonly object[], options: Options, make: () => Promise<object[]>): Promise<object[]> {
      let made: object[] = [];
      await writing(this.$through, this, 'create', async (instance, relation) => {
        const side = { instance, relation: manyOf(relation), alias: this.$alias };
        made = await createLinked(side, given, defaultsOf(side, 'create', options, []), make);
      });
      return made;
    }
    #through(name: string, write: (side: RelatedSide<ManyRelation>) => Promise<void>): Promise<void> {
      return writing(this.$side, this, name, (instance, relation) =>
        write({ instance, relation: manyOf(relation), alias: this.$alias }),
      );
    }
  };
}

/** A write through the manager; what its row keeps of the relation is old after it, whether it succeeds or not. */
async function writing(
  side: { readonly instance: Row; readonly relation: ManySide } | null,
  { meta }: QuerySetCore,
  name: string,
  write: (instance: Row, relation: ManySide) => Promise<void>,
): Promise<void> {
  if (side === null) {
    throw new QuerySetError(`${meta.label}: ${name}() is for a whole relation, and this is a part of it.`, {
      model: meta.label,
      hint: `call ${name}() on the manager itself, before filter() and its like`,
    });
  }
  const { instance, relation } = side;
  checkScope(instance, `'${relation.name}' is written`);
  // Where nothing is set, rows that belong to a scope are not written to: the source says so.
  for (const value of relation.source.isolated) value.read();
  try {
    await write(instance, relation);
  } finally {
    dropRelation(instance, relation.name);
  }
}

function manyOf(relation: ManySide): ManyRelation {
  if (relation.kind === 'many') return relation;
  throw new TypeError(`${relation.name} joins nothing`);
}

/** A plain object at the end is no row and no key: it holds the options. */
function splitOptions(given: readonly unknown[]): { items: readonly unknown[]; options: Options } {
  const last = given.at(-1);
  if (
    typeof last !== 'object' ||
    last === null ||
    isModelInstance(last) ||
    Object.getPrototypeOf(last) !== Object.prototype
  )
    return { items: given, options: {} };
  return { items: given.slice(0, -1), options: last as Options };
}

/** @throws QuerySetError for defaults of a joining model that has nothing besides its keys. */
function defaultsOf(
  { relation }: RelatedSide<ManyRelation>,
  method: string,
  options: Options,
  others: string[],
): ThroughDefaults {
  checkOptionNames(`${labelOf(relation)}: ${method}()`, options, ['throughDefaults', ...others]);
  const { throughDefaults } = options;
  if (throughDefaults === undefined) return {};
  if (typeof throughDefaults === 'object' && throughDefaults !== null) return throughDefaults as ThroughDefaults;
  throw new QuerySetError(`${labelOf(relation)}: throughDefaults is an object of values.`, {
    model: relation.source.label,
    field: relation.name,
    hint: `name the fields of ${relation.through.label}: { throughDefaults: { … } }`,
  });
}
