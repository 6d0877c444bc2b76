/** Neutral cells: one text for each value, the same for Django's answer and dorm's when value and type agree. */
import { isData } from './case.js';

/** What a column of Django's answer holds: dorm spells decimals, days and times as text, so its texts need to be told. */
export type Tag = 'decimal' | 'moment' | 'day' | 'clock' | 'big' | 'average' | 'other';

const DECIMAL = /^(-?)(\d+)(?:\.(\d*))?$/;
const SCALE = 6;

/** The tag of one value of Django's. */
export function tagOf(value: unknown): Tag {
  if (!isData(value)) return 'other';
  if ('$d' in value) return 'decimal';
  if ('$dt' in value) return 'moment';
  if ('$date' in value) return 'day';
  if ('$t' in value) return 'clock';
  return '$big' in value ? 'big' : 'other';
}

/** A value of Django's answer, in a column with that tag. */
export function expectedCell(value: unknown, column: Tag): string {
  if (column === 'average' && value !== null) return average(isData(value) ? value['$d'] : value);
  if (!isData(value))
    return column === 'big' && Number.isSafeInteger(value) ? `big ${String(value)}` : plainCell(value);
  const [[tag, content] = ['', null]] = Object.entries(value);
  switch (tag) {
    case '$d':
      return `decimal ${sixPlaces(String(content)) ?? String(content)}`;
    case '$dt':
      return `moment ${milliseconds(String(content))}`;
    case '$date':
      return `day ${String(content)}`;
    case '$t':
      return `clock ${clock(String(content))}`;
    case '$ms':
      return plainCell(content);
    case '$big':
      return `big ${String(content)}`;
    default:
      return `json ${JSON.stringify(sorted(value))}`;
  }
}

/** A value of dorm's answer, in a column of which Django's answer says the tag. */
export function givenCell(value: unknown, tag: Tag): string {
  if (tag === 'average' && typeof value === 'number') return average(value);
  if (value instanceof Date) return `moment ${milliseconds(value.toISOString())}`;
  if (typeof value === 'string') {
    if (tag === 'decimal') return `decimal ${sixPlaces(value) ?? value}`;
    if (tag === 'moment') return `moment ${milliseconds(value)}`;
    if (tag === 'day') return `day ${value}`;
    if (tag === 'clock') return `clock ${clock(value)}`;
  }
  return isData(value) ? `json ${JSON.stringify(sorted(value))}` : plainCell(value);
}

/** The cell without its type: 4.5, '4.500000' and a decimal are the same, and so are true and 1. */
export function looseCell(cell: string): string {
  const content = cell.slice(cell.indexOf(' ') + 1);
  if (cell.startsWith('boolean')) return content === 'true' ? '1' : '0';
  const number = Number(content);
  return content.trim() !== '' && Number.isFinite(number) ? String(number) : content;
}

function plainCell(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return `number ${Number(value.toPrecision(12))}`;
    case 'bigint':
      return `big ${value}`;
    case 'boolean':
      return `boolean ${value}`;
    case 'string':
      return `text ${value}`;
    default:
      return value === null ? 'null ' : `json ${JSON.stringify(sorted(value)) ?? 'undefined'}`;
  }
}

/** The reference rounds averages: decimals to six places, other numbers to nine digits. */
function average(value: unknown): string {
  return `average ${Number(Number(value).toPrecision(7))}`;
}

/** Rounded to six places; null for what is no decimal. */
function sixPlaces(text: string): string | null {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === '') return null;
  const digits =
    BigInt(whole + fraction.slice(0, SCALE).padEnd(SCALE, '0')) + (fraction.charAt(SCALE) >= '5' ? 1n : 0n);
  const padded = String(digits).padStart(SCALE + 1, '0');
  const result = `${padded.slice(0, -SCALE)}.${padded.slice(-SCALE)}`;
  return digits === 0n ? result : sign + result;
}

/** A Date holds milliseconds, so that is where moments are compared. */
function milliseconds(iso: string): string {
  return `${iso.replace('Z', '').padEnd(23, '0').slice(0, 23)}Z`;
}

function clock(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(6, '0')}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isData(value)) return typeof value === 'bigint' ? String(value) : value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
