/** Option bags: a name that is not known is refused, for it was meant to do something. */
import { ConfigurationError, didYouMean } from '../errors/index.js';

/** @throws ConfigurationError naming the option, with "did you mean". */
export function checkOptionNames(what: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new ConfigurationError(`${what} takes its options in an object.`, { hint: `it knows ${known.join(', ')}` });
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    throw new ConfigurationError(`${what} has no option '${key}'.`, { hint: didYouMean(key, known) });
  }
}
