/** What the demo asks. The text between the region marks is what it prints beside the answers. */
import { Count, Q, Sum } from '@dorm/core';
import { Artist, Customer, Employee, Invoice, Playlist, Track } from './models.js';

/** Rows to print, in the order of their keys. */
export type Rows = readonly Readonly<Record<string, string | number | null>>[];

export interface Scene {
  /** The region of this file that holds the code. */
  readonly name: string;
  readonly title: string;
  /** What to look at. */
  readonly note: string;
  run(): Promise<Rows>;
}

export const scenes: readonly Scene[] = [
  {
    name: 'search',
    title: 'A search that knows Ô from ô',
    note: "SQLite's own LOWER and LIKE fold ASCII only and find nothing here.",
    async run() {
      // #region search
      const artists = await Artist.objects.filter({ name__iContains: 'ANTÔNIO' });
      // #endregion
      return artists.map((artist) => ({ id: artist.id, artist: artist.name }));
    },
  },
  {
    name: 'managers',
    title: 'Employees and their managers: a relation of a model to itself',
    note: 'selectRelated makes it one LEFT JOIN; the one without a manager is null, in the type too.',
    async run() {
      // #region managers
      const staff = await Employee.objects.selectRelated('manager').orderBy('lastName', 'firstName');
      const rows = staff.map((one) => ({
        employee: one.fullName,
        title: one.title,
        hired: one.hireDate?.toISOString().slice(0, 10) ?? null,
        manager: one.manager?.fullName ?? null,
      }));
      // #endregion
      return rows;
    },
  },
  {
    name: 'peers',
    title: 'An album, its tracks, their artist and genre: relations awaited in a loop',
    note: 'Rows of one result load their relations together: a query for each relation, however many tracks.',
    async run() {
      // #region peers
      const rows = [];
      for (const track of await Track.objects.filter({ album__title: 'The Number of The Beast' }).orderBy('id')) {
        const album = await track.album;
        const artist = await album?.artist;
        const genre = await track.genre;
        rows.push({
          track: track.name,
          length: track.length,
          artist: artist?.name ?? null,
          genre: genre?.name ?? null,
        });
      }
      // #endregion
      return rows;
    },
  },
  {
    name: 'joined',
    title: 'The same rows again, joined',
    note: 'After selectRelated a relation is in the type as loaded: nothing to await.',
    async run() {
      // #region joined
      const tracks = await Track.objects
        .filter({ album__title: 'The Number of The Beast' })
        .selectRelated('album__artist', 'genre')
        .orderBy('id');
      const rows = tracks.map((track) => ({
        track: track.name,
        length: track.length,
        artist: track.album?.artist.name ?? null,
        genre: track.genre?.name ?? null,
      }));
      // #endregion
      return rows;
    },
  },
  {
    name: 'longest',
    title: 'The ten longest tracks, ordered by two fields',
    note: 'A slice is LIMIT and OFFSET; a getter of the class formats the length.',
    async run() {
      // #region longest
      const longest = await Track.objects.selectRelated('album').orderBy('-milliseconds', 'name').slice(0, 10);
      const rows = longest.map((track) => ({
        track: track.name,
        album: track.album?.title ?? null,
        length: track.length,
      }));
      // #endregion
      return rows;
    },
  },
  {
    name: 'conditions',
    title: 'Either, or, and not',
    note: 'values() gives plain objects with exactly these keys; prices and totals are exact decimals, as text.',
    async run() {
      // #region conditions
      const rows = await Invoice.objects
        .filter(Q.or({ customer__country: 'Brazil' }, { billingCity__startsWith: 'Montr' }), { total__gt: '8' })
        .exclude({ customer__lastName: 'Ramos' })
        .orderBy('-total', 'id')
        .values('id', 'customer__lastName', 'billingCity', 'total');
      // #endregion
      return rows;
    },
  },
  {
    name: 'lists',
    title: 'Columns, counts and keys',
    note: 'Three questions, three small statements: no row becomes an instance.',
    async run() {
      // #region lists
      const emails = await Customer.objects
        .filter({ country: 'Canada', company__isNull: false })
        .orderBy('email')
        .valuesList('email', { flat: true });
      const jazz = await Track.objects.filter({ genre__name: 'Jazz' }).count();
      const opera = await Track.objects.filter({ genre__name: 'Opera', milliseconds__gte: 600_000 }).exists();
      // #endregion
      return [
        { question: 'Canadian customers at a company', answer: emails.join('\n') },
        { question: 'Jazz tracks', answer: jazz },
        { question: 'an opera track of ten minutes or more', answer: opera ? 'yes' : 'no' },
      ];
    },
  },
  {
    name: 'playlists',
    title: 'Playlists with their tracks and albums',
    note: 'prefetchRelated asks once for each relation: three queries, whether there are ten playlists or ten thousand.',
    async run() {
      // #region playlists
      const rows = [];
      for (const playlist of await Playlist.objects
        .filter({ name__contains: 'Classical' })
        .prefetchRelated('tracks__album')) {
        const tracks = await playlist.tracks; // no query: they are there
        const [first] = tracks;
        rows.push({ playlist: playlist.name, tracks: tracks.length, first: (await first?.album)?.title ?? null });
      }
      // #endregion
      return rows;
    },
  },
  {
    name: 'silent',
    title: 'Artists without an album',
    note: 'A path leads backwards too. isNull asks whether anything is there at the end of it.',
    async run() {
      // #region silent
      const silent = Artist.objects.filter({ albums__isNull: true });
      const count = await silent.count();
      const names = await silent.orderBy('name').slice(0, 5).valuesList('name', { flat: true });
      // #endregion
      return [{ artists: count, 'the first of them': names.join(', ') }];
    },
  },
  {
    name: 'unsold',
    title: 'Tracks that were never sold',
    note: 'Counted by a LEFT JOIN; the longest of them by the same condition.',
    async run() {
      // #region unsold
      const unsold = Track.objects.filter({ sales__isNull: true });
      const count = await unsold.count();
      const longest = await unsold.orderBy('-milliseconds').first();
      // #endregion
      return [{ tracks: count, longest: longest?.name ?? null, length: longest?.length ?? null }];
    },
  },
  {
    name: 'customers',
    title: 'The customers who spent most',
    note: 'What annotate() adds is on each customer, typed: a sum of decimals is exact text, or null without invoices.',
    async run() {
      // #region customers
      const best = await Customer.objects
        .annotate({ orders: Count('invoices'), revenue: Sum('invoices__total') })
        .orderBy('-revenue', 'lastName')
        .slice(0, 8);
      const rows = best.map((customer) => ({
        customer: `${customer.firstName} ${customer.lastName}`,
        country: customer.country,
        orders: customer.orders,
        revenue: customer.revenue,
      }));
      // #endregion
      return rows;
    },
  },
  {
    name: 'sales',
    title: 'Sales per country and year',
    note: 'After values() annotate() groups by what was chosen, here a part of a date too; filter() on a sum is HAVING.',
    async run() {
      // #region sales
      const rows = await Invoice.objects
        .values('billingCountry', 'invoiceDate__year')
        .annotate({ invoices: Count('*'), sales: Sum('total') })
        .filter({ sales__gte: '50' })
        .orderBy('billingCountry', 'invoiceDate__year');
      // #endregion
      return rows;
    },
  },
];
