/** aggregate(): one row of values over a whole query. */
import { Avg, Coalesce, Count, Max, Min, Sum } from '@dorm/core';
import { Album, Artist, Invoice, InvoiceLine, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

describeAnswers('aggregates', [
  {
    name: 'several at once',
    dorm: () =>
      Track.objects.aggregate({
        n: Count('*'),
        composers: Count('composer', { distinct: true }),
        least: Min('milliseconds'),
        most: Max('milliseconds'),
        sum: Sum('milliseconds'),
        mean: Avg('milliseconds'),
      }),
    sql: `SELECT count(*), count(DISTINCT Composer), min(Milliseconds), max(Milliseconds), sum(Milliseconds), avg(Milliseconds)
          FROM Track`,
  },
  {
    name: 'over no rows: NULL, and 0 for a count',
    dorm: () =>
      Track.objects.filter({ id: 0 }).aggregate({ n: Count('*'), sum: Sum('bytes'), or: Coalesce(Max('bytes'), 0) }),
    sql: 'SELECT count(*), sum(Bytes), coalesce(max(Bytes), 0) FROM Track WHERE TrackId = 0',
  },
  {
    name: 'decimals',
    dorm: () => Invoice.objects.aggregate({ sum: Sum('total'), top: Max('total') }),
    sql: "SELECT printf('%.2f', sum(Total)), printf('%.2f', max(Total)) FROM Invoice",
  },
  {
    name: 'moments',
    dorm: () => Invoice.objects.aggregate({ first: Min('invoiceDate'), last: Max('invoiceDate') }),
    sql: 'SELECT min(InvoiceDate), max(InvoiceDate) FROM Invoice',
  },
  {
    name: 'along relations',
    dorm: () => Artist.objects.filter({ name: 'Queen' }).aggregate({ sum: Sum('albums__tracks__milliseconds') }),
    sql: "SELECT sum(Milliseconds) FROM Artist a JOIN Album USING (ArtistId) JOIN Track USING (AlbumId) WHERE a.Name = 'Queen'",
  },
  {
    name: 'with a condition',
    dorm: () =>
      InvoiceLine.objects.aggregate({
        rock: Sum('quantity', { filter: { track__genre__name: 'Rock' } }),
        jazz: Sum('quantity', { filter: { track__genre__name: 'Jazz' } }),
      }),
    sql: `SELECT sum(CASE WHEN g.Name = 'Rock' THEN Quantity END), sum(CASE WHEN g.Name = 'Jazz' THEN Quantity END)
          FROM InvoiceLine JOIN Track USING (TrackId) JOIN Genre g USING (GenreId)`,
  },
  {
    name: 'over what annotate() computed',
    dorm: () =>
      Album.objects.annotate({ n: Count('tracks') }).aggregate({ most: Max('n'), mean: Avg('n'), all: Sum('n') }),
    sql: `SELECT max(n), avg(n), sum(n) FROM (SELECT count(TrackId) AS n FROM Album LEFT JOIN Track USING (AlbumId)
          GROUP BY Album.AlbumId)`,
  },
  {
    name: 'a column of the row, beside an annotation that is not asked for',
    dorm: () => Album.objects.annotate({ n: Count('tracks') }).aggregate({ last: Max('id'), all: Count('id') }),
    sql: 'SELECT max(AlbumId), count(*) FROM Album',
  },
  {
    name: 'over groups',
    dorm: () =>
      Track.objects
        .values('composer')
        .annotate({ n: Count('*') })
        .aggregate({ most: Max('n'), groups: Count('*') }),
    sql: 'SELECT max(n), count(*) FROM (SELECT count(*) AS n FROM Track GROUP BY Composer)',
  },
  {
    name: 'over a slice',
    dorm: () =>
      Track.objects
        .orderBy('-milliseconds', 'id')
        .slice(0, 10)
        .aggregate({ sum: Sum('milliseconds') }),
    sql: 'SELECT sum(Milliseconds) FROM (SELECT Milliseconds FROM Track ORDER BY Milliseconds DESC, TrackId LIMIT 10)',
  },
  {
    name: 'over distinct rows',
    dorm: () =>
      Track.objects
        .filter({ playlists__id__gt: 0 })
        .distinct()
        .aggregate({ sum: Sum('milliseconds'), n: Count('*') }),
    sql: 'SELECT sum(Milliseconds), count(*) FROM Track WHERE TrackId IN (SELECT TrackId FROM PlaylistTrack)',
  },
  {
    name: 'over rows that a condition repeats',
    dorm: () =>
      Track.objects.filter({ playlists__name: 'Music' }).aggregate({ n: Count('*'), sum: Sum('milliseconds') }),
    sql: `SELECT count(*), sum(Milliseconds) FROM Track JOIN PlaylistTrack USING (TrackId) JOIN Playlist p USING (PlaylistId)
          WHERE p.Name = 'Music'`,
  },
  {
    name: 'none() asks nothing',
    dorm: () => Playlist.objects.none().aggregate({ n: Count('*'), top: Max('id') }),
    sql: 'SELECT 0, NULL',
    queries: 0,
  },
]);
