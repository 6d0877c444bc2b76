/** The studio: every kind of relation seen from both sides: one to many, one to one, many to many, through a model, to itself, to a text key. */
import {
  type App,
  defineApp,
  f,
  type ManyRelatedManager,
  Model,
  QuerySet,
  type RelatedManager,
  type ReverseOneToOne,
  ref,
} from '@dorm/core';

/** Its key is a text of its own. */
export class Company extends Model<Company>('studio.Company')({
  code: f.char({ maxLength: 10, primaryKey: true }),
  rank: f.integer({ null: true }),
}) {
  declare artists: RelatedManager<Artist>;
}

export class Artist extends Model<Artist>('studio.Artist')({
  name: f.char({ maxLength: 50 }),
  age: f.integer({ null: true }),
  company: f.foreignKey(() => Company, { null: true, onDelete: 'SET_NULL', relatedName: 'artists' }),
  mentor: f.foreignKey(ref<Artist>('studio.Artist'), { null: true, onDelete: 'SET_NULL', relatedName: 'students' }),
  influences: f.manyToMany(ref<Artist>('studio.Artist'), { relatedName: 'followers' }),
}) {
  declare students: RelatedManager<Artist>;
  declare followers: ManyRelatedManager<Artist>;
  declare bio: ReverseOneToOne<Bio>;
  declare songs: RelatedManager<Song, SongQuerySet>;
  declare bands: ManyRelatedManager<Band>;
  declare memberships: RelatedManager<Membership>;
}

export class Bio extends Model<Bio>('studio.Bio')({
  artist: f.oneToOne(() => Artist, { onDelete: 'CASCADE', relatedName: 'bio' }),
  text: f.char({ maxLength: 50, null: true }),
  stars: f.integer({ null: true }),
}) {}

export class Tag extends Model<Tag>('studio.Tag')({
  label: f.char({ maxLength: 20, null: true }),
  weight: f.integer({ null: true }),
}) {
  declare songs: RelatedManager<Song, SongQuerySet>;
}

/** Methods of its own, kept on both sides of a relation. */
export class SongQuerySet extends QuerySet<Song> {
  recent() {
    return this.filter({ year__gte: 3 });
  }
}

export class Song extends Model<Song>('studio.Song')(
  {
    title: f.char({ maxLength: 50, null: true }),
    year: f.integer({ null: true }),
    artist: f.foreignKey(() => Artist, { null: true, onDelete: 'CASCADE', relatedName: 'songs' }),
    tags: f.manyToMany(() => Tag, { relatedName: 'songs' }),
  },
  { ordering: ['id'] },
) {
  static override objects = SongQuerySet.asManager();
}

/** Joined by a model of its own, and pointed at by its slug. */
export class Band extends Model<Band>('studio.Band')({
  slug: f.slug({ unique: true }),
  formed: f.integer({ null: true }),
  members: f.manyToMany(() => Artist, { relatedName: 'bands', through: ref<Membership>('studio.Membership') }),
}) {
  declare gigs: RelatedManager<Gig>;
  declare memberships: RelatedManager<Membership>;
}

export class Membership extends Model<Membership>('studio.Membership')({
  artist: f.foreignKey(() => Artist, { onDelete: 'CASCADE', relatedName: 'memberships' }),
  band: f.foreignKey(() => Band, { onDelete: 'CASCADE', relatedName: 'memberships' }),
  role: f.char({ maxLength: 20, null: true }),
  since: f.integer({ null: true }),
}) {}

/** Refers to a band by its slug. */
export class Gig extends Model<Gig>('studio.Gig')({
  band: f.foreignKey(() => Band, { onDelete: 'CASCADE', toField: 'slug', relatedName: 'gigs' }),
  city: f.char({ maxLength: 20 }),
  fee: f.integer({ null: true }),
}) {}

export const studio: App<unknown> = defineApp('studio', {
  Company,
  Artist,
  Bio,
  Tag,
  Song,
  Band,
  Membership,
  Gig,
});

/** The tables of the studio, those that refer to others first. */
export const STUDIO_TABLES: readonly string[] = [
  'studio_gig',
  'studio_membership',
  'studio_song_tags',
  'studio_artist_influences',
  'studio_song',
  'studio_tag',
  'studio_bio',
  'studio_artist',
  'studio_company',
  'studio_band',
];
