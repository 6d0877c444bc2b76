/** Managers: several of a model, chosen by name for relations, inherited from abstract bases; what a model says of itself for people. */
import {
  AbstractModel,
  ConfigurationError,
  defineApp,
  f,
  Manager,
  Model,
  NotLoadedError,
  QuerySet,
  type RelatedManager,
  ref,
} from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Song } from '../models/index.js';
import { counted, hostile, refusal } from './expectations.js';
import { fillStudio, namesOf } from './studio-rows.js';
import type { Workbench } from './workbench.js';

class StampedQuerySet extends QuerySet<Stamped> {
  since(year: number) {
    return this.filter({ year__gte: year });
  }
}
/** Its constructor takes what it is for. */
class YearManager extends Manager.fromQuerySet(StampedQuerySet) {
  readonly year: number;
  seen: number[] = [];
  constructor(year: number) {
    super();
    if (!Number.isInteger(year)) throw new TypeError('no year');
    this.year = year;
  }
  override getQuerySet() {
    return super.getQuerySet().filter({ year__gte: this.year });
  }
}
/** Holds what nobody else sees. */
class CountingManager extends Manager.fromQuerySet(StampedQuerySet) {
  #made = 0;
  start = () => this.getQuerySet();
  make() {
    this.#made++;
    return this.#made;
  }
}
class Stamped extends AbstractModel(
  { year: f.integer({ default: 2000 }) },
  { verboseName: 'stamped thing', permissions: [['stamp', 'Can stamp']], baseManagerName: 'late' },
) {
  static late = new YearManager(2010);
  static counting = new CountingManager();
  static timeline = StampedQuerySet.asManager();
}
/** A base on a base, with another manager under a name that is there. */
class Recent extends Stamped {
  static override late = new YearManager(2020);
}

const shelfOptions = {
  defaultManagerName: 'open',
  baseManagerName: 'objects',
  verboseName: 'box of things',
  verboseNamePlural: 'boxes of things',
  permissions: [
    ['open', 'Can open'],
    ['close', 'Can close'],
  ],
} as const;

class OpenManager extends Manager.fromQuerySet(QuerySet<Box>) {
  override getQuerySet() {
    return super.getQuerySet().filter({ closed: false });
  }
}
class Box extends Model<Box>('attic.Box')(
  {
    name: f.char({ maxLength: 10 }),
    closed: f.boolean({ default: false }),
    within: f.foreignKey(ref<Box>('attic.Box'), { null: true, onDelete: 'CASCADE', relatedName: 'boxes' }),
  },
  shelfOptions,
) {
  declare boxes: RelatedManager<Box>;
  static open = new OpenManager();
}
class Toy extends Model<Toy>('attic.Toy').extends(Stamped)({
  name: f.char({ maxLength: 10 }),
  box: f.foreignKey(() => Box, { null: true, onDelete: 'CASCADE' }),
}) {}
class Tome extends Model<Tome>('attic.Tome').extends(Recent)({ name: f.char({ maxLength: 10 }) }) {}
/** Points at what its base manager does not find. */
class Page extends Model<Page>('attic.Page')({
  book: f.foreignKey(() => Tome, { null: true, onDelete: 'CASCADE' }),
}) {}
const attic = defineApp('attic', { Box, Toy, Tome, Page });

