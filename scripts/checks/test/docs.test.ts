import { expect, it } from 'vitest';
import { readExamples } from '../../lib/markdown-examples.mjs';
import { checkDocs } from '../docs.mjs';
import { fixture, manifest } from './fixture.js';

const block = (fence: string, ...lines: string[]): string => ['```' + fence, ...lines, '```', ''].join('\n');
const example = block(
  'ts',
  'const a: number = 1;',
  'const b: number = 2;',
  '',
  'console.log(a + b);',
  'console.log(a);',
);
const page = `# core\n\nnpm install @dorm/core\n\n${example}`;

const project = (pages: Record<string, string>): string => {
  const root = fixture({
    'tsconfig.base.json': {
      compilerOptions: {
        strict: true,
        lib: ['ES2023', 'DOM'],
        types: [],
        module: 'NodeNext',
        declaration: true,
        declarationMap: true,
      },
    },
    'packages/core/package.json': manifest('@dorm/core'),
    ...pages,
  });
  return root;
};
const problemsOf = async (readme: string): Promise<string[]> =>
  (await checkDocs(project({ 'README.md': 'The root.', 'packages/core/README.md': readme }))).problems;

it('runs an example and compares what it prints', async () => {
  expect(await problemsOf(page + block('text', '3', '1'))).toEqual([]);
  expect(await problemsOf(page + block('text', '3', '2'))).toEqual([
    'packages/core/README.md:5: prints\n3\n1\ninstead of\n3\n2',
  ]);
});

it('misses a page, an install line and an example of the right size', async () => {
  const { problems } = await checkDocs(project({}));
  expect(problems.map((problem) => problem.split(':')[0])).toEqual(['packages/core/README.md', 'README.md']);
  expect(await problemsOf(block('ts', "console.log('short');"))).toEqual([
    'packages/core/README.md: has no install line',
    'packages/core/README.md: has no example of about ten lines',
  ]);
});

it('fails an example that throws or does not compile', async () => {
  expect((await problemsOf(page + block('ts', "throw new Error('no');")))[0]).toMatch(
    /README.md:\d+: fails\n[\s\S]*Error: no/,
  );
  expect((await problemsOf(page + block('ts', "const a: number = 'one';")))[0]).toMatch(/does not compile\n.*TS2322/);
});

it('goes on with a program, adding to what it prints', async () => {
  expect(
    await problemsOf(page + block('text', '3', '1') + block('ts continued', 'console.log(b);') + block('text', '2')),
  ).toEqual([]);
});

it('proves an example that is shown because it is refused', async () => {
  const refused = page + block('ts compile-error', "const c: number = 'one';");
  expect(await problemsOf(refused + block('text', "Type 'string' is not assignable to type 'number'."))).toEqual([]);
  expect((await problemsOf(refused + block('text', 'something else')))[0]).toMatch('the compiler says something else');
  expect(await problemsOf(page + block('ts compile-error', 'console.log(a);'))).toEqual([
    'packages/core/README.md:12: was to be refused by the compiler and is not',
  ]);
});

it('proves an example that is shown because it fails', async () => {
  const failing = page + block('ts throws', "throw new Error('no such thing');");
  expect(await problemsOf(failing + block('text', 'Error: no such thing'))).toEqual([]);
  expect((await problemsOf(failing + block('text', 'Error: another')))[0]).toMatch('fails with something else');
  expect((await problemsOf(page + block('ts throws', 'console.log(a);')))[0]).toMatch('was to fail and does not');
});

it('says so when nothing could be checked', async () => {
  const root = project({
    'README.md': 'The root.',
    'packages/core/README.md': page,
    'tsconfig.base.json': '{ "compilerOptions": { "module": "none-such" } }',
  });
  expect((await checkDocs(root)).problems.join('\n')).toMatch(
    /the examples could not be checked:\n.*none-such|error TS/,
  );
});

it('knows no other word in a fence', () => {
  expect(() => readExamples(block('ts ignore', 'x'))).toThrow('`ts ignore` is unknown');
});

it('runs the programs of a page of fragments, and only those', async () => {
  const pages = (markdown: string) =>
    checkDocs(project({ 'README.md': 'The root.', 'packages/core/README.md': page, 'docs/querysets.md': markdown }));
  const fragment = block('ts', 'const post = await Nowhere.objects.get();');
  const program = block('ts program', 'const a = 1;') + fragment + block('ts continued', 'console.log(a);');
  expect((await pages(program + block('text', '1'))).problems).toEqual([]);
  expect((await pages(program + block('text', '2'))).problems).toEqual([
    'docs/querysets.md:1: prints\n1\ninstead of\n2',
  ]);
  expect((await pages(fragment)).problems).toEqual(['docs/querysets.md: none of its examples runs']);
});
