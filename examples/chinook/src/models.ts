/** The Chinook music store as typed models: all 11 tables of a database that dorm did not make. */
import { defineApp, f, type ManyRelatedManager, Model, type RelatedManager, ref } from '@dorm/core';

export class Artist extends Model<Artist>('chinook.Artist')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'ArtistId' }),
    name: f.char({ maxLength: 120, null: true, dbColumn: 'Name' }),
  },
  { dbTable: 'Artist', managed: false },
) {
  declare albums: RelatedManager<Album>;
}

export class Genre extends Model<Genre>('chinook.Genre')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'GenreId' }),
    name: f.char({ maxLength: 120, null: true, dbColumn: 'Name' }),
  },
  { dbTable: 'Genre', managed: false },
) {}

export class MediaType extends Model<MediaType>('chinook.MediaType')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'MediaTypeId' }),
    name: f.char({ maxLength: 120, null: true, dbColumn: 'Name' }),
  },
  { dbTable: 'MediaType', managed: false },
) {}

export class Album extends Model<Album>('chinook.Album')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'AlbumId' }),
    title: f.char({ maxLength: 160, dbColumn: 'Title' }),
    artist: f.foreignKey(() => Artist, { onDelete: 'DO_NOTHING', relatedName: 'albums', dbColumn: 'ArtistId' }),
  },
  { dbTable: 'Album', managed: false },
) {
  declare tracks: RelatedManager<Track>;
}

export class Track extends Model<Track>('chinook.Track')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'TrackId' }),
    name: f.char({ maxLength: 200, dbColumn: 'Name' }),
    album: f.foreignKey(() => Album, {
      null: true,
      onDelete: 'DO_NOTHING',
      relatedName: 'tracks',
      dbColumn: 'AlbumId',
    }),
    mediaType: f.foreignKey(() => MediaType, { onDelete: 'DO_NOTHING', dbColumn: 'MediaTypeId' }),
    genre: f.foreignKey(() => Genre, { null: true, onDelete: 'DO_NOTHING', dbColumn: 'GenreId' }),
    composer: f.char({ maxLength: 220, null: true, dbColumn: 'Composer' }),
    milliseconds: f.integer({ dbColumn: 'Milliseconds' }),
    bytes: f.integer({ null: true, dbColumn: 'Bytes' }),
    unitPrice: f.decimal({ maxDigits: 10, decimalPlaces: 2, dbColumn: 'UnitPrice' }),
  },
  { dbTable: 'Track', managed: false },
) {
  declare playlists: ManyRelatedManager<Playlist>;
  declare sales: RelatedManager<InvoiceLine>;

  /** Length as people say it: `4:33`, `1:28:06`. */
  get length(): string {
    const seconds = Math.floor(this.milliseconds / 1000);
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const tail = String(s).padStart(2, '0');
    return h === 0 ? `${m}:${tail}` : `${h}:${String(m).padStart(2, '0')}:${tail}`;
  }
}

export class Playlist extends Model<Playlist>('chinook.Playlist')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'PlaylistId' }),
    name: f.char({ maxLength: 120, null: true, dbColumn: 'Name' }),
    tracks: f.manyToMany(() => Track, {
      relatedName: 'playlists',
      through: ref<PlaylistTrack>('chinook.PlaylistTrack'),
    }),
  },
  { dbTable: 'Playlist', managed: false },
) {}

export class PlaylistTrack extends Model<PlaylistTrack>('chinook.PlaylistTrack')(
  {
    pk: f.compositeKey('playlistId', 'trackId'),
    playlist: f.foreignKey(() => Playlist, { onDelete: 'DO_NOTHING', dbColumn: 'PlaylistId' }),
    track: f.foreignKey(() => Track, { onDelete: 'DO_NOTHING', dbColumn: 'TrackId' }),
  },
  { dbTable: 'PlaylistTrack', managed: false },
) {}

