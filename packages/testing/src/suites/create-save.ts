/** create() and save(): what is written, and that nothing is half written. */
import { DormError, FieldError, IntegrityError, NotUpdated, ValidationError } from '@dorm/core';
import { expect } from 'vitest';
import {
  Author,
  Basket,
  BigKey,
  Book,
  Country,
  PlainKey,
  Profile,
  Publisher,
  Ticket,
  UuidKey,
} from '../models/index.js';
import { counted, failure, hostile, refusal, statements, stateOf } from './expectations.js';
import { fillShelf, makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

export function createSaveSuite({ it }: Workbench): void {
  it('I-001: create() inserts one row and gives the instance with its key', async () => {
    const publisher = await counted(1, () => Publisher.objects.create({ name: 'Ace', founded: 1952 }));
    expect(publisher).toBeInstanceOf(Publisher);
    expect(await Publisher.objects.values()).toEqual([
      { id: publisher.id, name: 'Ace', countryId: null, founded: 1952 },
    ]);
  });

  it('I-004: save() inserts a new instance, and updates a stored one', async () => {
    const author = new Author({ name: 'Ursula', email: 'u@x.org' });
    const [insert] = await statements(() => author.save());
    expect(insert).toMatch(/^INSERT/i);
    author.age = 88;
    const [update, ...rest] = await statements(() => author.save());
    expect(update).toMatch(/^UPDATE/i);
    expect(rest).toEqual([]);
    expect(await Author.objects.values('name', 'age')).toEqual([{ name: 'Ursula', age: 88 }]);
  });

  it('I-004: an instance with a key of its own choosing updates the row or inserts it', async () => {
    await Country.objects.create({ code: 'pl', name: 'Poland' });
    await new Country({ code: 'pl', name: 'Polska' }).save();
    await new Country({ code: 'it', name: 'Italia' }).save();
    expect(await Country.objects.orderBy('code').valuesList('code', 'name')).toEqual([
      ['it', 'Italia'],
      ['pl', 'Polska'],
    ]);
  });

  it('I-004: create() and forceInsert never update', async () => {
    await Country.objects.create({ code: 'pl', name: 'Polska' });
    await failure(() => Country.objects.create({ code: 'pl', name: 'again' }), IntegrityError);
    await failure(() => new Country({ code: 'pl', name: 'again' }).save({ forceInsert: true }), IntegrityError);
    expect(await Country.objects.valuesList('name', { flat: true })).toEqual(['Polska']);
  });

  it('I-004: forceUpdate and updateFields never insert', async () => {
    await failure(() => new Country({ code: 'xx', name: 'x' }).save({ forceUpdate: true }), NotUpdated);
    const country = await Country.objects.create({ code: 'pl', name: 'Polska' });
    await Country.objects.filter({ pk: 'pl' }).delete();
    await failure(() => country.save({ updateFields: ['name'] }), NotUpdated);
    expect(await Country.objects.count()).toBe(0);
    await failure(() => country.save({ forceInsert: true, forceUpdate: true }));
    await failure(() => country.save({ forceInsert: true, updateFields: ['name'] }));
  });

  it('I-004: a stored row that is gone is inserted again by a plain save(), as in Django', async () => {
    const author = await makeAuthor('Phoenix');
    await Author.objects.filter({ pk: author.pk }).delete();
    await author.save();
    expect((await Author.objects.get()).pk).toBe(author.pk);
  });

  it('I-004: updateFields writes these columns and no other', async () => {
    const { ursula } = await fillShelf();
    const book = await Book.objects.get({ pages: 204 });
    book.title = 'new title';
    book.pages = 1;
    book.author = ursula;
    const [sql] = await statements(() => book.save({ updateFields: ['title', 'author'] }));
    expect(sql).not.toMatch(/pages/);
    const [stored] = await Book.objects.filter({ pk: book.pk }).values('title', 'pages', 'authorId');
    expect(stored).toEqual({ title: 'new title', pages: 204, authorId: ursula.pk });
    await counted(0, () => book.save({ updateFields: [] }));
  });

  it('T-117: updateFields takes names of fields only', async () => {
    const author = await makeAuthor('x');
    for (const name of [
      'nope',
      'nmae',
      'id',
      'pk',
      'greeting',
      'books',
      'name = 1 --',
      '',
      '__proto__',
      'constructor',
      3,
      null,
      undefined,
      {},
    ]) {
      const error = await refusal(() => author.save({ updateFields: hostile([name]) }), DormError);
      expect(error.hint, String(name)).not.toBeNull();
    }
    await refusal(() => author.save({ updateFields: hostile('name') }), DormError);
    await refusal(() => author.save(hostile({ updateFeilds: ['name'] })), DormError);
  });

  it('I-045: autoNow fields come along only when they are named', async () => {
    const ticket = await Ticket.objects.create({ subject: 's', code: 'c' });
    const before = (await Ticket.objects.get()).updatedAt.getTime();
    await new Promise((resolve) => setTimeout(resolve, 5));
    ticket.subject = 'new';
    await ticket.save({ updateFields: ['subject'] });
    expect((await Ticket.objects.get()).updatedAt.getTime()).toBe(before);
    await ticket.save({ updateFields: ['updatedAt'] });
    expect((await Ticket.objects.get()).updatedAt.getTime()).toBeGreaterThan(before);
  });

  it('T-109: undefined in create() is as if it was not given, and is refused by save() and update()', async () => {
    await refusal(() => Author.objects.create(hostile<never>({ name: undefined, email: 'x@x.org' })));
    const made = await Ticket.objects.create(hostile<never>({ subject: 's', code: 'c', priority: undefined }));
    expect([made.priority, new Author(hostile({ age: undefined })).age]).toEqual([3, null]);
    const author = await makeAuthor('x', { age: 5 });
    author.age = hostile(undefined);
    await refusal(() => author.save());
    await refusal(() => Author.objects.filter({ name: 'x' }).update(hostile<never>({ age: undefined })));
    expect((await Author.objects.get()).age).toBe(5);
  });

  it('I-045: a missing required field is refused by name, all of them at once', async () => {
    const error = await refusal(() => Author.objects.create(hostile<never>({ age: 3 })), ValidationError);
    expect(Object.keys(error.messages).sort()).toEqual(['email', 'name']);
    expect(error.model).toBe('library.Author');
    await refusal(() => new Author().save(), ValidationError);
    await refusal(() => Author.objects.create(hostile<never>({ name: null, email: 'x@x.org' })), ValidationError);
    expect(await Author.objects.count()).toBe(0);
  });

  it('I-001: an unknown name is refused with the nearest one', async () => {
    const error = await refusal(
      () => Author.objects.create(hostile<never>({ nmae: 'x', email: 'x@x.org' })),
      FieldError,
    );
    expect(error.hint).toMatch(/'name'/);
    for (const name of [
      'books',
      'greeting',
      'initial',
      'save',
      'state',
      'toJSON',
      'constructor',
      'mentor_id',
      'mentor__name',
    ]) {
      await refusal(() => Author.objects.create(hostile<never>({ name: 'x', email: 'x@x.org', [name]: 1 })));
    }
  });

  it('T-020: a value of the wrong type is refused before anything is sent', async () => {
    const author = await makeAuthor('x', { age: 5 });
    for (const age of ['five', {}, [5], 5.5, Number.NaN, { add: 1 }, new Date()]) {
      await refusal(() => Author.objects.create(hostile<never>({ name: 'y', email: 'y@x.org', age })));
      author.age = hostile(age);
      await refusal(() => author.save());
      await refusal(() => Author.objects.filter({ name: 'x' }).update(hostile<never>({ age })));
    }
    expect(await Author.objects.values('name', 'age')).toEqual([{ name: 'x', age: 5 }]);
  });

  it('I-004: a failed insert leaves a new instance new', async () => {
    await makeAuthor('first');
    const [{ email }] = (await Author.objects.values('email')) as [{ email: string }];
    const twin = new Author({ name: 'twin', email });
    const error = await failure(() => twin.save(), IntegrityError);
    expect(error.kind).toBe('unique');
    expect(stateOf(twin).adding).toBe(true);
    twin.email = 'other@x.org';
    await twin.save();
    expect(await Author.objects.count()).toBe(2);
  });

  it('I-128: a broken foreign key, a second one-to-one and NOT NULL are told apart', async () => {
    const { atomic } = await import('@dorm/core');
    const author = await makeAuthor('x');
    await Profile.objects.create({ author });
    expect((await failure(() => Profile.objects.create({ author }), IntegrityError)).kind).toBe('unique');
    const gone = await failure(
      () => atomic(() => Profile.objects.create({ authorId: author.pk + 1_000_000 })),
      IntegrityError,
    );
    expect(gone.kind).toBe('foreignKey');
    expect(await Profile.objects.count()).toBe(1);
  });

  it('I-045: a model with nothing but defaults can be made from nothing', async () => {
    const key = await BigKey.objects.create({});
    expect(await BigKey.objects.values()).toEqual([{ id: key.id, label: '' }]);
    const uuid = await UuidKey.objects.create({});
    expect(await UuidKey.objects.filter({ pk: uuid.pk }).count()).toBe(1);
  });

  it('I-001: values given to create() are not kept or changed', async () => {
    const values = Object.freeze({ name: 'green' });
    const basket = await Basket.objects.create(values);
    basket.name = 'red';
    expect(values).toEqual({ name: 'green' });
  });

  it('T-116: values from JSON.parse with __proto__ are refused, and pollute nothing', async () => {
    const values = JSON.parse('{"name":"x","email":"x@x.org","__proto__":{"age":99,"isAdmin":true}}');
    await refusal(() => Author.objects.create(values));
    await refusal(() => new Author(values));
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(await Author.objects.count()).toBe(0);
  });

  it('I-004: saving the same instance twice at once writes one row', async () => {
    const author = new Author({ name: 'x', email: 'x@x.org' });
    await Promise.allSettled([author.save(), author.save()]);
    expect(await Author.objects.count()).toBe(1);
  });

  it('T-051: a new row that has nothing but its key is stored, and forceUpdate of one that is not there fails', async () => {
    await new PlainKey(hostile<never>({ id: 7 })).save();
    expect(await PlainKey.objects.filter({ pk: 7 }).count()).toBe(1);
    await failure(() => new PlainKey(hostile<never>({ id: 8 })).save({ forceUpdate: true }), NotUpdated);
  });

  it('T-066: a key that is set to null after a late relation was saved stays null', async () => {
    const { books } = await fillShelf();
    const ace = new Publisher({ name: 'Late' });
    const book = await Book.objects.get({ pk: books[0].pk });
    book.publisher = ace;
    await ace.save();
    await book.save();
    expect(book.publisherId).toBe(ace.pk);
    expect(book.publisher).toBe(ace);
    book.publisherId = null;
    await book.save();
    expect((await Book.objects.get({ pk: books[0].pk })).publisherId).toBeNull();
  });
}
