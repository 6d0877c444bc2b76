/** orderBy() and reverse(). */
import { F } from '@dorm/core';
import { Album, Artist, Customer, Employee, Invoice, Playlist, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const ids = { flat: true } as const;

describeAnswers('ordering', [
  {
    name: 'by one column',
    dorm: () => Artist.objects.orderBy('name').valuesList('name', ids),
    sql: 'SELECT Name FROM Artist ORDER BY Name',
  },
  {
    name: 'by one column, down',
    dorm: () => Artist.objects.orderBy('-name').valuesList('name', ids),
    sql: 'SELECT Name FROM Artist ORDER BY Name DESC',
  },
  {
    name: 'by several columns, each in its direction',
    dorm: () => Customer.objects.orderBy('country', '-city', 'lastName').valuesList('id', ids),
    sql: 'SELECT CustomerId FROM Customer ORDER BY Country, City DESC, LastName',
  },
  {
    name: 'by the key',
    dorm: () => Playlist.objects.orderBy('-pk').valuesList('id', ids),
    sql: 'SELECT PlaylistId FROM Playlist ORDER BY PlaylistId DESC',
  },
  {
    name: 'through a relation',
    dorm: () => Album.objects.orderBy('artist__name', 'title').valuesList('title', ids),
    sql: 'SELECT Title FROM Album JOIN Artist USING (ArtistId) ORDER BY Name, Title',
  },
  {
    name: 'through a relation that may be missing',
    dorm: () =>
      Employee.objects.orderBy(F('manager__lastName').asc({ nulls: 'last' }), 'lastName').valuesList('lastName', ids),
    sql: `SELECT e.LastName FROM Employee e LEFT JOIN Employee m ON m.EmployeeId = e.ReportsTo
          ORDER BY m.LastName NULLS LAST, e.LastName`,
  },
  {
    name: 'NULLs first, asked for',
    dorm: () => Customer.objects.orderBy(F('state').desc({ nulls: 'first' }), 'id').valuesList('id', 'state'),
    sql: 'SELECT CustomerId, State FROM Customer ORDER BY State DESC NULLS FIRST, CustomerId',
  },
  {
    name: 'NULLs last, asked for',
    dorm: () => Track.objects.orderBy(F('composer').asc({ nulls: 'last' }), 'id').valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track ORDER BY Composer NULLS LAST, TrackId',
  },
  {
    name: 'by an expression',
    dorm: () =>
      Track.objects
        .filter({ album: 1 })
        .orderBy(F('bytes').div(F('milliseconds')).desc(), 'id')
        .valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE AlbumId = 1 ORDER BY Bytes / Milliseconds DESC, TrackId',
  },
  {
    name: 'decimals by their value',
    dorm: () => Invoice.objects.orderBy('-total', 'id').valuesList('id', ids),
    sql: 'SELECT InvoiceId FROM Invoice ORDER BY Total DESC, InvoiceId',
  },
  {
    name: 'reverse turns every term',
    dorm: () => Customer.objects.orderBy('country', '-city', 'id').reverse().valuesList('id', ids),
    sql: 'SELECT CustomerId FROM Customer ORDER BY Country DESC, City, CustomerId DESC',
  },
  {
    name: 'the last orderBy is the one',
    dorm: () => Artist.objects.orderBy('-name').orderBy('id').valuesList('id', ids),
    sql: 'SELECT ArtistId FROM Artist ORDER BY ArtistId',
  },
  {
    name: 'over many rows: an artist once for each album, and once without one',
    dorm: () => Artist.objects.filter({ id__lt: 30 }).orderBy('albums__title', 'id').valuesList('name', ids),
    sql: 'SELECT Name FROM Artist LEFT JOIN Album USING (ArtistId) WHERE ArtistId < 30 ORDER BY Title, ArtistId',
  },
]);
