/** exclude(): the rows for which the condition is not known to hold; NULL is among them. */
import { F } from '@dorm/core';
import { Album, Artist, Customer, Employee, Invoice, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const ids = { flat: true } as const;

describeAnswers('exclude', [
  {
    name: 'a column that is never NULL',
    dorm: () => Album.objects.exclude({ artist: 90 }).valuesList('id', ids),
    sql: 'SELECT AlbumId FROM Album WHERE ArtistId <> 90',
  },
  {
    name: 'a column with NULLs keeps them',
    dorm: () => Track.objects.exclude({ composer: 'AC/DC' }).valuesList('id', ids),
    sql: "SELECT TrackId FROM Track WHERE Composer <> 'AC/DC' OR Composer IS NULL",
  },
  {
    name: 'contains on a column with NULLs keeps them',
    dorm: () => Customer.objects.exclude({ company__contains: 'Inc' }).valuesList('id', ids),
    sql: "SELECT CustomerId FROM Customer WHERE Company IS NULL OR instr(Company, 'Inc') = 0",
  },
  {
    name: 'null: the rows that have a value',
    dorm: () => Customer.objects.exclude({ state: null }).valuesList('state', ids),
    sql: 'SELECT State FROM Customer WHERE State IS NOT NULL',
  },
  {
    name: 'in keeps NULLs',
    dorm: () => Customer.objects.exclude({ state__in: ['SP', 'CA'] }).valuesList('id', ids),
    sql: "SELECT CustomerId FROM Customer WHERE State NOT IN ('SP', 'CA') OR State IS NULL",
  },
  {
    name: 'an empty in excludes nobody',
    dorm: () => Playlist.objects.exclude({ name__in: [] }).valuesList('id', ids),
    sql: 'SELECT PlaylistId FROM Playlist',
  },
  {
    name: 'two keys in one call: not both',
    dorm: () => Track.objects.exclude({ genre: 1, mediaType: 1 }).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE NOT (GenreId IS 1 AND MediaTypeId = 1)',
  },
  {
    name: 'two calls: neither',
    dorm: () => Track.objects.exclude({ genre: 1 }).exclude({ mediaType: 1 }).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE GenreId IS NOT 1 AND MediaTypeId <> 1',
  },
  {
    name: 'through a forward relation',
    dorm: () => Track.objects.exclude({ genre__name: 'Rock' }).valuesList('id', ids),
    sql: "SELECT TrackId FROM Track LEFT JOIN Genre g USING (GenreId) WHERE g.Name IS NOT 'Rock'",
  },
  {
    name: 'through a relation to itself, which one does not have',
    dorm: () => Employee.objects.exclude({ manager__lastName: 'Edwards' }).valuesList('lastName', ids),
    sql: `SELECT e.LastName FROM Employee e LEFT JOIN Employee m ON m.EmployeeId = e.ReportsTo
          WHERE m.LastName IS NOT 'Edwards'`,
  },
  {
    name: 'back: artists with no album named so, those without any among them',
    dorm: () => Artist.objects.exclude({ albums__title__contains: 'a' }).valuesList('name', ids),
    sql: "SELECT Name FROM Artist WHERE ArtistId NOT IN (SELECT ArtistId FROM Album WHERE instr(Title, 'a') > 0)",
  },
  {
    name: 'back over two steps',
    dorm: () => Artist.objects.exclude({ albums__tracks__genre: 1 }).valuesList('id', ids),
    sql: `SELECT ArtistId FROM Artist WHERE ArtistId NOT IN
          (SELECT ArtistId FROM Album JOIN Track USING (AlbumId) WHERE GenreId = 1)`,
  },
  {
    name: 'many-to-many: tracks in no playlist of music',
    dorm: () => Track.objects.exclude({ playlists__name: 'Music' }).valuesList('id', ids),
    sql: `SELECT TrackId FROM Track WHERE TrackId NOT IN
          (SELECT TrackId FROM PlaylistTrack JOIN Playlist USING (PlaylistId) WHERE Name = 'Music')`,
  },
  {
    name: 'isNull: artists who have an album',
    dorm: () => Artist.objects.exclude({ albums__isNull: true }).valuesList('id', ids),
    sql: 'SELECT ArtistId FROM Artist WHERE ArtistId IN (SELECT ArtistId FROM Album)',
  },
  {
    name: 'two keys over many rows: each asks for a row of its own',
    dorm: () =>
      Customer.objects.exclude({ invoices__total__gt: '20', invoices__billingCountry: 'USA' }).valuesList('id', ids),
    sql: `SELECT CustomerId FROM Customer WHERE NOT (CustomerId IN (SELECT CustomerId FROM Invoice WHERE Total > 20)
          AND CustomerId IN (SELECT CustomerId FROM Invoice WHERE BillingCountry = 'USA'))`,
  },
  {
    name: 'a filter and an exclude over the same relation',
    dorm: () =>
      Artist.objects
        .filter({ albums__title__startsWith: 'The' })
        .exclude({ albums__title__contains: 'Best' })
        .distinct()
        .valuesList('name', ids),
    sql: `SELECT Name FROM Artist WHERE ArtistId IN (SELECT ArtistId FROM Album WHERE Title GLOB 'The*')
          AND ArtistId NOT IN (SELECT ArtistId FROM Album WHERE instr(Title, 'Best') > 0)`,
  },
  {
    name: 'F: columns that may be NULL',
    dorm: () => Invoice.objects.exclude({ billingState: F('customer__state') }).valuesList('id', ids),
    sql: `SELECT InvoiceId FROM Invoice JOIN Customer c USING (CustomerId)
          WHERE BillingState IS NULL OR c.State IS NULL OR BillingState <> c.State`,
  },
]);
