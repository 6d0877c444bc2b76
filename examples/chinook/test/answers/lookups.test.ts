/** Lookups on a model's own columns. */
import { F } from '@dorm/core';
import { Album, Artist, Customer, Employee, Invoice, InvoiceLine, Track } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const ids = { flat: true } as const;

describeAnswers('lookups', [
  {
    name: 'exact: an artist by name',
    dorm: () => Artist.objects.filter({ name: 'Queen' }).valuesList('id', ids),
    sql: "SELECT ArtistId FROM Artist WHERE Name = 'Queen'",
  },
  {
    name: 'exact keeps case',
    dorm: () => Artist.objects.filter({ name__exact: 'queen' }).valuesList('id', ids),
    sql: "SELECT ArtistId FROM Artist WHERE Name = 'queen'",
    nothing: true,
  },
  {
    name: 'iExact ignores case',
    dorm: () => Artist.objects.filter({ name__iExact: 'qUEEN' }).valuesList('id', ids),
    sql: "SELECT ArtistId FROM Artist WHERE lower(Name) = 'queen'",
  },
  {
    name: 'contains keeps case',
    dorm: () => Track.objects.filter({ name__contains: 'Love' }).valuesList('id', ids),
    sql: "SELECT TrackId FROM Track WHERE instr(Name, 'Love') > 0",
  },
  {
    name: 'iContains ignores case',
    dorm: () => Track.objects.filter({ name__iContains: 'love' }).valuesList('id', ids),
    sql: "SELECT TrackId FROM Track WHERE Name LIKE '%love%'",
  },
  {
    name: 'startsWith keeps case',
    dorm: () => Album.objects.filter({ title__startsWith: 'The' }).valuesList('title', ids),
    sql: "SELECT Title FROM Album WHERE Title GLOB 'The*'",
  },
  {
    name: 'iStartsWith ignores case',
    dorm: () => Album.objects.filter({ title__iStartsWith: 'the b' }).valuesList('title', ids),
    sql: "SELECT Title FROM Album WHERE Title LIKE 'the b%'",
  },
  {
    name: 'endsWith keeps case',
    dorm: () => Customer.objects.filter({ email__endsWith: '.com' }).valuesList('email', ids),
    sql: "SELECT Email FROM Customer WHERE Email GLOB '*.com'",
  },
  {
    name: 'iEndsWith ignores case',
    dorm: () => Customer.objects.filter({ email__iEndsWith: 'YAHOO.COM' }).valuesList('email', ids),
    sql: "SELECT Email FROM Customer WHERE Email LIKE '%yahoo.com'",
  },
  {
    name: 'contains: % is a letter',
    dorm: () => Track.objects.filter({ name__contains: '%' }).valuesList('name', ids),
    sql: "SELECT Name FROM Track WHERE instr(Name, '%') > 0",
  },
  {
    name: 'contains: _ is a letter',
    dorm: () => Customer.objects.filter({ email__contains: '_' }).valuesList('email', ids),
    sql: "SELECT Email FROM Customer WHERE instr(Email, '_') > 0",
  },
  {
    name: "contains: a ' is a letter",
    dorm: () => Track.objects.filter({ name__contains: "Don't" }).valuesList('name', ids),
    sql: "SELECT Name FROM Track WHERE instr(Name, 'Don''t') > 0",
  },
  {
    name: 'regex: an alternative',
    dorm: () => Track.objects.filter({ name__regex: '^(Sun|Moon)' }).valuesList('name', ids),
    sql: "SELECT Name FROM Track WHERE Name GLOB 'Sun*' OR Name GLOB 'Moon*'",
  },
  {
    name: 'iRegex: digits at the end',
    dorm: () => Album.objects.filter({ title__iRegex: 'VOL\\.? ?[0-9]$' }).valuesList('title', ids),
    sql: `SELECT Title FROM Album WHERE lower(Title) GLOB '*vol[0-9]' OR lower(Title) GLOB '*vol.[0-9]'
          OR lower(Title) GLOB '*vol [0-9]' OR lower(Title) GLOB '*vol. [0-9]'`,
  },
  {
    name: 'gt: tracks longer than half an hour',
    dorm: () => Track.objects.filter({ milliseconds__gt: 1_800_000 }).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE Milliseconds > 1800000',
  },
  {
    name: 'gte and lt together: a closed and an open end',
    dorm: () => Track.objects.filter({ milliseconds__gte: 343_719, milliseconds__lt: 344_000 }).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE Milliseconds >= 343719 AND Milliseconds < 344000',
  },
  {
    name: 'lte on a text',
    dorm: () => Artist.objects.filter({ name__lte: 'Aerosmith' }).valuesList('name', ids),
    sql: "SELECT Name FROM Artist WHERE Name <= 'Aerosmith'",
  },
  {
    name: 'range has both its ends',
    dorm: () => Invoice.objects.filter({ id__range: [10, 20] }).valuesList('id', ids),
    sql: 'SELECT InvoiceId FROM Invoice WHERE InvoiceId BETWEEN 10 AND 20',
  },
  {
    name: 'range of decimals compares values',
    dorm: () => Invoice.objects.filter({ total__range: ['5.94', '13.86'] }).valuesList('id', 'total'),
    sql: "SELECT InvoiceId, printf('%.2f', Total) FROM Invoice WHERE Total BETWEEN 5.94 AND 13.86",
  },
  {
    name: 'a decimal is equal whatever its zeros',
    dorm: () => InvoiceLine.objects.filter({ unitPrice: '1.990' }).valuesList('id', ids),
    sql: 'SELECT InvoiceLineId FROM InvoiceLine WHERE UnitPrice = 1.99',
  },
  {
    name: 'range of moments',
    dorm: () =>
      Invoice.objects
        .filter({ invoiceDate__range: [new Date('2022-02-01T00:00:00Z'), new Date('2022-02-28T23:59:59Z')] })
        .valuesList('id', 'invoiceDate'),
    sql: "SELECT InvoiceId, InvoiceDate FROM Invoice WHERE InvoiceDate BETWEEN '2022-02-01 00:00:00' AND '2022-02-28 23:59:59'",
  },
  {
    name: 'in: a list of texts',
    dorm: () => Customer.objects.filter({ country__in: ['Brazil', 'Chile', 'Argentina'] }).valuesList('lastName', ids),
    sql: "SELECT LastName FROM Customer WHERE Country IN ('Brazil', 'Chile', 'Argentina')",
  },
  {
    name: 'in: a list of keys',
    dorm: () => Track.objects.filter({ pk__in: [1, 2, 3, 3500, 9999] }).valuesList('name', ids),
    sql: 'SELECT Name FROM Track WHERE TrackId IN (1, 2, 3, 3500, 9999)',
  },
  {
    name: 'isNull: tracks without a composer',
    dorm: () => Track.objects.filter({ composer__isNull: true }).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE Composer IS NULL',
  },
  {
    name: 'isNull false: customers with a company',
    dorm: () => Customer.objects.filter({ company__isNull: false }).valuesList('company', ids),
    sql: 'SELECT Company FROM Customer WHERE Company IS NOT NULL',
  },
  {
    name: 'null is IS NULL',
    dorm: () => Employee.objects.filter({ manager: null }).valuesList('lastName', ids),
    sql: 'SELECT LastName FROM Employee WHERE ReportsTo IS NULL',
  },
  {
    name: 'F: a column against another',
    dorm: () => Invoice.objects.filter({ billingCity: F('billingState') }).valuesList('id', ids),
    sql: 'SELECT InvoiceId FROM Invoice WHERE BillingCity = BillingState',
  },
  {
    name: 'F: arithmetic on the other side',
    dorm: () => Track.objects.filter({ bytes__gt: F('milliseconds').mul(40) }).valuesList('id', ids),
    sql: 'SELECT TrackId FROM Track WHERE Bytes > Milliseconds * 40',
  },
]);
