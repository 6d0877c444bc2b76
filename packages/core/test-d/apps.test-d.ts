/** defineApp compares relatedName with the declared reverse sides. */
import { defineApp, f, Model, type RelatedManager } from './surface.js';

export class Shop extends Model<Shop>('a.Shop')({ name: f.text() }) {
  declare items: RelatedManager<Item>;
}
export class Item extends Model<Item>('a.Item')({
  shop: f.foreignKey(() => Shop, { onDelete: 'CASCADE', relatedName: 'items' }),
}) {}
defineApp('a', { Shop, Item });

export class Bare extends Model<Bare>('a.Bare')({ name: f.text() }) {}
export class Child extends Model<Child>('a.Child')({
  bare: f.foreignKey(() => Bare, { onDelete: 'CASCADE', relatedName: 'children' }),
}) {}
// @ts-expect-error Child.bare: the target lacks  declare children: RelatedManager<Child>
defineApp('a', { Bare, Child });

export class Orphan extends Model<Orphan>('a.Orphan')({ name: f.text() }) {
  declare itemz: RelatedManager<Item>;
}
// @ts-expect-error Orphan.itemz: no relation has relatedName 'itemz'
defineApp('a', { Orphan });
