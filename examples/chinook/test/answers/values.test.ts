/** values() and valuesList(): plain rows instead of instances. */
import { Album, Artist, Customer, Employee, Invoice, InvoiceLine, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

describeAnswers('values', [
  {
    name: 'every column, in the order of the model',
    dorm: () => Album.objects.orderBy('id').values(),
    sql: 'SELECT AlbumId, Title, ArtistId FROM Album ORDER BY AlbumId',
  },
  {
    name: 'named columns, in the order named',
    dorm: () => Artist.objects.orderBy('id').values('name', 'id'),
    sql: 'SELECT Name, ArtistId FROM Artist ORDER BY ArtistId',
  },
  {
    name: 'tuples',
    dorm: () => Customer.objects.orderBy('id').valuesList('lastName', 'company'),
    sql: 'SELECT LastName, Company FROM Customer ORDER BY CustomerId',
  },
  {
    name: 'single values, NULL among them',
    dorm: () => Customer.objects.orderBy('id').valuesList('company', { flat: true }),
    sql: 'SELECT Company FROM Customer ORDER BY CustomerId',
  },
  {
    name: 'columns of relations',
    dorm: () => Track.objects.orderBy('id').valuesList('name', 'album__title', 'album__artist__name', 'genre__name'),
    sql: `SELECT t.Name, al.Title, ar.Name, g.Name FROM Track t LEFT JOIN Album al USING (AlbumId)
          LEFT JOIN Artist ar USING (ArtistId) LEFT JOIN Genre g USING (GenreId) ORDER BY t.TrackId`,
  },
  {
    name: 'a relation that is missing is NULL',
    dorm: () =>
      Employee.objects.orderBy('id').valuesList('lastName', 'manager__lastName', 'manager__manager__lastName'),
    sql: `SELECT e.LastName, m.LastName, g.LastName FROM Employee e LEFT JOIN Employee m ON m.EmployeeId = e.ReportsTo
          LEFT JOIN Employee g ON g.EmployeeId = m.ReportsTo ORDER BY e.EmployeeId`,
  },
  {
    name: 'keys of relations, without a join',
    dorm: () => InvoiceLine.objects.orderBy('id').valuesList('pk', 'invoice', 'trackId', 'quantity'),
    sql: 'SELECT InvoiceLineId, InvoiceId, TrackId, Quantity FROM InvoiceLine ORDER BY InvoiceLineId',
  },
  {
    name: 'over many rows: a row for each, and one where there is none',
    dorm: () => Artist.objects.filter({ id__range: [20, 40] }).valuesList('name', 'albums__title'),
    sql: 'SELECT Name, Title FROM Artist LEFT JOIN Album USING (ArtistId) WHERE ArtistId BETWEEN 20 AND 40',
  },
  {
    name: 'many-to-many: a row for each pair',
    dorm: () => Playlist.objects.exclude({ tracks__id__gt: 100 }).valuesList('name', 'tracks__name'),
    sql: `SELECT p.Name, t.Name FROM Playlist p LEFT JOIN PlaylistTrack USING (PlaylistId) LEFT JOIN Track t USING (TrackId)
          WHERE p.PlaylistId NOT IN (SELECT PlaylistId FROM PlaylistTrack WHERE TrackId > 100)`,
  },
  {
    name: 'moments and decimals as their fields give them',
    dorm: () => Invoice.objects.orderBy('id').valuesList('invoiceDate', 'total'),
    sql: "SELECT InvoiceDate, printf('%.2f', Total) FROM Invoice ORDER BY InvoiceId",
  },
]);
