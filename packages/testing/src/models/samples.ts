/** One nullable field of every type, and the keys of every width. */
import { type App, as, defineApp, f, Model } from '@dorm/core';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export class Sample extends Model<Sample>('samples.Sample')({
  integer: f.integer({ null: true, blank: true }),
  smallInteger: f.smallInteger({ null: true, blank: true }),
  bigInteger: f.bigInteger({ null: true, blank: true }),
  positive: f.positiveInteger({ null: true, blank: true }),
  positiveSmall: f.positiveSmallInteger({ null: true, blank: true }),
  positiveBig: f.positiveBigInteger({ null: true, blank: true }),
  float: f.float({ null: true, blank: true }),
  decimal: f.decimal({ maxDigits: 12, decimalPlaces: 2, null: true, blank: true }),
  longDecimal: f.decimal({ maxDigits: 28, decimalPlaces: 10, null: true, blank: true }),
  char: f.char({ maxLength: 8, null: true, blank: true }),
  text: f.text({ null: true, blank: true }),
  slug: f.slug({ null: true, blank: true }),
  email: f.email({ null: true, blank: true }),
  url: f.url({ null: true, blank: true }),
  uuid: f.uuid({ null: true, blank: true }),
  ip: f.ip({ null: true, blank: true }),
  boolean: f.boolean({ null: true, blank: true }),
  date: f.date({ null: true, blank: true }),
  time: f.time({ null: true, blank: true }),
  dateTime: f.dateTime({ null: true, blank: true }),
  microTime: f.dateTime({ null: true, blank: true, precision: 'microseconds' }),
  duration: f.duration({ null: true, blank: true }),
  json: f.json(as<Json>(), { null: true, blank: true }),
  binary: f.binary({ null: true, blank: true }),
}) {}

/** A json field that is never SQL NULL: null is the JSON value. */
export class Note extends Model<Note>('samples.Note')({
  body: f.json(as<Json>()),
  flag: f.boolean({ default: false }),
}) {}

export class SmallKey extends Model<SmallKey>('samples.SmallKey')({ id: f.smallAuto({ primaryKey: true }) }) {}
export class PlainKey extends Model<PlainKey>('samples.PlainKey')({ id: f.auto({ primaryKey: true }) }) {}
export class BigKey extends Model<BigKey>('samples.BigKey')({
  id: f.bigAuto({ primaryKey: true }),
  label: f.char({ maxLength: 10, default: '' }),
}) {}
export class UuidKey extends Model<UuidKey>('samples.UuidKey')({
  id: f.uuid({ primaryKey: true, default: () => crypto.randomUUID() }),
  label: f.char({ maxLength: 10, default: '' }),
}) {}

export const samples: App<unknown> = defineApp('samples', { Sample, Note, SmallKey, PlainKey, BigKey, UuidKey });
