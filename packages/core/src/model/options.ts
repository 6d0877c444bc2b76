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
  'indexes',
  'constraints',
  'verboseName',
  'verboseNamePlural',
  'permissions',
  'defaultManagerName',
  'baseManagerName',
] as const;
const TEXTS = ['verboseName', 'verboseNamePlural', 'defaultManagerName', 'baseManagerName'] as const;

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
  for (const name of TEXTS) {
    const text: unknown = (options as MetaOptions)[name];
    if (text === undefined || (typeof text === 'string' && text !== '')) continue;
    throw new ConfigurationError(`${label}: ${name} is a text.`, { model: label });
  }
  checkPermissions(label, (options as MetaOptions).permissions);
  return options;
}

/** Codes with what a person reads, each code once. */
function checkPermissions(label: string, permissions: unknown): void {
  if (permissions === undefined) return;
  const hint = "write permissions: [['publish', 'Can publish']]";
  if (!Array.isArray(permissions) || !permissions.every(isPair))
    throw new ConfigurationError(`${label}: permissions is a list of pairs of texts.`, { model: label, hint });
  const codes = permissions.map(([code]) => code);
  const twice = codes.find((code, i) => codes.indexOf(code) !== i);
  if (twice !== undefined)
    throw new ConfigurationError(`${label}: the permission '${twice}' is there twice.`, { model: label });
}

function isPair(pair: unknown): pair is readonly [string, string] {
  return Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === 'string' && text !== '');
}
