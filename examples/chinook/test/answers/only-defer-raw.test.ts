/** only(), defer() and raw(): which columns instances bring, and instances of SQL by hand. */
import { as, sql } from '@dorm/core';
import { Album, Artist, Customer, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

describeAnswers('only, defer and raw', [
  {
    name: 'only()',
    dorm: async () => (await Customer.objects.only('lastName')).map(({ id, lastName }) => [id, lastName]),
    sql: 'SELECT CustomerId, LastName FROM Customer',
  },
  {
    name: 'only() along a relation',
    dorm: async () => {
      const tracks = await Track.objects.selectRelated('album').only('name', 'album__title').filter({ id__lte: 100 });
      return tracks.map(({ name, album }) => [name, album?.title ?? null]);
    },
    sql: 'SELECT Name, Title FROM Track LEFT JOIN Album USING (AlbumId) WHERE TrackId <= 100',
  },
  {
    name: 'defer()',
    dorm: async () => (await Album.objects.defer('title')).map(({ id, artistId }) => [id, artistId]),
    sql: 'SELECT AlbumId, ArtistId FROM Album',
  },
  {
    name: 'raw()',
    dorm: async () => {
      const found = await Artist.objects.raw(sql`SELECT * FROM Artist WHERE length(Name) > ${40}`);
      return found.map(({ id, name }) => [id, name]);
    },
    sql: 'SELECT ArtistId, Name FROM Artist WHERE length(Name) > 40',
  },
  {
    name: 'raw() with a column more',
    dorm: async () => {
      const query = sql`SELECT a.*, count(*) AS n FROM Artist a JOIN Album USING (ArtistId) GROUP BY ArtistId`;
      return (await Artist.objects.raw(query, { annotations: as<{ n: number }>() })).map(({ name, n }) => [name, n]);
    },
    sql: 'SELECT Name, count(*) FROM Artist JOIN Album USING (ArtistId) GROUP BY ArtistId',
  },
  {
    name: 'raw() and its relations',
    dorm: async () => {
      const cells: [string | null, string][] = [];
      for (const artist of await Artist.objects
        .raw(sql`SELECT * FROM Artist WHERE ArtistId < ${50}`)
        .prefetchRelated('albums')) {
        for (const album of await artist.albums) cells.push([artist.name, album.title]);
      }
      return cells;
    },
    sql: 'SELECT Name, Title FROM Artist JOIN Album USING (ArtistId) WHERE ArtistId < 50',
    queries: 2,
  },
]);
