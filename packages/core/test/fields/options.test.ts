import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.js';
import { as, defaultOf, f, isFieldSpec, isIdentifier, uuid4 } from '../../src/fields/index.js';
import { specOf } from './support.js';

/** The fields as JavaScript without types calls them. */
const untyped = f as unknown as Record<string, (...given: unknown[]) => unknown>;

function problem(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('the definition was accepted');
}

describe('options of every field', () => {
  it('I-045: options that are not given have their defaults', () => {
    expect(specOf(f.integer())).toMatchObject({
      null: false,
      blank: false,
      default: undefined,
      hasDefault: false,
      dbDefault: undefined,
      unique: false,
      dbIndex: false,
      dbColumn: null,
      choices: null,
      validators: [],
      editable: true,
      primaryKey: false,
      verboseName: null,
      helpText: '',
      autoNow: null,
      relation: null,
      parts: null,
      maxLength: null,
    });
  });

  it('I-045: options that are given stand in the spec, which is frozen', () => {
    const check = (): void => undefined;
    const given = {
      null: true,
      blank: true,
      default: 1,
      dbDefault: 2,
      unique: true,
      dbIndex: true,
      dbColumn: 'n_1',
      editable: false,
      verboseName: 'number',
      helpText: 'counts',
    };
    const spec = specOf(f.integer({ ...given, validators: [check] }));
    expect(spec).toMatchObject({ ...given, hasDefault: true, validators: [check] });
    expect(Object.isFrozen(spec) && Object.isFrozen(spec.validators) && Object.isFrozen(spec.kind)).toBe(true);
    expect(isFieldSpec(spec) && !isFieldSpec({ ...spec }) && !isFieldSpec(null)).toBe(true);
  });

  it('I-045: an option that is undefined was left out', () => {
    expect(specOf(untyped['integer']?.({ default: undefined, null: undefined }))).toMatchObject({
      hasDefault: false,
      null: false,
    });
  });

  it('I-045: an unknown option is refused with the nearest there is', () => {
    expect(problem(() => untyped['char']?.({ maxLenght: 5 }))).toBe(
      "f.char() has no option 'maxLenght'\n  hint: did you mean 'maxLength'?",
    );
    expect(problem(() => untyped['integer']?.({ maxLength: 5 }))).toContain("f.integer() has no option 'maxLength'");
    expect(problem(() => untyped['integer']?.(JSON.parse('{"__proto__": {"null": true}}')))).toContain("'__proto__'");
    expect(problem(() => untyped['boolean']?.({ autoNow: true }))).toContain("no option 'autoNow'");
  });

  it.each([
    [{ null: 'yes' }, 'option null takes true or false, got text'],
    [{ unique: 1 }, 'option unique takes true or false, got a number'],
    [{ helpText: 5 }, 'option helpText takes text, got a number'],
    [{ verboseName: {} }, 'option verboseName takes text, got an object'],
    [{ validators: () => true }, 'option validators takes a list of functions, got a function'],
    [{ validators: [/x/] }, 'option validators takes functions, got an object'],
    [{ choices: 'ab' }, 'option choices takes values or [value, label], got text'],
    [{ choices: [] }, 'option choices takes values or [value, label], got an empty list'],
    [{ choices: [1, 'two'] }, 'has a choice that it does not accept: expects a whole number'],
    [{ choices: [[{}, 'two']] }, 'has a choice that it does not accept: expects a whole number'],
    [{ choices: [1, null] }, 'has a choice that it does not accept'],
    [{ null: true, primaryKey: true }, 'is a primary key and cannot be null'],
    [{ default: 'x' }, 'has a default that it does not accept: expects a whole number'],
    [{ default: null }, 'has a default that it does not accept: expects a whole number'],
    [{ default: 3, choices: [1, 2] }, 'has a default that is not among its choices'],
    [{ dbDefault: 'x' }, 'has a dbDefault that it does not accept'],
    [{ dbDefault: () => 1 }, 'has a function as dbDefault'],
  ])('I-045: %j is a ConfigurationError that says what is wrong', (options, message) => {
    expect(problem(() => untyped['integer']?.(options))).toContain(`f.integer() ${message}`);
  });

  it.each(['1st', 'with space', 'x"; DROP TABLE y; --', '', 'é', 'x'.repeat(64), 5])(
    'I-025: dbColumn %j is refused',
    (dbColumn) => {
      expect(problem(() => untyped['integer']?.({ dbColumn }))).toContain('f.integer() option dbColumn cannot be');
    },
  );

  it('I-025: names have letters, digits and _, at most 63, and no digit first', () => {
    expect(['a', '_', 'AlbumId', 'x'.repeat(63)].every(isIdentifier)).toBe(true);
    expect(['', '1', 'a-b', 'a.b', 'x'.repeat(64), null].some(isIdentifier)).toBe(false);
  });

  it('I-045: options that are no object are refused', () => {
    expect(problem(() => untyped['integer']?.('null'))).toBe('f.integer() takes its options as an object, got text');
    expect(problem(() => untyped['text']?.([]))).toContain('got an array');
  });

  it('I-045: choices are values or pairs of value and label, cleaned as any value', () => {
    expect(specOf(f.char({ maxLength: 9, choices: ['draft', ['live', 'On the site']] })).choices).toEqual([
      ['draft', 'draft'],
      ['live', 'On the site'],
    ]);
    expect(specOf(f.decimal({ maxDigits: 3, decimalPlaces: 1, choices: ['1', '2.5'] })).choices).toEqual([
      ['1.0', '1.0'],
      ['2.5', '2.5'],
    ]);
    expect(specOf(untyped['integer']?.({ null: true, choices: [[null, 'Unknown'], 1] })).choices?.[0]).toEqual([
      null,
      'Unknown',
    ]);
  });
});

