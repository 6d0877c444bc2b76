/** create, getOrCreate, update, save, assignment. */

import { expectType, type Same } from './assert.js';
import { Author, Post } from './models.js';
import { F, Value } from './surface.js';

export async function create(a: Author) {
  await Author.objects.create({ name: 'x', email: 'e' });
  await Author.objects.create({ name: 'x', email: 'e', age: null, role: 'admin', mentor: a });
  // @ts-expect-error email is missing
  await Author.objects.create({ name: 'x' });
  // @ts-expect-error no such choice
  await Author.objects.create({ name: 'x', email: 'e', role: 'zzz' });
  // @ts-expect-error no such field
  await Author.objects.create({ name: 'x', email: 'e', nope: 1 });
  // @ts-expect-error name may not be null
  await Author.objects.create({ name: null, email: 'e' });
  await Post.objects.create({ title: 't', author: a });
  await Post.objects.create({ title: 't', authorId: 3, meta: { theme: 'dark', tags: [] } });
  // @ts-expect-error the author is missing
  await Post.objects.create({ title: 't' });
  // @ts-expect-error the author is given twice
  await Post.objects.create({ title: 't', author: a, authorId: 3 });
  // @ts-expect-error a nullable relation may be left out, not given twice
  await Post.objects.create({ title: 't', author: a, editor: a, editorId: 3 });
  // @ts-expect-error generated: not given by hand
  await Post.objects.create({ title: 't', author: a, createdAt: 'x' });
  await Author.objects.bulkCreate([new Author({ name: 'x', email: 'e' })], { batchSize: 500, ignoreConflicts: true });
  // @ts-expect-error instances of another model
  await Post.objects.bulkCreate([new Author({ name: 'x' })]);
}
export async function bulkCreate(a: Author, batch: { name: string; email: string }[], posts: Post[]) {
  const made = await Author.objects.bulkCreate(batch, { batchSize: 500 });
  expectType<Same<typeof made, Author[]>>();
  await Author.objects.bulkCreate(
    batch.map((b) => ({ ...b, age: null })),
    { updateConflicts: true, updateFields: ['name'], uniqueFields: ['email'] },
  );
  await Author.objects.bulkCreate([
    { name: 'x', email: 'e', role: 'admin' },
    { name: 'y', email: 'f', age: 3, mentorId: null },
    new Author({ name: 'z', email: 'g' }),
  ]);
  await Post.objects.bulkCreate([
    { title: 'x', author: a, meta: { theme: 'dark', tags: ['a'] } },
    { title: 'y', authorId: 3 },
  ]);
  await Post.objects.bulkCreate(posts);
  await a.posts.bulkCreate([{ title: 'x' }]); // the foreign key comes from the manager
  // @ts-expect-error email is missing
  await Author.objects.bulkCreate([{ name: 'x' }]);
  // @ts-expect-error email is missing in one of them
  await Author.objects.bulkCreate([{ name: 'x', email: 'e' }, { name: 'y' }]);
  // @ts-expect-error no such choice
  await Author.objects.bulkCreate([{ name: 'x', email: 'e', role: 'root' }]);
  // @ts-expect-error no such field
  await Author.objects.bulkCreate([{ name: 'x', email: 'e', nope: 1 }]);
  // @ts-expect-error the author is missing
  await Post.objects.bulkCreate([{ title: 'x' }]);
  // @ts-expect-error the author is given twice
  await Post.objects.bulkCreate([{ title: 'x', author: a, authorId: 3 }]);
  // @ts-expect-error the batch has no email
  await Author.objects.bulkCreate(batch.map(({ name }) => ({ name })));
  // @ts-expect-error instances of another model among them
  await Author.objects.bulkCreate([{ name: 'x', email: 'e' }, ...posts]);
  // @ts-expect-error no such column
  await Author.objects.bulkCreate(batch, { updateFields: ['nope'] });
}
export async function getOrCreate(a: Author) {
  const [author, created] = await Author.objects.getOrCreate({ email: 'e' }, { defaults: { name: 'x' } });
  author.initials;
  created === true;
  await Author.objects.getOrCreate({ email: 'e', name: 'n' });
  // @ts-expect-error lookup and defaults together lack the name
  await Author.objects.getOrCreate({ email: 'e' });
  // @ts-expect-error the defaults lack the name
  await Author.objects.getOrCreate({ email: 'e' }, { defaults: { age: 3 } });
  await Post.objects.updateOrCreate({ author: a, title: 'x' }, { defaults: { views: 3 } });
  // @ts-expect-error wrong default
  await Post.objects.updateOrCreate({ author: a, title: 'x' }, { defaults: { views: 'x' } });
  // through a relation the foreign key is known
  await Author.objects.getOrCreate({ email: 'e' }, { defaults: { name: () => 'x', age: () => null } });
  // @ts-expect-error the function makes a wrong default
  await Author.objects.getOrCreate({ email: 'e' }, { defaults: { name: () => 3 } });
  await Author.objects.updateOrCreate({ email: 'e' }, { defaults: { age: 3 }, createDefaults: { name: 'x' } });
  // @ts-expect-error what makes the row lacks the name
  await Author.objects.updateOrCreate({ email: 'e' }, { defaults: { name: 'x' }, createDefaults: { age: 3 } });
  // @ts-expect-error getOrCreate has one sort of defaults
  await Author.objects.getOrCreate({ email: 'e', name: 'x' }, { createDefaults: { age: 3 } });
  await a.posts.getOrCreate({ title: 'x' });
}
export async function update(a: Author, p: Post) {
  await Post.objects.filter({ pk: 42 }).update({ views: F('views').add(1), title: 'x', author: a, editorId: null });
  await Post.objects.filter({ pk: 42 }).update({ title: Value('x') });
  // @ts-expect-error misspelt F
  await Post.objects.update({ views: F('vews').add(1) });
  // @ts-expect-error text into a number
  await Post.objects.update({ views: F('title') });
  // @ts-expect-error update() cannot follow relations
  await Post.objects.update({ views: F('author__age') });
  // @ts-expect-error no field
  await Post.objects.update({ nope: 1 });
  // @ts-expect-error wrong value
  await Post.objects.update({ views: 'x' });
  await p.save({ updateFields: ['views', 'authorId', 'author'] });
  // @ts-expect-error no field
  await p.save({ updateFields: ['vews'] });
  p.author = a;
  p.authorId = 3;
  p.editor = null;
  p.views += 1;
  // @ts-expect-error not an author
  p.author = p;
  // @ts-expect-error NOT NULL
  p.author = null;
  // @ts-expect-error set authorId for a bare key
  p.author = 3;
  // @ts-expect-error the key is not assignable
  p.pk = 3;
}
