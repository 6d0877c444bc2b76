import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.js';
import { as, cleanField, f, isJsonNull, JsonNull, validate } from '../../src/fields/index.js';
import { expectOrdinary, kindOf, problemOf, specOf } from './support.js';

const json = f.json(as<unknown>());

/** A Standard Schema made by hand: `{ theme: 'dark' | 'light', size?: number }`, where size may come as text. */
const settings = {
  '~standard': {
    version: 1 as const,
    vendor: 'test',
    validate(value: any) {
      if (value?.theme === 'dark' || value?.theme === 'light')
        return { value: { ...value, size: Number(value.size ?? 1) } };
      return {
        issues: [
          { message: `expected dark or light, received ${value?.theme}`, path: ['theme'] },
          { message: 'no size', path: [{ key: 'sizes' }, 2, 'a key'] },
          { message: 'not whole' },
        ],
      };
    },
    types: undefined as { input: unknown; output: { theme: string } } | undefined,
  },
};

describe('json values', () => {
  it('I-036 T-100: f.json() holds whatever JSON holds', () => {
    const shared = { a: 1 };
    expectOrdinary(json, [
      'text',
      '',
      '"quoted"',
      0,
      -1.5,
      2 ** 60,
      true,
      false,
      [],
      {},
      [null, [1], { a: null }],
      { tags: ['a', 'b'], nested: { deep: [1, 2, { x: 'y' }] } },
      { twice: shared, again: shared },
      JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}'),
      Object.assign(Object.create(null), { a: 1 }),
      runInNewContext('({ a: [1] })'),
    ]);
  });

  it('I-036 T-100: what JSON would lose or change is refused, with the path to it', () => {
    const cycle: Record<string, unknown> = { a: {} };
    (cycle['a'] as Record<string, unknown>)['b'] = [cycle];
    const table: readonly (readonly [unknown, string])[] = [
      [undefined, 'got undefined'],
      [Number.NaN, 'got NaN'],
      [5n, 'got a bigint'],
      [new Date(0), 'got a Date'],
      [() => 1, 'got a function'],
      [new Map(), 'got an instance of a class'],
      [Promise.resolve(), 'got a promise (await it first)'],
      [new Uint8Array(2), 'got bytes'],
      [{ a: undefined }, 'found at a: undefined'],
      [{ a: { b: [1, undefined] } }, 'found at a.b[1]: undefined'],
      [[0, { when: new Date(0) }], 'found at [1].when: a Date'],
      [{ 'a key': [Number.POSITIVE_INFINITY] }, 'found at ["a key"][0]: an infinite number'],
      [{ a: Symbol('s') }, 'found at a: a symbol'],
      [{ a: 'x\0' }, 'found at a: text with NUL or with half a surrogate pair'],
      [{ '\0': 1 }, 'a key with NUL or with half a surrogate pair'],
      [{ toJSON: () => 1 }, 'got an instance of a class'],
      [{ a: JsonNull }, 'found at a: an instance of a class'],
      [cycle, 'found at a.b[0]: a reference to what it is part of'],
      [new Array(1), 'found at [0]: undefined'],
    ];
    for (const [value, message] of table) {
      expect.soft(problemOf(json, value).message).toContain('expects what JSON can hold, ');
      expect.soft(problemOf(json, value).message).toContain(message);
    }
    expect(problemOf(json, { a: new Date(0) }).hint).toBe('write date.toISOString()');
  });

  it('I-036: nesting without end is an error, not an overflow of the stack', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(problemOf(json, deep).message).toContain('more than 1000 levels');
  });

  it('I-036: keys from outside are cut in messages', () => {
    expect(problemOf(json, { ['k'.repeat(5_000)]: 1n }).message.length).toBeLessThan(200);
  });
});

describe('JsonNull', () => {
  it('T-100: JsonNull is the JSON null, wherever SQL NULL could be meant instead', () => {
    expect(kindOf(json).check(JsonNull)).toBe(true);
    expect(kindOf(json).clean(JsonNull)).toBe(JsonNull);
    expect(kindOf(json).check(null)).toBe(false);
    expect(kindOf(json).clean(null)).toBe(JsonNull);
    expect(JSON.stringify(JsonNull)).toBe('null');
    expect(JSON.stringify({ meta: JsonNull })).toBe('{"meta":null}');
    expect(`${String(JsonNull)} ${inspect({ JsonNull })}`).toBe('JsonNull { JsonNull: JsonNull }');
    expect([JsonNull, null, {}, 'null'].map(isJsonNull)).toEqual([true, false, false, false]);
  });

  it('T-100: full validation leaves null alone in a nullable field and takes it for JSON null elsewhere', () => {
    expect(cleanField(specOf(f.json(as<unknown>(), { null: true, blank: true })), null)).toEqual({
      value: null,
      messages: [],
    });
    const strict = f.json(as<unknown>(), { default: JsonNull });
    expect(validate(specOf(strict), null)).toEqual(['This may not be blank.']);
    expect(specOf(strict).default).toBe(JsonNull);
    expect(cleanField(specOf(strict), JsonNull).value).toBe(JsonNull);
    expect(cleanField(specOf(strict), null).value).toBeNull();
    expect(specOf((f.json as (...given: unknown[]) => unknown)(as(), { default: null }))).toMatchObject({
      default: null,
      hasDefault: true,
    });
  });
});

describe('types and schemas of json', () => {
  it('I-036: the type comes first: as<T>() or a Standard Schema', () => {
    const untyped = f.json as (...given: unknown[]) => unknown;
    for (const wrong of [undefined, { null: true }, String, 'Settings']) {
      expect(() => untyped(wrong)).toThrow(
        'f.json() takes the type of its values first\n  hint: f.json(as<Settings>()',
      );
    }
  });

  it('I-036: a schema cleans values, and says where they do not fit', () => {
    const field = f.json(settings, { null: true });
    expect(kindOf(field).clean({ theme: 'dark', size: '3' })).toEqual({ theme: 'dark', size: 3 });
    expect(validate(specOf(field), { theme: 'light' })).toEqual([]);
    expect(validate(specOf(field), { theme: 5 })).toEqual([
      'Does not fit its schema: at theme: not what belongs there; at sizes[2]["a key"]: no size; not whole.',
    ]);
  });

  it('I-036: a schema that repeats the value in its message does not get it out', () => {
    const messages = validate(specOf(f.json(settings)), { theme: 'sentinel-4711' });
    expect(messages.join()).not.toContain('sentinel-4711');
  });

  it('I-036: a schema may be a function, and what it gives must be JSON too', () => {
    const toDate = Object.assign(() => true, { '~standard': { validate: () => ({ value: { when: new Date(0) } }) } });
    expect(() => kindOf(f.json(toDate as unknown as typeof settings)).clean({})).toThrow('found at when: a Date');
  });

  it('I-036: an asynchronous schema is refused with an error that says so', () => {
    const slow = { '~standard': { validate: () => Promise.reject(new Error('late')) } };
    const field = f.json(slow as unknown as typeof settings);
    expect(() => kindOf(field).clean({ a: 1 })).toThrow(ConfigurationError);
    expect(() => validate(specOf(field), { a: 1 })).toThrow('f.json() has a schema that is asynchronous');
  });
});
