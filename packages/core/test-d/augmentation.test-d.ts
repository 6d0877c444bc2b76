/** A field of a feature package brings its own kind of lookups. */
import { expectType, type Same } from './assert.js';
import { Author, Post } from './models.js';
import { type CommonLookups, type Field, Model, registerLookup, sql, unregisterLookup } from './surface.js';

declare module './surface.js' {
  interface Lookups<T> {
    vector: CommonLookups<T> & { near: readonly number[] };
  }
  interface TextLookups<T> {
    ne: T;
    lastLetter: string;
  }
  interface NumberLookups<T> {
    divisibleBy: number;
  }
}
declare function vector(): Field<number[], 'vector', 'required'>;

export class Picture extends Model<Picture>('v.Picture')({ embedding: vector() }) {}
Picture.objects.filter({ embedding__near: [1, 2], embedding__isNull: false, embedding: [3] });
// @ts-expect-error not what near takes
Picture.objects.filter({ embedding__near: 'x' });
export const row = (picture: Picture) => expectType<Same<typeof picture.embedding, number[]>>();

// Lookups of an application's own: their names are declared, then registered, then known to every path.
registerLookup('text', 'ne', { sql: (left, right) => sql`${left} <> ${right}` });
registerLookup('text', 'lastLetter', { output: 'same', sql: (left) => sql`substr(${left}, -1)` });
registerLookup('number', 'divisibleBy', { takes: 'integer', sql: (left, right) => sql`${left} % ${right} = 0` });
unregisterLookup('text', 'ne');
Post.objects.filter({ title__ne: 'x', author__name__ne: 'y', title__lastLetter__in: ['a'], views__divisibleBy: 3 });
Post.objects.filter({ title__length__divisibleBy: 3, title__lastLetter__ne: 'x', createdAt__year__divisibleBy: 4 });
Author.objects.exclude({ age__divisibleBy: 3 });
// @ts-expect-error a text is not divisible
Post.objects.filter({ title__divisibleBy: 3 });
// @ts-expect-error not what it takes
Post.objects.filter({ views__divisibleBy: 'x' });
// @ts-expect-error no such lookup after the transform
Post.objects.filter({ title__length__contains: 'x' });
// @ts-expect-error a day is no text
Post.objects.filter({ createdAt__date__contains: 'x' });
// @ts-expect-error not declared
registerLookup('text', 'divisibleBy', { sql: (left) => left });
// @ts-expect-error no such kind
registerLookup('txt', 'ne', { sql: (left) => left });
