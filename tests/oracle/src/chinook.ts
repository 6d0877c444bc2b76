/** The app `chinook`: the tables of a database that neither Django nor dorm made, under Django's names. */
import { f, ref } from '@dorm/core';
import type { Fields } from './columns.js';
import { camel } from './names.js';

const column = (dbColumn: string, options: { null?: boolean } = {}) => ({ dbColumn, ...options });
const key = (model: string): unknown => f.bigAuto({ primaryKey: true, dbColumn: `${model}Id` });
const text = (dbColumn: string, maxLength: number): unknown => f.char({ maxLength, dbColumn });
const maybeText = (dbColumn: string, maxLength: number): unknown => f.char({ maxLength, dbColumn, null: true });
const price = (dbColumn: string): unknown => f.decimal({ maxDigits: 10, decimalPlaces: 2, dbColumn });
const one = (model: string, relatedName: string | null, dbColumn: string, options: { null?: boolean } = {}): unknown =>
  f.foreignKey(ref<never>(`chinook.${model}`), {
    onDelete: 'DO_NOTHING',
    dbColumn,
    ...(relatedName === null ? {} : { relatedName: camel(relatedName) }),
    ...options,
  } as never);
const empty = { null: true } as const;

const address = (prefix: string): Fields => {
  const name = (field: string): string => (prefix === '' ? field : `${prefix}_${field}`);
  const pascal = prefix === '' ? '' : 'Billing';
  return {
    [name('address')]: maybeText(`${pascal}Address`, 70),
    [name('city')]: maybeText(`${pascal}City`, 40),
    [name('state')]: maybeText(`${pascal}State`, 40),
    [name('country')]: maybeText(`${pascal}Country`, 40),
    [name('postal_code')]: maybeText(`${pascal}PostalCode`, 10),
  };
};

export const chinook: Readonly<Record<string, Fields>> = {
  Artist: { id: key('Artist'), name: maybeText('Name', 120) },
  Album: { id: key('Album'), title: text('Title', 160), artist: one('Artist', 'albums', 'ArtistId') },
  Employee: {
    id: key('Employee'),
    last_name: text('LastName', 20),
    first_name: text('FirstName', 20),
    title: maybeText('Title', 30),
    reports_to: one('Employee', 'reports', 'ReportsTo', empty),
    birth_date: f.dateTime(column('BirthDate', empty)),
    hire_date: f.dateTime(column('HireDate', empty)),
    ...address(''),
    phone: maybeText('Phone', 24),
    fax: maybeText('Fax', 24),
    email: maybeText('Email', 60),
  },
  Customer: {
    id: key('Customer'),
    first_name: text('FirstName', 40),
    last_name: text('LastName', 20),
    company: maybeText('Company', 80),
    ...address(''),
    phone: maybeText('Phone', 24),
    fax: maybeText('Fax', 24),
    email: text('Email', 60),
    support_rep: one('Employee', 'customers', 'SupportRepId', empty),
  },
  Genre: { id: key('Genre'), name: maybeText('Name', 120) },
  MediaType: { id: key('MediaType'), name: maybeText('Name', 120) },
  Invoice: {
    id: key('Invoice'),
    customer: one('Customer', 'invoices', 'CustomerId'),
    invoice_date: f.dateTime(column('InvoiceDate')),
    ...address('billing'),
    total: price('Total'),
  },
  Track: {
    id: key('Track'),
    name: text('Name', 200),
    album: one('Album', 'tracks', 'AlbumId', empty),
    media_type: one('MediaType', 'tracks', 'MediaTypeId'),
    genre: one('Genre', 'tracks', 'GenreId', empty),
    composer: maybeText('Composer', 220),
    milliseconds: f.integer(column('Milliseconds')),
    bytes: f.integer(column('Bytes', empty)),
    unit_price: price('UnitPrice'),
  },
  InvoiceLine: {
    id: key('InvoiceLine'),
    invoice: one('Invoice', 'lines', 'InvoiceId'),
    track: one('Track', 'invoice_lines', 'TrackId'),
    unit_price: price('UnitPrice'),
    quantity: f.integer(column('Quantity')),
  },
  Playlist: {
    id: key('Playlist'),
    name: maybeText('Name', 120),
    tracks: f.manyToMany(ref<never>('chinook.Track'), {
      relatedName: 'playlists',
      through: ref<never>('chinook.PlaylistTrack'),
    } as never),
  },
  PlaylistTrack: {
    pk: f.compositeKey('playlist', 'track'),
    playlist: one('Playlist', null, 'PlaylistId'),
    track: one('Track', null, 'TrackId'),
  },
};
