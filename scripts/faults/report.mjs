/** What a fault measured, beside what it may be. */

/**
 * Prints a figure, and makes the process fail when it is above its limit or is no number.
 *
 * @param {string} what
 * @param {number} figure
 * @param {number} limit
 * @param {string} [unit]
 */
export function atMost(what, figure, limit, unit = '') {
  const isMet = figure <= limit;
  line(what, `${shown(figure)} ${unit}`.trim(), `at most ${shown(limit)}`, isMet);
}

/**
 * Prints what came out, and makes the process fail when it is something else than was expected.
 *
 * @param {string} what
 * @param {unknown} found
 * @param {unknown} expected
 */
export function equal(what, found, expected) {
  line(what, String(found), String(expected), Object.is(found, expected));
}

/**
 * @param {string} what
 * @param {string} found
 * @param {string} wanted
 * @param {boolean} isMet
 */
function line(what, found, wanted, isMet) {
  console.log(`  ${isMet ? 'ok    ' : 'FAILED'} ${what.padEnd(52)} ${found.padStart(16)}   (${wanted})`);
  if (!isMet) process.exitCode = 1;
}

/** @param {number} figure */
function shown(figure) {
  return Number.isInteger(figure) ? figure.toLocaleString('en-US') : figure.toFixed(1);
}
