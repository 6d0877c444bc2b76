/** getOrCreate() and updateOrCreate(): one row however many ask, and what was not needed is not touched. */
import { atomic, closeAll, DormError, F, FieldError, IntegrityError, QuerySetError } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Publisher, Ticket } from '../models/index.js';
import { counted, failure, hostile, refusal, statements } from './expectations.js';
import { makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

const TASKS = 20;
const email = 'ada@example.org';

export function getOrCreateSuite({ it, configured }: Workbench): void {
  it('I-067 S-006: the row that is there comes back as it is, a new one takes the defaults', async () => {
    const [made, created] = await Author.objects.getOrCreate({ email }, { defaults: { name: 'Ada', age: 36 } });
    expect([created, made.name, made.age, made.email]).toEqual([true, 'Ada', 36, email]);
    const [found, again] = await counted(1, () =>
      Author.objects.getOrCreate({ email }, { defaults: { name: 'Other', age: 1 } }),
    );
    expect([again, found.pk, found.name, found.age]).toEqual([false, made.pk, 'Ada', 36]);
    expect(await Author.objects.count()).toBe(1);
  });

  it('T-058: functions are called when a row is made, and a lookup with __ finds and does not make', async () => {
    let calls = 0;
    const name = (): string => `made ${++calls}`;
    const lookup = { email, email__iContains: 'ADA' };
    expect((await Author.objects.getOrCreate(lookup, { defaults: { name } }))[0].name).toBe('made 1');
    expect((await Author.objects.getOrCreate(lookup, { defaults: { name } }))[1]).toBe(false);
    await Author.objects.updateOrCreate({ email }, { defaults: { age: 5 }, createDefaults: { name } });
    expect(calls).toBe(1);
    await Author.objects.updateOrCreate({ email }, { defaults: { name } });
    expect((await Author.objects.get({ email })).name).toBe('made 2');
  });

  it('T-058: of tasks at the same time one makes the row and the others get it', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: TASKS }, (_, n) =>
        Author.objects.getOrCreate({ email }, { defaults: { name: `task ${n}` } }),
      ),
    );
    expect(outcomes.filter(([, created]) => created)).toHaveLength(1);
    expect(new Set(outcomes.map(([row]) => row.pk)).size).toBe(1);
    expect(await Author.objects.count()).toBe(1);
  });

  it('S-007 T-058: two connections that have both looked before either inserts make one row', async () => {
    let looked = 0;
    const name = (): string => `caller ${++looked}`;
    const other = configured({});
    const ask = () => Author.objects.getOrCreate({ email }, { defaults: { name } });
    const outcomes = await Promise.all([ask(), other.run(ask)]);
    await other.run(closeAll);
    expect(looked).toBe(2);
    expect(outcomes.map(([, created]) => created).sort()).toEqual([false, true]);
    expect(await Author.objects.valuesList('name', { flat: true })).toEqual(['caller 1']);
  });

  it('T-058: the block around goes on when the race inside it was lost', async () => {
    let looked = 0;
    const ask = () => Author.objects.getOrCreate({ email }, { defaults: { name: () => `caller ${++looked}` } });
    await atomic(async () => {
      const outcomes = await Promise.all([ask(), ask()]);
      expect(outcomes.map(([, created]) => created)).toEqual([true, false]);
      await Publisher.objects.create({ name: 'after' });
    });
    expect([looked, await Author.objects.count(), await Publisher.objects.count()]).toEqual([2, 1, 1]);
  });

  it('T-058: an IntegrityError that is no race comes out, and the block around goes on', async () => {
    await Author.objects.create({ name: 'Ada', email });
    await atomic(async () => {
      const error = await failure(
        () => Author.objects.getOrCreate({ name: 'Other' }, { defaults: { email } }),
        IntegrityError,
      );
      expect(error.kind).toBe('unique');
      await Publisher.objects.create({ name: 'after' });
    });
    expect([await Author.objects.count(), await Publisher.objects.count()]).toEqual([1, 1]);
  });

  it('I-067 T-059: the row that is there takes the defaults, and no other column is written', async () => {
    const [made, created] = await Author.objects.updateOrCreate({ email }, { defaults: { name: 'Ada', age: 36 } });
    expect([created, made.name]).toEqual([true, 'Ada']);
    const sent = await statements(async () => {
      const [found, again] = await Author.objects.updateOrCreate({ email }, { defaults: { name: 'Countess' } });
      expect([again, found.pk, found.name, found.age]).toEqual([false, made.pk, 'Countess', 36]);
    });
    const writes = sent.filter((sql) => sql.startsWith('update'));
    expect(writes).toHaveLength(1);
    expect(writes[0]).not.toMatch(/age|email/);
    expect((await Author.objects.get({ email })).name).toBe('Countess');
  });

  it('T-059: autoNow moves with an update, and expressions are computed by the database', async () => {
    const [ticket] = await Ticket.objects.getOrCreate({ code: 'c' }, { defaults: { subject: 's' } });
    await Ticket.objects.filter({ code: 'c' }).update({ updatedAt: new Date(0) });
    const [found] = await Ticket.objects.updateOrCreate(
      { code: 'c' },
      { defaults: hostile({ priority: F('priority').add(4) }) },
    );
    expect([found.pk, found.priority]).toEqual([ticket.pk, 7]);
    expect((await Ticket.objects.get({ code: 'c' })).updatedAt.getTime()).toBeGreaterThan(0);
  });

  it('T-059: createDefaults make the row, defaults change it', async () => {
    const ask = () =>
      Author.objects.updateOrCreate({ email }, { defaults: { age: 2 }, createDefaults: { name: 'Ada', age: 1 } });
    expect((await ask())[0].age).toBe(1);
    expect((await ask())[0].age).toBe(2);
    expect((await Author.objects.get({ email })).name).toBe('Ada');
  });

  it('T-059: tasks at the same time make one row, on two connections too', async () => {
    const other = configured({});
    const ask = (age: number) =>
      Author.objects.updateOrCreate({ email }, { defaults: { age }, createDefaults: { name: 'Ada', age } });
    const outcomes = await Promise.all(
      Array.from({ length: TASKS }, (_, age) => (age % 2 === 0 ? ask(age) : other.run(() => ask(age)))),
    );
    await other.run(closeAll);
    expect(outcomes.filter(([, created]) => created)).toHaveLength(1);
    expect(outcomes.map(([row]) => row.age)).toEqual(Array.from({ length: TASKS }, (_, age) => age));
    expect(await Author.objects.count()).toBe(1);
  });

  it('I-067: on the other side of a relation the row points back', async () => {
    const [ada, bob] = [await makeAuthor('Ada'), await makeAuthor('Bob')];
    await Book.objects.create({ title: 'Notes', author: bob });
    const [book, created] = await ada.books.getOrCreate({ title: 'Notes' }, { defaults: { pages: 3 } });
    expect([created, book.authorId]).toEqual([true, ada.pk]);
    expect((await ada.books.updateOrCreate({ title: 'Notes' }, { defaults: { pages: 4 } }))[0].pk).toBe(book.pk);
    expect(await Book.objects.orderBy('pages').valuesList('pages', { flat: true })).toEqual([0, 4]);
  });

  it('I-067: what is no field or no option is refused, also where the row is there', async () => {
    await Author.objects.create({ name: 'Ada', email });
    for (const name of ['getOrCreate', 'updateOrCreate'] as const) {
      const ask = (lookup: unknown, options: unknown, rows = Author.objects.all()) =>
        hostile<Record<string, (...given: unknown[]) => Promise<unknown>>>(rows)[name]?.(lookup, options);
      await refusal(() => ask({ email }, { defaults: { nope: 1 } }), FieldError);
      await refusal(() => ask({ email }, { default: { name: 'x' } }), DormError);
      for (const wrong of [null, 1, 'x', [], true]) {
        await refusal(() => ask({ email }, { defaults: wrong }), DormError);
        await refusal(() => ask(wrong, {}), DormError);
      }
      await failure(() => ask({ email }, {}, Author.objects.slice(0, 1)), QuerySetError);
    }
    await failure(() => Author.objects.updateOrCreate({ email }, { defaults: { id: 9, name: 'x' } }), QuerySetError);
    expect((await Author.objects.get()).name).toBe('Ada');
  });
}
