/** Lookups and transforms that an application registers. Their types are tested with the types; here names come as data do. */
import {
  ConfigurationError,
  F,
  FieldError,
  planCacheStats,
  Q,
  registerLookup,
  sql,
  unregisterLookup,
} from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book } from '../models/index.js';
import { failure, hostile, refusal, statements } from './expectations.js';
import { fillShelf, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

type Definition = Parameters<typeof registerLookup>[2];

/** Registers for the time of some work. */
async function registered<T>(
  names: readonly (readonly [kind: string, name: string, definition: Definition])[],
  work: () => PromiseLike<T>,
): Promise<T> {
  for (const [kind, name, definition] of names) registerLookup(hostile(kind), hostile(name), definition);
  try {
    return await work();
  } finally {
    for (const [kind, name] of names) unregisterLookup(hostile(kind), hostile(name));
  }
}

const found = (where: object) => titles(Book.objects.filter(hostile(where)).orderBy('title'));
const ne: Definition = { sql: (left, right) => sql`${left} <> ${right}` };
const or: Definition = { sql: (left, right) => sql`${left} = ${right} or ${left} = 'Solaris'` };
const divisibleBy: Definition = { sql: (left, right) => sql`${left} % ${right} = 0` };
const like: Definition = { takes: 'text', sql: (left, right) => sql`cast(${left} as text) like ${right}` };
const lastLetter: Definition = { output: 'same', sql: (left) => sql`substr(${left}, -1)` };
const half: Definition = { output: 'number', sql: (left) => sql`${left} / 2.0` };

export function customLookupsSuite({ it }: Workbench): void {
  it('I-080: a registered lookup compares, on a field, beyond relations, in a Q and under a NOT', async () => {
    await fillShelf();
    await registered([['text', 'ne', ne]], async () => {
      expect(await found({ title__ne: 'Solaris' })).toEqual([
        'A Wizard of Earthsea',
        'Invisible Cities',
        'The Dispossessed',
      ]);
      expect(await found({ author__name__ne: 'Ursula' })).toEqual(['Invisible Cities', 'Solaris']);
      expect(await found({ publisher__name__ne: 'Ace' })).toEqual(['The Dispossessed']);
      expect(await titles(Book.objects.exclude(hostile({ publisher__name__ne: 'Ace' })).orderBy('title'))).toEqual([
        'A Wizard of Earthsea',
        'Invisible Cities',
        'Solaris',
      ]);
      expect(await found(Q(hostile({ title__ne: 'Solaris' })).and(Q(hostile({ author__name: 'Italo' }))))).toEqual([
        'Invisible Cities',
      ]);
      expect(await found({ title__ne: F('title') })).toEqual([]);
    });
  });

  it('I-080: its SQL is one condition, whatever stands in it, and its values are bound', async () => {
    await fillShelf();
    await registered([['text', 'orSolaris', or]], async () => {
      const where = { title__orSolaris: 'Invisible Cities', pages__gt: 200 };
      expect(await found(where)).toEqual(['Solaris']);
      const [text] = await statements(() => found({ title__orSolaris: "x' or 1 = 1 --" }));
      expect(text).not.toContain('1 = 1');
      expect(
        await titles(Book.objects.exclude(hostile({ title__orSolaris: 'Invisible Cities' })).orderBy('title')),
      ).toEqual(['A Wizard of Earthsea', 'The Dispossessed']);
    });
  });

  it('I-080: values are checked as the field checks them, or as the kind that the lookup takes', async () => {
    await fillShelf();
    const names = [
      ['number', 'divisibleBy', divisibleBy],
      ['number', 'like', like],
    ] as const;
    await registered(names, async () => {
      expect(await found({ pages__divisibleBy: 3 })).toEqual(['A Wizard of Earthsea', 'Invisible Cities', 'Solaris']);
      expect(await found({ pages__like: '1%' })).toEqual(['A Wizard of Earthsea', 'Invisible Cities']);
      await refusal(() => found({ pages__divisibleBy: 'three' }), FieldError);
      await refusal(() => found({ pages__divisibleBy: null }), FieldError);
      await refusal(() => found({ pages__like: { evil: 1 } }), FieldError);
      await refusal(() => found({ title__divisibleBy: 3 }), FieldError);
    });
  });

  it('I-080: a registered transform stands before lookups, and lookups stand behind dorm’s own transforms', async () => {
    await fillShelf();
    const names = [
      ['text', 'lastLetter', lastLetter],
      ['number', 'half', half],
      ['number', 'divisibleBy', divisibleBy],
    ] as const;
    await registered(names, async () => {
      expect(await found({ title__lastLetter: 's' })).toEqual(['Invisible Cities', 'Solaris']);
      expect(await found({ title__lastLetter__in: ['a', 'd'] })).toEqual(['A Wizard of Earthsea', 'The Dispossessed']);
      expect(await found({ title__lastLetter__iContains: 'A' })).toEqual(['A Wizard of Earthsea']);
      expect(await found({ pages__half: 82.5 })).toEqual(['Invisible Cities']);
      expect(await found({ pages__half__gt: 100.5 })).toEqual(['Solaris', 'The Dispossessed']);
      expect(await found({ title__length__divisibleBy: 8 })).toEqual(['Invisible Cities', 'The Dispossessed']);
      expect(await found({ published__year__divisibleBy: 7 })).toEqual(['The Dispossessed']);
    });
  });

  it('I-080: registering, replacing and taking back is seen by queries that were planned before', async () => {
    await fillShelf();
    const query = () => Author.objects.filter(hostile({ age__near: 60 })).count();
    const error = await refusal(query, FieldError);
    expect(error.message).toContain("no lookup 'near'");
    const within = (n: number): Definition => ({ sql: (left, right) => sql`abs(${left} - ${right}) <= ${n}` });
    registerLookup(hostile('number'), hostile('near'), within(1));
    expect(await query()).toBe(1);
    const { plansBuilt } = planCacheStats();
    expect(await query()).toBe(1);
    expect(planCacheStats().plansBuilt).toBe(plansBuilt);
    registerLookup(hostile('number'), hostile('near'), within(30));
    expect(await query()).toBe(2);
    unregisterLookup(hostile('number'), hostile('near'));
    await refusal(query, FieldError);
  });

  it('I-080: names of dorm’s own, names that no path can have and names that are not there are refused', async () => {
    for (const [kind, name] of [
      ['text', 'contains'],
      ['number', 'exact'],
      ['json', 'isNull'],
      ['dateTime', 'year'],
      ['text', 'length'],
      ['text', 'a__b'],
      ['text', 'Big'],
      ['text', ''],
    ]) {
      await failure(() => registerLookup(hostile(kind), hostile(name), ne), ConfigurationError);
    }
    await failure(() => unregisterLookup(hostile('text'), hostile('ne')), ConfigurationError);
    await failure(
      () => registerLookup('text', hostile('odd'), { takes: hostile('cheese'), sql: (left) => left }),
      ConfigurationError,
    );
    const text: Definition = { sql: () => hostile('1 = 1') };
    await registered([['text', 'odd', text]], async () => {
      await failure(() => found({ title__odd: 'x' }), ConfigurationError);
    });
  });

  it('I-080: the length of a text', async () => {
    await fillShelf();
    expect(await found({ title__length: 7 })).toEqual(['Solaris']);
    expect(await found({ title__length__in: [7, 16], title__length__gt: 7 })).toEqual([
      'Invisible Cities',
      'The Dispossessed',
    ]);
    // Characters, not bytes.
    expect(await found({ author__name__length: 9 })).toEqual(['Solaris']);
    await refusal(() => found({ title__length: 'seven' }), FieldError);
    await refusal(() => found({ title__length__contains: '7' }), FieldError);
  });

  it('I-080: transforms of an application stand in a row, with those that are there', async () => {
    await fillShelf();
    await registered(
      [
        ['text', 'lastLetter', lastLetter],
        ['number', 'half', half],
      ],
      async () => {
        expect(await found({ title__lastLetter__length: 1 })).toHaveLength(4);
        expect(await found({ title__length__half__gt: 8 })).toEqual(['A Wizard of Earthsea']);
        expect(await found({ pages__half__half__lt: 42 })).toEqual(['Invisible Cities']);
        await refusal(() => found({ title__half: 1 }), FieldError);
      },
    );
  });
}
