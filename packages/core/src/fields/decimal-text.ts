/** Decimal numbers as text: taken apart and compared without losing a digit. */

/** A decimal taken apart: `-0.50` is { negative: true, whole: '', fraction: '5' }, without zeros at either end. */
export interface DecimalParts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const NUMBER = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?\s*$/i;
const LONGEST = 2_000;

/** Reads a decimal number without losing a digit; null when the text is none. Knows exponents. */
export function decimalParts(text: string): DecimalParts | null {
  const match = text.length > LONGEST ? null : NUMBER.exec(text);
  if (match === null) return null;
  const [, sign = '', before = '', after = '', exponent = '0'] = match;
  if (before === '' && after === '') return null;
  const shift = Number(exponent);
  if (Math.abs(shift) > LONGEST) return null;
  const digits = before + after;
  const point = before.length + shift;
  const whole = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const fraction = point >= 0 ? digits.slice(point) : digits.padStart(digits.length - point, '0');
  return {
    negative: sign === '-' && /[1-9]/.test(digits),
    whole: whole.replace(/^0+/, ''),
    fraction: trimEnd(fraction),
  };
}

/** Negative, zero or positive, as a is less than, equal to or more than b. */
export function compareDecimals(a: DecimalParts, b: DecimalParts): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const size = compareSizes(a, b);
  return a.negative ? -size : size;
}

function compareSizes(a: DecimalParts, b: DecimalParts): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length;
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1;
  if (a.fraction === b.fraction) return 0;
  return a.fraction < b.fraction ? -1 : 1;
}

/** Without zeros at the end; a loop, since a regular expression would look at each run of zeros again and again. */
function trimEnd(fraction: string): string {
  let end = fraction.length;
  while (fraction[end - 1] === '0') end -= 1;
  return fraction.slice(0, end);
}
