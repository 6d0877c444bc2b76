/** Models: construction, keys, state, bases, registry, options of fields. */
import { ConfigurationError, DoesNotExist, FieldError, IntegrityError, ValidationError } from '@dorm/core';
import { expect } from 'vitest';
import { Author, BigKey, Book, Country, Passport, PlainKey, SmallKey, Ticket, UuidKey } from '../models/index.js';
import { counted, failure, hostile, refusal, stateOf } from './expectations.js';
import { makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function modelsSuite({ it }: Workbench): void {
  it('I-001: an instance is made from named values, unknown names are refused', async () => {
    const author = new Author({ name: 'Ursula', age: 88 });
    expect(author.name).toBe('Ursula');
    expect(author.age).toBe(88);
    const error = await refusal(() => new Author(hostile({ nmae: 'x' })), FieldError);
    expect(error.hint).toMatch(/name/);
    expect(error.model).toBe('library.Author');
    await refusal(() => new Author(hostile({ name: 'x', books: [] })));
    await refusal(() => new Author(hostile({ name: 'x', greeting: () => 'x' })));
  });

  it('I-001: construction takes an object or nothing', async () => {
    expect(new Author().name).not.toBe('x');
    for (const values of [null, 1, 'x', [], true, () => ({})]) await refusal(() => new Author(hostile(values)));
  });

  it('I-002: a model without a primary key has a number id, given by the database', async () => {
    const [a, b] = [await makeAuthor('a'), await makeAuthor('b')];
    expect(Number.isSafeInteger(a.id)).toBe(true);
    expect(b.id).toBeGreaterThan(a.id);
    expect(Author.meta.fieldNames[0]).toBe('id');
    expect(Author.meta.pkName).toBe('id');
  });

  it('I-002: a given id is used', async () => {
    await Author.objects.create({ id: 4711, name: 'x', email: 'x@x.org' });
    expect((await Author.objects.get()).id).toBe(4711);
    expect((await makeAuthor('next')).id).toBeGreaterThan(4711);
  });

  it('I-003: pk is the key whatever its name', async () => {
    const country = await Country.objects.create({ code: 'pl', name: 'Polska' });
    const author = await makeAuthor('x');
    const passport = await Passport.objects.create({ author, number: '1' });
    expect([country.pk, author.pk, passport.pk]).toEqual(['pl', author.id, author.id]);
    expect(Country.meta.pkName).toBe('code');
    expect('id' in country).toBe(false);
  });

  it('I-003 I-004: state tells whether the row is stored, and where', async () => {
    const author = new Author({ name: 'x', email: 'x@x.org' });
    expect(stateOf(author)).toMatchObject({ adding: true, db: null });
    expect(author.pk ?? null).toBeNull();
    await author.save();
    expect(stateOf(author)).toMatchObject({ adding: false, db: 'default' });
    expect(stateOf(await Author.objects.get())).toMatchObject({ adding: false, db: 'default' });
    await author.delete();
    expect(author.pk ?? null).toBeNull();
    expect(Object.keys(author)).not.toContain('_state');
  });

  it('I-012: every model has its own DoesNotExist and MultipleObjectsReturned under the shared ones', async () => {
    const error = await failure(() => Author.objects.get({ pk: -1 }));
    expect(error).toBeInstanceOf(Author.DoesNotExist);
    expect(error).toBeInstanceOf(DoesNotExist);
    expect(error).toBeInstanceOf(Error);
    expect(Author.DoesNotExist).not.toBe(Book.DoesNotExist);
    expect(error.hint).not.toBeNull();
  });

  it('I-013 I-015: a model knows its label, app, name and table', () => {
    expect(Author.meta.label).toBe('library.Author');
    expect(Author.meta.appLabel).toBe('library');
    expect(Author.meta.modelName).toBe('Author');
    expect(Author.meta.dbTable).toBe('library_author');
    expect(UuidKey.meta.dbTable).toBe('samples_uuidkey');
    expect(Ticket.meta.dbTable).toBe('support_tickets');
    expect(Author.meta.verboseName).toBe('author');
    expect(UuidKey.meta.verboseName).toBe('uuid key');
    expect(UuidKey.meta.verboseNamePlural).toBe('uuid keys');
  });

  it('I-018: a model has the fields, methods and managers of its abstract bases', async () => {
    const before = Date.now();
    const ticket = await Ticket.objects.create({ subject: 's', code: 'c-1' });
    expect(ticket.owner).toBe('nobody');
    expect(ticket.createdAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(ticket.ageAt(new Date(ticket.createdAt.getTime() + 5))).toBe(5);
    expect(
      await Ticket.timeline
        .since(new Date(before - 1000))
        .filter({ subject: 's' })
        .count(),
    ).toBe(1);
    expect(await Ticket.timeline.since(new Date(before + 3_600_000)).count()).toBe(0);
    expect(await Ticket.timeline.since(new Date(0)).first()).toBeInstanceOf(Ticket);
    expect(Ticket.meta.fieldNames.slice(0, 4)).toEqual(['id', 'createdAt', 'updatedAt', 'owner']);
  });

  it('S-050 I-045: a default is a value or a function called for each instance, and mutable ones are not shared', async () => {
    const [a, b] = [new Ticket({ subject: 'a', code: 'a' }), new Ticket({ subject: 'b', code: 'b' })];
    expect([a.status, a.priority, a.note, a.owner]).toEqual(['open', 3, '', 'nobody']);
    a.labels.push('x');
    expect(b.labels).toEqual([]);
    expect(new Ticket({ subject: 'c', code: 'c', priority: 0 }).priority).toBe(0);
  });

  it('I-045: dbDefault is filled in by the database and read back', async () => {
    const ticket = await Ticket.objects.create({ subject: 's', code: 'c' });
    expect(ticket.source).toBe('web');
    expect(Math.abs(ticket.seenAt.getTime() - Date.now())).toBeLessThan(60_000);
    const given = await Ticket.objects.create({ subject: 's', code: 'd', source: 'app' });
    expect(given.source).toBe('app');
    const again = await Ticket.objects.get({ code: 'c' });
    expect([again.source, again.seenAt.getTime()]).toEqual(['web', ticket.seenAt.getTime()]);
  });

  it('I-045 I-034: autoNowAdd is set once, autoNow at each save', async () => {
    const ticket = await Ticket.objects.create({ subject: 's', code: 'c' });
    const [created, updated] = [ticket.createdAt.getTime(), ticket.updatedAt.getTime()];
    await new Promise((resolve) => setTimeout(resolve, 5));
    await ticket.save();
    expect(ticket.createdAt.getTime()).toBe(created);
    expect(ticket.updatedAt.getTime()).toBeGreaterThan(updated);
    const stored = await Ticket.objects.get();
    expect(stored.createdAt.getTime()).toBe(created);
    expect(stored.updatedAt.getTime()).toBe(ticket.updatedAt.getTime());
  });

  it('I-045: fullClean() reports every field that is wrong, by name', async () => {
    const ticket = new Ticket({ subject: '', code: 'not a slug!', priority: -1, status: hostile('ajar') });
    const error = await failure(() => ticket.fullClean(), ValidationError);
    expect(Object.keys(error.messages).sort()).toEqual(['code', 'priority', 'status', 'subject']);
    expect(error.messages['priority']?.join()).toMatch(/must not be negative/);
    expect(error.code).toBe('VALIDATION_ERROR');
    await new Ticket({ subject: 'fine', code: 'fine-1' }).fullClean();
  });

  it('I-045: unique is kept by the database, and the error names the columns', async () => {
    await Ticket.objects.create({ subject: 's', code: 'same' });
    const twin = new Ticket({ subject: 't', code: 'same' });
    const broken = await failure(() => twin.save(), IntegrityError);
    expect(broken.kind).toBe('unique');
    expect(broken.columns).toEqual(['code']);
    expect(broken.table).toBe('support_tickets');
    expect(await Ticket.objects.count()).toBe(1);
  });

  it('I-026: keys of every width count up', async () => {
    for (const Key of [SmallKey, PlainKey, BigKey]) {
      const first = await (Key.objects as typeof PlainKey.objects).create({});
      const second = await (Key.objects as typeof PlainKey.objects).create({});
      expect(second.pk).toBeGreaterThan(first.pk);
    }
  });

  it('I-026 I-032: a uuid key is made here, and an instance with one is still new', async () => {
    const fresh = new UuidKey();
    expect(fresh.pk).toMatch(/^[0-9a-f-]{36}$/);
    expect(stateOf(fresh).adding).toBe(true);
    await counted(1, () => fresh.save());
    expect((await UuidKey.objects.get({ pk: fresh.pk })).equals(fresh)).toBe(true);
  });

  it('I-013: a model outside the scope of any app says so', async () => {
    const { Model, f } = await import('@dorm/core');
    class Stray extends Model<Stray>('nowhere.Stray')({ name: f.char({ maxLength: 5 }) }) {}
    const error = await failure(() => Stray.objects.count(), ConfigurationError);
    expect(error.message).toMatch(/nowhere\.Stray/);
    expect(error.hint).toMatch(/defineApp/);
  });
}