describe('defaults', () => {
  it('T-071: a function is called for each instance', () => {
    let calls = 0;
    const spec = specOf(f.integer({ default: () => ++calls }));
    expect([defaultOf(spec), defaultOf(spec), calls]).toEqual([1, 2, 2]);
    expect(defaultOf(specOf(f.uuid({ default: uuid4 })))).not.toBe(defaultOf(specOf(f.uuid({ default: uuid4 }))));
  });

  it('T-071: two instances do not share an array, an object, a Date or bytes', () => {
    const given = { tags: ['a'] };
    const spec = specOf(f.json(as<{ tags: string[] }>(), { default: given }));
    const [first, second] = [defaultOf(spec), defaultOf(spec)] as { tags: string[] }[];
    first?.tags.push('b');
    given.tags.push('c');
    expect(second).toEqual({ tags: ['a'] });
    expect(defaultOf(spec)).toEqual({ tags: ['a'] });
    for (const field of [f.dateTime({ default: new Date(0) }), f.binary({ default: new Uint8Array([1]) })]) {
      expect(defaultOf(specOf(field))).toEqual(defaultOf(specOf(field)));
      expect(defaultOf(specOf(field))).not.toBe(defaultOf(specOf(field)));
    }
  });

  it('T-071: a default is kept as the field writes it; none, null and empty are told apart', () => {
    expect(defaultOf(specOf(f.decimal({ maxDigits: 8, decimalPlaces: 2, default: '0' })))).toBe('0.00');
    expect(specOf(f.integer())).toMatchObject({ hasDefault: false, default: undefined });
    expect(specOf(untyped['integer']?.({ null: true, default: null }))).toMatchObject({
      hasDefault: true,
      default: null,
    });
    expect(specOf(f.char({ maxLength: 5, default: '' })).default).toBe('');
    expect(specOf(f.email({ default: '' })).default).toBe('');
  });

  it('T-071: a default must pass the checks of its own field', () => {
    expect(problem(() => f.char({ maxLength: 2, default: 'abc' }))).toBe(
      'f.char() has a default that it does not accept: This may have at most 2 characters.',
    );
    expect(problem(() => f.email({ default: 'nobody' }))).toContain('must be an e-mail address');
  });

  it('I-045: dbDefault is a plain value or an expression', () => {
    class Now {}
    const now = new Now();
    const node = { kind: 'value', [Symbol('brand')]: true };
    expect(specOf(untyped['dateTime']?.({ dbDefault: now })).dbDefault).toBe(now);
    expect(specOf(untyped['json']?.(as(), { dbDefault: node })).dbDefault).toBe(node);
    expect(specOf(f.json(as<object>(), { dbDefault: { a: 1 } })).dbDefault).toEqual({ a: 1 });
    expect(specOf(f.dateTime({ dbDefault: new Date(0) })).dbDefault).toEqual(new Date(0));
    expect(specOf(untyped['integer']?.({ dbDefault: '7' })).dbDefault).toBe(7);
    expect(specOf(f.integer({ dbDefault: 7 })).hasDefault).toBe(false);
  });
});
