/** Text fields, uuid, ip, binary and json: what is kept, and what is refused. */
import { isJsonNull, JsonNull } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Json, Note, Sample } from '../models/index.js';
import { failure, hostile, refusal } from './expectations.js';
import { expectKept, roundTrip, waysIn } from './round-trip.js';
import type { Workbench } from './workbench.js';

const MEBIBYTE = 2 ** 20;

export function textFieldsSuite({ it }: Workbench): void {
  it('T-103: text is kept as it is: empty, long, and in every script', async () => {
    const texts = [
      '',
      ' ',
      '  padded  ',
      'null',
      'NULL',
      "it's",
      '"',
      '\\',
      '\n\r\t',
      '%_',
      '😀👩‍👩‍👧‍👦',
      'e\u0301',
      '\u00e9',
      '日本語',
      'שלום',
      '\u{10FFFF}',
      '0',
      '$1',
      '?',
      ':name',
      '--',
      '/*',
    ];
    for (const text of texts) await expectKept('text', text);
  });

  it('T-103: texts that look alike stay apart: no normalisation, no trimming, no folding', async () => {
    await Sample.objects.bulkCreate(['e\u0301', '\u00e9', 'a', 'a ', 'A'].map((text) => new Sample({ text })));
    for (const text of ['e\u0301', '\u00e9', 'a', 'a ', 'A']) {
      expect(await Sample.objects.filter({ text }).count(), JSON.stringify(text)).toBe(1);
    }
  });

  it('T-103: every text without NUL round trips', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        expect(await roundTrip('text', value)).toBe(value);
        expect(await Sample.objects.filter({ text: value }).exists()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('T-103: a text of 20 MB is kept', async () => {
    const long = 'añ😀x'.repeat((20 * MEBIBYTE) / 8);
    expect(Buffer.byteLength(long)).toBeGreaterThanOrEqual(20 * MEBIBYTE);
    expect((await roundTrip('text', long)) === long).toBe(true);
  }, 60_000);

  it('T-103: NUL and halves of a character are refused everywhere, before a statement is sent', async () => {
    for (const value of ['\0', 'a\0b', '\ud83d', 'x\udc00y']) {
      for (const field of ['text', 'char', 'json']) {
        for (const work of Object.values(waysIn(field, value))) await refusal(work);
      }
      await refusal(() => Sample.objects.filter({ text__contains: value }));
      await refusal(() => Sample.objects.filter({ text__iStartsWith: value }));
    }
  });

  it('T-103: maxLength counts characters, so an emoji is one', async () => {
    const fits = new Sample({ char: '😀'.repeat(8) });
    await fits.fullClean();
    await fits.save();
    expect((await Sample.objects.get({ pk: fits.pk })).char).toBe('😀'.repeat(8));
    const error = await failure(() => new Sample({ char: '😀'.repeat(9) }).fullClean());
    expect(error.message).toMatch(/char/);
    expect(error.message).toMatch(/8/);
  });

  it('I-030 T-020: a number becomes text where text belongs, anything else is refused', async () => {
    expect(await roundTrip('char', 12)).toBe('12');
    for (const value of [{}, [], ['a'], { contains: 'a' }, new Date(0), Symbol('x'), () => 'a', Number.NaN]) {
      for (const work of Object.values(waysIn('char', value))) await refusal(work);
    }
  });

  it('I-031: email, url and slug are checked by fullClean()', async () => {
    await new Sample({ email: 'a.b+c@example.org', url: 'https://example.org/x?y=1#z', slug: 'a-b_C9' }).fullClean();
    const wrong = { email: 'not an address', url: 'javascript:alert(1)', slug: 'no spaces' };
    for (const [field, value] of Object.entries(wrong)) {
      const error = await failure(() => new Sample(hostile({ [field]: value })).fullClean());
      expect(error.message).toMatch(new RegExp(field));
    }
  });

  it('T-098 I-032: a uuid is read in lower case with dashes, however it was written', async () => {
    const id = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';
    for (const spelling of [id, id.toUpperCase(), id.replaceAll('-', '')]) {
      await expectKept('uuid', spelling, id);
    }
    await Sample.objects.create({ uuid: id });
    expect(await Sample.objects.filter({ uuid: id.toUpperCase() }).count()).toBe(1);
    expect(await Sample.objects.filter({ uuid__in: [id.replaceAll('-', '')] }).count()).toBe(1);
    for (const value of ['', 'x', id.slice(1), `${id}0`, {}, 12, Number.NaN]) {
      for (const work of Object.values(waysIn('uuid', value))) await refusal(work);
    }
  });

  it('I-035: addresses are kept in their canonical form', async () => {
    await expectKept('ip', '192.0.2.30');
    await expectKept('ip', '2001:db8::1');
    await expectKept('ip', '2001:0DB8:0:0:0:0:0:1', '2001:db8::1');
    for (const value of ['', '1.2.3', '256.1.1.1', '1.2.3.4/24', 'localhost', ':::', 7]) {
      for (const way of ['create', 'filter']) await refusal(waysIn('ip', value)[way] as () => unknown);
    }
  });

  it('T-099 I-037: bytes are kept as they are, and read as Uint8Array', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const read = await roundTrip('binary', bytes);
        expect(read).toBeInstanceOf(Uint8Array);
        expect([...(read as Uint8Array)]).toEqual([...bytes]);
      }),
      { numRuns: 60 },
    );
    expect([...((await roundTrip('binary', Buffer.from('é'))) as Uint8Array)]).toEqual([0xc3, 0xa9]);
    // A view of a part of a buffer is that part.
    expect([...((await roundTrip('binary', new Uint8Array([1, 2, 3, 4]).subarray(1, 3))) as Uint8Array)]).toEqual([
      2, 3,
    ]);
    for (const value of ['text', 1, {}, [1, 2], Number.NaN])
      await refusal(waysIn('binary', value)['create'] as () => unknown);
  });

  it('T-100 I-036: JSON is kept: types, order of keys, nesting, and text that looks like JSON', async () => {
    const values: Json[] = [
      {},
      [],
      '',
      'null',
      '"quoted"',
      '{"a":1}',
      0,
      -1.5,
      true,
      false,
      { b: 1, a: [null, { c: 'ü' }] },
      [[[]]],
      { '': 0 },
      { 'a.b': { $c: '%' } },
    ];
    for (const value of values) {
      expect(JSON.stringify(await roundTrip('json', value))).toBe(JSON.stringify(value));
    }
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        fc.pre(value !== null && !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)));
        expect(JSON.stringify(await roundTrip('json', value))).toBe(JSON.stringify(value));
      }),
      { numRuns: 150 },
    );
  });

  it('T-100: JSON null and SQL NULL are told apart', async () => {
    const stored = await Sample.objects.create({ json: JsonNull });
    const absent = await Sample.objects.create({ json: null });
    expect(isJsonNull((await Sample.objects.get({ pk: stored.pk })).json)).toBe(true);
    expect((await Sample.objects.get({ pk: absent.pk })).json).toBeNull();
    expect(await Sample.objects.filter({ json__isNull: true }).valuesList('pk', { flat: true })).toEqual([absent.pk]);
    expect(await Sample.objects.filter({ json: JsonNull }).valuesList('pk', { flat: true })).toEqual([stored.pk]);
    expect(JSON.stringify(await Sample.objects.get({ pk: stored.pk }))).toContain('"json":null');
    // Where SQL NULL is not allowed, null is the JSON value.
    const note = await Note.objects.create({ body: null });
    expect((await Note.objects.get({ pk: note.pk })).body).toBeNull();
    expect(await Note.objects.filter({ body__isNull: true }).count()).toBe(0);
  });

  it('T-100 T-109: what JSON would drop or change is refused with its place', async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const bad: unknown[] = [
      { a: undefined },
      [undefined],
      { a: Number.NaN },
      { a: 1n },
      { a: () => 1 },
      { a: Symbol('s') },
      cyclic,
      new Map([['a', 1]]),
      { a: new Date(Number.NaN) },
    ];
    for (const value of bad) {
      const error = await refusal(waysIn('json', value)['create'] as () => unknown);
      expect(error.message).toContain('json');
    }
    const deep = await refusal(() =>
      Sample.objects.create(hostile<never>({ json: { tags: [1, { when: undefined }] } })),
    );
    expect(deep.message).toContain('tags[1].when');
  });

  it('T-100 T-116: a __proto__ key inside JSON is data, and pollutes nothing', async () => {
    const value = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}') as Json;
    const read = await roundTrip('json', value);
    expect(JSON.stringify(read)).toBe(JSON.stringify(value));
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
}
