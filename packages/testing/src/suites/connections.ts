/** getConnection(): raw statements, the schema, the pool, and configurations. */
import {
  ConfigurationError,
  captureQueries,
  closeAll,
  createDorm,
  DatabaseError,
  defineConfig,
  getConnection,
  IntegrityError,
  OperationalError,
  ProgrammingError,
  sql,
} from '@dorm/core';
import { createTables } from '@dorm/core/schema';
import { expect } from 'vitest';
import { Author, Country, library, Publisher } from '../models/index.js';
import { counted, failure, hostile, refusal, stateOf } from './expectations.js';
import { makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function connectionsSuite(bench: Workbench): void {
  const { it, elsewhere, configured } = bench;

  it('I-123: execute() gives rows as objects, and binds what the sql tag holds', async () => {
    await Country.objects.create({ code: 'pl', name: "Po'lska; --" });
    const rows = await getConnection().execute(
      sql`SELECT code, name FROM library_country WHERE name = ${"Po'lska; --"}`,
    );
    expect(rows).toEqual([{ code: 'pl', name: "Po'lska; --" }]);
    expect(await getConnection().execute(sql`SELECT code FROM library_country WHERE code = ${'zz'}`)).toEqual([]);
    const { queries } = await captureQueries(() =>
      getConnection().execute(sql`SELECT code FROM library_country WHERE name = ${'secret'}`),
    );
    expect(queries[0]?.sql).not.toMatch(/secret/);
  });

  it('I-123: sql fragments nest, and every value stays a parameter', async () => {
    await Country.objects.bulkCreate(['aa', 'bb', 'cc'].map((code) => new Country({ code, name: `n${code}` })));
    const where = sql`code > ${'aa'} AND name <> ${"'; DROP TABLE library_country; --"}`;
    const rows = await getConnection().execute(sql`SELECT code FROM library_country WHERE ${where} ORDER BY code`);
    expect(rows).toEqual([{ code: 'bb' }, { code: 'cc' }]);
  });

  it('I-123: sql.values() writes rows of an insert', async () => {
    const batch = [
      { code: 'aa', name: 'first' },
      { code: 'bb', name: "sec'ond" },
    ];
    const written = await getConnection().executeWrite(
      sql`INSERT INTO library_country (code, name) VALUES ${sql.values(batch, 'code', 'name')}`,
    );
    expect(written).toBe(2);
    expect(await Country.objects.orderBy('code').valuesList('name', { flat: true })).toEqual(['first', "sec'ond"]);
  });

  it('I-123: what is no value is refused in the sql tag', async () => {
    for (const value of [undefined, {}, { toString: () => 'x' }, [], ['a'], Symbol('x'), () => 1, Number.NaN]) {
      await refusal(() => getConnection().execute(sql`SELECT ${hostile(value)} AS x`), Error);
    }
    await refusal(() => getConnection().execute(hostile({ sql: 'SELECT 1', params: [] })), Error);
    await refusal(() => getConnection().execute(hostile(JSON.parse('{"kind":"raw","strings":["SELECT 1"]}'))), Error);
  });

  it('I-123: executeWrite() gives the rows that changed, executeInsert() the new key', async () => {
    await makeAuthor('x');
    const connection = getConnection();
    expect(await connection.executeWrite(sql`UPDATE library_author SET age = ${3} WHERE name = ${'x'}`)).toBe(1);
    expect(await connection.executeWrite(sql`UPDATE library_author SET age = ${3} WHERE name = ${'y'}`)).toBe(0);
    const id = await connection.executeInsert(sql`INSERT INTO library_publisher (name) VALUES (${'Ace'})`);
    expect((await Publisher.objects.get({ name: 'Ace' })).pk).toBe(id);
  });

  it('I-123: executeScript() runs several statements', async () => {
    await getConnection().executeScript(`
      INSERT INTO library_country (code, name) VALUES ('aa', 'semi;colon');
      INSERT INTO library_country (code, name) VALUES ('bb', 'b');
    `);
    expect(await Country.objects.orderBy('code').valuesList('name', { flat: true })).toEqual(['semi;colon', 'b']);
  });

  it('I-123: executeStreaming() gives rows one by one', async () => {
    await Publisher.objects.bulkCreate(
      Array.from({ length: 30 }, (_, n) => new Publisher({ name: `p${n}`, founded: n })),
    );
    const seen: unknown[] = [];
    for await (const row of getConnection().executeStreaming(
      sql`SELECT founded FROM library_publisher WHERE founded < ${5} ORDER BY founded`,
    )) {
      seen.push(row);
    }
    expect(seen).toEqual([0, 1, 2, 3, 4].map((founded) => ({ founded })));
  });

  it('I-123: tableExists() and getTableColumns() describe the schema', async () => {
    const connection = getConnection();
    expect(await connection.tableExists('library_author')).toBe(true);
    expect(await connection.tableExists('library_nothing')).toBe(false);
    expect(await connection.tableExists("x'; DROP TABLE library_author; --")).toBe(false);
    const columns = await connection.getTableColumns('library_author');
    expect(columns.map((column) => [column.name, column.null, column.primaryKey])).toEqual([
      ['id', false, true],
      ['name', false, false],
      ['email', false, false],
      ['age', true, false],
      ['mentor_id', true, false],
    ]);
  });

  it('S-005 I-123: a connection knows its alias, its vendor, its capabilities and its pool', async () => {
    const connection = getConnection();
    expect(connection.alias).toBe('default');
    expect(['sqlite', 'postgresql', 'mysql']).toContain(connection.vendor);
    expect(connection.vendor).toBe(bench.driver.vendor);
    expect(connection.capabilities.maxParameters).toBeGreaterThan(100);
    await Author.objects.count();
    const stats = connection.poolStats();
    expect(stats.size).toBeGreaterThan(0);
    expect(stats.max).toBeGreaterThanOrEqual(stats.size);
    expect([stats.inUse, stats.waiting, stats.utilization]).toEqual([0, 0, 0]);
  });

  it('I-123: getConnection() of an alias that is not configured fails when it is used, with the aliases there are', async () => {
    const connection = getConnection('defualt');
    const error = await refusal(() => connection.execute('SELECT 1'), ConfigurationError);
    expect(error.message).toMatch(/defualt/);
    expect(error.hint).toMatch(/'default'/);
    await refusal(() => Author.objects.using('absent').count(), ConfigurationError);
    await refusal(() => new Author({ name: 'x', email: 'x@x.org' }).save({ using: 'absent' }), ConfigurationError);
  });

  it('S-090 S-091: a closed database opens again at the next query', async () => {
    await elsewhere({}, async () => {
      expect(await Author.objects.count()).toBe(0);
      await closeAll();
      await closeAll();
      const again = await getConnection().execute('SELECT 1 AS one');
      expect(again).toEqual([{ one: 1 }]);
    });
  });

  it('I-124: closing while queries run ends them with a clear error, and never hangs', async () => {
    await elsewhere({}, async () => {
      const running = Array.from({ length: 10 }, (_, n) =>
        Country.objects.create({ code: `c${n}`, name: 'x' }).catch((error: unknown) => error),
      );
      await closeAll();
      for (const outcome of await Promise.all(running)) {
        expect(outcome instanceof Country || outcome instanceof OperationalError, String(outcome)).toBe(true);
      }
    });
  });

  it('I-111: two configurations at once keep apart', async () => {
    await Country.objects.create({ code: 'aa', name: 'here' });
    await elsewhere({}, async () => {
      expect(await Country.objects.count()).toBe(0);
      await Country.objects.create({ code: 'bb', name: 'there' });
      await configured({}).run(async () =>
        expect(await Country.objects.valuesList('code', { flat: true })).toEqual(['aa']),
      );
      expect(await Country.objects.valuesList('code', { flat: true })).toEqual(['bb']);
    });
    expect(await Country.objects.valuesList('code', { flat: true })).toEqual(['aa']);
  });

  it('I-111: several aliases: using() reads and writes there, and instances remember', async () => {
    const other = await bench.setup.open();
    const dorm = createDorm({ databases: { default: bench.driver, other: other.driver }, apps: [library] });
    await dorm.run(async () => {
      const { createTables } = await import('@dorm/core/schema');
      await createTables({ using: 'other' });
      const there = await Country.objects.using('other').create({ code: 'oo', name: 'other' });
      expect(await Country.objects.count()).toBe(0);
      there.name = 'changed';
      await there.save();
      expect(await Country.objects.using('other').valuesList('name', { flat: true })).toEqual(['changed']);
      const byHand = Country.objects.raw('select code, name from library_country').using('other');
      expect((await byHand).map((country) => [country.name, stateOf(country).db])).toEqual([['changed', 'other']]);
      const { queries } = await captureQueries(() => Country.objects.using('other').count());
      expect(queries.map((query) => query.alias)).toEqual(['other']);
      expect(getConnection('other').alias).toBe('other');
      const publisher = await Publisher.objects.using('other').create({ name: 'p', country: there });
      const { queries: loads } = await captureQueries(async () => {
        const loaded = await Publisher.objects.using('other').get({ pk: publisher.pk });
        expect((await loaded.country)?.name).toBe('changed');
      });
      expect(loads.map((query) => query.alias)).toEqual(['other', 'other']);
      await there.save({ using: 'default' });
      expect(await Country.objects.valuesList('name', { flat: true })).toEqual(['changed']);
      await getConnection('other').close();
    });
    await dorm.close();
    await other.cleanup?.();
  });

  it('I-111: a configuration is checked, with the nearest name', async () => {
    const driver = bench.driver;
    const bad: unknown[] = [
      null,
      'x',
      {},
      { databases: null },
      { databases: { default: 'sqlite' } },
      { databases: { default: driver }, timeZone: 'Mars/Olympus' },
      { databases: { default: driver }, apps: 'library' },
      { databases: { default: driver }, peers: 'two' },
      { databases: { default: driver }, databasse: {} },
    ];
    for (const config of bad) await failure(() => createDorm(hostile(config)), ConfigurationError);
    const error = await failure(
      () => createDorm(hostile({ databases: { default: driver }, timezone: 'UTC' })),
      ConfigurationError,
    );
    expect(error.hint).toMatch(/timeZone/);
    expect(defineConfig({ databases: { default: driver } }).databases['default']).toBe(driver);
  });

  it('I-128: errors of the database are mapped, with the native one as the cause', async () => {
    const missing = await failure(() => getConnection().execute('SELECT * FROM nothing_here'), DatabaseError);
    expect(missing.cause).toBeInstanceOf(Error);
    expect(missing.hint).toMatch(/createTables|migrate/);
    const syntax = await failure(() => getConnection().execute('SELEKT 1'), ProgrammingError);
    expect(syntax.retryable).toBe(false);
    await Country.objects.create({ code: 'aa', name: 'x' });
    const twice = await failure(() => Country.objects.create({ code: 'aa', name: 'y' }), IntegrityError);
    expect([twice.kind, twice.table, twice.columns]).toEqual(['unique', 'library_country', ['code']]);
    expect(twice.nativeCode).not.toBeNull();
    const nothing = await failure(
      () => getConnection().executeWrite(sql`INSERT INTO library_country (code) VALUES (${'bb'})`),
      IntegrityError,
    );
    expect([nothing.kind, nothing.columns]).toEqual(['notNull', ['name']]);
  });

  it('I-128: querying before the tables were made says to make them', async () => {
    await elsewhere({ tables: false }, async () => {
      const error = await failure(() => Author.objects.count(), DatabaseError);
      expect(error.message).toMatch(/library_author/);
      expect(error.hint).toMatch(/createTables|migrate/);
    });
  });

  it('I-123: a captured query tells its statement, alias and time, and not its values', async () => {
    const { result, queries } = await captureQueries(() => Author.objects.filter({ name: 'hush' }).count());
    expect(result).toBe(0);
    expect(queries).toHaveLength(1);
    expect(Object.keys(queries[0] ?? {}).sort()).toEqual(['alias', 'ms', 'sql']);
    expect(queries[0]?.ms).toBeGreaterThanOrEqual(0);
    expect(JSON.stringify(queries)).not.toMatch(/hush/);
    await counted(0, async () => undefined);
  });

  it('I-123: captures nest, and concurrent ones keep apart', async () => {
    const outer = await captureQueries(async () => {
      const [a, b] = await Promise.all([
        captureQueries(() => Author.objects.count()),
        captureQueries(async () => {
          await Country.objects.count();
          await Country.objects.count();
        }),
      ]);
      return [a.queries.length, b.queries.length];
    });
    expect(outer.result).toEqual([1, 2]);
    expect(outer.queries).toHaveLength(3);
  });

  it('I-111: the reverse side of a relation reads the database of its instance', async () => {
    const other = await bench.setup.open();
    const dorm = createDorm({ databases: { default: bench.driver, other: other.driver }, apps: [library] });
    await dorm.run(async () => {
      await createTables({ using: 'other' });
      const there = await Author.objects.using('other').create({ name: 'there', email: 't@x.org' });
      const { queries } = await captureQueries(() => there.books.all());
      expect(queries.map((query) => query.alias)).toEqual(['other']);
      const { queries: writes } = await captureQueries(() => there.books.create({ title: 'there' }));
      expect(writes.map((query) => query.alias)).toEqual(['other']);
      await getConnection('other').close();
    });
    await dorm.close();
    await other.cleanup?.();
  });
}
