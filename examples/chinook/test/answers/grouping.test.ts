/** values().annotate(): equal values are one group; conditions on what was computed choose among groups (HAVING). */
import { Avg, Case, Count, Max, Min, Sum, Value, When } from '@dorm/core';
import { Customer, Employee, Invoice, InvoiceLine, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

describeAnswers('grouping', [
  {
    name: 'by a column',
    dorm: () => Customer.objects.values('country').annotate({ n: Count('*') }),
    sql: 'SELECT Country, count(*) FROM Customer GROUP BY Country',
  },
  {
    name: 'NULL is a group of its own',
    dorm: () => Track.objects.values('composer').annotate({ n: Count('*') }),
    sql: 'SELECT Composer, count(*) FROM Track GROUP BY Composer',
  },
  {
    name: 'by two columns',
    dorm: () => Customer.objects.values('country', 'city').annotate({ n: Count('*') }),
    sql: 'SELECT Country, City, count(*) FROM Customer GROUP BY Country, City',
  },
  {
    name: 'by a column of a relation',
    dorm: () =>
      Track.objects
        .values('genre__name')
        .annotate({ n: Count('*'), mean: Avg('milliseconds'), most: Max('milliseconds') }),
    sql: `SELECT g.Name, count(*), avg(Milliseconds), max(Milliseconds) FROM Track LEFT JOIN Genre g USING (GenreId)
          GROUP BY g.Name`,
  },
  {
    name: 'by the key of a relation',
    dorm: () => Track.objects.values('album').annotate({ n: Count('*') }),
    sql: 'SELECT AlbumId, count(*) FROM Track GROUP BY AlbumId',
  },
  {
    name: 'by a column two relations on',
    dorm: () => InvoiceLine.objects.values('invoice__customer__country').annotate({ sold: Sum('quantity') }),
    sql: `SELECT c.Country, sum(Quantity) FROM InvoiceLine JOIN Invoice USING (InvoiceId) JOIN Customer c USING (CustomerId)
          GROUP BY c.Country`,
  },
  {
    name: 'HAVING',
    dorm: () =>
      Customer.objects
        .values('country')
        .annotate({ n: Count('*') })
        .filter({ n__gte: 5 }),
    sql: 'SELECT Country, count(*) FROM Customer GROUP BY Country HAVING count(*) >= 5',
  },
  {
    name: 'WHERE and HAVING',
    dorm: () =>
      Track.objects
        .filter({ milliseconds__gt: 300_000 })
        .values('genre__name')
        .annotate({ n: Count('*') })
        .filter({ n__range: [10, 100] }),
    sql: `SELECT g.Name, count(*) FROM Track JOIN Genre g USING (GenreId) WHERE Milliseconds > 300000
          GROUP BY g.Name HAVING count(*) BETWEEN 10 AND 100`,
  },
  {
    name: 'excluded groups',
    dorm: () =>
      Customer.objects
        .values('country')
        .annotate({ n: Count('*') })
        .exclude({ n: 1 }),
    sql: 'SELECT Country, count(*) FROM Customer GROUP BY Country HAVING count(*) <> 1',
  },
  {
    name: 'the largest groups first',
    dorm: () =>
      Invoice.objects
        .values('billingCountry')
        .annotate({ n: Count('*') })
        .orderBy('-n', 'billingCountry')
        .slice(0, 5),
    sql: 'SELECT BillingCountry, count(*) AS n FROM Invoice GROUP BY 1 ORDER BY n DESC, BillingCountry LIMIT 5',
  },
  {
    name: 'as tuples, the annotation in its place',
    dorm: () =>
      Customer.objects
        .values('country')
        .annotate({ n: Count('*') })
        .valuesList('n', 'country'),
    sql: 'SELECT count(*), Country FROM Customer GROUP BY Country',
  },
  {
    name: 'by what was computed',
    dorm: () =>
      Track.objects
        .annotate({
          size: Case(
            When({ milliseconds__lt: 180_000 }, Value('short')),
            When({ milliseconds__lt: 360_000 }, Value('song')),
            {
              default: Value('long'),
            },
          ),
        })
        .values('size')
        .annotate({ n: Count('*'), least: Min('milliseconds') }),
    sql: `SELECT CASE WHEN Milliseconds < 180000 THEN 'short' WHEN Milliseconds < 360000 THEN 'song' ELSE 'long' END AS size,
          count(*), min(Milliseconds) FROM Track GROUP BY size`,
  },
  {
    name: 'different values in each group',
    dorm: () => Track.objects.values('genre').annotate({ albums: Count('album', { distinct: true }) }),
    sql: 'SELECT GenreId, count(DISTINCT AlbumId) FROM Track GROUP BY GenreId',
  },
  {
    name: 'rows on the other side, for each group',
    dorm: () => Employee.objects.values('title').annotate({ served: Count('customers') }),
    sql: `SELECT e.Title, count(CustomerId) FROM Employee e LEFT JOIN Customer c ON c.SupportRepId = e.EmployeeId
          GROUP BY e.Title`,
  },
  {
    name: 'how many groups there are',
    dorm: () =>
      Customer.objects
        .values('country')
        .annotate({ n: Count('*') })
        .filter({ n__gt: 1 })
        .count(),
    sql: 'SELECT count(*) FROM (SELECT 1 FROM Customer GROUP BY Country HAVING count(*) > 1)',
  },
]);
