/** Case and When: a value by conditions, in rows, orderings and aggregates. */
import { Case, Coalesce, Concat, Count, F, Q, Sum, Value, When } from '@dorm/core';
import { Album, Customer, Employee, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const size = Case(
  When({ milliseconds__gt: 600_000 }, Value('long')),
  When({ milliseconds__gt: 240_000 }, Value('song')),
  {
    default: Value('short'),
  },
);

describeAnswers('conditional expressions', [
  {
    name: 'the first branch that holds',
    dorm: () => Track.objects.annotate({ size }).values('id', 'size'),
    sql: `SELECT TrackId, CASE WHEN Milliseconds > 600000 THEN 'long' WHEN Milliseconds > 240000 THEN 'song' ELSE 'short' END
          FROM Track`,
  },
  {
    name: 'NULL where none holds',
    dorm: () => Track.objects.annotate({ by: Case(When({ composer__isNull: false }, 'composer')) }).values('id', 'by'),
    sql: 'SELECT TrackId, Composer FROM Track',
  },
  {
    name: 'conditions on a relation',
    dorm: () =>
      Track.objects
        .annotate({
          kind: Case(When(Q.or({ genre__name: 'Rock' }, { genre__name: 'Metal' }), Value('loud')), {
            default: 'genre__name',
          }),
        })
        .values('id', 'kind'),
    sql: `SELECT TrackId, CASE WHEN g.Name IN ('Rock', 'Metal') THEN 'loud' ELSE g.Name END
          FROM Track LEFT JOIN Genre g USING (GenreId)`,
  },
  {
    name: 'compared',
    dorm: () => Track.objects.annotate({ size }).filter({ size: 'long' }).count(),
    sql: 'SELECT count(*) FROM Track WHERE Milliseconds > 600000',
  },
  {
    name: 'an order of its own',
    dorm: () => {
      const rank = Case(When({ country: 'Canada' }, Value(0)), When({ country: 'USA' }, Value(1)), {
        default: Value(2),
      });
      return Customer.objects.annotate({ rank }).orderBy('rank', 'id').valuesList('id', { flat: true });
    },
    sql: "SELECT CustomerId FROM Customer ORDER BY CASE Country WHEN 'Canada' THEN 0 WHEN 'USA' THEN 1 ELSE 2 END, CustomerId",
  },
  {
    name: 'inside a sum',
    dorm: () =>
      Album.objects
        .annotate({ long: Sum(Case(When({ tracks__milliseconds__gt: 300_000 }, Value(1)), { default: Value(0) })) })
        .values('id', 'long'),
    sql: 'SELECT AlbumId, sum(Milliseconds > 300000) FROM Album JOIN Track USING (AlbumId) GROUP BY 1',
  },
  {
    name: 'the first that is not NULL',
    dorm: () => Customer.objects.annotate({ firm: Coalesce('company', Value('none')) }).values('id', 'firm'),
    sql: "SELECT CustomerId, coalesce(Company, 'none') FROM Customer",
  },
  {
    name: 'texts in a row, a missing one empty',
    dorm: () => Customer.objects.annotate({ label: Concat('lastName', Value(', '), 'company') }).values('id', 'label'),
    sql: "SELECT CustomerId, LastName || ', ' || coalesce(Company, '') FROM Customer",
  },
  {
    name: 'arithmetic in a condition',
    dorm: () => Track.objects.filter({ bytes__gt: F('milliseconds').mul(60) }).count(),
    sql: 'SELECT count(*) FROM Track WHERE Bytes > Milliseconds * 60',
  },
  {
    name: 'of a missing relation',
    dorm: () =>
      Employee.objects
        .annotate({
          role: Case(When({ manager: null }, Value('head')), { default: 'manager__lastName' }),
          n: Count('reports'),
        })
        .values('lastName', 'role', 'n'),
    sql: `SELECT e.LastName, CASE WHEN e.ReportsTo IS NULL THEN 'head' ELSE m.LastName END,
          (SELECT count(*) FROM Employee r WHERE r.ReportsTo = e.EmployeeId)
          FROM Employee e LEFT JOIN Employee m ON m.EmployeeId = e.ReportsTo`,
  },
]);
