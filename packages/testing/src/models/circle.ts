/** The circle: a many-to-many relation of a model to itself that leads both ways, plain and through a model of its own. */
import { type App, defineApp, f, Model, ref } from '@dorm/core';

export class Person extends Model<Person>('circle.Person')({
  name: f.char({ maxLength: 20 }),
  friends: f.manyToMany(ref<Person>('circle.Person')),
  admires: f.manyToMany(ref<Person>('circle.Person'), { symmetrical: false }),
  pen: f.manyToMany(ref<Person>('circle.Person'), { through: ref<Letter>('circle.Letter'), symmetrical: true }),
}) {}

export class Letter extends Model<Letter>('circle.Letter')({
  sender: f.foreignKey(() => Person, { onDelete: 'CASCADE' }),
  receiver: f.foreignKey(() => Person, { onDelete: 'CASCADE' }),
  pages: f.integer(),
}) {}

export const circle: App<unknown> = defineApp('circle', { Person, Letter });

/** The tables of the circle, those that refer to others first. */
export const CIRCLE_TABLES: readonly string[] = [
  'circle_person_friends',
  'circle_person_admires',
  'circle_letter',
  'circle_person',
];
