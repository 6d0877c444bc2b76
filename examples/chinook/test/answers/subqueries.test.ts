/** A QuerySet as the list of __in: one statement. */
import { Q } from '@dorm/core';
import { Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const ids = { flat: true } as const;

describeAnswers('subqueries', [
  {
    name: 'the keys of a QuerySet',
    dorm: () =>
      Album.objects.filter({ artist__in: Artist.objects.filter({ name__startsWith: 'A' }) }).valuesList('title', ids),
    sql: "SELECT Title FROM Album WHERE ArtistId IN (SELECT ArtistId FROM Artist WHERE Name GLOB 'A*')",
  },
  {
    name: 'a column that values() chose',
    dorm: () =>
      Artist.objects
        .filter({ pk__in: Album.objects.filter({ title__contains: 'Live' }).values('artist') })
        .valuesList('name', ids),
    sql: "SELECT Name FROM Artist WHERE ArtistId IN (SELECT ArtistId FROM Album WHERE instr(Title, 'Live') > 0)",
  },
  {
    name: 'a column that valuesList() chose',
    dorm: () =>
      Customer.objects.filter({ city__in: Employee.objects.valuesList('city', ids) }).valuesList('lastName', ids),
    sql: 'SELECT LastName FROM Customer WHERE City IN (SELECT City FROM Employee)',
  },
  {
    name: 'excluded: genres that were never sold',
    dorm: () => Genre.objects.exclude({ pk__in: InvoiceLine.objects.values('track__genre') }).valuesList('name', ids),
    sql: `SELECT Name FROM Genre WHERE GenreId NOT IN
          (SELECT t.GenreId FROM InvoiceLine l JOIN Track t ON t.TrackId = l.TrackId WHERE t.GenreId IS NOT NULL)`,
  },
  {
    name: 'excluded, NULL among its values: still the rest',
    dorm: () =>
      Employee.objects
        .exclude({ pk__in: Employee.objects.filter({ id__gt: 1 }).values('manager') })
        .valuesList('lastName', ids),
    sql: 'SELECT LastName FROM Employee WHERE EmployeeId NOT IN (SELECT ReportsTo FROM Employee WHERE EmployeeId > 1)',
  },
  {
    name: 'ordered and sliced: tracks of the ten longest',
    dorm: () =>
      Album.objects
        .filter({ tracks__in: Track.objects.orderBy('-milliseconds', 'id').slice(0, 10) })
        .distinct()
        .valuesList('title', ids),
    sql: `SELECT DISTINCT Title FROM Album JOIN Track USING (AlbumId) WHERE TrackId IN
          (SELECT TrackId FROM Track ORDER BY Milliseconds DESC, TrackId LIMIT 10)`,
  },
  {
    name: 'nested twice',
    dorm: () => {
      const artists = Artist.objects.filter({ name__in: ['Queen', 'U2'] });
      const albums = Album.objects.filter({ artist__in: artists, title__contains: 'Greatest' });
      return Track.objects.filter({ album__in: albums, milliseconds__gt: 200_000 }).valuesList('name', ids);
    },
    sql: `SELECT Name FROM Track WHERE Milliseconds > 200000 AND AlbumId IN (SELECT AlbumId FROM Album
          WHERE instr(Title, 'Greatest') > 0 AND ArtistId IN (SELECT ArtistId FROM Artist WHERE Name IN ('Queen', 'U2')))`,
  },
  {
    name: 'inside an or',
    dorm: () =>
      Invoice.objects
        .filter(Q.or({ total__gt: '20' }, { customer__in: Customer.objects.filter({ country: 'Chile' }) }))
        .valuesList('id', ids),
    sql: `SELECT InvoiceId FROM Invoice WHERE Total > 20
          OR CustomerId IN (SELECT CustomerId FROM Customer WHERE Country = 'Chile')`,
  },
  {
    name: 'with joins of its own',
    dorm: () =>
      Playlist.objects
        .filter({ pk__in: Playlist.objects.filter({ tracks__genre__name: 'Jazz' }) })
        .valuesList('name', ids),
    sql: `SELECT Name FROM Playlist WHERE PlaylistId IN (SELECT PlaylistId FROM PlaylistTrack JOIN Track USING (TrackId)
          JOIN Genre g USING (GenreId) WHERE g.Name = 'Jazz')`,
  },
  {
    name: 'none() as a list',
    dorm: () => Album.objects.exclude({ artist__in: Artist.objects.none() }).count(),
    sql: 'SELECT count(*) FROM Album',
  },
]);
