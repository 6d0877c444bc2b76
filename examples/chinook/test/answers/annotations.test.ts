/** annotate() and alias(): a computed value with each row. */
import { Avg, Coalesce, Count, F, Length, Lower, Max, Min, Sum } from '@dorm/core';
import { Album, Artist, Customer, Employee, Invoice, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

describeAnswers('annotations', [
  {
    name: 'how many rows on the other side, none too',
    dorm: () => Artist.objects.annotate({ n: Count('albums') }).values('name', 'n'),
    sql: 'SELECT ar.Name, count(al.AlbumId) FROM Artist ar LEFT JOIN Album al USING (ArtistId) GROUP BY ar.ArtistId',
  },
  {
    name: 'two relations on',
    dorm: () => Artist.objects.annotate({ n: Count('albums__tracks') }).values('name', 'n'),
    sql: `SELECT ar.Name, count(t.TrackId) FROM Artist ar LEFT JOIN Album al USING (ArtistId)
          LEFT JOIN Track t USING (AlbumId) GROUP BY ar.ArtistId`,
  },
  {
    name: 'many-to-many',
    dorm: () => Playlist.objects.annotate({ n: Count('tracks') }).values('id', 'n'),
    sql: `SELECT p.PlaylistId, count(TrackId) FROM Playlist p LEFT JOIN PlaylistTrack USING (PlaylistId) GROUP BY 1`,
  },
  {
    name: 'a model to itself',
    dorm: () => Employee.objects.annotate({ n: Count('reports') }).values('lastName', 'n'),
    sql: 'SELECT LastName, (SELECT count(*) FROM Employee r WHERE r.ReportsTo = e.EmployeeId) FROM Employee e',
  },
  {
    name: 'different values',
    dorm: () => Playlist.objects.annotate({ n: Count('tracks__genre', { distinct: true }) }).values('id', 'n'),
    sql: `SELECT p.PlaylistId, count(DISTINCT t.GenreId) FROM Playlist p LEFT JOIN PlaylistTrack USING (PlaylistId)
          LEFT JOIN Track t USING (TrackId) GROUP BY 1`,
  },
  {
    name: 'with a condition of its own',
    dorm: () =>
      Artist.objects
        .annotate({ live: Count('albums', { filter: { albums__title__contains: 'Live' } }), n: Count('albums') })
        .values('name', 'live', 'n'),
    sql: `SELECT ar.Name, count(CASE WHEN instr(al.Title, 'Live') > 0 THEN 1 END), count(al.AlbumId)
          FROM Artist ar LEFT JOIN Album al USING (ArtistId) GROUP BY ar.ArtistId`,
  },
  {
    name: 'smallest, largest, sum and average over nothing are NULL',
    dorm: () =>
      Artist.objects
        .annotate({
          least: Min('albums__tracks__milliseconds'),
          most: Max('albums__tracks__milliseconds'),
          sum: Sum('albums__tracks__milliseconds'),
          mean: Avg('albums__tracks__milliseconds'),
        })
        .values('name', 'least', 'most', 'sum', 'mean'),
    sql: `SELECT ar.Name, min(Milliseconds), max(Milliseconds), sum(Milliseconds), avg(Milliseconds)
          FROM Artist ar LEFT JOIN Album al USING (ArtistId) LEFT JOIN Track t USING (AlbumId) GROUP BY ar.ArtistId`,
  },
  {
    name: 'zero in place of NULL',
    dorm: () => Artist.objects.annotate({ sum: Coalesce(Sum('albums__tracks__bytes'), 0) }).values('id', 'sum'),
    sql: `SELECT ar.ArtistId, coalesce(sum(Bytes), 0) FROM Artist ar LEFT JOIN Album al USING (ArtistId)
          LEFT JOIN Track t USING (AlbumId) GROUP BY 1`,
  },
  {
    name: 'a sum of decimals',
    dorm: () => Customer.objects.annotate({ spent: Sum('invoices__total') }).values('lastName', 'spent'),
    sql: `SELECT LastName, printf('%.2f', sum(Total)) FROM Customer JOIN Invoice USING (CustomerId) GROUP BY CustomerId`,
  },
  {
    name: 'arithmetic of columns',
    dorm: () => Track.objects.annotate({ rate: F('bytes').sub(F('milliseconds')).mul(2) }).values('id', 'rate'),
    sql: 'SELECT TrackId, (Bytes - Milliseconds) * 2 FROM Track',
  },
  {
    name: 'functions of text',
    dorm: () =>
      Artist.objects
        .annotate({ low: Lower('name'), size: Length('name') })
        .filter({ id__lte: 100, name__regex: '^[ -~]*$' })
        .values('low', 'size'),
    sql: "SELECT lower(Name), length(Name) FROM Artist WHERE ArtistId <= 100 AND NOT Name GLOB '*[^ -~]*'",
  },
  {
    name: 'the value of a related row',
    dorm: () => Album.objects.annotate({ by: F('artist__name') }).values('title', 'by'),
    sql: 'SELECT Title, Name FROM Album JOIN Artist USING (ArtistId)',
  },
  {
    name: 'an annotation of an annotation',
    dorm: () =>
      Album.objects
        .annotate({ n: Count('tracks') })
        .annotate({ double: F('n').mul(2) })
        .values('id', 'double'),
    sql: 'SELECT AlbumId, 2 * count(*) FROM Album JOIN Track USING (AlbumId) GROUP BY 1',
  },
  {
    name: 'alias(): compared, and not in the row',
    dorm: () =>
      Artist.objects
        .alias({ n: Count('albums') })
        .filter({ n__gte: 10 })
        .values(),
    sql: 'SELECT ArtistId, Name FROM Artist JOIN Album USING (ArtistId) GROUP BY ArtistId HAVING count(*) >= 10',
  },
  {
    name: 'a condition before: only those rows are counted',
    dorm: () =>
      Artist.objects
        .filter({ albums__title__contains: 'The' })
        .annotate({ n: Count('albums') })
        .values('name', 'n'),
    sql: `SELECT ar.Name, count(*) FROM Artist ar JOIN Album al USING (ArtistId)
          WHERE instr(Title, 'The') > 0 GROUP BY ArtistId`,
  },
  {
    name: 'a condition after: groups are chosen',
    dorm: () =>
      Artist.objects
        .annotate({ n: Count('albums') })
        .filter({ n__gt: 5 })
        .values('name', 'n'),
    sql: 'SELECT ar.Name, count(*) FROM Artist ar JOIN Album USING (ArtistId) GROUP BY ArtistId HAVING count(*) > 5',
  },
  {
    name: 'excluded by what was computed',
    dorm: () =>
      Artist.objects
        .annotate({ n: Count('albums') })
        .exclude({ n__lte: 3 })
        .values('name'),
    sql: 'SELECT ar.Name FROM Artist ar JOIN Album USING (ArtistId) GROUP BY ArtistId HAVING count(*) > 3',
  },
  {
    name: 'ordered by what was computed, sliced',
    dorm: () =>
      Artist.objects
        .annotate({ n: Count('albums') })
        .orderBy('-n', 'name')
        .values('name', 'n')
        .slice(0, 10),
    sql: `SELECT Name, n FROM (SELECT ar.Name, count(al.AlbumId) AS n FROM Artist ar LEFT JOIN Album al USING (ArtistId)
          GROUP BY ar.ArtistId) ORDER BY n DESC, Name LIMIT 10`,
  },
  {
    name: 'two annotations compared with each other',
    dorm: () =>
      Invoice.objects
        .annotate({ n: Count('lines'), tracks: Count('lines__track__album', { distinct: true }) })
        .filter({ n__gt: F('tracks').mul(2) })
        .values('id'),
    sql: `SELECT InvoiceId FROM InvoiceLine JOIN Track t USING (TrackId) GROUP BY 1
          HAVING count(*) > 2 * count(DISTINCT t.AlbumId)`,
  },
  {
    name: 'on instances',
    dorm: async () => {
      const rows = await Album.objects.annotate({ n: Count('tracks') }).filter({ n: 1 });
      return rows.map((album) => [album.title, album.n]);
    },
    sql: 'SELECT Title, count(*) FROM Album JOIN Track USING (AlbumId) GROUP BY AlbumId HAVING count(*) = 1',
  },
  {
    name: 'how many rows are left by a condition on it',
    dorm: () =>
      Album.objects
        .annotate({ n: Count('tracks') })
        .filter({ n__gte: 20 })
        .count(),
    sql: 'SELECT count(*) FROM (SELECT 1 FROM Track GROUP BY AlbumId HAVING count(*) >= 20)',
  },
]);
