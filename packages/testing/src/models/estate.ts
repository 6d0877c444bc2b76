/** The estate: every rule of `onDelete`, in chains, diamonds and circles. */
import { AbstractModel, type App, defineApp, f, Manager, Model, ref, SET } from '@dorm/core';
import { show } from '@dorm/core/extension';

export class Owner extends Model<Owner>('estate.Owner')({ name: f.char({ maxLength: 20 }) }) {}

export class House extends Model<House>('estate.House')({
  name: f.char({ maxLength: 20 }),
  owner: f.foreignKey(() => Owner, { onDelete: 'CASCADE' }),
  keeper: f.foreignKey(() => Owner, { null: true, onDelete: 'SET_NULL' }),
  guests: f.manyToMany(() => Owner),
}) {
  /** A QuerySet never asks it, as in Django. */
  override delete(options?: { using?: string }): Promise<[number, Readonly<Record<string, number>>]> {
    if (this.name === 'kept') throw new Error('this one stays');
    return super.delete(options);
  }
}

export class Room extends Model<Room>('estate.Room')({
  house: f.foreignKey(() => House, { onDelete: 'CASCADE' }),
}) {}

/** Nothing refers to it: a leaf. */
export class Lamp extends Model<Lamp>('estate.Lamp')({
  room: f.foreignKey(() => Room, { onDelete: 'CASCADE' }),
}) {}

export class Deed extends Model<Deed>('estate.Deed')({
  house: f.foreignKey(() => House, { onDelete: 'PROTECT' }),
  copyOf: f.foreignKey(ref<Deed>('estate.Deed'), { null: true, onDelete: 'PROTECT' }),
}) {}

/** Goes with its house; as long as it is there, its room cannot go alone. */
export class Lease extends Model<Lease>('estate.Lease')({
  house: f.foreignKey(() => House, { null: true, onDelete: 'CASCADE' }),
  room: f.foreignKey(() => Room, { onDelete: 'RESTRICT' }),
}) {}

export class Bill extends Model<Bill>('estate.Bill')({
  owner: f.foreignKey(() => Owner, { onDelete: 'SET_DEFAULT', default: () => 1 }),
  payer: f.foreignKey(() => Owner, { null: true, onDelete: SET(() => Owner.objects.get({ name: 'nobody' })) }),
  clerk: f.foreignKey(() => Owner, { null: true, onDelete: SET(1) }),
}) {}

export class Ghost extends Model<Ghost>('estate.Ghost')({
  house: f.foreignKey(() => House, { onDelete: 'DO_NOTHING', dbConstraint: false }),
}) {}

/** DO_NOTHING under a constraint: the database has the last word. */
export class Lien extends Model<Lien>('estate.Lien')({
  room: f.foreignKey(() => Room, { onDelete: 'DO_NOTHING' }),
}) {}

/** Refers to itself, and in a circle. */
export class Branch extends Model<Branch>('estate.Branch')({
  parent: f.foreignKey(ref<Branch>('estate.Branch'), { null: true, onDelete: 'CASCADE' }),
}) {}
export class Hen extends Model<Hen>('estate.Hen')({
  egg: f.foreignKey(ref<Egg>('estate.Egg'), { null: true, onDelete: 'CASCADE' }),
}) {}
export class Egg extends Model<Egg>('estate.Egg')({
  hen: f.foreignKey(() => Hen, { null: true, onDelete: 'CASCADE' }),
}) {}

/** Referred to by its slug, by a model whose key has two parts. */
export class Street extends Model<Street>('estate.Street')({ slug: f.slug({ unique: true }) }) {}
export class Sign extends Model<Sign>('estate.Sign')({
  pk: f.compositeKey('street', 'number'),
  street: f.foreignKey(() => Street, { onDelete: 'CASCADE', toField: 'slug' }),
  number: f.integer(),
}) {}

class Hideable extends AbstractModel({ hidden: f.boolean({ default: false }) }) {
  static objects = new Manager<Hideable>();
  static allObjects = new Manager<Hideable>();
}
show(Hideable, 'objects', { hidden: false });

export class Tool extends Model<Tool>('estate.Tool').extends(Hideable)({
  owner: f.foreignKey(() => Owner, { onDelete: 'CASCADE' }),
}) {}

export const estate: App<unknown> = defineApp('estate', {
  Owner,
  House,
  Room,
  Lamp,
  Deed,
  Lease,
  Bill,
  Ghost,
  Lien,
  Branch,
  Hen,
  Egg,
  Street,
  Sign,
  Tool,
});

/** The tables of the estate, those that refer to others first. */
export const ESTATE_TABLES: readonly string[] = [
  'estate_tool',
  'estate_sign',
  'estate_street',
  'estate_egg',
  'estate_hen',
  'estate_branch',
  'estate_lien',
  'estate_ghost',
  'estate_bill',
  'estate_lease',
  'estate_deed',
  'estate_lamp',
  'estate_room',
  'estate_house_guests',
  'estate_house',
  'estate_owner',
];
