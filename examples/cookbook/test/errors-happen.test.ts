/** The examples of docs/errors.md fail in the way that the page says. */
import {
  atomic,
  captureQueries,
  createDorm,
  type DormError,
  getConnection,
  IntegrityError,
  PoolTimeoutError,
  QuerySetError,
  sql,
} from '@dorm/core';
import { sqlite } from '@dorm/driver-sqlite';
import { expect, it } from 'vitest';
import { makeAuthor, makePosts, useDatabase } from '../src/database.js';
import { Author, blog, Post } from '../src/models.js';

useDatabase();

/** The error that a piece of work ends with, wherever it is thrown. */
async function failureOf(work: () => unknown): Promise<DormError> {
  const { result } = await captureQueries(async () => {
    try {
      await work();
    } catch (error) {
      return error as DormError;
    }
    throw new Error('nothing was thrown');
  });
  return result;
}

it('FIELD_ERROR: a name from outside, with what it should be', async () => {
  const error = await failureOf(() => Post.objects.filter(JSON.parse('{ "titel": "x" }')));
  expect(error).toMatchObject({ code: 'FIELD_ERROR', model: 'blog.Post', field: 'titel' });
  expect(error.hint).toContain("'title'");
});

it('VALIDATION_ERROR: messages by field, without the values', async () => {
  const author = new Author({ name: 'Ada', email: 'not an address' });
  const error = await failureOf(() => author.fullClean());
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', messages: { email: [expect.any(String)] } });
  expect(error.message).not.toContain('not an address');
});

it('CONFIGURATION_ERROR: an alias that is not there', async () => {
  const error = await failureOf(() => Author.objects.using('replica').count());
  expect(error.code).toBe('CONFIGURATION_ERROR');
});

it('QUERYSET_ERROR: filtering a slice, deleting everything by accident', async () => {
  const posts = Post.objects.all().slice(0, 10);
  expect(await failureOf(() => posts.filter({ views: 0 }))).toBeInstanceOf(QuerySetError);
  const error = await failureOf(() => Post.objects.delete());
  expect(error.code).toBe('QUERYSET_ERROR');
  expect(error.hint).toContain('.all()');
  expect(await Post.objects.all().delete()).toEqual([0, {}]);
});

it('NOT_SUPPORTED: typed, and not there yet', async () => {
  expect(await failureOf(() => Post.objects.filter({ id: 1 }).selectForUpdate())).toMatchObject({
    code: 'NOT_SUPPORTED',
  });
});

it('NOT_LOADED: a forgotten selectRelated', async () => {
  const strict = createDorm({ databases: { default: sqlite(':memory:') }, apps: [blog], peers: 'raise' });
  await strict.run(async () => {
    const { createTables } = await import('@dorm/core/schema');
    await createTables();
    await makePosts(await makeAuthor('Ada'), 1);
    const error = await failureOf(async () => (await Post.objects.get({ title: 'Post 1' })).author);
    expect(error).toMatchObject({ code: 'NOT_LOADED', model: 'blog.Post', field: 'author' });
    expect((await Post.objects.selectRelated('author').get({ title: 'Post 1' })).author.name).toBe('Ada');
  });
  await strict.close();
});

it('DOES_NOT_EXIST and MULTIPLE_OBJECTS_RETURNED: classes of the model', async () => {
  const none = await failureOf(() => Author.objects.get({ pk: 404 }));
  expect(none).toMatchObject({ code: 'DOES_NOT_EXIST', model: 'blog.Author' });
  expect(none).toBeInstanceOf(Author.DoesNotExist);
  expect(none).not.toBeInstanceOf(Post.DoesNotExist);
  await Author.objects.bulkCreate([
    { name: 'Ada', email: 'one@example.org' },
    { name: 'Ada', email: 'two@example.org' },
  ]);
  const many = await failureOf(() => Author.objects.get({ name: 'Ada' }));
  expect(many).toBeInstanceOf(Author.MultipleObjectsReturned);
  expect(many.code).toBe('MULTIPLE_OBJECTS_RETURNED');
});

it('NOT_UPDATED: the row is gone', async () => {
  const [post] = await makePosts(await makeAuthor('Ada'), 1);
  await Post.objects.filter({ pk: post!.pk }).delete();
  expect(await failureOf(() => post!.save({ updateFields: ['title'] }))).toMatchObject({ code: 'NOT_UPDATED' });
});

it('TRANSACTION_MANAGEMENT_ERROR: a failure is swallowed, and work goes on', async () => {
  await makeAuthor('Ada');
  const error = await failureOf(() =>
    atomic(async () => {
      await makeAuthor('Ada').catch(() => undefined);
      await Author.objects.count();
    }),
  );
  expect(error.code).toBe('TRANSACTION_MANAGEMENT_ERROR');
  expect(await Author.objects.count()).toBe(1);
});

it('INTEGRITY_ERROR: which rule, which columns; the outer transaction goes on when the inner one is caught', async () => {
  const ada = await makeAuthor('Ada');
  await atomic(async () => {
    const error = await failureOf(() => atomic(() => makeAuthor('Ada')));
    expect(error).toBeInstanceOf(IntegrityError);
    expect(error).toMatchObject({ code: 'INTEGRITY_ERROR', kind: 'unique', columns: ['email'] });
    ada.age = 36;
    await ada.save();
  });
  expect((await Author.objects.get({ pk: ada.pk })).age).toBe(36);
});

it('DATA_ERROR: a result that does not fit', async () => {
  const error = await failureOf(() => getConnection().execute(sql`SELECT abs(${-9223372036854775808n})`));
  expect(error.code).toBe('DATA_ERROR');
});

it('POOL_TIMEOUT: somebody else holds the database', async () => {
  const slow = createDorm({ databases: { default: sqlite(':memory:', { acquireTimeoutMs: 30 }) }, apps: [blog] });
  await slow.run(async () => {
    let done = (): void => undefined;
    const held = atomic(() => new Promise<void>((resolve) => (done = resolve)));
    const error = await failureOf(() => atomic(() => Author.objects.count()));
    expect(error).toBeInstanceOf(PoolTimeoutError);
    expect(error.code).toBe('POOL_TIMEOUT');
    done();
    await held;
  });
  await slow.close();
});

it('PROGRAMMING_ERROR: the tables are not there', async () => {
  const empty = createDorm({ databases: { default: sqlite(':memory:') }, apps: [blog] });
  const error = await failureOf(() => empty.run(() => Author.objects.count()));
  expect(error.code).toBe('PROGRAMMING_ERROR');
  expect(error.hint).toContain('createTables');
  await empty.close();
});
