/** Links between the pages lead somewhere: to files that exist, and to headings that the file has. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from './support/markdown.js';

const pages = [
  'README.md',
  'examples/chinook/README.md',
  ...readdirSync(repository('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

it.each(pages)('%s: every link leads somewhere', (page) => {
  const file = repository(page);
  const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  for (const [, target] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
    const [path = '', anchor] = target!.split('#');
    const to = path === '' ? file : join(dirname(file), path);
    expect(existsSync(to), `${page} links to ${relative(repository(''), to)}`).toBe(true);
    if (anchor === undefined) continue;
    const headings = [...readFileSync(to, 'utf8').matchAll(/^#{1,6} (.*)$/gm)].map(([, heading]) => slug(heading!));
    expect(headings, `${page} links to #${anchor} of ${relative(repository(''), to)}`).toContain(anchor);
  }
});

it('docs/architecture.md: every path it names exists', () => {
  const text = readFileSync(repository('docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (`packages[^|]*`) *\|/gm)].flatMap(([, cell]) => [
    ...cell!.matchAll(/`([^`]+)`/g),
  ]);
  expect(rows.length).toBeGreaterThan(8);
  let folder = '';
  for (const [, path] of rows) {
    // A name without its package stands in the folder of the one before.
    const full = path!.startsWith('packages/') ? path! : `${folder}/${path}`;
    if (path!.startsWith('packages/')) folder = full.replace(/(\/src)\/.*$/, '$1');
    expect(existsSync(repository(full)), full).toBe(true);
  }
});

/** The anchor that a heading gets on a code host. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
