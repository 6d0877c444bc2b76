/** slice(), distinct(), first() and last(). */
import { Album, Customer, Invoice, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const ids = { flat: true } as const;

describeAnswers('slices and distinct', [
  {
    name: 'the first page',
    dorm: () => Track.objects.orderBy('name', 'id').slice(0, 20).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track ORDER BY Name, TrackId LIMIT 20',
  },
  {
    name: 'a later page',
    dorm: () => Track.objects.orderBy('name', 'id').slice(40, 60).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track ORDER BY Name, TrackId LIMIT 20 OFFSET 40',
  },
  {
    name: 'all but the first',
    dorm: () => Album.objects.orderBy('id').slice(340).valuesList('id', ids),
    sql: 'SELECT AlbumId FROM Album ORDER BY AlbumId LIMIT -1 OFFSET 340',
  },
  {
    name: 'past the end',
    dorm: () => Album.objects.orderBy('id').slice(1000, 1010).valuesList('id', ids),
    sql: 'SELECT AlbumId FROM Album ORDER BY AlbumId LIMIT 10 OFFSET 1000',
    nothing: true,
  },
  {
    name: 'a slice of a slice',
    dorm: () => Album.objects.orderBy('id').slice(10, 30).slice(5, 10).valuesList('id', ids),
    sql: 'SELECT AlbumId FROM Album ORDER BY AlbumId LIMIT 5 OFFSET 15',
  },
  {
    name: 'the page after a key',
    dorm: () => Track.objects.filter({ id__gt: 1000 }).orderBy('id').slice(0, 20).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE TrackId > 1000 ORDER BY TrackId LIMIT 20',
  },
  {
    name: 'the first',
    dorm: async () => (await Invoice.objects.orderBy('-total', 'id').first())?.id,
    sql: 'SELECT InvoiceId FROM Invoice ORDER BY Total DESC, InvoiceId LIMIT 1',
  },
  {
    name: 'the last',
    dorm: async () => (await Invoice.objects.orderBy('-total', 'id').last())?.id,
    sql: 'SELECT InvoiceId FROM Invoice ORDER BY Total, InvoiceId DESC LIMIT 1',
  },
  {
    name: 'distinct values of a column',
    dorm: () => Customer.objects.orderBy('country').valuesList('country', ids).distinct(),
    sql: 'SELECT DISTINCT Country FROM Customer ORDER BY Country',
  },
  {
    name: 'distinct pairs over a relation',
    dorm: () => Track.objects.values('genre__name', 'mediaType__name').distinct(),
    sql: `SELECT DISTINCT g.Name, m.Name FROM Track JOIN Genre g USING (GenreId) JOIN MediaType m USING (MediaTypeId)`,
  },
  {
    name: 'a page of distinct values',
    dorm: () => Customer.objects.orderBy('-country').valuesList('country', ids).distinct().slice(2, 5),
    sql: 'SELECT DISTINCT Country FROM Customer ORDER BY Country DESC LIMIT 3 OFFSET 2',
  },
]);
