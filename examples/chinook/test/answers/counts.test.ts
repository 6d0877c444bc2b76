/** count() and exists(). */
import { Q } from '@dorm/core';
import { Album, Artist, Customer, Invoice, Playlist, PlaylistTrack, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

describeAnswers('counts', [
  { name: 'all rows', dorm: () => Track.objects.count(), sql: 'SELECT count(*) FROM Track' },
  {
    name: 'rows of a condition',
    dorm: () => Track.objects.filter({ composer__isNull: true, unitPrice: '0.99' }).count(),
    sql: 'SELECT count(*) FROM Track WHERE Composer IS NULL AND UnitPrice = 0.99',
  },
  {
    name: 'over a forward relation',
    dorm: () => Track.objects.filter({ genre__name__in: ['Rock', 'Metal'] }).count(),
    sql: "SELECT count(*) FROM Track JOIN Genre g USING (GenreId) WHERE g.Name IN ('Rock', 'Metal')",
  },
  {
    name: 'over many rows: repetitions count',
    dorm: () => Artist.objects.filter({ albums__title__contains: 'The' }).count(),
    sql: "SELECT count(*) FROM Artist JOIN Album USING (ArtistId) WHERE instr(Title, 'The') > 0",
  },
  {
    name: 'over many rows, distinct: they do not',
    dorm: () => Artist.objects.filter({ albums__title__contains: 'The' }).distinct().count(),
    sql: "SELECT count(DISTINCT ArtistId) FROM Album WHERE instr(Title, 'The') > 0",
  },
  {
    name: 'of a slice',
    dorm: () => Album.objects.orderBy('id').slice(340, 400).count(),
    sql: 'SELECT count(*) FROM (SELECT 1 FROM Album LIMIT 60 OFFSET 340)',
  },
  {
    name: 'of distinct values, NULL among them',
    dorm: () => Customer.objects.valuesList('state', { flat: true }).distinct().count(),
    sql: 'SELECT count(*) FROM (SELECT DISTINCT State FROM Customer)',
  },
  {
    name: 'of distinct values of a relation',
    dorm: () => Invoice.objects.values('customer__country').distinct().count(),
    sql: 'SELECT count(DISTINCT c.Country) FROM Invoice JOIN Customer c USING (CustomerId)',
  },
  {
    name: 'of a model with two columns as its key',
    dorm: () => PlaylistTrack.objects.filter({ playlist: 1 }).count(),
    sql: 'SELECT count(*) FROM PlaylistTrack WHERE PlaylistId = 1',
  },
  {
    name: 'of what is excluded',
    dorm: () => Playlist.objects.exclude({ tracks__genre__name: 'Rock' }).count(),
    sql: `SELECT count(*) FROM Playlist WHERE PlaylistId NOT IN (SELECT PlaylistId FROM PlaylistTrack
          JOIN Track USING (TrackId) JOIN Genre g USING (GenreId) WHERE g.Name = 'Rock')`,
  },
  {
    name: 'exists: yes',
    dorm: () => Customer.objects.filter({ country: 'Ireland' }).exists(),
    sql: "SELECT EXISTS (SELECT 1 FROM Customer WHERE Country = 'Ireland')",
  },
  {
    name: 'exists: no',
    dorm: () => Customer.objects.filter({ country: 'Iceland' }).exists(),
    sql: "SELECT EXISTS (SELECT 1 FROM Customer WHERE Country = 'Iceland')",
  },
  {
    name: 'exists over many rows',
    dorm: () => Artist.objects.filter(Q.and({ name: 'AC/DC' }, { albums__tracks__playlists__name: 'Music' })).exists(),
    sql: `SELECT EXISTS (SELECT 1 FROM Artist ar JOIN Album al USING (ArtistId) JOIN Track t USING (AlbumId)
          JOIN PlaylistTrack USING (TrackId) JOIN Playlist p USING (PlaylistId) WHERE ar.Name = 'AC/DC' AND p.Name = 'Music')`,
  },
  {
    name: 'exists on a slice',
    dorm: () => Album.objects.orderBy('id').slice(346).exists(),
    sql: 'SELECT EXISTS (SELECT 1 FROM Album LIMIT -1 OFFSET 346)',
  },
]);
