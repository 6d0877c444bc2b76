/** Names: Django's spelling into dorm's and back, for fields, paths and lookups. */

const LOOKUPS: Readonly<Record<string, string>> = {
  isnull: 'isNull',
  iexact: 'iExact',
  icontains: 'iContains',
  startswith: 'startsWith',
  istartswith: 'iStartsWith',
  endswith: 'endsWith',
  iendswith: 'iEndsWith',
  iregex: 'iRegex',
};

/** `n_comments` -> `nComments`. */
export function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `-entry__pub_date__iso_year` -> `-entry__pubDate__isoYear`, `name__icontains` -> `name__iContains`. */
export function camelPath(path: string): string {
  const sign = path.startsWith('-') ? '-' : '';
  const parts = path.slice(sign.length).split('__');
  return sign + parts.map((part) => LOOKUPS[part] ?? camel(part)).join('__');
}

/** The way back, for the keys of rows: `entry__pubDate` -> `entry__pub_date`. */
export function snakePath(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
