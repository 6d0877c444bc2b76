import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.js';
import { type FieldSpec, f, ref } from '../../src/fields/index.js';
import { kindOf, specOf } from './support.js';

class Author {
  readonly id: number = 1;
}
const untyped = f as unknown as Record<string, (...given: unknown[]) => unknown>;
const foreignKey = (to: unknown, options: object = { onDelete: 'CASCADE' }) => untyped['foreignKey']?.(to, options);

/** The function that gives the target's class. */
function targetOf({ relation }: FieldSpec): () => unknown {
  if (typeof relation?.to !== 'function') throw new TypeError('no function');
  return relation.to;
}

describe('relations', () => {
  it('I-045: f.foreignKey() describes the other end and is indexed', () => {
    const spec = specOf(f.foreignKey(() => Author, { onDelete: 'PROTECT', relatedName: 'posts', toField: 'email' }));
    expect(spec).toMatchObject({ dbIndex: true, unique: false });
    expect(spec.relation).toMatchObject({
      kind: 'foreignKey',
      onDelete: 'PROTECT',
      relatedName: 'posts',
      toField: 'email',
      dbConstraint: true,
      through: null,
    });
    expect(targetOf(spec)()).toBe(Author);
    expect(kindOf(f.foreignKey(() => Author, { onDelete: 'CASCADE' }))).toMatchObject({
      lookups: 'relation',
      type: null,
    });
  });

  it('I-045: f.oneToOne() is unique; f.manyToMany() may have a model of its own between', () => {
    const one = specOf(f.oneToOne(ref<Author>('self'), { onDelete: 'SET_NULL', null: true }));
    expect(one).toMatchObject({ unique: true, dbIndex: false, null: true, relation: { to: 'self', kind: 'oneToOne' } });
    const many = specOf(f.manyToMany(() => Author, { through: ref<Author>('blog.Writing'), relatedName: 'books' }));
    expect(many.relation).toMatchObject({ kind: 'manyToMany', through: 'blog.Writing', relatedName: 'books' });
    expect(specOf(f.manyToMany(() => Author, { dbTable: 'post_tags' })).relation?.dbTable).toBe('post_tags');
    expect(() => untyped['oneToOne']?.(() => Author, { onDelete: 'CASCADE', unique: false })).toThrow(
      'is always unique',
    );
  });

  it('I-045: a primary key that is a relation needs no index of its own', () => {
    expect(specOf(f.foreignKey(() => Author, { onDelete: 'CASCADE', primaryKey: true })).dbIndex).toBe(false);
  });

  it.each([
    [{}, 'needs the option onDelete'],
    [{ onDelete: 'CASCAD' }, "option onDelete cannot be 'CASCAD'\n  hint: did you mean 'CASCADE'?"],
    [{ onDelete: true }, 'option onDelete takes a name, got a boolean'],
    [{ onDelete: 'SET_NULL' }, "has onDelete: 'SET_NULL' and cannot be null"],
    [{ onDelete: 'SET_DEFAULT' }, "has onDelete: 'SET_DEFAULT' and no default"],
    [{ onDelete: 'CASCADE', relatedName: '+' }, "option relatedName cannot be '+'\n  hint: leave it out"],
    [{ onDelete: 'CASCADE', relatedName: 'a__b' }, "option relatedName cannot be 'a__b'"],
    [{ onDelete: 'CASCADE', relatedName: 'posts_' }, "option relatedName cannot be 'posts_'"],
    [{ onDelete: 'CASCADE', relatedName: 'my posts' }, "option relatedName cannot be 'my posts'"],
    [{ onDelete: 'CASCADE', toField: 'x y' }, 'option toField takes the name of a field'],
    [{ onDelete: 'CASCADE', default: {} }, 'has a default that it does not accept: expects a key, got an object'],
    [{ onDelete: 'CASCADE', maxLength: 5 }, "has no option 'maxLength'"],
  ])('I-025 I-045: the options %j are refused', (options, message) => {
    expect(() => foreignKey(() => Author, options)).toThrow(`f.foreignKey() ${message}`);
  });

  it.each([
    [undefined, 'takes a function that gives the model, got undefined'],
    ['blog.Author', 'takes a function that gives the model, got text'],
    [Author, 'takes a function that gives the model, got the class itself'],
  ])('I-045: the target %s is refused, with what to say', (to, message) => {
    expect(() => foreignKey(to)).toThrow(`f.foreignKey() ${message}`);
    expect(() => foreignKey(to)).toThrow("ref<…>('app.Model')");
  });

  it('T-112: a target that is not made yet is said to be one, when it is asked for', () => {
    const early = targetOf(specOf(foreignKey(() => Later)));
    const never = targetOf(specOf(foreignKey(() => undefined)));
    expect(early).toThrow(ConfigurationError);
    expect(early).toThrow("hint: say ref<…>('app.Model') in one of two files");
    expect(never).toThrow('f.foreignKey() has a function that gives no model');
    class Later {}
    expect(early()).toBe(Later);
  });

  it('I-025: ref() takes a label', () => {
    expect(ref('blog.Author')).toEqual({ label: 'blog.Author' });
    for (const label of ['Author', 'a.b.c', 'blog.', '.Author', 'blog.Au-thor', '', 5 as unknown as string]) {
      expect(() => ref(label)).toThrow(ConfigurationError);
    }
  });

  it('I-046: a key may be a number, a bigint or text, and nothing else', () => {
    const kind = kindOf(f.foreignKey(() => Author, { onDelete: 'CASCADE' }));
    expect([1, 1n, 'a', null, undefined, Number.NaN, {}, [], true, 'a\0'].map((key) => kind.check(key))).toEqual([
      true,
      true,
      true,
      ...Array.from({ length: 7 }, () => false),
    ]);
  });

  it('I-045: f.compositeKey() names two fields or more', () => {
    expect(specOf(f.compositeKey('order', 'number'))).toMatchObject({ parts: ['order', 'number'], primaryKey: true });
    expect(() => f.compositeKey('order')).toThrow('f.compositeKey() takes two names or more');
    expect(() => f.compositeKey('order', 'order')).toThrow('the same name twice');
    expect(() => untyped['compositeKey']?.(['order', 'number'])).toThrow('takes names of fields');
  });
});
