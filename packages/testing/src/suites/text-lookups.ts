/** Lookups of text: case, wildcards, Unicode, regular expressions. */
import { F } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Author, Publisher } from '../models/index.js';
import { makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

const WORDS = [
  'Straße',
  'ÉCOLE',
  'école',
  'Ärger',
  'ärger',
  '100%',
  '100 percent',
  'a_b',
  'aXb',
  'a\\b',
  'ab',
  'Ωmega',
  'ωmega',
  'Привет',
  'привет',
  '[x]',
  "it's",
  'emoji 😀',
  '',
];

async function fill(): Promise<void> {
  await Publisher.objects.bulkCreate(WORDS.map((name) => new Publisher({ name })));
}

async function names(where: object): Promise<string[]> {
  return (await Publisher.objects.filter(where).orderBy('pk').valuesList('name', { flat: true })) as string[];
}

export function textLookupsSuite({ it }: Workbench): void {
  it('S-017: exact is exact: case, accents and trailing blanks count', async () => {
    await fill();
    expect(await names({ name: 'école' })).toEqual(['école']);
    expect(await names({ name: 'ecole' })).toEqual([]);
    expect(await names({ name: 'ab ' })).toEqual([]);
    expect(await names({ name: 'AB' })).toEqual([]);
    expect(await names({ name: '' })).toEqual(['']);
  });

  it('T-097: the lookups with an i ignore case in every script, and not accents', async () => {
    await fill();
    expect(await names({ name__iExact: 'École' })).toEqual(['ÉCOLE', 'école']);
    expect(await names({ name__iExact: 'ecole' })).toEqual([]);
    expect(await names({ name__iContains: 'ÄRG' })).toEqual(['Ärger', 'ärger']);
    expect(await names({ name__iStartsWith: 'ПРИ' })).toEqual(['Привет', 'привет']);
    expect(await names({ name__iEndsWith: 'MEGA' })).toEqual(['Ωmega', 'ωmega']);
    expect(await names({ name__iStartsWith: 'ω' })).toEqual(['Ωmega', 'ωmega']);
  });

  it('S-017: contains, startsWith and endsWith keep case', async () => {
    await fill();
    expect(await names({ name__contains: 'rger' })).toEqual(['Ärger', 'ärger']);
    expect(await names({ name__contains: 'ÄR' })).toEqual([]);
    expect(await names({ name__startsWith: 'É' })).toEqual(['ÉCOLE']);
    expect(await names({ name__endsWith: 'LE' })).toEqual(['ÉCOLE']);
    expect(await names({ name__endsWith: '😀' })).toEqual(['emoji 😀']);
  });

  it('S-017 T-014: wildcards of LIKE are ordinary letters', async () => {
    await fill();
    expect(await names({ name__contains: '%' })).toEqual(['100%']);
    expect(await names({ name__contains: '_' })).toEqual(['a_b']);
    expect(await names({ name__contains: '\\' })).toEqual(['a\\b']);
    expect(await names({ name__endsWith: '\\' })).toEqual([]);
    expect(await names({ name__startsWith: 'a_' })).toEqual(['a_b']);
    expect(await names({ name__iContains: 'A_B' })).toEqual(['a_b']);
    expect(await names({ name__iExact: 'a_B' })).toEqual(['a_b']);
    expect(await names({ name__iExact: '100%' })).toEqual(['100%']);
    expect(await names({ name__contains: '[x]' })).toEqual(['[x]']);
    expect(await names({ name__contains: "'" })).toEqual(["it's"]);
    expect(await names({ name__contains: '' })).toHaveLength(WORDS.length);
  });

  it('T-014: wildcards in a column that is compared with are ordinary letters too', async () => {
    await fill();
    const mentor = await makeAuthor('a_b%\\');
    await makeAuthor('xa_b%\\x', { mentor });
    await makeAuthor('xaXb--\\x', { mentor });
    await makeAuthor('A_B%\\', { mentor });
    const found = (lookup: string) =>
      Author.objects
        .filter({ mentor, [`name__${lookup}`]: F('mentor__name') } as object)
        .orderBy('pk')
        .valuesList('name', { flat: true });
    expect(await found('contains')).toEqual(['xa_b%\\x']);
    expect(await found('iContains')).toEqual(['xa_b%\\x', 'A_B%\\']);
    expect(await found('startsWith')).toEqual([]);
    expect(await found('iStartsWith')).toEqual(['A_B%\\']);
    expect(await found('iEndsWith')).toEqual(['A_B%\\']);
    expect(await found('iExact')).toEqual(['A_B%\\']);
  });

  it('S-017 I-074: regex and iRegex', async () => {
    await fill();
    expect(await names({ name__regex: '^1[0-9]+' })).toEqual(['100%', '100 percent']);
    expect(await names({ name__regex: '^É' })).toEqual(['ÉCOLE']);
    expect(await names({ name__iRegex: '^é' })).toEqual(['ÉCOLE', 'école']);
    expect(await names({ name__iRegex: 'a.b' })).toEqual(['a_b', 'aXb', 'a\\b']);
    expect(await names({ name__regex: 'zzz' })).toEqual([]);
  });

  it('S-017: text lookups never match NULL, and exclude keeps it', async () => {
    const mentor = await makeAuthor('Mentor');
    await makeAuthor('With', { mentor });
    expect(await Author.objects.filter({ mentor__name__contains: 'e' }).count()).toBe(1);
    expect(await Author.objects.exclude({ mentor__name__contains: 'e' }).count()).toBe(1);
    expect(await Author.objects.exclude({ mentor__name__iExact: 'MENTOR' }).count()).toBe(1);
    expect(await Author.objects.exclude({ mentor__name__regex: '^M' }).count()).toBe(1);
  });

  it('S-017 I-073 T-014: every lookup agrees with plain JavaScript on random text', async () => {
    const letters = ['a', 'B', 'é', 'É', 'ñ', '%', '_', '\\', "'", '"', ' ', '0', '😀', 'я', 'Я'];
    const word = fc.array(fc.constantFrom(...letters), { maxLength: 5 }).map((parts) => parts.join(''));
    const fold = (text: string): string => text.toLowerCase();
    const oracle: Record<string, (have: string, asked: string) => boolean> = {
      exact: (have, asked) => have === asked,
      iExact: (have, asked) => fold(have) === fold(asked),
      contains: (have, asked) => have.includes(asked),
      iContains: (have, asked) => fold(have).includes(fold(asked)),
      startsWith: (have, asked) => have.startsWith(asked),
      iStartsWith: (have, asked) => fold(have).startsWith(fold(asked)),
      endsWith: (have, asked) => have.endsWith(asked),
      iEndsWith: (have, asked) => fold(have).endsWith(fold(asked)),
    };
    const rows = fc.sample(word, { numRuns: 80, seed: 7 });
    await Publisher.objects.bulkCreate(rows.map((name) => new Publisher({ name })));
    await fc.assert(
      fc.asyncProperty(word, fc.constantFrom(...Object.keys(oracle)), async (asked, lookup) => {
        const expected = rows.filter((have) => oracle[lookup]?.(have, asked));
        expect(await names({ [`name__${lookup}`]: asked })).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
}
