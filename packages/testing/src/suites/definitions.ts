/** Defining models: the registry, targets by name, reverse sides, forgotten words, hooks, and definitions that replace others. */
import {
  AbstractModel,
  ConfigurationError,
  createDorm,
  defineApp,
  f,
  getModel,
  Model,
  type RelatedManager,
  ref,
} from '@dorm/core';
import { createTables } from '@dorm/core/schema';
import { expect } from 'vitest';
import { Author, Book } from '../models/index.js';
import { failure, hostile, stateOf } from './expectations.js';
import type { Workbench } from './workbench.js';

/** Calls defineApp without the checks of the compiler, as JavaScript would. */
const define = defineApp as unknown as (label: string, models: object) => ReturnType<typeof defineApp>;

export function definitionsSuite({ it, elsewhere }: Workbench): void {
  it('I-013: a model is found by its label, and by its name where that is enough', async () => {
    expect(getModel('library.Author')).toBe(Author);
    expect(getModel('Book')).toBe(Book);
    const error = await failure(() => getModel('library.Autor'), ConfigurationError);
    expect(error.hint).toMatch(/library\.Author/);
    for (const label of ['', 'nope', '__proto__', 'library.', '.Author', hostile(3), hostile(null), hostile({})]) {
      await failure(() => getModel(label), ConfigurationError);
    }
  });

  it('I-014 T-112: targets are found late: by label, by a function, and as themselves', async () => {
    class Leaf extends Model<Leaf>('forest.Leaf')({
      tree: f.foreignKey(ref<Tree>('forest.Tree'), { onDelete: 'CASCADE' }),
      twin: f.foreignKey(ref<Leaf>('self'), { null: true, onDelete: 'SET_NULL' }),
      near: f.foreignKey(() => Tree, { null: true, onDelete: 'SET_NULL' }),
    }) {}
    class Tree extends Model<Tree>('forest.Tree')({ name: f.char({ maxLength: 10 }) }) {}
    await elsewhere({ apps: [defineApp('forest', { Leaf, Tree })] }, async () => {
      const tree = await Tree.objects.create({ name: 'oak' });
      const first = await Leaf.objects.create({ tree });
      await Leaf.objects.create({ tree, twin: first, near: tree });
      const loaded = await Leaf.objects
        .filter({ twin__tree__name: 'oak', near__name: 'oak' })
        .selectRelated('twin')
        .get();
      expect(loaded.twin?.pk).toBe(first.pk);
      expect((await loaded.tree).name).toBe('oak');
    });
  });

  it('T-112: a target that is in no app is named when it is needed, and not before', async () => {
    class Lost extends Model<Lost>('limbo.Lost')({
      home: f.foreignKey(ref<Author>('limbo.Nowhere'), { onDelete: 'CASCADE' }),
    }) {}
    const limbo = define('limbo', { Lost });
    const error = await failure(() => Lost.objects.filter({ home__name: 'x' }), ConfigurationError);
    expect(error.message).toMatch(/limbo\.Nowhere/);
    expect(error.hint).toMatch(/defineApp/);
    await elsewhere({ apps: [limbo], tables: false }, async () => {
      await failure(() => createTables(), ConfigurationError);
    });
  });

  it('I-014: a relatedName without its reverse side, or declared by nobody, is refused by defineApp', async () => {
    class Shop extends Model<Shop>('market.Shop')({ name: f.text() }) {}
    class Item extends Model<Item>('market.Item')({
      shop: f.foreignKey(() => Shop, { onDelete: 'CASCADE', relatedName: 'name' }),
    }) {}
    // The name is a field of the target already.
    expect((await failure(() => define('market', { Shop, Item }), ConfigurationError)).message).toMatch(/name/);
    class Left extends Model<Left>('twice.Left')({
      a: f.foreignKey(() => Author, { onDelete: 'CASCADE', relatedName: 'lefts' }),
      b: f.foreignKey(() => Author, { onDelete: 'CASCADE', relatedName: 'lefts' }),
    }) {}
    expect((await failure(() => define('twice', { Left }), ConfigurationError)).message).toMatch(/lefts/);
  });

  it('T-111: a reverse side written without the word declare says so, at the first construction', async () => {
    class Garage extends Model<Garage>('cars.Garage')({ name: f.text() }) {
      // What a forgotten `declare` leaves behind: an own property that hides the accessor.
      cars: RelatedManager<Car> = hostile(undefined);
    }
    class Car extends Model<Car>('cars.Car')({
      garage: f.foreignKey(() => Garage, { onDelete: 'CASCADE', relatedName: 'cars' }),
    }) {}
    define('cars', { Garage, Car });
    const error = await failure(() => new Garage({ name: 'x' }), ConfigurationError);
    expect(error.hint).toMatch(/declare cars/);
    expect((await failure(() => new Garage({ name: 'x' }), ConfigurationError)).field).toBe('cars');
  });

  it('T-111: a class field that hides a field of the model is refused', async () => {
    class Hidden extends Model<Hidden>('veil.Hidden')({ name: f.text({ default: 'shown' }) }) {}
    class Veil extends Hidden {
      override name = 'hidden';
    }
    define('veil', { Hidden });
    expect(new Hidden().name).toBe('shown');
    await failure(() => new Veil(), ConfigurationError);
  });

  it('I-013: what is no model, or another one, is refused by defineApp', async () => {
    class One extends Model<One>('numbers.One')({ x: f.integer() }) {}
    class Base extends AbstractModel({ x: f.integer() }) {}
    for (const models of [{ Two: One }, { One: class {} }, { One: 3 }, { One: null }, { Base }]) {
      expect((await failure(() => define('numbers', models), ConfigurationError)).hint).not.toBeNull();
    }
    await failure(() => define('others', { One }), ConfigurationError);
    for (const label of ['', 'a b', 'a.b', '1a', hostile<string>(null)])
      await failure(() => define(label, { One }), ConfigurationError);
    define('numbers', { One });
    expect(getModel('numbers.One')).toBe(One);
  });

  it('I-013: defining a label again replaces the model (hot reload)', async () => {
    const version = (extra: boolean) => {
      class Page extends Model<Page>('reload.Page')({
        title: f.char({ maxLength: 20 }),
        ...(extra ? { body: f.text({ default: 'new' }) } : {}),
      }) {}
      return { Page, app: define('reload', { Page }) };
    };
    const first = version(false);
    const second = version(true);
    expect(getModel('reload.Page')).toBe(second.Page);
    await elsewhere({ apps: [second.app as never] }, async () => {
      const page = await second.Page.objects.create(hostile<never>({ title: 'x' }));
      expect((page as unknown as { body: string }).body).toBe('new');
      expect(await second.Page.objects.count()).toBe(1);
    });
    expect(first.Page.meta.fieldNames).toEqual(['id', 'title']);
  });

  it('I-010: a model may make its instances of rows itself', async () => {
    type Maker = { fromDb(alias: string, names: readonly string[], values: readonly unknown[]): Seen };
    class Seen extends Model<Seen>('hooks.Seen')({ name: f.char({ maxLength: 20 }) }) {
      seenOn = '';
      columns: readonly string[] = [];
    }
    Object.defineProperty(Seen, 'fromDb', {
      value(this: unknown, alias: string, names: readonly string[], values: readonly unknown[]) {
        const row = (Object.getPrototypeOf(Seen) as Maker).fromDb.call(this, alias, names, values);
        row.seenOn = alias;
        row.columns = names;
        return row;
      },
    });
    await elsewhere({ apps: [defineApp('hooks', { Seen })] }, async () => {
      await Seen.objects.create({ name: 'x' });
      const row = await Seen.objects.get();
      expect([row.name, row.seenOn, row.columns]).toEqual(['x', 'default', ['id', 'name']]);
      row.name = 'y';
      await row.save();
      for await (const one of Seen.objects.iterator()) expect([one.name, one.seenOn]).toEqual(['y', 'default']);
    });
  });

  it('T-110: a model is known by its label, whatever its class is called', async () => {
    const { Renamed } = { Renamed: class x extends Model<x>('minified.Renamed')({ name: f.text({ default: '' }) }) {} };
    const app = define('minified', { Renamed });
    expect(Renamed.meta.dbTable).toBe('minified_renamed');
    const dorm = createDorm({ databases: {}, apps: [app] });
    await dorm.run(async () => {
      const error = await failure(() => Renamed.objects.count(), ConfigurationError);
      expect(error.message).toMatch(/default/);
    });
  });

  it('T-111: an instance whose constructor passes its values on, and nothing more, knows that it is stored', async () => {
    class Strict extends Model<Strict>('strict.Strict')({
      id: f.uuid({ primaryKey: true, default: () => crypto.randomUUID() }),
      n: f.integer({ default: 0 }),
    }) {
      constructor(values?: never) {
        super(values);
      }
    }
    await elsewhere({ apps: [defineApp('strict', { Strict })] }, async () => {
      await Strict.objects.create({ n: 1 });
      const [row] = await Strict.objects.all();
      if (row === undefined) throw new Error('no row');
      expect(stateOf(row)).toMatchObject({ adding: false, db: 'default' });
      row.n = 2;
      await row.save();
      expect(await Strict.objects.valuesList('n', { flat: true })).toEqual([2]);
    });
  });

  it('I-018: of two abstract bases the first is heard, in fields and methods as in options', async () => {
    class First extends AbstractModel({ size: f.integer({ default: 1 }) }) {
      says(): string {
        return 'first';
      }
    }
    class Second extends AbstractModel({ size: f.integer({ default: 2 }) }) {
      says(): string {
        return 'second';
      }
    }
    class Both extends Model<Both>('both.Both').extends(First, Second)({}) {}
    define('both', { Both });
    const row = new Both();
    expect([row.size, row.says()]).toEqual([1, 'first']);
  });

  it('I-013: defining an app again takes back the reverse sides of what it replaces', async () => {
    class Target extends Model<Target>('kept.Target')({ name: f.text({ default: '' }) }) {}
    define('kept', { Target });
    const version = (name: 'author' | 'writer') => {
      class Page extends Model<Page>('moving.Page')({
        [name]: f.foreignKey(() => Target, { onDelete: 'CASCADE', relatedName: 'pages' }),
      }) {}
      return define('moving', { Page });
    };
    version('author');
    version('writer');
    class Page extends Model<Page>('moving.Page')({ name: f.text({ default: '' }) }) {}
    define('moving', { Page });
    expect([...getModel('kept.Target').meta.relations.keys()]).toEqual([]);
  });

  it('I-116: a default key that does not exist is refused by the configuration', async () => {
    await failure(() => createDorm(hostile({ databases: {}, defaultAutoField: 'nonsense' })), ConfigurationError);
  });
}
