/** Aggregates over several relations at once: each is what it is alone. */
import { Count, Max, Sum } from '@dorm/core';
import { Album, Artist, Customer, Employee, Invoice, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

describeAnswers('several relations', [
  {
    name: 'playlists and sales of a track',
    dorm: () =>
      Track.objects.annotate({ lists: Count('playlists'), sold: Count('sales') }).values('id', 'lists', 'sold'),
    sql: `SELECT TrackId, (SELECT count(*) FROM PlaylistTrack p WHERE p.TrackId = t.TrackId),
          (SELECT count(*) FROM InvoiceLine l WHERE l.TrackId = t.TrackId) FROM Track t`,
  },
  {
    name: 'reports and customers of an employee',
    dorm: () =>
      Employee.objects
        .annotate({ below: Count('reports'), served: Count('customers') })
        .values('lastName', 'below', 'served'),
    sql: `SELECT LastName, (SELECT count(*) FROM Employee r WHERE r.ReportsTo = e.EmployeeId),
          (SELECT count(*) FROM Customer c WHERE c.SupportRepId = e.EmployeeId) FROM Employee e`,
  },
  {
    name: 'albums, and their tracks',
    dorm: () =>
      Artist.objects.annotate({ n: Count('albums'), tracks: Count('albums__tracks') }).values('name', 'n', 'tracks'),
    sql: `SELECT Name, (SELECT count(*) FROM Album al WHERE al.ArtistId = ar.ArtistId),
          (SELECT count(*) FROM Album al JOIN Track t USING (AlbumId) WHERE al.ArtistId = ar.ArtistId) FROM Artist ar`,
  },
  {
    name: 'three relations, each with its own condition',
    dorm: () =>
      Track.objects
        .annotate({
          lists: Count('playlists', { filter: { playlists__name: 'Music' } }),
          sold: Sum('sales__quantity', { filter: { sales__invoice__customer__country: 'USA' } }),
          top: Max('album__tracks__milliseconds'),
        })
        .filter({ id__lte: 500 })
        .values('id', 'lists', 'sold', 'top'),
    sql: `SELECT TrackId,
          (SELECT count(*) FROM PlaylistTrack x JOIN Playlist p USING (PlaylistId) WHERE x.TrackId = t.TrackId AND p.Name = 'Music'),
          (SELECT sum(Quantity) FROM InvoiceLine l JOIN Invoice USING (InvoiceId) JOIN Customer c USING (CustomerId)
           WHERE l.TrackId = t.TrackId AND c.Country = 'USA'),
          (SELECT max(o.Milliseconds) FROM Track o WHERE o.AlbumId = t.AlbumId) FROM Track t WHERE TrackId <= 500`,
  },
  {
    name: 'conditions on both',
    dorm: () =>
      Track.objects
        .annotate({ lists: Count('playlists'), sold: Count('sales') })
        .filter({ lists__gte: 4, sold__gte: 1 })
        .values('name'),
    sql: `SELECT Name FROM Track t WHERE (SELECT count(*) FROM PlaylistTrack p WHERE p.TrackId = t.TrackId) >= 4
          AND EXISTS (SELECT 1 FROM InvoiceLine l WHERE l.TrackId = t.TrackId)`,
  },
  {
    name: 'over a group of rows',
    dorm: () =>
      Track.objects.values('genre__name').annotate({ lists: Count('playlists'), sold: Sum('sales__quantity') }),
    sql: `SELECT g.Name, (SELECT count(*) FROM PlaylistTrack JOIN Track t USING (TrackId) WHERE t.GenreId = g.GenreId),
          (SELECT sum(Quantity) FROM InvoiceLine JOIN Track t USING (TrackId) WHERE t.GenreId = g.GenreId) FROM Genre g`,
  },
  {
    name: 'over all rows',
    dorm: () => Track.objects.aggregate({ lists: Count('playlists'), sold: Count('sales'), n: Count('*') }),
    sql: `SELECT (SELECT count(*) FROM PlaylistTrack), (SELECT count(*) FROM InvoiceLine), (SELECT count(*) FROM Track)`,
  },
  {
    name: 'playlists, their tracks, albums and artists: four queries for any number of rows',
    dorm: async () => {
      const cells: [string | null, string, string, string | null][] = [];
      for (const playlist of await Playlist.objects.prefetchRelated('tracks__album__artist')) {
        for (const track of await playlist.tracks) {
          const album = await track.album;
          if (album !== null) cells.push([playlist.name, track.name, album.title, (await album.artist).name]);
        }
      }
      return cells;
    },
    sql: `SELECT p.Name, t.Name, al.Title, ar.Name FROM Playlist p JOIN PlaylistTrack USING (PlaylistId)
          JOIN Track t USING (TrackId) JOIN Album al USING (AlbumId) JOIN Artist ar USING (ArtistId)`,
    queries: 4,
  },
  {
    name: 'a loop over a forward relation, a reverse one and a many-to-many: one query and three, up to a hundred rows',
    dorm: async () => {
      const cells: [string, string | null, number, number][] = [];
      for (const track of await Track.objects.filter({ id__lte: 100 })) {
        const [album, sales, playlists] = [await track.album, await track.sales, await track.playlists];
        cells.push([track.name, album?.title ?? null, sales.length, playlists.length]);
      }
      return cells;
    },
    sql: `SELECT t.Name, al.Title, (SELECT count(*) FROM InvoiceLine l WHERE l.TrackId = t.TrackId),
          (SELECT count(*) FROM PlaylistTrack p WHERE p.TrackId = t.TrackId)
          FROM Track t LEFT JOIN Album al USING (AlbumId) WHERE t.TrackId <= 100`,
    queries: 4,
  },
  {
    name: 'customers, and the lines of their invoices',
    dorm: () =>
      Customer.objects.annotate({ n: Count('invoices'), lines: Count('invoices__lines') }).values('id', 'n', 'lines'),
    sql: `SELECT CustomerId, (SELECT count(*) FROM Invoice i WHERE i.CustomerId = c.CustomerId),
          (SELECT count(*) FROM Invoice i JOIN InvoiceLine USING (InvoiceId) WHERE i.CustomerId = c.CustomerId) FROM Customer c`,
  },
  {
    name: 'rows that a condition repeats do not multiply what is apart',
    dorm: () =>
      Album.objects
        .filter({ tracks__milliseconds__gt: 300_000 })
        .annotate({ long: Count('tracks'), all: Count('artist__albums') })
        .values('id', 'long', 'all'),
    sql: `SELECT al.AlbumId, count(*), (SELECT count(*) FROM Album o WHERE o.ArtistId = al.ArtistId)
          FROM Album al JOIN Track t USING (AlbumId) WHERE Milliseconds > 300000 GROUP BY al.AlbumId`,
  },
  {
    name: 'sums beside counts on an invoice',
    dorm: () =>
      Invoice.objects
        .annotate({ n: Count('lines'), others: Count('customer__invoices') })
        .filter({ others__gt: 6 })
        .values('id', 'n', 'others'),
    sql: `SELECT InvoiceId, (SELECT count(*) FROM InvoiceLine l WHERE l.InvoiceId = i.InvoiceId),
          (SELECT count(*) FROM Invoice o WHERE o.CustomerId = i.CustomerId) AS others FROM Invoice i WHERE others > 6`,
  },
]);
