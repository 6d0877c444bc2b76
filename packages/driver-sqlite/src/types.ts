/** How each type travels to SQLite and back: one table of codecs, which check what they are given. */
import { type Codec, type DataType, type DataTypeName, isStorableText, ValueError } from '@dorm/query';
import { checkDay, readDate, readMicros, readTime, writeDate, writeMicros, writeTime } from './date-text.js';
import { decimalCodec } from './decimal.js';

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UUID = /^[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/i;

const microseconds: Codec<string, string> = { read: readMicros, write: writeMicros };

const codecs: { readonly [N in Exclude<DataTypeName, 'decimal'>]: Codec } = {
  bigAuto: integer('bigAuto'),
  auto: integer('auto'),
  smallAuto: integer('smallAuto'),
  bigInteger: { read: readBigInt, write: writeBigInt },
  integer: integer('integer'),
  smallInteger: integer('smallInteger'),
  positiveBigInteger: integer('positiveBigInteger'),
  positiveInteger: integer('positiveInteger'),
  positiveSmallInteger: integer('positiveSmallInteger'),
  float: { read: readFloat, write: writeFloat },
  char: text('char'),
  text: text('text'),
  uuid: { read: readUuid, write: writeUuid },
  ip: text('ip'),
  boolean: { read: readBoolean, write: writeBoolean },
  dateTime: { read: readDate, write: writeDate },
  date: { read: checkDay, write: checkDay },
  time: { read: readTime, write: writeTime },
  duration: { read: readDuration, write: writeDuration },
  json: { read: readJson, write: writeJson },
  binary: { read: readBinary, write: writeBinary },
};

/** The codec of a type. */
export function sqliteCodec(type: DataType): Codec {
  if (type.name === 'decimal') return decimalCodec(type);
  return type.name === 'dateTime' && (type.precision ?? 3) > 3 ? microseconds : codecs[type.name];
}

function integer(name: DataTypeName): Codec<number, number> {
  const odd = (db: unknown): number => {
    if (typeof db === 'bigint' && Number.isSafeInteger(Number(db))) return Number(db);
    const large = typeof db === 'bigint' || (typeof db === 'number' && Number.isInteger(db));
    if (large) throw new ValueError(name, 'the column holds a number past 2^53', { hint: 'use f.bigInteger()' });
    throw new ValueError(name, 'the column holds no whole number');
  };
  return {
    read: (db) => (typeof db === 'number' && Number.isSafeInteger(db) ? db : odd(db)),
    write(js) {
      if (typeof js === 'number' && Number.isSafeInteger(js)) return js;
      throw new ValueError(name, 'the value must be a whole number within 2^53', {
        hint: 'f.bigInteger() takes bigint',
      });
    },
  };
}

function readBigInt(db: unknown): bigint {
  if (typeof db === 'bigint') return db;
  if (typeof db === 'number' && Number.isSafeInteger(db)) return BigInt(db);
  throw new ValueError('bigInteger', 'the column holds no whole number, or one past 2^53 that was read as a double', {
    hint: 'read the statement with safeIntegers',
  });
}

/** Checks that a bigint fits SQLite's integers. */
export function writeBigInt(js: unknown): bigint {
  const whole = typeof js === 'number' && Number.isSafeInteger(js) ? BigInt(js) : js;
  if (typeof whole !== 'bigint' || whole < INT64_MIN || whole > INT64_MAX) {
    throw new ValueError('bigInteger', 'the value must be a bigint of at most 64 bits');
  }
  return whole;
}

function readFloat(db: unknown): number {
  if (typeof db === 'number') return db;
  if (typeof db === 'bigint') return Number(db);
  throw new ValueError('float', 'the column holds no number');
}

/** NaN is refused: SQLite would store NULL. */
export function writeFloat(js: unknown): number {
  if (typeof js === 'number' && !Number.isNaN(js)) return js;
  throw new ValueError('float', 'the value must be a number, and not NaN');
}

function text(name: DataTypeName): Codec<string, string> {
  return {
    read(db) {
      if (typeof db === 'string') return db;
      throw new ValueError(name, 'the column holds no text');
    },
    write(js) {
      if (typeof js !== 'string') throw new ValueError(name, 'the value must be a text');
      if (!isStorableText(js)) throw new ValueError(name, 'the text holds NUL or half of a surrogate pair');
      return js;
    },
  };
}

function readUuid(db: unknown): string {
  const hex = uuidHex(db);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function writeUuid(js: unknown): string {
  return uuidHex(js);
}

function uuidHex(uuid: unknown): string {
  if (typeof uuid === 'string' && UUID.test(uuid)) return uuid.replaceAll('-', '').toLowerCase();
  throw new ValueError('uuid', 'the value must be 32 hexadecimal digits, with dashes or without');
}

function readBoolean(db: unknown): boolean {
  if (db === 1 || db === 1n) return true;
  if (db === 0 || db === 0n) return false;
  throw new ValueError('boolean', 'the column holds neither 0 nor 1');
}

function writeBoolean(js: unknown): number {
  if (typeof js === 'boolean') return js ? 1 : 0;
  throw new ValueError('boolean', 'the value must be true or false');
}

function readDuration(db: unknown): number {
  if (typeof db === 'number' && Number.isSafeInteger(db)) return db / 1000;
  if (typeof db === 'bigint' && Number.isSafeInteger(Number(db))) return Number(db) / 1000;
  throw new ValueError('duration', 'the column holds no whole number of microseconds within 2^53');
}

function writeDuration(js: unknown): number {
  const micros = typeof js === 'number' ? Math.round(js * 1000) : Number.NaN;
  if (Number.isSafeInteger(micros)) return micros;
  throw new ValueError('duration', 'the value must be milliseconds, at most 2^53 microseconds');
}

function readJson(db: unknown): unknown {
  try {
    if (typeof db === 'string') return JSON.parse(db);
  } catch (cause) {
    throw new ValueError('json', 'the column holds no valid JSON', { cause });
  }
  throw new ValueError('json', 'the column holds no JSON text');
}

function writeJson(js: unknown): string {
  try {
    const written: string | undefined = JSON.stringify(js);
    // JSON.stringify turns NaN and the infinities into null; where there is a null, look again.
    if (written?.includes('null')) JSON.stringify(js, refuseInfinite);
    if (written !== undefined) return written;
  } catch (cause) {
    throw new ValueError('json', 'the value holds what JSON cannot: a cycle, a bigint, NaN or an infinity', { cause });
  }
  throw new ValueError('json', 'undefined, functions and symbols are no JSON');
}

function refuseInfinite(_: string, inside: unknown): unknown {
  if (typeof inside === 'number' && !Number.isFinite(inside)) throw new ValueError('json', 'a number must be finite');
  return inside;
}

function readBinary(db: unknown): Uint8Array {
  if (db instanceof Uint8Array) return new Uint8Array(db.buffer, db.byteOffset, db.byteLength);
  throw new ValueError('binary', 'the column holds no bytes');
}

function writeBinary(js: unknown): Uint8Array {
  if (js instanceof Uint8Array) return js;
  throw new ValueError('binary', 'the value must be a Uint8Array');
}
