/** Columns: the types behind the names of schema.json, which names columns and relations and no more. */
import { as, f, ref } from '@dorm/core';
import { camel } from './names.js';

/** Fields by Django's name, in the order of the columns. The key `id` is there when no field is the key. */
export type Fields = Readonly<Record<string, unknown>>;

interface RelationOptions {
  readonly null?: boolean;
  readonly primaryKey?: boolean;
  readonly dbColumn?: string;
}

const to = (model: string) => ref<never>(model);
const one = (model: string, relatedName: string | null, options: RelationOptions = {}): unknown =>
  f.foreignKey(to(model), { onDelete: 'DO_NOTHING', ...named(relatedName), ...options } as never);
const only = (model: string, relatedName: string, options: RelationOptions = {}): unknown =>
  f.oneToOne(to(model), { onDelete: 'DO_NOTHING', ...named(relatedName), ...options } as never);
const many = (model: string, relatedName: string | null, through?: string): unknown =>
  f.manyToMany(to(model), {
    ...named(relatedName),
    ...(through === undefined ? {} : { through: to(through) }),
  } as never);
const named = (relatedName: string | null) => (relatedName === null ? {} : { relatedName: camel(relatedName) });

const text = (maxLength: number, options: { null?: boolean; unique?: boolean } = {}): unknown =>
  f.char({ maxLength, ...options });
const decimal = (maxDigits: number, decimalPlaces: number, options: { null?: boolean } = {}): unknown =>
  f.decimal({ maxDigits, decimalPlaces, ...options });
const json = (): unknown => f.json(as<unknown>(), { null: true });
const empty = { null: true } as const;

/** The app `traps`. */
export const traps: Readonly<Record<string, Fields>> = {
  Person: {
    name: text(60),
    email: text(80, { null: true, unique: true }),
    age: f.integer(empty),
    is_active: f.boolean(),
    born: f.date(empty),
    mentor: one('traps.Person', 'mentees', empty),
    spouse: only('traps.Person', 'spouse_of', empty),
    friends: many('traps.Person', null),
    follows: many('traps.Person', 'followers'),
  },
  Profile: {
    person: only('traps.Person', 'profile'),
    bio: f.text(),
    score: decimal(12, 4, empty),
    prefs: json(),
  },
  Passport: {
    person: only('traps.Person', 'passport', { primaryKey: true }),
    number: text(20),
    expires: f.date(empty),
  },
  Team: {
    name: text(40),
    year: f.integer(),
    range: text(10, empty),
    members: many('traps.Person', 'teams', 'traps.Membership'),
  },
  Membership: {
    team: one('traps.Team', 'memberships'),
    person: one('traps.Person', 'memberships'),
    inviter: one('traps.Person', 'invitations', empty),
    role: text(20),
    joined: f.date(empty),
  },
  Tag: { label: text(20, { unique: true }), parent: one('traps.Tag', 'children', empty) },
  Blog: { name: text(60), tagline: text(60, empty), owner: one('traps.Person', 'blogs', empty) },
  Entry: {
    blog: one('traps.Blog', 'entries'),
    headline: text(80),
    body: f.text(),
    pub_date: f.date(empty),
    // Its rows hold microseconds, which a Date cannot.
    mod_at: f.dateTime({ null: true, precision: 'microseconds' }),
    n_comments: f.integer(),
    n_pingbacks: f.integer(),
    rating: decimal(5, 2, empty),
    authors: many('traps.Person', 'entries'),
    tags: many('traps.Tag', 'entries'),
  },
  Comment: {
    entry: one('traps.Entry', 'comments'),
    author: one('traps.Person', 'comments', empty),
    text: text(80),
    approved: f.boolean(empty),
    votes: f.integer(),
    created_at: f.dateTime(),
  },
  Word: { value: text(100), alt: text(100, empty) },
  Stamp: {
    label: text(40),
    at: f.dateTime({ null: true, precision: 'microseconds' }),
    day: f.date(empty),
    tod: f.time(empty),
  },
  Num: {
    grp: text(10),
    i: f.integer(empty),
    j: f.integer(empty),
    big: f.bigInteger(empty),
    amount: decimal(20, 6, empty),
    ratio: f.float(empty),
    flag: f.boolean(empty),
  },
  Doc: { label: text(40), data: json() },
  Category: { name: text(30), rank: f.integer(empty) },
  Item: {
    label: text(30),
    weight: f.integer(),
    category: one('traps.Category', 'items', empty),
    created: f.dateTime(),
  },
  Counter: {
    key: text(20, { unique: true }),
    n: f.integer(),
    note: text(40),
    owner: one('traps.Person', 'counters', empty),
  },
  Pair: { a: f.integer(), b: f.integer(empty), label: text(20) },
  Org: { name: text(30), parent: one('traps.Org', 'children', empty) },
  Dept: { org: one('traps.Org', 'depts'), name: text(30) },
  Desk: { org: one('traps.Org', 'desks'), dept: one('traps.Dept', 'desks'), label: text(30) },
  Lease: { org: one('traps.Org', 'leases'), label: text(30) },
  Badge: { dept: one('traps.Dept', 'badges', empty), home: one('traps.Org', 'badges'), label: text(30) },
};
