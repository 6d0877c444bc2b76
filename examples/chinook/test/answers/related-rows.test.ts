/** Rows with their relations: selectRelated, prefetchRelated, and what a row awaits. */
import { Prefetch } from '@dorm/core';
import { Album, Artist, Customer, Employee, Invoice, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

describeAnswers('related rows', [
  {
    name: 'selectRelated, one step',
    dorm: async () => {
      const albums = await Album.objects.selectRelated('artist').orderBy('id');
      return albums.map(({ title, artist }) => [title, artist.name]);
    },
    sql: 'SELECT Title, Name FROM Album JOIN Artist USING (ArtistId) ORDER BY AlbumId',
  },
  {
    name: 'selectRelated, two steps and beside them',
    dorm: async () => {
      const tracks = await Track.objects.selectRelated('album__artist', 'genre').filter({ id__lt: 200 }).orderBy('id');
      return tracks.map(({ id, album, genre }) => [id, album?.artist.name ?? null, genre?.name ?? null]);
    },
    sql: `SELECT t.TrackId, ar.Name, g.Name FROM Track t LEFT JOIN Album USING (AlbumId)
          LEFT JOIN Artist ar USING (ArtistId) LEFT JOIN Genre g USING (GenreId) WHERE t.TrackId < 200 ORDER BY t.TrackId`,
  },
  {
    name: 'selectRelated of a relation that is missing',
    dorm: async () => {
      const staff = await Employee.objects.selectRelated('manager').orderBy('id');
      return staff.map((one) => [one.lastName, one.manager?.lastName ?? null]);
    },
    sql: `SELECT e.LastName, m.LastName FROM Employee e LEFT JOIN Employee m ON m.EmployeeId = e.ReportsTo
          ORDER BY e.EmployeeId`,
  },
  {
    name: 'a relation awaited in a loop: one query for all',
    dorm: async () => {
      const rows: [number, string][] = [];
      for (const invoice of await Invoice.objects.orderBy('id'))
        rows.push([invoice.id, (await invoice.customer).lastName]);
      return rows;
    },
    sql: 'SELECT InvoiceId, LastName FROM Invoice JOIN Customer USING (CustomerId) ORDER BY InvoiceId',
    queries: 2,
  },
  {
    name: 'prefetchRelated, back: the albums of each artist',
    dorm: async () => {
      const artists = await Artist.objects.prefetchRelated('albums').orderBy('id');
      const rows: [string | null, number][] = [];
      for (const artist of artists) rows.push([artist.name, (await artist.albums).length]);
      return rows;
    },
    sql: `SELECT Name, (SELECT count(*) FROM Album al WHERE al.ArtistId = ar.ArtistId) FROM Artist ar
          ORDER BY ar.ArtistId`,
    queries: 2,
  },
  {
    name: 'prefetchRelated over two steps',
    dorm: async () => {
      const artists = await Artist.objects.filter({ id__lte: 10 }).prefetchRelated('albums__tracks');
      const rows: (string | null)[][] = [];
      for (const artist of artists) {
        for (const album of await artist.albums) {
          for (const track of await album.tracks) rows.push([artist.name, album.title, track.name]);
        }
      }
      return rows;
    },
    sql: `SELECT ar.Name, al.Title, t.Name FROM Artist ar JOIN Album al USING (ArtistId) JOIN Track t USING (AlbumId)
          WHERE ar.ArtistId <= 10`,
    queries: 3,
  },
  {
    name: 'prefetchRelated, many-to-many',
    dorm: async () => {
      const playlists = await Playlist.objects.filter({ name__contains: 'Classical' }).prefetchRelated('tracks');
      const rows: [number, number][] = [];
      for (const playlist of playlists) for (const track of await playlist.tracks) rows.push([playlist.id, track.id]);
      return rows;
    },
    sql: "SELECT PlaylistId, TrackId FROM PlaylistTrack JOIN Playlist USING (PlaylistId) WHERE instr(Name, 'Classical') > 0",
    queries: 2,
  },
  {
    name: 'Prefetch with conditions and an order of its own',
    dorm: async () => {
      const dear = Invoice.objects.filter({ total__gt: '13' }).orderBy('-total', 'id');
      const customers = await Customer.objects.prefetchRelated(Prefetch('invoices', { queryset: dear })).orderBy('id');
      const rows: [number, string][] = [];
      for (const customer of customers)
        for (const invoice of await customer.invoices) rows.push([customer.id, invoice.total]);
      return rows;
    },
    sql: `SELECT CustomerId, printf('%.2f', Total) FROM Invoice WHERE Total > 13
          ORDER BY CustomerId, Total DESC, InvoiceId`,
    queries: 2,
  },
  {
    name: "a row's own related manager",
    dorm: async () => {
      const queen = await Artist.objects.get({ name: 'Queen' });
      return queen.albums.filter({ title__contains: 'Hits' }).valuesList('title', { flat: true });
    },
    sql: `SELECT Title FROM Album JOIN Artist USING (ArtistId) WHERE Name = 'Queen' AND instr(Title, 'Hits') > 0`,
    queries: 2,
  },
]);
