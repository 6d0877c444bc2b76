/** Lookups in JSON: what stands at a path, keys, parts of documents; JSON null, SQL NULL and a key that is missing are three things. */
import { F, FieldError, JsonNull } from '@dorm/core';
import { expect } from 'vitest';
import { type Json, Note, Sample } from '../models/index.js';
import { counted, hostile, refusal, statements } from './expectations.js';
import type { Workbench } from './workbench.js';

/** Rows by a label, which is their `char`. */
async function fill(documents: Readonly<Record<string, Json | typeof JsonNull>>): Promise<void> {
  for (const [char, json] of Object.entries(documents)) await Sample.objects.create({ char, json });
}

async function found(where: object): Promise<string> {
  const labels = await Sample.objects.filter(hostile(where)).orderBy('id').valuesList('char', { flat: true });
  return labels.join(' ');
}

async function excluded(where: object): Promise<string> {
  const labels = await Sample.objects.exclude(hostile(where)).orderBy('id').valuesList('char', { flat: true });
  return labels.join(' ');
}

const nulls = async (): Promise<void> => {
  await fill({ one: { a: 1 }, null: { a: null }, missing: { b: 1 }, json: JsonNull });
  await Sample.objects.create({ char: 'sql', json: null });
};

export function jsonLookupsSuite({ it }: Workbench): void {
  it('T-007: null of the column, null of JSON and a missing key are three things', async () => {
    await nulls();
    expect(await found({ json: null })).toBe('sql');
    expect(await found({ json__isNull: true })).toBe('sql');
    expect(await found({ json__isNull: false })).toBe('one null missing json');
    expect(await found({ json: JsonNull })).toBe('json');
    expect(await found({ json__a: null })).toBe('null');
    expect(await found({ json__a: JsonNull })).toBe('null');
    expect(await found({ json__a__isNull: true })).toBe('missing json sql');
    expect(await found({ json__a__isNull: false })).toBe('one null');
    expect(await found({ json__hasKey: 'a' })).toBe('one null');
  });

  it('T-007: each of the three turns round under a NOT', async () => {
    await nulls();
    expect(await excluded({ json: null })).toBe('one null missing json');
    expect(await excluded({ json__a: null })).toBe('one missing json sql');
    expect(await excluded({ json__a: 1 })).toBe('null missing json sql');
    expect(await excluded({ json__a__isNull: true })).toBe('one null');
    expect(await excluded({ json__a__isNull: false })).toBe('missing json sql');
    expect(await excluded({ json__a__gt: 0 })).toBe('null missing json sql');
    expect(await excluded({ json__a__in: [1, 2] })).toBe('null missing json sql');
    expect(await excluded({ json__hasKey: 'a' })).toBe('missing json sql');
  });

  it('I-077: a path leads through objects and, by digits, through lists', async () => {
    await fill({ x: { a: { b: [10, { c: 'deep' }] } }, y: { a: { b: [11] } }, z: [['first']] });
    expect(await found({ json__a__b__0: 10 })).toBe('x');
    expect(await found({ json__a__b__1__c: 'deep' })).toBe('x');
    expect(await found({ json__0__0: 'first' })).toBe('z');
    expect(await found({ json__a__b: [11] })).toBe('y');
    expect(await found({ json__a__b__5__isNull: true })).toBe('x y z');
  });

  it('I-077: a value equals one of its own type, and documents whatever the order of their keys', async () => {
    await fill({ text: { a: '1' }, number: { a: 1 }, yes: { a: true }, word: { a: 'true' }, real: { a: 1.5 } });
    await fill({ object: { a: { x: 1, y: [2] } }, lookalike: { a: '{"x":1,"y":[2]}' }, empty: { a: '' } });
    expect(await found({ json__a: 1 })).toBe('number');
    expect(await found({ json__a: '1' })).toBe('text');
    expect(await found({ json__a: true })).toBe('yes');
    expect(await found({ json__a: 'true' })).toBe('word');
    expect(await found({ json__a: 1.5 })).toBe('real');
    expect(await found({ json__a: '' })).toBe('empty');
    expect(await found({ json__a: { y: [2], x: 1 } })).toBe('object');
    expect(await found({ json__a__in: [1, 'true', { y: [2], x: 1 }] })).toBe('number word object');
    expect(await found({ json__a__in: [] })).toBe('');
  });

  it('I-077: values are ordered and searched at a path', async () => {
    await fill({ two: { a: 2 }, ten: { a: 10 }, text: { a: 'Ten' }, list: { a: [3] }, none: {} });
    expect(await found({ json__a__gt: 1 })).toBe('two ten');
    expect(await found({ json__a__gte: 10 })).toBe('ten');
    expect(await found({ json__a__lt: 10, json__a__lte: 2 })).toBe('two');
    expect(await found({ json__a__gt: 'A' })).toBe('text');
    expect(await found({ json__a__contains: 'e' })).toBe('text');
    expect(await found({ json__a__startsWith: 't' })).toBe('');
    expect(await found({ json__a__iStartsWith: 't' })).toBe('text');
    expect(await found({ json__a__iExact: 'TEN' })).toBe('text');
    expect(await found({ json__a__regex: '^T.n$' })).toBe('text');
    expect(await excluded({ json__a__contains: 'e' })).toBe('two ten list none');
  });

  it('T-117 T-116: a key is data, whatever stands in it', async () => {
    const odd = ['a"b', "it's", 'c\\d', 'e.f', 'é', '$', '[0]', ' ', '__proto__', 'constructor', "') or 1 = 1 --"];
    for (const [i, key] of odd.entries()) {
      await Sample.objects.create({ char: `k${i}`, json: JSON.parse(`{${JSON.stringify(key)}: 1}`) });
    }
    for (const [i, key] of odd.entries()) {
      expect(await found({ json__hasKey: key }), key).toBe(`k${i}`);
      if (!key.includes('__')) expect(await found({ [`json__${key}`]: 1 }), key).toBe(`k${i}`);
    }
    const [text] = await statements(() => found({ json__a: "x' or 1 = 1 --" }));
    expect(text).not.toContain('1 = 1');
    await refusal(() => found({ json__: 1 }), FieldError);
    await refusal(() => found({ json__a____b: 1 }), FieldError);
  });

  it('I-078: hasKey, hasKeys and hasAnyKeys ask for keys of the object', async () => {
    await fill({ ab: { a: 1, b: null }, b: { b: 1 }, list: ['a', 'b'], text: 'a', empty: {}, deep: { in: { a: 1 } } });
    expect(await found({ json__hasKey: 'a' })).toBe('ab');
    expect(await found({ json__hasKeys: ['a', 'b'] })).toBe('ab');
    expect(await found({ json__hasAnyKeys: ['a', 'b'] })).toBe('ab b');
    expect(await found({ json__hasAnyKeys: [] })).toBe('');
    expect(await found({ json__in__hasKey: 'a' })).toBe('deep');
    await refusal(() => found({ json__hasKey: 1 }), FieldError);
    await refusal(() => found({ json__hasKeys: 'a' }), FieldError);
    await refusal(() => found({ json__hasKeys: ['a', 1] }), FieldError);
    await refusal(() => found({ json__hasKey: null }), FieldError);
  });

  it('I-078: contains and containedBy compare parts of documents', async () => {
    await fill({ big: { a: 1, b: { c: [1, 2, { d: 3 }] } }, small: { a: 1 }, list: [1, 2, 'x'], one: 1, none: {} });
    expect(await found({ json__contains: { a: 1 } })).toBe('big small');
    expect(await found({ json__contains: { b: { c: [2] } } })).toBe('big');
    expect(await found({ json__contains: { b: { c: [{ d: 3 }, 1, 1] } } })).toBe('big');
    expect(await found({ json__contains: { a: '1' } })).toBe('');
    expect(await found({ json__contains: [2, 1] })).toBe('list');
    expect(await found({ json__contains: 1 })).toBe('list one');
    expect(await found({ json__contains: {} })).toBe('big small none');
    expect(await found({ json__containedBy: { a: 1, z: 2 } })).toBe('small none');
    expect(await found({ json__containedBy: [1, 2, 3, 'x'] })).toBe('list one');
    expect(await excluded({ json__contains: { a: 1 } })).toBe('list one none');
  });

  it('I-077: a field that is never NULL, and a second query of the same shape', async () => {
    await Note.objects.create({ body: { tag: 'x' } });
    await Note.objects.create({ body: null });
    const count = (tag: string) => Note.objects.filter({ body__tag: hostile(tag) }).count();
    expect([await count('x'), await count('y')]).toEqual([1, 0]);
    expect(await counted(1, () => Note.objects.exclude({ body__tag: hostile('x') }).count())).toBe(1);
    expect(await Note.objects.filter({ body__tag__isNull: true }).count()).toBe(1);
  });

  it('T-007: null on a document that is never NULL is the null of JSON, as in create()', async () => {
    const empty = await Note.objects.create({ body: null });
    await Note.objects.create({ body: { a: null } });
    expect(await Note.objects.filter({ body: null }).valuesList('pk', { flat: true })).toEqual([empty.pk]);
    expect(await Note.objects.exclude({ body: null }).count()).toBe(1);
    expect(await Note.objects.filter({ body: JsonNull }).count()).toBe(1);
    expect(await Note.objects.filter({ body__in: [null, 3] }).count()).toBe(1);
    expect(await Note.objects.filter({ body__isNull: true }).count()).toBe(0);
    await empty.refreshFromDb();
    expect(empty.body).toBeNull();
  });

  it('I-077: what stands at a path is read as JSON, alone and as a computed value', async () => {
    await fill({ text: { a: 'x' }, number: { a: 1.5 }, list: { a: [1, { b: null }] }, yes: { a: true } });
    const wanted = ['x', 1.5, [1, { b: null }], true];
    const rows = Sample.objects.orderBy('id');
    expect(await rows.valuesList('json__a', { flat: true })).toEqual(wanted);
    expect(await rows.values('char', 'json__a').first()).toEqual({ char: 'text', json__a: 'x' });
    expect(await rows.valuesList('char', 'json__a__1__b').last()).toEqual(['yes', null]);
    expect((await rows.annotate({ part: F('json__a') })).map((row) => row.part)).toEqual(wanted);
    expect(
      await rows
        .annotate({ part: F('json__a') })
        .filter({ part: 'x' })
        .count(),
    ).toBe(1);
  });

  it('T-007 I-077: a value that is read tells JSON null from a key that is missing', async () => {
    await nulls();
    const read = await Sample.objects.orderBy('id').valuesList('json__a', { flat: true });
    expect(read).toEqual([1, JsonNull, null, null, null]);
    await Note.objects.create({ body: { a: null } });
    await Note.objects.create({ body: {} });
    expect(await Note.objects.orderBy('id').valuesList('body__a', { flat: true })).toEqual([JsonNull, null]);
  });

  it('I-077: rows are ordered by a value at a path, numbers as numbers, and paged by it', async () => {
    await fill({ ten: { a: 10 }, nine: { a: 9 }, half: { a: 9.5 }, none: {}, text: { a: 'b' }, other: { a: 'B' } });
    const labels = async (...by: ('json__a' | '-json__a' | 'id')[]) =>
      (await Sample.objects.orderBy(...by).valuesList('char', { flat: true })).join(' ');
    expect(await labels('json__a', 'id')).toBe('none nine half ten other text');
    expect(await labels('-json__a', 'id')).toBe('text other ten half nine none');
    const last = Sample.objects.orderBy(F('json__a').asc({ nulls: 'last' }), 'id');
    expect((await last.valuesList('char', { flat: true })).join(' ')).toBe('nine half ten other text none');
    const { items, nextCursor } = await last.keyset({ pageSize: 4 });
    const rest = await last.keyset({ after: nextCursor, pageSize: 4 });
    expect([...items, ...rest.items].map(({ char }) => char)).toEqual(await last.valuesList('char', { flat: true }));
  });

  it('I-081 I-077: a column is compared with what stands at a path', async () => {
    await Sample.objects.create({ char: 'x', integer: 10, json: { a: 10, b: 'x', c: 'y' } });
    const count = (where: object) => Sample.objects.filter(hostile(where)).count();
    expect(await count({ integer: F('json__a') })).toBe(1);
    expect(await count({ integer__gt: F('json__a') })).toBe(0);
    expect(await count({ char: F('json__b') })).toBe(1);
    expect(await count({ char: F('json__c') })).toBe(0);
    expect(await count({ char__lt: F('json__c') })).toBe(1);
    expect(await count({ json__a: F('integer') })).toBe(1);
    expect(await count({ json__b: F('json__b') })).toBe(1);
    expect(await count({ json__b: F('json__c') })).toBe(0);
  });
}
