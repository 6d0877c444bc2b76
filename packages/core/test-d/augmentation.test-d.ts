/** A field of a feature package brings its own kind of lookups. */
import { expectType, type Same } from './assert.js';
import { type CommonLookups, type Field, Model } from './surface.js';

declare module './surface.js' {
  interface Lookups<T> {
    vector: CommonLookups<T> & { near: readonly number[] };
  }
}
declare function vector(): Field<number[], 'vector', 'required'>;

export class Picture extends Model<Picture>('v.Picture')({ embedding: vector() }) {}
Picture.objects.filter({ embedding__near: [1, 2], embedding__isNull: false, embedding: [3] });
// @ts-expect-error not what near takes
Picture.objects.filter({ embedding__near: 'x' });
export const row = (picture: Picture) => expectType<Same<typeof picture.embedding, number[]>>();
