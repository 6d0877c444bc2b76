/** Lookups through parts of moments; the stored texts are UTC. */
import { Employee, Invoice, InvoiceLine } from '../../src/models.js';
import { describeAnswers } from './describe-answers.js';

const ids = { flat: true } as const;
const part = (format: string, column = 'InvoiceDate'): string => `CAST(strftime('${format}', ${column}) AS INTEGER)`;

describeAnswers('transforms', [
  {
    name: 'year',
    dorm: () => Invoice.objects.filter({ invoiceDate__year: 2022 }).valuesList('id', ids),
    sql: `SELECT InvoiceId FROM Invoice WHERE ${part('%Y')} = 2022`,
  },
  {
    name: 'year__gte',
    dorm: () => Invoice.objects.filter({ invoiceDate__year__gte: 2025 }).valuesList('id', ids),
    sql: `SELECT InvoiceId FROM Invoice WHERE ${part('%Y')} >= 2025`,
  },
  {
    name: 'year__in',
    dorm: () => Employee.objects.filter({ hireDate__year__in: [2002, 2004] }).valuesList('lastName', ids),
    sql: `SELECT LastName FROM Employee WHERE ${part('%Y', 'HireDate')} IN (2002, 2004)`,
  },
  {
    name: 'month',
    dorm: () => Invoice.objects.filter({ invoiceDate__month: 12 }).valuesList('id', ids),
    sql: `SELECT InvoiceId FROM Invoice WHERE ${part('%m')} = 12`,
  },
  {
    name: 'month__range',
    dorm: () => Invoice.objects.filter({ invoiceDate__month__range: [6, 8] }).valuesList('id', ids),
    sql: `SELECT InvoiceId FROM Invoice WHERE ${part('%m')} BETWEEN 6 AND 8`,
  },
  {
    name: 'day',
    dorm: () => Invoice.objects.filter({ invoiceDate__day: 1 }).valuesList('id', ids),
    sql: `SELECT InvoiceId FROM Invoice WHERE ${part('%d')} = 1`,
  },
  {
    name: 'quarter',
    dorm: () => Invoice.objects.filter({ invoiceDate__quarter: 3, invoiceDate__year: 2023 }).valuesList('id', ids),
    sql: "SELECT InvoiceId FROM Invoice WHERE InvoiceDate >= '2023-07-01' AND InvoiceDate < '2023-10-01'",
  },
  {
    name: 'weekDay counts from Sunday, which is 1',
    dorm: () => Invoice.objects.filter({ invoiceDate__weekDay: 1 }).valuesList('id', ids),
    sql: `SELECT InvoiceId FROM Invoice WHERE ${part('%w')} = 0`,
  },
  {
    name: 'isoWeekDay counts from Monday to 7',
    dorm: () => Invoice.objects.filter({ invoiceDate__isoWeekDay: 7 }).valuesList('id', ids),
    sql: `SELECT InvoiceId FROM Invoice WHERE ${part('%w')} = 0`,
  },
  {
    name: 'date',
    dorm: () => Invoice.objects.filter({ invoiceDate__date: '2021-01-02' }).valuesList('id', ids),
    sql: "SELECT InvoiceId FROM Invoice WHERE date(InvoiceDate) = '2021-01-02'",
  },
  {
    name: 'date__lt',
    dorm: () => Employee.objects.filter({ birthDate__date__lt: '1962-02-18' }).valuesList('lastName', ids),
    sql: "SELECT LastName FROM Employee WHERE date(BirthDate) < '1962-02-18'",
  },
  {
    name: 'hour of midnight',
    dorm: () => Invoice.objects.filter({ invoiceDate__hour: 0, invoiceDate__minute: 0 }).count(),
    sql: "SELECT count(*) FROM Invoice WHERE time(InvoiceDate) = '00:00:00'",
  },
  {
    name: 'a part at the end of a path',
    dorm: () => InvoiceLine.objects.filter({ invoice__invoiceDate__year: 2021, quantity: 1 }).valuesList('id', ids),
    sql: `SELECT InvoiceLineId FROM InvoiceLine JOIN Invoice USING (InvoiceId)
          WHERE ${part('%Y')} = 2021 AND Quantity = 1`,
  },
  {
    name: 'exclude through a part keeps the rest',
    dorm: () => Employee.objects.exclude({ birthDate__year__lt: 1970 }).valuesList('lastName', ids),
    sql: `SELECT LastName FROM Employee WHERE ${part('%Y', 'BirthDate')} >= 1970 OR BirthDate IS NULL`,
  },
]);
