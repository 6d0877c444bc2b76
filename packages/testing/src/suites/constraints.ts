/** Indexes and constraints as a model's options say them: their names, what the database makes of them, what is refused. */

import { createHash } from 'node:crypto';
import {
  CheckConstraint,
  ConfigurationError,
  defineApp,
  FieldError,
  f,
  getConnection,
  Index,
  IntegrityError,
  Model,
  NotSupportedError,
  Q,
  sql,
  UniqueConstraint,
} from '@dorm/core';
import { createTables, tableSpec } from '@dorm/core/schema';
import { expect } from 'vitest';
import { library, Story, Writer } from '../models/index.js';
import { failure, hostile } from './expectations.js';
import { djangoIndexName } from './schema-names.js';
import type { Workbench } from './workbench.js';

const md5 = (...words: string[]): string => createHash('md5').update(words.join('')).digest('hex').slice(0, 6);

/** Django's names, in the order in which Django makes them. */
const NAMES = [
  djangoIndexName('press_story', ['title', 'writer_id'], '_uniq'),
  'story_live_slug',
  djangoIndexName('press_story', ['writer_id']),
  `press_story_views_${md5('press_story', '-views', 'writer_id', 'idx')}_idx`,
  'story_live_idx',
  'story_title_idx',
];

const BASE = {
  n: f.integer(),
  name: f.char({ maxLength: 9 }),
  writer: f.foreignKey(() => Writer, { onDelete: 'CASCADE' }),
};

/** The error of defining and registering a model with these options. */
const refused = (options: object): Promise<Error & { hint?: string | null }> =>
  failure(() => {
    class Bad extends Model<Bad>('badpress.Bad')(BASE, hostile(options)) {}
    defineApp('badpress', hostile({ Bad }));
  });

export function constraintsSuite({ it, elsewhere, setup }: Workbench): void {
  const story = async (values: object = {}) => {
    const writer = await Writer.objects.create({ name: 'w' });
    return Story.objects.create(hostile({ title: 't', slug: 's', writer, ...values }));
  };
  const broken = (work: () => unknown) => failure(work, IntegrityError);

  it("I-017 I-097: indexes have Django's names and stand in Django's order", async () => {
    expect(tableSpec(hostile(Story.meta)).indexes.map(({ name }) => name)).toEqual(NAMES);
    if (setup.indexNames === undefined) return;
    const rows = await getConnection().execute(setup.indexNames('press_story'));
    const found = rows.map((row) => String(Object.values(row)[0]));
    expect(found).toEqual(expect.arrayContaining(NAMES));
  });

  it('I-098: a constraint with a condition holds among the rows for which that is true', async () => {
    await story({ deletedAt: new Date(0) });
    await story({ deletedAt: new Date(0) });
    await story();
    const error = await broken(() => story());
    expect(error).toMatchObject({ kind: 'unique', constraint: 'story_live_slug', columns: ['slug'] });
    expect(error.message).toContain('story_live_slug');
  });

  it('I-098: a constraint over several fields; NULLs are distinct', async () => {
    await story({ page: null });
    await story({ page: null, slug: 'b' });
    await story({ page: 1, slug: 'c' });
    const error = await broken(() => story({ page: 1, slug: 'd' }));
    expect(error).toMatchObject({ kind: 'unique', constraint: 'story_page', columns: ['section', 'page'] });
    expect(error.message).toContain('story_page');
  });

  it('I-017: uniqueTogether is kept by the database', async () => {
    const { writerId } = hostile<{ writerId: number }>(await story());
    const error = await broken(() => Story.objects.create({ title: 't', slug: 'other', writerId }));
    expect(error).toMatchObject({ kind: 'unique', constraint: NAMES[0], columns: ['title', 'writer_id'] });
  });

  it('I-099: checks compare with constants and with other fields', async () => {
    await story({ views: 3, likes: 3, section: "editor's" });
    const likes = await broken(() => story({ slug: 'b', views: 3, likes: 4 }));
    expect(likes).toMatchObject({ kind: 'check', constraint: 'story_likes' });
    expect([...likes.columns].sort()).toEqual(['likes', 'views']);
    const section = await broken(() => story({ slug: 'c', section: 'sport' }));
    expect(section).toMatchObject({ kind: 'check', constraint: 'story_section', columns: ['section'] });
    expect(section.message).toContain('story_section');
  });

  it('I-097 I-098 I-099: names that are there twice, too long or no names are refused', async () => {
    const twice = [Index({ fields: ['n'], name: 'bad_n' })];
    const unique = UniqueConstraint({ fields: ['name'], name: 'bad_n' });
    const check = CheckConstraint({ check: Q({ n__gt: 0 }), name: 'story_page' });
    for (const options of [
      { indexes: twice, constraints: [unique] },
      { constraints: [check] },
      { indexes: [Index({ fields: ['n'], name: 'n'.repeat(31) })] },
      { constraints: [UniqueConstraint({ fields: ['n'], name: 'no name' })] },
      { constraints: [UniqueConstraint(hostile({ fields: ['n'] }))] },
    ]) {
      const error = await refused(options);
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.hint).toBeTruthy();
    }
  });

  it('I-097 I-098: unknown fields and conditions that need a join are refused with a hint', async () => {
    for (const options of [
      { indexes: [Index({ fields: ['nam'] })] },
      { constraints: [UniqueConstraint({ fields: ['n'], condition: Q({ nam: 'x' }), name: 'bad_x' })] },
      { constraints: [CheckConstraint({ check: Q({ nam: 'x' }), name: 'bad_x' })] },
    ]) {
      const error = await refused(options);
      expect(error).toBeInstanceOf(FieldError);
      expect(error.hint).toContain("'name'");
    }
    const join = await refused({ constraints: [CheckConstraint({ check: Q({ writer__name: 'x' }), name: 'bad_x' })] });
    expect(join).toBeInstanceOf(ConfigurationError);
    expect(join.message).toContain('writer__name');
    expect(join.hint).toContain('own fields');
  });

  it('I-017: what is no index or constraint is refused', async () => {
    for (const options of [
      { indexes: [UniqueConstraint({ fields: ['n'], name: 'bad_n' })] },
      { constraints: [Index({ fields: ['n'] })] },
      { indexes: {} },
      { indexes: [Index({})] },
      { indexes: [Index({ fields: ['n'], condition: Q({ n: 1 }) })] },
    ]) {
      expect(await refused(options)).toBeInstanceOf(ConfigurationError);
    }
  });

  it('I-098: deferrable constraints are refused where the database has none', async () => {
    class Late extends Model<Late>('late.Late')(
      { n: f.integer() },
      { constraints: [UniqueConstraint({ fields: ['n'], name: 'late_n', deferrable: 'deferred' })] },
    ) {}
    const late = defineApp('late', { Late });
    await elsewhere({ tables: false, apps: [library] }, async () => {
      if (getConnection().vendor !== 'sqlite') return;
      const error = await failure(() => createTables({ apps: [late] }), NotSupportedError);
      expect(error.message).toContain('deferrable');
      expect(await getConnection().execute(sql`SELECT 1 AS n`)).toEqual([{ n: 1 }]);
    });
  });
}
