/** docs/cookbook.md and the recipes say the same: sections, code, and what runs. */
import { readdirSync, readFileSync } from 'node:fs';
import * as core from '@dorm/core';
import { describe, expect, it } from 'vitest';
import { Author } from '../src/models.js';
import { readPage, repository, type Section, sectionsOf } from './support/markdown.js';
import { regionsOf } from './support/regions.js';
import { syntaxErrors } from './support/syntax.js';

const page = readPage('docs/cookbook.md');
const sections = sectionsOf(page);
const recipes = sections.filter((section) => /^\d+\. /.test(section.title));
const files = readdirSync(repository('examples/cookbook/recipes')).sort();

function fileOf(section: Section): string {
  const prefix = `${String(Number.parseInt(section.title, 10)).padStart(2, '0')}-`;
  const file = files.find((name) => name.startsWith(prefix));
  if (file === undefined) throw new Error(`no recipe file for '${section.title}'`);
  return file;
}

/** The names in brackets at the end of test titles: those of `it` and those of `it.todo`. */
function titlesOf(file: string): { tests: string[]; todos: string[] } {
  const source = readFileSync(repository(`examples/cookbook/recipes/${file}`), 'utf8');
  const names = (call: RegExp): string[] => [...source.matchAll(call)].map((found) => found[1]!);
  return { tests: names(/^it\(\s*'[^']* \[(\S+)\]'/gm), todos: names(/^it\.todo\(\s*'[^']* \[(\S+)\]'/gm) };
}

describe('docs/cookbook.md', () => {
  it('S-001: every section has its recipe file, numbered in the order of the page, and every file its section', () => {
    expect(recipes.map((section) => Number.parseInt(section.title, 10))).toEqual(recipes.map((_, index) => index + 1));
    expect(recipes.map(fileOf)).toEqual(files);
    expect(files.length).toBeGreaterThanOrEqual(24);
  });

  it.each(recipes.map((section) => [section.title, section] as const))('%s: every block is marked', (_, section) => {
    expect(section.blocks.length).toBeGreaterThan(0);
    for (const block of section.blocks) {
      expect(block.mark, `docs/cookbook.md:${block.line}`).toMatch(/^(runs|todo)$/);
      expect(block.name, `docs/cookbook.md:${block.line}`).not.toBe('');
    }
  });

  it.each(recipes.map((section) => [section.title, section] as const))(
    '%s: what runs is what is shown',
    (_, section) => {
      const file = fileOf(section);
      const shown = section.blocks.filter((block) => block.mark === 'runs');
      expect(Object.fromEntries(shown.map((block) => [block.name, block.code]))).toEqual(
        Object.fromEntries(regionsOf(`recipes/${file}`)),
      );
      const { tests } = titlesOf(file);
      for (const block of shown) expect(tests, `a test of ${file} named [${block.name}]`).toContain(block.name);
    },
  );

  it.each(recipes.map((section) => [section.title, section] as const))(
    '%s: what is todo is so in both',
    (_, section) => {
      const todo = section.blocks.filter((block) => block.mark === 'todo').map((block) => block.name);
      expect(titlesOf(fileOf(section)).todos.sort()).toEqual(todo.sort());
    },
  );

  it('the models shown are the models used', () => {
    const [, path, name] = /^```ts (\S+)#(\S+)$/m.exec(page) ?? [];
    expect(sections[0]!.blocks.map((block) => [block.mark, block.code])).toEqual([
      ['runs', regionsOf(path!).get(name!)],
    ]);
  });

  it('every block of TypeScript can be parsed', () => {
    for (const block of sections.flatMap((section) => section.blocks)) {
      if (block.language === 'ts') expect(syntaxErrors(block.code), `docs/cookbook.md:${block.line}`).toEqual([]);
    }
  });

  it('S-002: there is one version of everything: no recipe says since when', () => {
    expect(page).not.toMatch(/\d\.\d\+|since \d|from version/i);
  });

  it('S-003: every package of the repository has its place in the table of packages', () => {
    const guide = sections.at(-1)!.text;
    for (const name of readdirSync(repository('packages'))) expect(guide).toContain(`@dorm/${name}`);
  });

  it('S-004: no twin of a call has an a in front: the table names them, the API does not', () => {
    const twins = [
      ...sections
        .at(-1)!
        .text.matchAll(
          /\ba(create|get|first|count|update|delete|restore|get_or_create|bulk_create|atomic|migrate|migrate_to|rollback|show_migrations)\b/g,
        ),
    ];
    expect(twins.length).toBeGreaterThan(10);
    const api = new Set([...Object.keys(core), ...methodsOf(Author.objects.all()), ...methodsOf(new Author())]);
    expect(api.has('bulkCreate') && api.has('save') && api.has('atomic')).toBe(true);
    for (const [twin, name] of twins) {
      expect(api.has(twin), twin).toBe(false);
      expect(api.has(`a${camel(`_${name}`)}`), twin).toBe(false);
    }
  });
});

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function methodsOf(value: object): string[] {
  const names: string[] = [];
  for (let at = value; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    names.push(...Object.getOwnPropertyNames(at));
  }
  return names;
}
