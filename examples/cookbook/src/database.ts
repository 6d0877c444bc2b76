/** An empty database in memory for the recipes of one test file. */
import { type App, closeAll, configure } from '@dorm/core';
import { createTables } from '@dorm/core/schema';
import { sqlite } from '@dorm/driver-sqlite';
import { afterEach, beforeEach } from 'vitest';
import { Author, blog, Post, shop } from './models.js';

/** Each test of the calling file gets its own empty tables, of these apps too. */
export function useDatabase(...apps: readonly App[]): void {
  beforeEach(async () => {
    configure({ databases: { default: sqlite(':memory:') }, apps: [blog, shop, ...apps] });
    await createTables();
  });
  afterEach(closeAll);
}

/** An author, named and addressed by a short name. */
export function makeAuthor(name: string, age: number | null = null): Promise<Author> {
  return Author.objects.create({ name, email: `${name.toLowerCase()}@example.org`, age });
}

/** Posts `Post 1` to `Post n` of one author. */
export async function makePosts(author: Author, count: number): Promise<Post[]> {
  const titles = Array.from({ length: count }, (_, index) => ({ title: `Post ${index + 1}`, author }));
  return Post.objects.bulkCreate(titles);
}
