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
  /** `dorm_lower(text)`, `dorm_upper(text)`: for every script, not for ASCII alone. NULL gives NULL. */
  lower: 'dorm_lower',
  upper: 'dorm_upper',
  /** Aggregates of decimals of any number of digits, as text; the average as a number. Over no rows: NULL. */
  decimalSum: 'dorm_decimal_sum',
  decimalAvg: 'dorm_decimal_avg',
  decimalMin: 'dorm_decimal_min',
  decimalMax: 'dorm_decimal_max',
  /** Standard deviation and variance, of all values and of a sample. */
  stddevPop: 'dorm_stddev_pop',
  stddevSamp: 'dorm_stddev_samp',
  varPop: 'dorm_var_pop',
  varSamp: 'dorm_var_samp',
} as const;
