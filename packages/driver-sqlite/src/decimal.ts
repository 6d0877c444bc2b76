/**
 * Exact decimals on SQLite: up to 15 digits a NUMERIC column holds them exactly as numbers, above that they are text,
 * compared and ordered by a key that sorts as the numbers do.
 */
import { type Codec, type DataType, ValueError } from '@dorm/query';

/** Most significant digits that a double gives back unchanged. */
const EXACT_DIGITS = 15;
const EXPONENT_ZERO = 5000;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** A decimal number as digits: `0.digits` times ten to the `exponent`; no digits is zero. */
interface Digits {
  readonly negative: boolean;
  /** Without zeros at either end. */
  readonly digits: string;
  readonly exponent: number;
}

/** True for decimals that SQLite's numbers cannot hold exactly. */
export function isWide(type: DataType | null): boolean {
  return type?.name === 'decimal' && (type.precision ?? 0) > EXACT_DIGITS;
}

/** How a decimal column stores its values. */
export function decimalCodec(type: DataType): Codec<string, number | string> {
  const scale = type.scale ?? 0;
  const read = (db: unknown): string => plain(digitsOf(db), scale);
  if (isWide(type)) return { read, write: (js) => plain(digitsOf(js), scale) };
  return { read, write: (js) => narrow(digitsOf(js)) };
}

/**
 * A text that sorts as the number does: what `dorm_decimal` returns.
 * @throws ValueError when it is no number.
 */
export function decimalKey(decimal: unknown): string | null {
  if (decimal === null) return null;
  const { negative, digits, exponent } = digitsOf(decimal);
  if (digits === '') return 'b';
  const key = String(exponent + EXPONENT_ZERO).padStart(4, '0') + digits;
  // Below zero, more is less: every digit is turned around, and the end sorts after any digit.
  return negative ? `a${key.replace(/\d/g, (d) => String(9 - Number(d)))}~` : `c${key}`;
}

/** A decimal number as a whole one, and how many of its digits stand behind the point. */
export interface Scaled {
  readonly units: bigint;
  readonly places: number;
}

/** @throws ValueError when it is no number. */
export function scaled(decimal: unknown): Scaled {
  const { negative, digits, exponent } = digitsOf(decimal);
  const places = Math.max(digits.length - exponent, 0);
  const units = BigInt(digits.padEnd(exponent, '0') || '0');
  return { units: negative ? -units : units, places };
}

/** Both with the same places behind the point, added. */
export function addScaled(one: Scaled, other: Scaled): Scaled {
  const places = Math.max(one.places, other.places);
  const at = ({ units, places: own }: Scaled): bigint => units * 10n ** BigInt(places - own);
  return { units: at(one) + at(other), places };
}

/** As text that any decimal is made of. */
export function scaledText({ units, places }: Scaled): string {
  return `${units}e-${places}`;
}

function digitsOf(decimal: unknown): Digits {
  const match = DECIMAL.exec(textOf(decimal));
  const [, sign = '', whole = '', fraction = '', power = '0'] = match ?? [];
  if (match === null || whole + fraction === '') {
    throw new ValueError('decimal', 'the value must be a number', { hint: "as text, such as '12.50'" });
  }
  const significant = (whole + fraction).replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return { negative: false, digits, exponent: 0 };
  const exponent = significant.length - fraction.length + Number(power);
  if (Math.abs(exponent) >= EXPONENT_ZERO) throw new ValueError('decimal', 'the number is out of range');
  return { negative: sign === '-', digits, exponent };
}

/** A number out of SQLite carries noise from the 16th digit on; whole ones that are exact keep all of theirs. */
function textOf(decimal: unknown): string {
  if (typeof decimal === 'string') return decimal;
  if (typeof decimal === 'bigint') return String(decimal);
  if (typeof decimal !== 'number' || !Number.isFinite(decimal)) return '';
  return Number.isInteger(decimal) ? String(BigInt(decimal)) : decimal.toPrecision(EXACT_DIGITS);
}

/** At least `scale` digits after the point, more when there are more: no digit is ever rounded away. */
function plain({ negative, digits, exponent }: Digits, scale: number): string {
  const whole = exponent > 0 ? digits.slice(0, exponent).padEnd(exponent, '0') : '0';
  const fraction = exponent > 0 ? digits.slice(exponent) : '0'.repeat(-exponent) + digits;
  const after = (digits === '' ? '' : fraction).padEnd(scale, '0');
  return `${negative ? '-' : ''}${whole}${after === '' ? '' : `.${after}`}`;
}

function narrow(number: Digits): number {
  if (number.digits.length > EXACT_DIGITS) {
    throw new ValueError('decimal', `the number has more than ${EXACT_DIGITS} digits`, {
      hint: 'give the field a larger maxDigits',
    });
  }
  return Number(plain(number, 0));
}
