/** What reading refuses: with which error and which advice, and before anything is asked of the database. */
import { FieldError, Prefetch, Q, QuerySetError } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Book, Song } from '../models/index.js';
import { hostile, refusal, statements } from './expectations.js';
import type { Workbench } from './workbench.js';

type Refused = readonly [
  name: string,
  ask: () => unknown,
  error: typeof FieldError | typeof QuerySetError,
  message: RegExp,
  hint: RegExp,
];

/** A name that TypeScript would refuse. */
const no = (name: unknown): never => hostile(name);
const page = () => Book.objects.orderBy('pk').slice(0, 2);

const REFUSED: Readonly<Record<string, readonly Refused[]>> = {
  slices: [
    ['filter()', () => page().filter({ pages: 1 }), QuerySetError, /filter\(\) cannot follow a slice/, /before slice/],
    ['filter({})', () => page().filter({}), QuerySetError, /filter\(\) cannot follow a slice/, /before slice/],
    ['exclude()', () => page().exclude({ pages: 1 }), QuerySetError, /cannot follow a slice/, /before slice/],
    ['orderBy()', () => page().orderBy('title'), QuerySetError, /cannot follow a slice/, /before slice/],
    ['get() with a condition', () => page().get({ pages: 1 }), QuerySetError, /cannot follow a slice/, /before slice/],
    ['inBulk()', () => page().inBulk([1]), QuerySetError, /cannot follow a slice/, /before slice/],
    ['a negative start', () => Book.objects.slice(-3), QuerySetError, /whole numbers from 0/, /reverse\(\)/],
    ['a negative end', () => Book.objects.slice(0, -1), QuerySetError, /whole numbers from 0/, /reverse\(\)/],
    ['a negative start of none()', () => Book.objects.none().slice(-1), QuerySetError, /whole numbers/, /reverse\(\)/],
  ],
  'values and relations': [
    [
      'selectRelated() after values()',
      () => Book.objects.values('title').selectRelated('author'),
      QuerySetError,
      /selectRelated\(\) cannot follow values/,
      /values\('author__name'\)/,
    ],
    [
      'prefetchRelated() after values()',
      () => Artist.objects.values('name').prefetchRelated('songs'),
      QuerySetError,
      /prefetchRelated\(\) cannot follow values/,
      /no rows/,
    ],
    [
      'a Prefetch of values()',
      () => Artist.objects.prefetchRelated(no(Prefetch('songs', { queryset: Song.objects.values('id') as never }))),
      QuerySetError,
      /takes rows/,
      /leave values\(\) out/,
    ],
    [
      'inBulk() after values()',
      () => hostile<{ inBulk(): unknown }>(Book.objects.values('title')).inBulk(),
      QuerySetError,
      /inBulk\(\) cannot follow values/,
      /leave values\(\) out/,
    ],
    [
      'chunks of no rows',
      () => Book.objects.iterator({ chunkSize: 0 }),
      QuerySetError,
      /chunkSize is a whole number from 1/,
      /chunkSize: 500/,
    ],
    [
      'flat with two paths',
      () => Book.objects.valuesList('title', no('pages'), no({ flat: true })),
      QuerySetError,
      /one path/,
      /tuples/,
    ],
    [
      'an option that is not known',
      () => Book.objects.valuesList(no('title'), no({ named: true })),
      FieldError,
      /flat/,
      /values/,
    ],
  ],
  'names of relations': [
    [
      'prefetch of a column',
      () => Artist.objects.prefetchRelated(no('name')),
      FieldError,
      /no relation 'name'/,
      /songs/,
    ],
    [
      'prefetch of nothing',
      () => Artist.objects.prefetchRelated(no('sogns')),
      FieldError,
      /no relation 'sogns'/,
      /songs/,
    ],
    [
      'prefetch of a column behind a relation',
      () => Artist.objects.prefetchRelated(no('songs__title')),
      FieldError,
      /no relation 'title'/,
      /tags/,
    ],
    ['selectRelated of many rows', () => Artist.objects.selectRelated(no('songs')), FieldError, /'songs'/, /mentor/],
    ['selectRelated of many-to-many', () => Artist.objects.selectRelated(no('bands')), FieldError, /'bands'/, /mentor/],
    ['selectRelated of a column', () => Artist.objects.selectRelated(no('name')), FieldError, /'name'/, /mentor/],
    [
      'selectRelated of nothing',
      () => Artist.objects.selectRelated(),
      QuerySetError,
      /names relations/,
      /selectRelated\('/,
    ],
  ],
  'orders and columns': [
    [
      'an order by a lookup',
      () => Artist.objects.orderBy(no('name__iContains')),
      FieldError,
      /is a lookup/,
      /filter\(\)/,
    ],
    ['an order by a misspelt name', () => Artist.objects.orderBy(no('-nmae')), FieldError, /nmae/, /'name'/],
    ['an order by a list', () => Artist.objects.orderBy(no(['name'])), FieldError, /names and orderings/, /orderBy\(/],
    ['a column by a lookup', () => Artist.objects.values(no('age__gt')), FieldError, /is a lookup/, /filter\(\)/],
    [
      'a lookup that is misspelt',
      () => Artist.objects.filter(no({ age__gtt: 1 })),
      FieldError,
      /no lookup 'gtt'/,
      /gt/,
    ],
  ],
  conditions: [
    ['a text', () => Artist.objects.filter(no('name')), FieldError, /a string where lookups belong/, /filter\(/],
    [
      'a list of conditions',
      () => Artist.objects.filter(no([{ name: 'x' }])),
      FieldError,
      /an array where/,
      /filter\(/,
    ],
    ['a function', () => Artist.objects.exclude(no(() => true)), FieldError, /a function where/, /filter\(/],
    ['undefined', () => Artist.objects.filter({ name: no(undefined) }), FieldError, /is undefined/, /IS NULL/],
    [
      'null in a comparison',
      () => Artist.objects.filter({ age__gt: no(null) }),
      FieldError,
      /with null/,
      /isNull: true/,
    ],
    [
      'a text in place of a list',
      () => Artist.objects.filter({ name__in: no('abc') }),
      FieldError,
      /a list/,
      /\[ … \]/,
    ],
    ['one end of a range', () => Artist.objects.filter({ age__range: no([1]) }), FieldError, /two ends/, /low, high/],
    [
      'a lookup of texts on a key',
      () => Artist.objects.filter(no({ songs__contains: 'x' })),
      FieldError,
      /contains/,
      /exact/,
    ],
    [
      'an empty Q',
      () => Artist.objects.filter(hostile<() => object>(Q)()),
      FieldError,
      /lookups in an object/,
      /Q\(\{/,
    ],
  ],
};

export function badReadsSuite({ it }: Workbench): void {
  for (const [area, refused] of Object.entries(REFUSED)) {
    it(`${area}: what is refused says why and what to do, and sends nothing`, async () => {
      for (const [name, ask, type, message, hint] of refused) {
        const error = await refusal(ask, type);
        expect(error.message, name).toMatch(message);
        expect(error.hint, name).toMatch(hint);
      }
    });
  }

  it('what is refused leaves the QuerySet as it was', async () => {
    const artists = Artist.objects.orderBy('name');
    await refusal(() => artists.filter(no({ nmae: 'x' })));
    await refusal(() => artists.orderBy(no('nmae')));
    const [sql] = await statements(() => artists);
    expect(sql).toBe((await statements(() => Artist.objects.orderBy('name')))[0]);
  });

  it('selectRelated() and prefetchRelated() before values() are left out, as nothing hangs on a plain object', async () => {
    await Artist.objects.create({ name: 'x', age: 3 });
    const sent = await statements(async () => {
      expect(await Artist.objects.selectRelated('mentor').values('age')).toEqual([{ age: 3 }]);
      expect(await Artist.objects.prefetchRelated('songs').values('age')).toEqual([{ age: 3 }]);
    });
    expect(sent).toHaveLength(2);
    const loaded = Artist.objects.prefetchRelated('songs');
    expect(await loaded.valuesList('name', { flat: true }).first()).toBe('x');
    expect(await loaded.values('age').get()).toEqual({ age: 3 });
    for await (const row of loaded.values('age').iterator()) expect(row).toEqual({ age: 3 });
    expect(sent.join()).not.toMatch(/ join /i);
  });
}
