/** docs/errors.md has a section for every code, where `error.docs` says it is. */
import * as core from '@dorm/core';
import { describe, expect, it } from 'vitest';
import { readPage, sectionsOf } from './support/markdown.js';

const { DormError } = core;
type ErrorClass = new (message: string, details?: object) => core.DormError;

const classes = Object.values(core as unknown as Record<string, unknown>).filter(isErrorClass);
const sections = sectionsOf(readPage('docs/errors.md'));

describe('docs/errors.md', () => {
  it.each(classes.map((one) => [new one('x', {}).code, one] as const))('%s has its section', (code, one) => {
    const error = new one('x', {});
    const section = sections.find((each) => each.title === titleOf(code));
    expect(section, `a section '## ${titleOf(code)}'`).toBeDefined();
    expect(section!.text, 'names code and class').toContain(`\`${code}\`, class \`${error.name}\``);
    expect(section!.blocks.length, 'has an example').toBeGreaterThan(0);
    // The anchor of the heading is where error.docs leads.
    expect(error.docs).toBe(`docs/errors.md#${code.toLowerCase().replaceAll('_', '-')}`);
  });

  it('has no section for a code that does not exist', () => {
    const titles = classes.map((one) => titleOf(new one('x', {}).code));
    for (const { title } of sections.slice(1)) expect(titles).toContain(title);
  });
});

/** `FIELD_ERROR` stands under `Field error`: a heading whose anchor is `#field-error`. */
function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isErrorClass(value: unknown): value is ErrorClass {
  return typeof value === 'function' && (value === DormError || value.prototype instanceof DormError);
}
