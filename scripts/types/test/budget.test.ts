/** The cost of the types stays within its budget, and the measurements measure what they say. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fixtureText, modelFiles, wideModelText } from '../fixtures.mjs';
import { compileFixture } from '../instantiations.mjs';
import { coreTypes, openProject } from '../language-service.mjs';

it('T-115: 200 models and 800 queries cost what the budget allows, and an editor completes in time', () => {
  const budget = fileURLToPath(new URL('../budget.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [budget, '--quick'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toContain('200 200 plain');
  expect(stdout).toContain('filter({ | })');
  expect(status).toBe(0);
}, 120_000);

it('T-115: the measurement sees what queries cost', () => {
  const few = compileFixture({ models: 8, rounds: 0, mix: 'none' }, 'TypeScript 6');
  const many = compileFixture({ models: 8, rounds: 8, mix: 'rich' }, 'TypeScript 6');
  expect(many.instantiations).toBeGreaterThan(few.instantiations * 2);
}, 120_000);

describe('T-115: an editor is offered', () => {
  const service = openProject({
    ...modelFiles(8, coreTypes),
    'wide.ts': wideModelText(30, coreTypes),
    'fixture.ts': fixtureText({ models: 8, rounds: 0, mix: 'none' }, coreTypes),
    'query.ts': '',
  });
  const complete = (code: string): string[] =>
    service.complete(
      'query.ts',
      `import { M1 } from './m1.js';\nimport { Count, F, Prefetch } from '${coreTypes}';\n${code}`,
    );

  it.each([
    [
      'fields, lookups and first hops',
      'M1.objects.filter({ | })',
      ['name', 'a__gte', 'name__iContains', 'parentId', 'kids__'],
    ],
    ['the fields one relation away', 'M1.objects.filter({ parent__| })', ['parent__name', 'parent__other', 'kids__a']],
    ['names to order by', "M1.objects.orderBy('|')", ['name', '-name', 'parent', 'id']],
    ['names to order by after others', "M1.objects.orderBy('-a', F('b').desc(), '|')", ['name', '-name']],
    ['annotations to order by', "M1.objects.annotate({ n: Count('kids') }).orderBy('|')", ['n', '-n', 'name']],
    ['relations to prefetch', "M1.objects.prefetchRelated('|')", ['parent', 'kids', 'others']],
    ['relations to prefetch after a Prefetch', "M1.objects.prefetchRelated(Prefetch('kids'), '|')", ['others']],
    ['relations to select', "M1.objects.selectRelated('|')", ['parent', 'other']],
    ['paths to read', "M1.objects.values('|')", ['name', 'parentId', 'kids']],
    ['paths to list', "M1.objects.valuesList('|')", ['name', 'parentId']],
    ['columns to create with', 'M1.objects.create({ | })', ['name', 'other', 'otherId']],
    ['columns of many rows', 'M1.objects.bulkCreate([{ | }])', ['name', 'other', 'otherId']],
    ['columns to update', 'M1.objects.update({ | })', ['name', 'otherId']],
  ])('%s', (_, code, expected) => {
    expect(complete(code)).toEqual(expect.arrayContaining(expected));
  });

  it('names for the ordering of a model', () => {
    const code = wideModelText(30, coreTypes).replace(') {', `, { ordering: ['|'] }) {`);
    expect(service.complete('wide.ts', code)).toEqual(expect.arrayContaining(['field0', '-field0', 'parent']));
  });
});