export class Employee extends Model<Employee>('chinook.Employee')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'EmployeeId' }),
    lastName: f.char({ maxLength: 20, dbColumn: 'LastName' }),
    firstName: f.char({ maxLength: 20, dbColumn: 'FirstName' }),
    title: f.char({ maxLength: 30, null: true, dbColumn: 'Title' }),
    manager: f.foreignKey(ref<Employee>('chinook.Employee'), {
      null: true,
      onDelete: 'DO_NOTHING',
      relatedName: 'reports',
      dbColumn: 'ReportsTo',
    }),
    birthDate: f.dateTime({ null: true, dbColumn: 'BirthDate' }),
    hireDate: f.dateTime({ null: true, dbColumn: 'HireDate' }),
    address: f.char({ maxLength: 70, null: true, dbColumn: 'Address' }),
    city: f.char({ maxLength: 40, null: true, dbColumn: 'City' }),
    state: f.char({ maxLength: 40, null: true, dbColumn: 'State' }),
    country: f.char({ maxLength: 40, null: true, dbColumn: 'Country' }),
    postalCode: f.char({ maxLength: 10, null: true, dbColumn: 'PostalCode' }),
    phone: f.char({ maxLength: 24, null: true, dbColumn: 'Phone' }),
    fax: f.char({ maxLength: 24, null: true, dbColumn: 'Fax' }),
    email: f.char({ maxLength: 60, null: true, dbColumn: 'Email' }),
  },
  { dbTable: 'Employee', managed: false },
) {
  declare reports: RelatedManager<Employee>;
  declare customers: RelatedManager<Customer>;

  get fullName(): string {
    return `${this.firstName} ${this.lastName}`;
  }
}

export class Customer extends Model<Customer>('chinook.Customer')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'CustomerId' }),
    firstName: f.char({ maxLength: 40, dbColumn: 'FirstName' }),
    lastName: f.char({ maxLength: 20, dbColumn: 'LastName' }),
    company: f.char({ maxLength: 80, null: true, dbColumn: 'Company' }),
    address: f.char({ maxLength: 70, null: true, dbColumn: 'Address' }),
    city: f.char({ maxLength: 40, null: true, dbColumn: 'City' }),
    state: f.char({ maxLength: 40, null: true, dbColumn: 'State' }),
    country: f.char({ maxLength: 40, null: true, dbColumn: 'Country' }),
    postalCode: f.char({ maxLength: 10, null: true, dbColumn: 'PostalCode' }),
    phone: f.char({ maxLength: 24, null: true, dbColumn: 'Phone' }),
    fax: f.char({ maxLength: 24, null: true, dbColumn: 'Fax' }),
    email: f.char({ maxLength: 60, dbColumn: 'Email' }),
    supportRep: f.foreignKey(() => Employee, {
      null: true,
      onDelete: 'DO_NOTHING',
      relatedName: 'customers',
      dbColumn: 'SupportRepId',
    }),
  },
  { dbTable: 'Customer', managed: false },
) {
  declare invoices: RelatedManager<Invoice>;
}

export class Invoice extends Model<Invoice>('chinook.Invoice')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'InvoiceId' }),
    customer: f.foreignKey(() => Customer, {
      onDelete: 'DO_NOTHING',
      relatedName: 'invoices',
      dbColumn: 'CustomerId',
    }),
    invoiceDate: f.dateTime({ dbColumn: 'InvoiceDate' }),
    billingAddress: f.char({ maxLength: 70, null: true, dbColumn: 'BillingAddress' }),
    billingCity: f.char({ maxLength: 40, null: true, dbColumn: 'BillingCity' }),
    billingState: f.char({ maxLength: 40, null: true, dbColumn: 'BillingState' }),
    billingCountry: f.char({ maxLength: 40, null: true, dbColumn: 'BillingCountry' }),
    billingPostalCode: f.char({ maxLength: 10, null: true, dbColumn: 'BillingPostalCode' }),
    total: f.decimal({ maxDigits: 10, decimalPlaces: 2, dbColumn: 'Total' }),
  },
  { dbTable: 'Invoice', managed: false },
) {
  declare lines: RelatedManager<InvoiceLine>;
}

export class InvoiceLine extends Model<InvoiceLine>('chinook.InvoiceLine')(
  {
    id: f.bigAuto({ primaryKey: true, dbColumn: 'InvoiceLineId' }),
    invoice: f.foreignKey(() => Invoice, { onDelete: 'DO_NOTHING', relatedName: 'lines', dbColumn: 'InvoiceId' }),
    track: f.foreignKey(() => Track, { onDelete: 'DO_NOTHING', relatedName: 'sales', dbColumn: 'TrackId' }),
    unitPrice: f.decimal({ maxDigits: 10, decimalPlaces: 2, dbColumn: 'UnitPrice' }),
    quantity: f.integer({ dbColumn: 'Quantity' }),
  },
  { dbTable: 'InvoiceLine', managed: false },
) {}

export const chinook = defineApp('chinook', {
  Artist,
  Genre,
  MediaType,
  Album,
  Track,
  Playlist,
  PlaylistTrack,
  Employee,
  Customer,
  Invoice,
  InvoiceLine,
});
