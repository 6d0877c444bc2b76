/** Conditions over relations: forward, back, many-to-many, and to the model itself. */
import { Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const ids = { flat: true } as const;

describeAnswers('paths', [
  {
    name: 'forward, one step: albums of an artist',
    dorm: () => Album.objects.filter({ artist__name: 'Iron Maiden' }).valuesList('title', ids),
    sql: "SELECT Title FROM Album JOIN Artist USING (ArtistId) WHERE Name = 'Iron Maiden'",
  },
  {
    name: 'forward, two steps: tracks of an artist',
    dorm: () => Track.objects.filter({ album__artist__name: 'Metallica' }).valuesList('id', ids),
    sql: `SELECT TrackId FROM Track JOIN Album USING (AlbumId) JOIN Artist a USING (ArtistId) WHERE a.Name = 'Metallica'`,
  },
  {
    name: 'forward, four steps: lines of an invoice for an artist',
    dorm: () => InvoiceLine.objects.filter({ track__album__artist__name__startsWith: 'Led' }).valuesList('id', ids),
    sql: `SELECT l.InvoiceLineId FROM InvoiceLine l JOIN Track t ON t.TrackId = l.TrackId
          JOIN Album al ON al.AlbumId = t.AlbumId JOIN Artist ar ON ar.ArtistId = al.ArtistId WHERE ar.Name GLOB 'Led*'`,
  },
  {
    name: 'two forward paths of one model',
    dorm: () =>
      Track.objects
        .filter({ genre__name: 'Rock', mediaType__name__contains: 'AAC', milliseconds__gt: 300_000 })
        .valuesList('id', ids),
    sql: `SELECT TrackId FROM Track t JOIN Genre g USING (GenreId) JOIN MediaType m USING (MediaTypeId)
          WHERE g.Name = 'Rock' AND instr(m.Name, 'AAC') > 0 AND Milliseconds > 300000`,
  },
  {
    name: 'a foreign key by its key',
    dorm: () => Album.objects.filter({ artist: 90 }).valuesList('title', ids),
    sql: 'SELECT Title FROM Album WHERE ArtistId = 90',
  },
  {
    name: 'a foreign key by the name of its id',
    dorm: () => Album.objects.filter({ artistId__in: [1, 2] }).valuesList('title', ids),
    sql: 'SELECT Title FROM Album WHERE ArtistId IN (1, 2)',
  },
  {
    name: 'to itself: those who report to Nancy',
    dorm: () => Employee.objects.filter({ manager__firstName: 'Nancy' }).valuesList('lastName', ids),
    sql: `SELECT e.LastName FROM Employee e JOIN Employee m ON m.EmployeeId = e.ReportsTo WHERE m.FirstName = 'Nancy'`,
  },
  {
    name: 'to itself twice: two levels below the general manager',
    dorm: () => Employee.objects.filter({ manager__manager__title: 'General Manager' }).valuesList('lastName', ids),
    sql: `SELECT e.LastName FROM Employee e JOIN Employee m ON m.EmployeeId = e.ReportsTo
          JOIN Employee g ON g.EmployeeId = m.ReportsTo WHERE g.Title = 'General Manager'`,
  },
  {
    name: 'back: an artist once for each album that matches',
    dorm: () => Artist.objects.filter({ albums__title__contains: 'Live' }).valuesList('name', ids),
    sql: "SELECT Name FROM Artist JOIN Album USING (ArtistId) WHERE instr(Title, 'Live') > 0",
  },
  {
    name: 'back, distinct: an artist once',
    dorm: () => Artist.objects.filter({ albums__title__contains: 'Live' }).distinct().valuesList('name', ids),
    sql: "SELECT Name FROM Artist WHERE ArtistId IN (SELECT ArtistId FROM Album WHERE instr(Title, 'Live') > 0)",
  },
  {
    name: 'back twice: artists with a track of opera',
    dorm: () => Artist.objects.filter({ albums__tracks__genre__name: 'Opera' }).distinct().valuesList('name', ids),
    sql: `SELECT Name FROM Artist WHERE ArtistId IN (SELECT ArtistId FROM Album JOIN Track USING (AlbumId)
          JOIN Genre g USING (GenreId) WHERE g.Name = 'Opera')`,
  },
  {
    name: 'back to itself: whoever has a report from Lethbridge',
    dorm: () => Employee.objects.filter({ reports__city: 'Lethbridge' }).distinct().valuesList('lastName', ids),
    sql: "SELECT LastName FROM Employee WHERE EmployeeId IN (SELECT ReportsTo FROM Employee WHERE City = 'Lethbridge')",
  },
  {
    name: 'back and isNull: artists without an album',
    dorm: () => Artist.objects.filter({ albums__isNull: true }).valuesList('name', ids),
    sql: 'SELECT Name FROM Artist WHERE ArtistId NOT IN (SELECT ArtistId FROM Album)',
  },
  {
    name: 'many-to-many: tracks of a playlist',
    dorm: () => Track.objects.filter({ playlists__name: 'Grunge' }).valuesList('name', ids),
    sql: `SELECT t.Name FROM Track t JOIN PlaylistTrack USING (TrackId) JOIN Playlist p USING (PlaylistId)
          WHERE p.Name = 'Grunge'`,
  },
  {
    name: 'many-to-many, the other way: playlists with a track of an artist',
    dorm: () => Playlist.objects.filter({ tracks__album__artist__name: 'Nirvana' }).distinct().valuesList('id', ids),
    sql: `SELECT PlaylistId FROM Playlist WHERE PlaylistId IN (SELECT pt.PlaylistId FROM PlaylistTrack pt
          JOIN Track t ON t.TrackId = pt.TrackId JOIN Album al ON al.AlbumId = t.AlbumId
          JOIN Artist ar ON ar.ArtistId = al.ArtistId WHERE ar.Name = 'Nirvana')`,
  },
  {
    name: 'many-to-many by its key: no table of the other side',
    dorm: () => Track.objects.filter({ playlists: 18 }).valuesList('id', ids),
    sql: 'SELECT TrackId FROM PlaylistTrack WHERE PlaylistId = 18',
  },
  {
    name: 'one call: the same line is dear and of an early invoice',
    dorm: () => Track.objects.filter({ sales__unitPrice: '1.99', sales__invoice__id__lt: 100 }).valuesList('id', ids),
    sql: 'SELECT TrackId FROM InvoiceLine WHERE UnitPrice = 1.99 AND InvoiceId < 100',
  },
  {
    name: 'two calls: playlists with a track of each artist',
    dorm: () =>
      Playlist.objects
        .filter({ tracks__album__artist__name: 'Pearl Jam' })
        .filter({ tracks__album__artist__name: 'Soundgarden' })
        .distinct()
        .valuesList('id', ids),
    sql: `WITH by_artist AS (SELECT pt.PlaylistId AS id, ar.Name AS artist FROM PlaylistTrack pt
            JOIN Track t ON t.TrackId = pt.TrackId JOIN Album al ON al.AlbumId = t.AlbumId
            JOIN Artist ar ON ar.ArtistId = al.ArtistId)
          SELECT id FROM by_artist WHERE artist = 'Pearl Jam'
          INTERSECT SELECT id FROM by_artist WHERE artist = 'Soundgarden'`,
  },
  {
    name: 'two calls multiply: a pair of albums for each',
    dorm: () =>
      Artist.objects
        .filter({ albums__title__contains: 'Live' })
        .filter({ albums__title__contains: 'The' })
        .valuesList('name', ids),
    sql: `SELECT Name FROM Artist a JOIN Album x ON x.ArtistId = a.ArtistId JOIN Album y ON y.ArtistId = a.ArtistId
          WHERE instr(x.Title, 'Live') > 0 AND instr(y.Title, 'The') > 0`,
  },
  {
    name: 'there and back: customers of the same support as Köhler',
    dorm: () => Customer.objects.filter({ supportRep__customers__lastName: 'Köhler' }).valuesList('lastName', ids),
    sql: `SELECT LastName FROM Customer WHERE SupportRepId = (SELECT SupportRepId FROM Customer WHERE LastName = 'Köhler')`,
  },
  {
    name: 'from the shop to the genre',
    dorm: () =>
      Invoice.objects
        .filter({ lines__track__genre__name: 'Jazz', customer__country: 'USA' })
        .distinct()
        .valuesList('id', ids),
    sql: `SELECT DISTINCT i.InvoiceId FROM Invoice i JOIN Customer c USING (CustomerId)
          JOIN InvoiceLine l ON l.InvoiceId = i.InvoiceId JOIN Track t ON t.TrackId = l.TrackId
          JOIN Genre g USING (GenreId) WHERE g.Name = 'Jazz' AND c.Country = 'USA'`,
  },
  {
    name: 'a model that nobody names from the other side is still read',
    dorm: () => Genre.objects.filter({ id__lt: 4 }).valuesList('name', ids),
    sql: 'SELECT Name FROM Genre WHERE GenreId < 4',
  },
]);
