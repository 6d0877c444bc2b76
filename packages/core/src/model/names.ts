/** Names: identifiers that may stand in a schema, and Django's way from a model's names to the schema's. */
import { ConfigurationError } from '../errors/index.js';
import { isIdentifier } from '../fields/index.js';

const ATTRIBUTE = /^[a-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*$/;

/** What may be the name of a field: it becomes a property, a part of lookup paths and, in generated code, source text. */
export function checkFieldName(name: string, label: string, taken: object): void {
  if (!ATTRIBUTE.test(name)) {
    throw new ConfigurationError(`${label}: '${name}' cannot be a field's name.`, {
      model: label,
      field: name,
      hint: 'start with a small letter, use letters, digits and single underscores, and end with none of them',
    });
  }
  if (name in taken || name === 'then' || name === 'objects') {
    throw new ConfigurationError(`${label}: the name '${name}' is taken by Model itself.`, {
      model: label,
      field: name,
      hint: `choose another name, and keep the column with dbColumn: '${snakeCase(name)}'`,
    });
  }
}

/** Tables, columns and related names: a letter or underscore, then letters, digits and underscores, at most 63. */
export function checkIdentifier(name: string, what: string, label: string): string {
  if (isIdentifier(name)) return name;
  throw new ConfigurationError(`${label}: ${what} '${name}' is no identifier.`, {
    model: label,
    hint: 'use letters, digits and underscores, at most 63, and start with a letter or an underscore',
  });
}

/** `publishedAt` -> `published_at`, `htmlURL` -> `html_url`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** `publishedAt` -> `published at`: what a person reads. */
export function verbose(name: string): string {
  return snakeCase(name).replaceAll('_', ' ');
}

/** `blog.Author` -> ['blog', 'Author']. @throws ConfigurationError when it is no label. */
export function splitLabel(label: string): [app: string, name: string] {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)\.([A-Z][A-Za-z0-9_]*)$/.exec(label);
  if (match?.[1] !== undefined && match[2] !== undefined) return [match[1], match[2]];
  throw new ConfigurationError(`'${label}' is no model label.`, {
    hint: "write the app, a dot and the model's name: 'blog.Author'",
  });
}
