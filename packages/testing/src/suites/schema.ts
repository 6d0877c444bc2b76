/** createTables(): Django's tables, columns, constraints and indexes, and names that are checked. */
import { ConfigurationError, defineApp, f, getConnection, IntegrityError, Model, ref, sql } from '@dorm/core';
import { createTables, dropTables } from '@dorm/core/schema';
import { expect } from 'vitest';
import { Appointment, Author, Country, desk, library, Profile, Sample, Ticket } from '../models/index.js';
import { failure, hostile } from './expectations.js';
import { makeAuthor } from './library-rows.js';
import { djangoIndexName, snake } from './schema-names.js';
import type { Workbench } from './workbench.js';

const columnsOf = async (table: string): Promise<string[]> =>
  (await getConnection().getTableColumns(table)).map((column) => column.name);

export function schemaSuite(bench: Workbench): void {
  const { it, elsewhere, setup } = bench;
  const indexesOf = async (table: string): Promise<string[]> => {
    const rows = await getConnection().execute(setup.indexNames?.(table) ?? '');
    return rows.map((row) => String(Object.values(row)[0]));
  };

  it("I-015: tables and columns have Django's names", async () => {
    expect(await columnsOf('library_book')).toEqual([
      'id',
      'title',
      'author_id',
      'publisher_id',
      'pages',
      'price',
      'rating',
      'published',
      'in_print',
    ]);
    expect(await columnsOf('samples_sample')).toEqual(Sample.meta.fieldNames.map(snake));
    expect(await columnsOf('library_passport')).toEqual(['author_id', 'number']);
    expect(await columnsOf('library_country')).toEqual(['code', 'name']);
  });

  it('I-015 I-045: dbTable and dbColumn override them', async () => {
    expect(await columnsOf('support_tickets')).toEqual([
      'id',
      'created_at',
      'updated_at',
      'owner',
      'subj',
      'status',
      'priority',
      'code',
      'labels',
      'note',
      'source',
      'seen_at',
    ]);
    await Ticket.objects.create({ subject: 'hello', code: 'c' });
    expect(await getConnection().execute(sql`SELECT subj FROM support_tickets`)).toEqual([{ subj: 'hello' }]);
    expect(await Ticket.objects.filter({ subject: 'hello' }).orderBy('subject').values('subject')).toEqual([
      { subject: 'hello' },
    ]);
  });

  it('I-018: unmanaged models and abstract bases have no table', async () => {
    const connection = getConnection();
    expect(await connection.tableExists('desk_ledger')).toBe(false);
    expect(await connection.tableExists('desk_dated')).toBe(false);
    expect(await connection.tableExists('desk_basket')).toBe(true);
  });

  it("I-025: indexes have Django's names, where the driver's tests can ask for them", async () => {
    if (setup.indexNames === undefined) return;
    expect(await indexesOf('library_book')).toEqual(
      expect.arrayContaining([
        djangoIndexName('library_book', ['author_id']),
        djangoIndexName('library_book', ['publisher_id']),
      ]),
    );
    expect(await indexesOf('samples_sample')).toContain(djangoIndexName('samples_sample', ['slug']));
    // What is unique has the index of its constraint, and no second one.
    expect(await indexesOf('library_profile')).not.toContain(djangoIndexName('library_profile', ['author_id']));
    expect(await indexesOf('support_tickets')).not.toContain(djangoIndexName('support_tickets', ['code']));
  });

  it('I-045: NOT NULL, unique, foreign keys and checks hold in the database', async () => {
    const connection = getConnection();
    const author = await makeAuthor('x');
    const [{ email }] = (await Author.objects.values('email')) as [{ email: string }];
    const kind = async (statement: Parameters<typeof connection.executeWrite>[0]) =>
      (await failure(() => connection.executeWrite(statement), IntegrityError)).kind;
    expect(await kind(sql`INSERT INTO library_author (name, email) VALUES (${'y'}, ${email})`)).toBe('unique');
    expect(await kind(sql`UPDATE library_author SET name = NULL`)).toBe('notNull');
    expect(await kind(sql`UPDATE library_author SET mentor_id = ${999_999}`)).toBe('foreignKey');
    await Profile.objects.create({ author });
    expect(await kind(sql`DELETE FROM library_author`)).toBe('foreignKey');
  });

  it('I-045: dbDefault is a default of the column', async () => {
    await getConnection().executeWrite(
      sql`INSERT INTO support_tickets (created_at, updated_at, owner, subj, status, priority, code, labels, note)
          VALUES (${'2024-01-01 00:00:00'}, ${'2024-01-01 00:00:00'}, ${'o'}, ${'s'}, ${'open'}, ${1}, ${'raw'}, ${'[]'}, ${''})`,
    );
    const ticket = await Ticket.objects.get({ code: 'raw' });
    expect(ticket.source).toBe('web');
    expect(Math.abs(ticket.seenAt.getTime() - Date.now())).toBeLessThan(60_000);
    expect(ticket.createdAt.toISOString()).toBe('2024-01-01T00:00:00.000Z');
  });

  it('T-106: reserved words are fine as tables, columns and fields', async () => {
    expect(await columnsOf('order')).toEqual(['id', 'year', 'date', 'in', 'order', 'select']);
    const made = await Appointment.objects.create({ year: 1, order: 2, select: true, in: 'x' });
    made.order = 3;
    await made.save();
    await Appointment.objects.filter({ order: 3, select: true }).update({ in: 'y' });
    expect(await Appointment.objects.orderBy('-order').values('order', 'select', 'in')).toEqual([
      { order: 3, select: true, in: 'y' },
    ]);
    await made.delete();
  });

  it('T-106 I-025: long names work up to 63 characters, and two long index names stay apart', async () => {
    const long = 'a'.repeat(62);
    class Far extends Model<Far>('faraway.Far')(
      {
        one: f.slug({ dbColumn: `${long}1` }),
        two: f.slug({ dbColumn: `${long}2` }),
      },
      { dbTable: 't'.repeat(63) },
    ) {}
    const faraway = defineApp('faraway', { Far });
    await elsewhere({ apps: [faraway] }, async () => {
      await Far.objects.create({ one: 'x', two: 'y' });
      expect(await Far.objects.filter({ one: 'x' }).orderBy('two').values('two')).toEqual([{ two: 'y' }]);
      expect((await columnsOf('t'.repeat(63))).slice(1)).toEqual([`${long}1`, `${long}2`]);
      if (setup.indexNames !== undefined)
        expect(new Set(await indexesOf('t'.repeat(63))).size).toBeGreaterThanOrEqual(2);
    });
  });

  it('I-025: a table, a column or a field name that is no identifier is refused at definition', async () => {
    const bad = ['', '1a', 'a-b', 'a b', 'a"b', 'a;b', 'a.b', 'é', 'a'.repeat(64), "x'; DROP TABLE y; --"];
    for (const name of bad) {
      await failure(() => Model('names.Table')({ x: f.integer() }, { dbTable: name }), ConfigurationError);
      await failure(() => Model('names.Column')({ x: f.integer({ dbColumn: name }) }), ConfigurationError);
      await failure(() => Model(`names.${name}`)({ x: f.integer() }), ConfigurationError);
      await failure(() => Model('names.Field')({ [name]: f.integer() }), ConfigurationError);
    }
    for (const name of [
      '__proto__x',
      'a__b',
      'trailing_',
      '_leading',
      'pk',
      'save',
      'objects',
      'toJSON',
      'then',
      'constructor',
      'Upper',
    ]) {
      await failure(
        () => Model('names.Field')(hostile<{ x: ReturnType<typeof f.integer> }>({ [name]: f.integer() })),
        ConfigurationError,
      );
    }
    await failure(
      () => Model('names.Twice')({ a: f.integer({ dbColumn: 'x' }), b: f.integer({ dbColumn: 'X' }) }),
      ConfigurationError,
    );
    await failure(
      () =>
        Model('names.Clash')({
          a: f.foreignKey(ref<Author>('library.Author'), { onDelete: 'CASCADE' }),
          aId: f.integer(),
        }),
      ConfigurationError,
    );
  });

  it('I-045: options that a field does not have, or that contradict each other, are refused', async () => {
    await failure(() => f.char(hostile({ maxlength: 5 })));
    await failure(() => f.char(hostile({})));
    await failure(() => f.char({ maxLength: 0 }));
    await failure(() => f.decimal({ maxDigits: 2, decimalPlaces: 5 }));
    await failure(() => f.integer(hostile({ null: 'yes' })));
    await failure(() => f.dateTime({ autoNow: true, autoNowAdd: true }));
    await failure(() => f.foreignKey(() => Author, hostile({})));
    await failure(() => f.foreignKey(() => Author, { onDelete: hostile('EXPLODE') }));
    await failure(() => Model('names.Null')({ a: f.foreignKey(() => Author, { onDelete: 'SET_NULL' }) }));
  });

  it('I-015: createTables() may run twice, and dropTables() takes them away', async () => {
    await elsewhere({ tables: false }, async () => {
      const connection = getConnection();
      await createTables();
      await Country.objects.create({ code: 'pl', name: 'Polska' });
      await createTables();
      expect(await Country.objects.count()).toBe(1);
      await dropTables();
      expect(await connection.tableExists('library_country')).toBe(false);
    });
  });

  it('I-116 I-013: createTables() makes the tables of the apps that it is given, else of the configured ones', async () => {
    await elsewhere({ tables: false }, async () => {
      await createTables({ apps: [library] });
      expect(await getConnection().tableExists('library_author')).toBe(true);
      expect(await getConnection().tableExists('desk_basket')).toBe(false);
      await createTables({ apps: [desk] });
      expect(await getConnection().tableExists('desk_basket')).toBe(true);
    });
    await elsewhere({ tables: false, apps: [desk] }, async () => {
      await createTables();
      expect(await getConnection().tableExists('library_author')).toBe(false);
      expect(await getConnection().tableExists('desk_basket')).toBe(true);
    });
  });

  it('I-015: unknown options and apps that are none are refused', async () => {
    await failure(() => createTables(hostile({ app: [library] })));
    await failure(() => createTables(hostile({ apps: [null] })));
  });
}
