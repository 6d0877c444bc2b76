/** The press: models whose options say indexes and constraints. */
import { type App, CheckConstraint, defineApp, F, f, Index, Length, Model, Q, UniqueConstraint } from '@dorm/core';

export class Writer extends Model<Writer>('press.Writer')({ name: f.char({ maxLength: 40 }) }) {}

export class Story extends Model<Story>('press.Story')(
  {
    title: f.char({ maxLength: 40 }),
    slug: f.char({ maxLength: 40 }),
    code: f.char({ maxLength: 10, null: true, unique: true }),
    writer: f.foreignKey(() => Writer, { onDelete: 'CASCADE' }),
    views: f.integer({ default: 0 }),
    likes: f.integer({ default: 0 }),
    section: f.char({ maxLength: 10, default: 'news' }),
    deletedAt: f.dateTime({ null: true }),
    page: f.integer({ null: true }),
  },
  {
    indexes: [
      Index({ fields: ['-views', 'writer'] }),
      Index({
        fields: ['title'],
        condition: Q({ deletedAt__isNull: true }),
        name: 'story_live_idx',
        include: ['views'],
      }),
      Index({ expressions: [Length('title').desc()], name: 'story_title_idx' }),
    ],
    uniqueTogether: [['title', 'writer']],
    constraints: [
      UniqueConstraint({ fields: ['slug'], condition: Q({ deletedAt__isNull: true }), name: 'story_live_slug' }),
      UniqueConstraint({ fields: ['section', 'page'], name: 'story_page' }),
      CheckConstraint({ check: Q({ views__gte: 0, likes__lte: F('views') }), name: 'story_likes' }),
      CheckConstraint({ check: Q({ section__in: ['news', "editor's"] }), name: 'story_section' }),
    ],
  },
) {}

export const press: App<unknown> = defineApp('press', { Writer, Story });
export const PRESS_TABLES: readonly string[] = ['press_story', 'press_writer'];
