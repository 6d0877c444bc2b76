/** Exists, Subquery and OuterRef: a query inside another one, which reads its row. */
import { Count, Exists, OuterRef, Q, Subquery, Sum } from '@dorm/core';
import { Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const sales = InvoiceLine.objects.filter({ track: OuterRef('pk') });
const longest = Track.objects.filter({ album: OuterRef('pk') }).orderBy('-milliseconds', 'id');
const flat = { flat: true } as const;

describeAnswers('Exists, Subquery and OuterRef', [
  {
    name: 'a row exists',
    dorm: () => Track.objects.filter(Exists(sales)).count(),
    sql: 'SELECT count(DISTINCT TrackId) FROM InvoiceLine',
  },
  {
    name: 'no row exists',
    dorm: () =>
      Genre.objects
        .exclude(Exists(InvoiceLine.objects.filter({ track__genre: OuterRef('pk') })))
        .valuesList('name', flat),
    sql: `SELECT Name FROM Genre g WHERE NOT EXISTS
          (SELECT 1 FROM InvoiceLine JOIN Track t USING (TrackId) WHERE t.GenreId = g.GenreId)`,
  },
  {
    name: 'as a value of the row',
    dorm: () => Track.objects.annotate({ sold: Exists(sales) }).values('id', 'sold'),
    sql: 'SELECT TrackId, TrackId IN (SELECT TrackId FROM InvoiceLine) FROM Track',
  },
  {
    name: 'as a value, compared',
    dorm: () =>
      Track.objects
        .alias({ sold: Exists(sales) })
        .filter({ sold: false, id__lte: 50 })
        .valuesList('id', flat),
    sql: 'SELECT TrackId FROM Track WHERE TrackId <= 50 AND TrackId NOT IN (SELECT TrackId FROM InvoiceLine)',
  },
  {
    name: 'inside an or, and under a NOT',
    dorm: () => Track.objects.filter(Q.or(Q.not(Exists(sales)), { milliseconds__gt: 1_000_000 })).count(),
    sql: 'SELECT count(*) FROM Track WHERE TrackId NOT IN (SELECT TrackId FROM InvoiceLine) OR Milliseconds > 1000000',
  },
  {
    name: 'the first row of each, by a slice',
    dorm: () =>
      Album.objects.annotate({ longest: Subquery(longest.values('name').slice(0, 1)) }).values('title', 'longest'),
    sql: `SELECT Title, (SELECT Name FROM Track t WHERE t.AlbumId = al.AlbumId ORDER BY Milliseconds DESC, TrackId LIMIT 1)
          FROM Album al`,
  },
  {
    name: 'the second row of each, NULL where there is none',
    dorm: () => Album.objects.annotate({ second: Subquery(longest.values('name').slice(1, 2)) }).values('id', 'second'),
    sql: `SELECT AlbumId, (SELECT Name FROM Track t WHERE t.AlbumId = al.AlbumId ORDER BY Milliseconds DESC, TrackId
          LIMIT 1 OFFSET 1) FROM Album al`,
  },
  {
    name: 'an aggregate of each, as a subquery',
    dorm: () => {
      const spent = Invoice.objects
        .filter({ customer: OuterRef('pk') })
        .values('customer')
        .annotate({ sum: Sum('total') });
      return Customer.objects.annotate({ spent: Subquery(spent.values('sum')) }).values('id', 'spent');
    },
    sql: "SELECT CustomerId, printf('%.2f', sum(Total)) FROM Invoice GROUP BY CustomerId",
  },
  {
    name: 'compared with a subquery',
    dorm: () => {
      const most = Track.objects
        .filter({ album: OuterRef('album') })
        .orderBy('-milliseconds')
        .values('milliseconds')
        .slice(0, 1);
      return Track.objects.filter({ milliseconds: Subquery(most) }).valuesList('id', flat);
    },
    sql: 'SELECT TrackId FROM Track t WHERE Milliseconds = (SELECT max(Milliseconds) FROM Track o WHERE o.AlbumId = t.AlbumId)',
  },
  {
    name: 'one inside another',
    dorm: () => {
      const lines = InvoiceLine.objects.filter({ invoice: OuterRef('pk'), track__genre__name: 'Jazz' });
      const invoices = Invoice.objects.filter({ customer: OuterRef('pk') }).filter(Exists(lines));
      return Customer.objects.filter(Exists(invoices)).valuesList('id', flat);
    },
    sql: `SELECT DISTINCT CustomerId FROM Invoice JOIN InvoiceLine USING (InvoiceId) JOIN Track t USING (TrackId)
          JOIN Genre g USING (GenreId) WHERE g.Name = 'Jazz'`,
  },
  {
    name: 'a model inside itself',
    dorm: () =>
      Employee.objects
        .filter(Exists(Employee.objects.filter({ manager: OuterRef('pk'), city: OuterRef('city') })))
        .valuesList('lastName', flat),
    sql: `SELECT LastName FROM Employee e WHERE EXISTS
          (SELECT 1 FROM Employee r WHERE r.ReportsTo = e.EmployeeId AND r.City = e.City)`,
  },
  {
    name: 'a list of groups that HAVING chose',
    dorm: () => {
      const many = Album.objects
        .values('artist')
        .annotate({ n: Count('*') })
        .filter({ n__gt: 10 })
        .values('artist');
      return Artist.objects.filter({ pk__in: many }).valuesList('name', flat);
    },
    sql: 'SELECT Name FROM Artist WHERE ArtistId IN (SELECT ArtistId FROM Album GROUP BY 1 HAVING count(*) > 10)',
  },
]);
