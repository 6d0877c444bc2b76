/** The options of a model and of an abstract base, checked. */
import { ConfigurationError, didYouMean } from '../errors/index.js';
import { comesLater } from '../queryset/coming.js';
import type { MetaOptions } from './meta.js';

const KNOWN = [
  'dbTable',
  'ordering',
  'managed',
  'proxy',
  'uniqueTogether',
  'verboseName',
  'verboseNamePlural',
] as const;

/** @throws ConfigurationError for an option that does not exist. */
export function checkOptions(label: string, options: unknown): MetaOptions {
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null)
    throw new ConfigurationError(`${label}: options belong in an object.`);
  for (const key of Object.keys(options)) {
    if (KNOWN.some((known) => known === key)) continue;
    throw new ConfigurationError(`${label} has no option '${key}'.`, { model: label, hint: didYouMean(key, KNOWN) });
  }
  const { ordering, proxy } = options as MetaOptions;
  if (proxy === true) throw comesLater(`${label}: proxy`);
  if (ordering !== undefined && !Array.isArray(ordering)) {
    throw new ConfigurationError(`${label}: ordering is a list.`, {
      model: label,
      hint: "write ordering: ['-createdAt']",
    });
  }
  return options;
}
