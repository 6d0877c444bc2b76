/** Errors: a class, a code and a hint for every misuse, and never a value of the user in a message. */
import { inspect } from 'node:util';
import * as core from '@dorm/core';
import { atomic, DormError, FieldError, getConnection, sql } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Book, Country, Sample } from '../models/index.js';
import { failure, hostile, refusal } from './expectations.js';
import { fillShelf, makeAuthor } from './library-rows.js';
import type { Workbench } from './workbench.js';

/** A value that stands out wherever it turns up. */
const MARKER = 'zq7Marker';

/** Everything an error may show to a log: itself, its stack, its own members; not the driver's error underneath. */
function shown(error: unknown): string {
  const { message, stack, name } = error as Error;
  const members = Object.entries(error as object).filter(([key]) => key !== 'cause');
  return [
    String(error),
    message,
    stack?.split('\n    at ')[0],
    name,
    JSON.stringify(members),
    inspect(Object.fromEntries(members)),
  ].join('\n');
}

export function errorsSuite({ it }: Workbench): void {
  it('I-129: every class of errors is exported, under DormError, with a code of its own', () => {
    const names = [
      'FieldError',
      'ValidationError',
      'DoesNotExist',
      'MultipleObjectsReturned',
      'NotUpdated',
      'ConfigurationError',
      'TransactionManagementError',
      'QuerySetError',
      'NotSupportedError',
      'NotLoadedError',
      'DatabaseError',
      'IntegrityError',
      'ProtectedError',
      'RestrictedError',
      'DataError',
      'OperationalError',
      'PoolTimeoutError',
      'CommitUnknownError',
      'ProgrammingError',
    ];
    const exported = core as unknown as Record<string, new (message: string, details: object) => DormError>;
    const codes = new Set<string>();
    for (const name of names) {
      const Class = exported[name];
      expect(Class, name).toBeTypeOf('function');
      const error = new (Class as NonNullable<typeof Class>)('what went wrong', { hint: 'do that', kind: 'unique' });
      expect(error).toBeInstanceOf(DormError);
      expect(error).toBeInstanceOf(Error);
      expect(error.name).toBe(name);
      expect(error.code).toMatch(/^[A-Z_]+$/);
      expect(error.hint).toBe('do that');
      expect(String(error)).toMatch(/do that/);
      expect(error.docs).toContain(error.code.toLowerCase().replaceAll('_', '-'));
      codes.add(error.code);
    }
    expect(codes.size).toBe(names.length);
  });

  it('I-129: database errors form the tree that code catches by', () => {
    const tree: [string, string][] = [
      ['IntegrityError', 'DatabaseError'],
      ['ProtectedError', 'IntegrityError'],
      ['RestrictedError', 'IntegrityError'],
      ['DataError', 'DatabaseError'],
      ['OperationalError', 'DatabaseError'],
      ['ProgrammingError', 'DatabaseError'],
      ['PoolTimeoutError', 'OperationalError'],
      ['CommitUnknownError', 'OperationalError'],
    ];
    const exported = core as unknown as Record<string, new (message: string, details: object) => object>;
    for (const [child, parent] of tree) {
      const error = new (exported[child] as (typeof exported)[string])('x', { kind: 'unique' });
      expect(error).toBeInstanceOf(exported[parent] as object);
    }
  });

  it('S-017: did you mean: fields, lookups, paths and relations', async () => {
    const near: [() => unknown, RegExp][] = [
      [() => Book.objects.filter(hostile<object>({ titel: 'x' })), /'title'/],
      [() => Book.objects.filter(hostile<object>({ author__nam: 'x' })), /'name'/],
      [() => Book.objects.filter(hostile<object>({ author__mentor__naem: 'x' })), /'name'/],
      [() => Book.objects.filter(hostile<object>({ title__icontains: 'x' })), /iContains/],
      [() => Book.objects.filter(hostile<object>({ pages__gte_: 1 })), /gte/],
      [() => Book.objects.filter(hostile<object>({ title__startswith: 'x' })), /startsWith/],
      [() => Book.objects.filter(hostile<object>({ publisher__country__nme: 'x' })), /'name'/],
      [() => Book.objects.orderBy(hostile('-pagse')), /'pages'/],
      [() => Book.objects.values(hostile('in_print')), /inPrint/],
      [() => Book.objects.selectRelated(hostile('publsher')), /'publisher'/],
    ];
    for (const [work, hint] of near) {
      const error = await refusal(work, core.FieldError);
      expect(error.hint).toMatch(hint);
      expect(error.model).toMatch(/^library\./);
    }
  });

  it('S-017: a lookup that a field does not have is refused with those it has', async () => {
    const bad = [
      { pages__contains: 'x' },
      { inPrint__gt: true },
      { title__year: 1 },
      { published__iContains: 'x' },
      { author__contains: 'x' },
      { title__nope: 1 },
      { title__exact__gt: 1 },
      { author__name__mentor: 1 },
    ];
    for (const where of bad) {
      const error = await refusal(() => Book.objects.filter(hostile<object>(where)), DormError);
      expect(error.hint, JSON.stringify(where)).not.toBeNull();
    }
    await refusal(() => Sample.objects.filter(hostile<object>({ binary__gt: Uint8Array.of(1) })), core.FieldError);
  });

  it('S-017: lookups take the shape of value that they need', async () => {
    const bad: object[] = [
      { pages__in: 5 },
      { pages__in: 'abc' },
      { pages__in: { 0: 1 } },
      { pages__range: [1] },
      { pages__range: [1, 2, 3] },
      { pages__range: 5 },
      { pages__range: [1, null] },
      { pages__isNull: 1 },
      { pages__isNull: 'true' },
      { pages__isNull: null },
      { pages__gt: null },
      { title__contains: null },
      { title__regex: null },
      { title__contains: ['x'] },
      { pages__in: [[1]] },
      { pages__in: [{}] },
      { pages__in: [undefined] },
      { author__in: [{ pk: 1 }] },
    ];
    for (const where of bad) {
      await refusal(() => Book.objects.filter(hostile<object>(where)));
      await refusal(() => Book.objects.exclude(hostile<object>(where)));
    }
  });

  it('S-017: a regular expression that is none is an error, not a crash', async () => {
    await fillShelf();
    await failure(() => Book.objects.filter({ title__regex: '(' }));
    expect(await Book.objects.count()).toBe(4);
  });

  it('I-128: no value shows in any error: refused input', async () => {
    const secret = [MARKER, `${MARKER}' OR 1=1 --`, { [MARKER]: MARKER }, [MARKER], `${MARKER}\0`];
    for (const value of secret) {
      const works: (() => unknown)[] = [
        () => Book.objects.filter(hostile<object>({ pages: value })),
        () => Book.objects.filter(hostile<object>({ pages__in: [value] })),
        () => Book.objects.filter(hostile<object>({ pages__range: [1, value] })),
        () => Book.objects.filter(hostile<object>({ author: value })),
        () => Book.objects.filter(hostile<object>({ published: value })),
        () => Book.objects.filter(hostile<object>({ inPrint: value })),
        () => Book.objects.filter(hostile<object>({ price: value })),
        () => Sample.objects.create(hostile<never>({ integer: value })),
        () => Sample.objects.create(hostile<never>({ uuid: value })),
        () => Sample.objects.create(hostile<never>({ dateTime: value })),
        () => Sample.objects.create(hostile<never>({ bigInteger: value })),
        () => Sample.objects.create(hostile<never>({ binary: value })),
        () => Sample.objects.all().update(hostile<never>({ decimal: value })),
        () => Book.objects.slice(hostile(value)),
      ];
      for (const work of works) expect(shown(await refusal(work, DormError)), String(work)).not.toContain(MARKER);
    }
  });

  it('I-128: no value shows in any error: what the database reports, and what is not found', async () => {
    await makeAuthor('x');
    await Country.objects.create({ code: 'zq', name: MARKER });
    const works: (() => unknown)[] = [
      () => Country.objects.create({ code: 'zq', name: MARKER }),
      () => Author.objects.get({ name: MARKER }),
      () => Country.objects.get({ name: `${MARKER}-` }),
      () => getConnection().execute(sql`SELECT * FROM nothing WHERE name = ${MARKER}`),
      () => getConnection().executeWrite(sql`INSERT INTO library_country (code, name) VALUES (${'zq'}, ${MARKER})`),
      () => atomic(() => Book.objects.create({ title: MARKER, authorId: 999_999 })),
      () => new Sample({ email: MARKER, url: MARKER, slug: `${MARKER} ` }).fullClean(),
      () => Author.objects.filter({ name__regex: `(${MARKER}` }),
    ];
    for (const work of works) expect(shown(await failure(work)), String(work)).not.toContain(MARKER);
  });

  it('I-128: a column that holds what its field cannot says which field of which model', async () => {
    const { pk } = await Sample.objects.create({});
    const connection = getConnection();
    const wrong = sql`UPDATE samples_sample SET date_time = ${'2024-99-99 00:00:00'} WHERE id = ${pk}`;
    // A database that checks the types of its columns does not take it in the first place.
    if ((await connection.executeWrite(wrong).catch(() => null)) === null) return;
    for (const work of [() => Sample.objects.get({ pk }), () => Sample.objects.filter({ pk }).values('dateTime')]) {
      const error = await failure(work, core.DataError);
      expect([error.model, error.field]).toEqual(['samples.Sample', 'dateTime']);
      expect(error.message).not.toMatch(/99/);
    }
  });

  it('I-128 I-123: a value that cannot be read fails its query, and leaves the block around it usable', async () => {
    const { pk } = await Sample.objects.create({});
    const wrong = sql`UPDATE samples_sample SET date_time = ${'2024-99-99 00:00:00'} WHERE id = ${pk}`;
    if (
      (await getConnection()
        .executeWrite(wrong)
        .catch(() => null)) === null
    )
      return;
    const count = await core.atomic(async () => {
      await failure(() => Sample.objects.get({ pk }), core.DataError);
      return Sample.objects.count();
    });
    expect(count).toBe(1);
  });

  it('I-128: a validation error tells its fields, and serialises', async () => {
    const error = await refusal(() => Author.objects.create(hostile<never>({ age: 3 })), core.ValidationError);
    expect(Object.values(error.messages).every((texts) => texts.length > 0)).toBe(true);
    expect(error.message).toMatch(/library\.Author/);
    expect(JSON.parse(JSON.stringify(error.messages))).toEqual(error.messages);
  });

  it('T-113: JavaScript has no operators for expressions: using one says so at once', () => {
    const pages = core.F('pages') as unknown as number;
    for (const use of [() => pages + 1, () => pages * 2, () => `${pages}`, () => pages > 1]) {
      expect(use).toThrow("arithmetic is methods: F('views').add(1)");
      expect(use).toThrow(FieldError);
    }
  });
}
