/** README.md is true: its SQL is what its code runs, its packages are those there are. What its code prints is checked with it. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { captureQueries, closeAll, Model, NotSupportedError } from '@dorm/core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Author, Post } from '../src/models.js';
import { readPage, repository, sectionsOf } from './support/markdown.js';

const page = readPage('README.md');
const program = repository('examples/cookbook/.tmp/readme-program.ts');

afterAll(async () => {
  await closeAll();
  rmSync(dirname(program), { recursive: true, force: true });
});

describe('README.md', () => {
  it('shows the SQL that its code runs', async () => {
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, `export {};\n${fences('ts( continued)?').join('\n')}`);
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const { queries } = await captureQueries(() => import(program));
    vi.restoreAllMocks();
    const shown = fences('sql').flatMap(statements);
    expect(shown).toHaveLength(5);
    // The rows were made before; these are the last statements of the program.
    expect(shown).toEqual(queries.slice(-shown.length).map((query) => query.sql));
  });

  it('lists the packages there are as working, and the others as coming', () => {
    const rows = [...page.matchAll(/^\| \[?`(@dorm\/([a-z-]+))`.* \| (working|coming) *\|$/gm)];
    const state = (wanted: string): string[] => rows.filter((row) => row[3] === wanted).map((row) => row[2]!);
    expect(state('working').sort()).toEqual(readdirSync(repository('packages')).sort());
    for (const name of state('coming')) expect(existsSync(repository(`packages/${name}`)), name).toBe(false);
    expect(rows.length).toBeGreaterThanOrEqual(13);
  });

  it('says which methods are not there yet: they are typed, and throw NotSupportedError', async () => {
    const text = /^- QuerySets:([^-]*)^- /m.exec(page)?.[1] ?? '';
    const names = [...text.matchAll(/`(\w+)`/g)].map((found) => found[1]!);
    expect(names.length).toBeGreaterThan(0);
    const posts = Post.objects.all() as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const name of names) {
      // Thrown at once or when it runs, but never something else.
      const call = async (): Promise<unknown> => posts[name]!({ title: 'x' });
      await expect(call(), name).rejects.toBeInstanceOf(NotSupportedError);
    }
  });

  it('says what else is not there yet', () => {
    expect(() => Model('readme.Child').extends(Author)({})).toThrow(NotSupportedError);
  });

  it('fits on a few screens', () => {
    expect(page.split('\n').length).toBeLessThan(190);
    expect(sectionsOf(page).map((section) => section.title)).toContain('Two commands');
  });
});

/** The texts of the fenced blocks of a language. */
function fences(language: string): string[] {
  const fence = new RegExp(`^\`\`\`(?:${language})\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...page.matchAll(fence)].map((found) => found.at(-1)!);
}

/** The statements of a block, each on one line as they ran. */
function statements(block: string): string[] {
  const flat = block.trim().replace(/\s*\n\s*/g, ' ');
  return flat.split(/;\s*/).filter((statement) => statement !== '');
}
