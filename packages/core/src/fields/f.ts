/** `f`: the table of fields. */
import type { FieldFactory } from '../typing/field-factory.js';
import { binary } from './binary.js';
import { boolean } from './boolean.js';
import { decimal } from './decimal.js';
import { duration } from './duration.js';
import type { FieldSpec } from './field-spec.js';
import { ip } from './ip.js';
import { json } from './json.js';
import {
  auto,
  bigAuto,
  bigInteger,
  float,
  integer,
  positiveBigInteger,
  positiveInteger,
  positiveSmallInteger,
  smallAuto,
  smallInteger,
} from './number.js';
import { compositeKey, foreignKey, manyToMany, oneToOne } from './relation.js';
import { date, dateTime, time } from './temporal.js';
import { char, email, slug, text, url } from './text.js';
import { uuid } from './uuid.js';

const table: Readonly<Record<keyof FieldFactory, (...options: never[]) => FieldSpec>> = {
  bigAuto,
  auto,
  smallAuto,
  integer,
  smallInteger,
  bigInteger,
  positiveInteger,
  positiveSmallInteger,
  positiveBigInteger,
  float,
  decimal,
  char,
  text,
  email,
  url,
  slug,
  uuid,
  ip,
  boolean,
  dateTime,
  date,
  time,
  duration,
  json,
  binary,
  foreignKey,
  oneToOne,
  manyToMany,
  compositeKey,
};

/**
 * The fields of models.
 *
 * @throws ConfigurationError from each of them, when its options contradict each other.
 * @example
 * class Author extends Model<Author>('blog.Author')({
 *   name: f.char({ maxLength: 100 }),
 *   born: f.date({ null: true }),
 * }) {}
 */
// To the compiler a field is phantom members, which the spec of run time does not have: hence the step over unknown.
export const f: FieldFactory = Object.freeze(table) as unknown as FieldFactory;
