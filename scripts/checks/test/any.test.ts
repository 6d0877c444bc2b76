import { expect, it } from 'vitest';
import { checkAny } from '../any.mjs';
import { fixture, manifest } from './fixture.js';

const files = (declarations: string, allowed: object = {}) => ({
  'packages/core/package.json': manifest('@dorm/core'),
  'packages/core/dist/index.d.ts': "export { type Public, Model } from './inner.js';",
  'packages/core/dist/inner.d.ts': declarations,
  'scripts/checks/any-allowed.json': allowed,
});
const clean =
  'export declare class Model { #private; constructor(); }\nexport type Public = unknown;\ntype Inner = any;\n';

it('finds `any` where a public declaration says it, behind re-exports too', () => {
  expect(checkAny(fixture(files(clean))).problems).toEqual([]);
  const problems = checkAny(
    fixture(files(clean.replace('constructor()', 'constructor(values: Record<string, any>)'))),
  ).problems;
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^@dorm\/core Model: 1 times `any`\n.*inner\.d\.ts:1: export declare class Model/);
});

const generic = `${clean.replace('Public = unknown', 'Public = new (...args: any) => Model')}`;

it('lets a listed one pass, with a reason and as often as the list says', () => {
  const allowed = (count: number, reason: string) => ({ '@dorm/core Public': { count, reason } });
  expect(checkAny(fixture(files(generic, allowed(1, 'any constructor fits')))).problems).toEqual([]);
  expect(checkAny(fixture(files(generic, allowed(2, 'any constructor fits')))).problems[0]).toMatch(
    'any-allowed.json says 2',
  );
  expect(checkAny(fixture(files(generic, allowed(1, '')))).problems).toEqual([
    'scripts/checks/any-allowed.json: @dorm/core Public needs a reason',
  ]);
});

it('wants an entry removed that has nothing left to allow', () => {
  expect(checkAny(fixture(files(clean, { '@dorm/core Public': { count: 1, reason: 'was needed' } }))).problems).toEqual(
    ['scripts/checks/any-allowed.json: @dorm/core Public has no `any` any more, remove the entry'],
  );
});
