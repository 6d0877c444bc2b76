/** Conditions joined by and, or and not. */
import { F, Q } from '@dorm/core';
import { Album, Artist, Customer, Employee, Invoice, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const ids = { flat: true } as const;

describeAnswers('Q trees', [
  {
    name: 'or',
    dorm: () => Customer.objects.filter(Q.or({ country: 'Norway' }, { city: 'Paris' })).valuesList('lastName', ids),
    sql: "SELECT LastName FROM Customer WHERE Country = 'Norway' OR City = 'Paris'",
  },
  {
    name: 'or as a method',
    dorm: () => Customer.objects.filter(Q({ country: 'Norway' }).or({ city: 'Paris' })).valuesList('lastName', ids),
    sql: "SELECT LastName FROM Customer WHERE Country = 'Norway' OR City = 'Paris'",
  },
  {
    name: 'and of an or with a condition beside it',
    dorm: () =>
      Invoice.objects
        .filter(Q.or({ billingCountry: 'USA' }, { billingCountry: 'Canada' }), { total__gt: '10' })
        .valuesList('id', ids),
    sql: "SELECT InvoiceId FROM Invoice WHERE (BillingCountry = 'USA' OR BillingCountry = 'Canada') AND Total > 10",
  },
  {
    name: 'not of a column with NULLs',
    dorm: () => Customer.objects.filter(Q({ company: 'JetBrains s.r.o.' }).not()).valuesList('id', ids),
    sql: "SELECT CustomerId FROM Customer WHERE Company IS NOT 'JetBrains s.r.o.'",
  },
  {
    name: 'not of an or: neither',
    dorm: () => Customer.objects.filter(Q.not(Q.or({ state: 'CA' }, { country: 'Canada' }))).valuesList('id', ids),
    sql: "SELECT CustomerId FROM Customer WHERE State IS NOT 'CA' AND Country IS NOT 'Canada'",
  },
  {
    name: 'not of an and: not both',
    dorm: () => Customer.objects.filter(Q.not(Q.and({ state: 'CA' }, { city: 'Mountain View' }))).valuesList('id', ids),
    sql: "SELECT CustomerId FROM Customer WHERE State IS NOT 'CA' OR City IS NOT 'Mountain View'",
  },
  {
    name: 'not of a not is none',
    dorm: () => Track.objects.filter(Q({ composer: 'Jimi Hendrix' }).not().not()).valuesList('id', ids),
    sql: "SELECT TrackId FROM Track WHERE Composer = 'Jimi Hendrix'",
  },
  {
    name: 'one of two, not both',
    dorm: () => {
      const [long, dear] = [Q({ milliseconds__gt: 2_500_000 }), Q({ unitPrice__gt: '1' })];
      return Track.objects.filter(Q.or(long.and(dear.not()), dear.and(long.not()))).valuesList('id', ids);
    },
    sql: 'SELECT TrackId FROM Track WHERE (Milliseconds > 2500000) <> (UnitPrice > 1)',
  },
  {
    name: 'an empty Q says nothing',
    dorm: () => Album.objects.filter(Q({}), Q.and()).valuesList('id', ids),
    sql: 'SELECT AlbumId FROM Album',
  },
  {
    name: 'or of nothing holds for nobody',
    dorm: () => Album.objects.filter(Q.or()).valuesList('id', ids),
    sql: 'SELECT AlbumId FROM Album WHERE 1 = 0',
    nothing: true,
  },
  {
    name: 'or of a missing relation and a condition on it',
    dorm: () =>
      Employee.objects.filter(Q.or({ manager: null }, { manager__lastName: 'Mitchell' })).valuesList('lastName', ids),
    sql: `SELECT e.LastName FROM Employee e LEFT JOIN Employee m ON m.EmployeeId = e.ReportsTo
          WHERE e.ReportsTo IS NULL OR m.LastName = 'Mitchell'`,
  },
  {
    name: 'or over two relations',
    dorm: () =>
      Track.objects.filter(Q.or({ genre__name: 'Opera' }, { album__title__contains: 'Opera' })).valuesList('id', ids),
    sql: `SELECT t.TrackId FROM Track t LEFT JOIN Genre g USING (GenreId) LEFT JOIN Album al USING (AlbumId)
          WHERE g.Name = 'Opera' OR instr(al.Title, 'Opera') > 0`,
  },
  {
    name: 'or over many rows keeps those without any',
    dorm: () =>
      Artist.objects
        .filter(Q.or({ albums__title: 'Plays Metallica By Four Cellos' }, { name: 'Milton Nascimento & Bebeto' }))
        .valuesList('name', ids),
    sql: `SELECT Name FROM Artist WHERE Name = 'Milton Nascimento & Bebeto'
          OR ArtistId IN (SELECT ArtistId FROM Album WHERE Title = 'Plays Metallica By Four Cellos')`,
  },
  {
    name: 'and over many rows is one row',
    dorm: () =>
      Customer.objects
        .filter(Q.and({ invoices__total__gt: '15' }, { invoices__invoiceDate__year: 2022 }))
        .valuesList('lastName', ids),
    sql: `SELECT LastName FROM Customer JOIN Invoice USING (CustomerId)
          WHERE Total > 15 AND InvoiceDate >= '2022-01-01' AND InvoiceDate < '2023-01-01'`,
  },
  {
    name: 'not over many rows inside an or',
    dorm: () =>
      Playlist.objects
        .filter(Q.or({ name__startsWith: 'Classical' }, Q.not({ tracks__id__gt: 0 })))
        .valuesList('id', ids),
    sql: `SELECT PlaylistId FROM Playlist WHERE Name GLOB 'Classical*'
          OR PlaylistId NOT IN (SELECT PlaylistId FROM PlaylistTrack)`,
  },
  {
    name: 'exclude of an or',
    dorm: () => Track.objects.exclude(Q.or({ genre: 1 }, { composer: null })).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE GenreId IS NOT 1 AND Composer IS NOT NULL',
  },
  {
    name: 'expressions in a tree',
    dorm: () =>
      Track.objects
        .filter(Q.or({ bytes__lt: F('milliseconds').mul(10) }, Q.not({ bytes__lt: F('milliseconds').mul(100) })))
        .valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE Bytes < Milliseconds * 10 OR NOT ifnull(Bytes < Milliseconds * 100, 0)',
  },
]);
