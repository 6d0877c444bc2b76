/** Primary keys of other names and types, composite keys, through models, multi-table inheritance, proxies. */

import { expectType, type Same } from './assert.js';
import { Post } from './models.js';
import { f, Model, type RelatedManager, ref } from './surface.js';

export class Country extends Model<Country>('geo.Country')({
  code: f.char({ maxLength: 2, primaryKey: true }),
  name: f.text(),
}) {}
export class City extends Model<City>('geo.City')({
  country: f.foreignKey(() => Country, { onDelete: 'CASCADE' }),
  name: f.text(),
}) {}
export class Line extends Model<Line>('shop.Line')({
  pk: f.compositeKey('orderId', 'number'),
  order: f.foreignKey(() => Post, { onDelete: 'CASCADE' }),
  number: f.integer(),
}) {}
export class Person extends Model<Person>('club.Person')({
  name: f.text(),
  groups: f.manyToMany(ref<Group>('club.Group'), {
    through: ref<Membership>('club.Membership'),
    relatedName: 'members',
  }),
}) {
  declare memberships: RelatedManager<Membership>;
}
export class Group extends Model<Group>('club.Group')({ name: f.text() }) {
  declare members: RelatedManager<Person>;
}
export class Membership extends Model<Membership>('club.Membership')({
  person: f.foreignKey(() => Person, { onDelete: 'CASCADE', relatedName: 'memberships' }),
  group: f.foreignKey(() => Group, { onDelete: 'CASCADE' }),
  since: f.dateTime(),
}) {}
// multi-table inheritance: extend a concrete model. Proxy: the same, with { proxy: true }.
export class Place extends Model<Place>('geo.Place')({ name: f.text() }) {
  greet() {
    return this.name;
  }
}
export class Restaurant extends Model<Restaurant>('geo.Restaurant').extends(Place)({
  stars: f.integer({ default: 0 }),
}) {}
export class Diner extends Model<Diner>('geo.Diner').extends(Place)({}, { proxy: true }) {
  cheap() {
    return true;
  }
}

export async function keys(country: Country, line: Line) {
  expectType<Same<typeof country.pk, string>>();
  // @ts-expect-error there is no id when the key has another name
  country.id;
  const city = await City.objects.create({ name: 'x', countryId: 'de' });
  expectType<Same<typeof city.countryId, string>>();
  City.objects.filter({ country: 'de', country__code__in: ['de'], countryId: 'de' });
  // @ts-expect-error the key is text
  City.objects.filter({ country: 3 });
  expectType<Same<typeof line.pk, [number, number]>>();
  Line.objects.filter({ pk: [1, 2] });
  await Line.objects.create({ orderId: 1, number: 2 });
  Person.objects.filter({ groups__name: 'x', memberships__since__year: 2020, groups__members__name: 'y' });
  const r = (await Restaurant.objects.filter({ name: 'x', stars__gt: 2 }).first())!;
  r.greet();
  r.stars;
  r.id;
  await Restaurant.objects.create({ name: 'x' });
  (await Diner.objects.get({ pk: 1 })).cheap();
}