export function managersSuite({ it, elsewhere, configured }: Workbench): void {
  it('I-019: a model says what a person calls it, and which permissions there are', async () => {
    expect([Box.meta.verboseName, Box.meta.verboseNamePlural]).toEqual(['box of things', 'boxes of things']);
    expect(Box.meta.permissions).toEqual([
      ['open', 'Can open'],
      ['close', 'Can close'],
    ]);
    expect([Toy.meta.verboseName, Toy.meta.verboseNamePlural, Toy.meta.permissions]).toEqual([
      'stamped thing',
      'stamped things',
      [['stamp', 'Can stamp']],
    ]);
    expect([Page.meta.verboseName, Page.meta.verboseNamePlural, Page.meta.permissions]).toEqual(['page', 'pages', []]);
    for (const options of [
      { permissions: 'open' },
      { permissions: [['open']] },
      { permissions: [['open', 3]] },
      {
        permissions: [
          ['open', 'Can open'],
          ['open', 'Can open it'],
        ],
      },
      { verboseName: '' },
      { verboseNamePlural: 3 },
    ]) {
      const error = await refusal(async () => Model('attic.Wrong')({}, hostile(options)), ConfigurationError);
      expect(error.message).toMatch(/^attic\.Wrong: /);
    }
  });

  it('I-020: a name that is no manager of the model is refused by defineApp, with what to write', async () => {
    for (const option of ['defaultManagerName', 'baseManagerName'] as const) {
      for (const name of ['missing', 'meta', 'toString']) {
        class Wrong extends Model<Wrong>('wrong.Wrong')({}, { [option]: name }) {}
        const error = await refusal(async () => defineApp('wrong', { Wrong }), ConfigurationError);
        expect(error.message).toContain(`${option} names '${name}'`);
        expect(error.hint).toContain(`static ${name} = new Manager<Wrong>()`);
      }
      await refusal(async () => Model('wrong.Other')({}, hostile({ [option]: 3 })), ConfigurationError);
    }
    expect([Page.meta.defaultManagerName, Page.meta.baseManagerName]).toEqual(['objects', null]);
    expect([Box.meta.defaultManagerName, Toy.meta.baseManagerName]).toEqual(['open', 'late']);
  });

  it('I-020 T-069: relations of many rows start from the default manager, foreign keys and refreshFromDb() from the base manager', async () => {
    await elsewhere({ apps: [attic] }, async () => {
      const root = await Box.objects.create({ name: 'root' });
      await Box.objects.bulkCreate([
        { name: 'a', within: root },
        { name: 'b', within: root, closed: true },
      ]);
      expect(await namesOf(root.boxes)).toEqual(['a']);
      expect(await namesOf(root.boxes.all())).toEqual(['a']);
      expect(await namesOf((await Box.objects.prefetchRelated('boxes').get({ name: 'root' })).boxes)).toEqual(['a']);
      expect(await Box.objects.filter({ within: root }).count()).toBe(2);
      expect(await Box.open.filter({ within: root }).count()).toBe(1);
      // What its base manager leaves out, a foreign key does not find; a join does.
      const [old, late] = await Tome.objects.bulkCreate([
        { name: 'old', year: 2019 },
        { name: 'late', year: 2020 },
      ]);
      await Page.objects.bulkCreate([{ book: old as Tome }, { book: late as Tome }]);
      const [onOld, onLate] = await Page.objects.orderBy('id');
      await expect(Promise.resolve(onOld?.book)).rejects.toThrow(Tome.DoesNotExist);
      expect((await onLate?.book)?.name).toBe('late');
      const [missing, found] = await Page.objects.orderBy('id').prefetchRelated('book');
      await expect(Promise.resolve(missing?.book)).rejects.toThrow(Tome.DoesNotExist);
      await counted(0, async () => expect((await found?.book)?.name).toBe('late'));
      expect((await Page.objects.selectRelated('book').orderBy('id').first())?.book?.name).toBe('old');
      await late?.refreshFromDb();
      await expect(old?.refreshFromDb()).rejects.toThrow(Tome.DoesNotExist);
    });
  });

  it('I-023 I-072: managers of an abstract base are the model’s own, in the state that their constructor made', async () => {
    await elsewhere({ apps: [attic] }, async () => {
      await Toy.objects.bulkCreate([
        { name: 'old', year: 1990 },
        { name: 'new', year: 2015 },
      ]);
      await Tome.objects.create({ name: 'book', year: 2015 });
      expect(await namesOf(Toy.late.all())).toEqual(['new']);
      expect(await namesOf(Toy.late.since(2016).filter({ name: 'new' }))).toEqual([]);
      expect(await namesOf(Toy.timeline.since(1980).orderBy('-name').since(1985))).toEqual(['old', 'new']);
      expect(await Toy.timeline.since(0).first()).toBeInstanceOf(Toy);
      expect(await Tome.timeline.since(0).first()).toBeInstanceOf(Tome);
      expect([await Toy.late.count(), await Tome.late.count()]).toEqual([1, 0]);
      expect(await hostile<CountingManager>(Toy.counting).start().count()).toBe(2);
    });
    const [late, counting] = [hostile<YearManager>(Toy.late), hostile<CountingManager>(Toy.counting)];
    expect(late).toBeInstanceOf(YearManager);
    expect([late.year, hostile<YearManager>(Tome.late).year, Stamped.late.year]).toEqual([2010, 2020, 2010]);
    expect([counting.make(), counting.make(), hostile<CountingManager>(Tome.counting).make()]).toEqual([1, 2, 1]);
    await refusal(() => Stamped.timeline.all().toArray(), ConfigurationError);
  });

  it('I-023: a field of an abstract base is each model’s own: one that replaces it changes no other', async () => {
    expect(Toy.meta.fieldNames).toEqual(['id', 'year', 'name', 'box']);
    class Typed extends Model<Typed>('typed.Typed').extends(Stamped)({
      year: f.integer({ dbColumn: 'y', default: 1 }),
    }) {}
    defineApp('typed', { Typed });
    await elsewhere({ apps: [attic] }, async () => {
      expect([Typed.objects.all().toSql().sql, Toy.objects.all().toSql().sql]).toEqual([
        expect.stringMatching(/[`"]y[`"]/),
        expect.stringMatching(/[`"]year[`"]/),
      ]);
    });
    expect([new Typed().year, new Toy({ name: 'x' }).year]).toEqual([1, 2000]);
  });

  it('I-072: a manager belongs to one model: shared with another, or bound again, it stays what it was', async () => {
    const shared = new Manager<Artist>();
    class One extends Model<One>('bound.One')({ name: f.text() }) {
      static first = hostile<Manager<One>>(shared);
    }
    class Two extends Model<Two>('bound.Two')({ name: f.text() }) {
      static first = hostile<Manager<Two>>(shared);
      static second = hostile<Manager<Two>>(shared);
    }
    defineApp('bound', { One, Two });
    defineApp('bound', { One, Two });
    expect([One.first.all().toSql().sql, Two.first.all().toSql().sql, Two.second.all().toSql().sql]).toEqual([
      expect.stringContaining('bound_one'),
      expect.stringContaining('bound_two'),
      expect.stringContaining('bound_two'),
    ]);
  });

  it('I-092: a foreign key loads once and is kept; setting its attribute drops what is kept', async () => {
    const { ada, bob } = await fillStudio();
    const song = await Song.objects.filter({ artist: ada }).orderBy('id').get({ title: 'x' });
    await counted(1, async () => expect(await song.artist).toBe(await song.artist));
    await counted(0, async () => expect((await song.artist)?.name).toBe('Ada'));
    song.artistId = bob.id;
    await counted(1, async () => expect((await song.artist)?.name).toBe('Bob'));
    song.artistId = null;
    await counted(0, async () => expect(song.artist).toBeNull());
    song.artist = ada;
    expect(song.artistId).toBe(ada.id);
    await counted(0, async () => expect(await song.artist).toBe(ada));
    song.artistId = ada.id;
    await counted(0, async () => expect(await song.artist).toBe(ada));
    song.artistId = 999_999;
    await expect(Promise.resolve(song.artist)).rejects.toThrow(Artist.DoesNotExist);
    await configured({ peers: 'raise' }).run(async () => {
      const other = await Song.objects.get({ artist: bob });
      await refusal(async () => other.artist, NotLoadedError);
    });
  });
}
