/** The models the runner makes have exactly the columns and relations of schema.json. */
import { describe, expect, it } from 'vitest';
import { buildModels, loadSchema } from '../src/models.js';
import { camel } from '../src/names.js';

interface Described {
  readonly meta: {
    readonly fields: readonly { readonly attr: string }[];
    readonly relations: ReadonlyMap<string, { readonly target: { readonly modelName: string } }>;
  };
}

describe('the models', () => {
  const models = buildModels();

  it.each(Object.entries(loadSchema()))('%s', (name, { columns, relations }) => {
    const { meta } = models.of(name) as unknown as Described;
    expect(meta.fields.map(({ attr }) => attr)).toEqual(columns.map(([column]) => camel(column)));
    const made = [...meta.relations].map(([relation, { target }]) => [relation, target.modelName]);
    const wanted = Object.entries(relations).map(([relation, target]) => [camel(relation), target]);
    expect(Object.fromEntries(made)).toEqual(Object.fromEntries(wanted));
  });
});
