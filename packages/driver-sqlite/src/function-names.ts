/** Names of the SQL functions that the dialect's SQL calls and a connection registers. */
export const sqliteFunctions = {
  /** `dorm_fold(text)`: the text without regard to case, for every script. NULL gives NULL. */
  fold: 'dorm_fold',
  /** `dorm_regex(pattern, text)`: 1, 0, or NULL when one of them is NULL. */
  regex: 'dorm_regex',
  /** The same without regard to case. */
  iRegex: 'dorm_iregex',
  /** `dorm_decimal(text)`: a text that sorts as the number does. NULL gives NULL. */
  decimal: 'dorm_decimal',
  /** `dorm_date_part(part, text, zone)`: a part of a stored date, time or, with a zone, dateTime. NULL gives NULL. */
  datePart: 'dorm_date_part',
  /** `dorm_json_test(test, left, right)`: 1, 0, or NULL when one of the documents is NULL. */
  jsonTest: 'dorm_json_test',
  /** `dorm_year_start(part, year, after, zone)`: where a year, or the one after it, begins, as stored. NULL gives NULL. */
  yearStart: 'dorm_year_start',
} as const;
