/** defineApp: names an app and registers its models. */
import { ConfigurationError } from '../errors/index.js';
import type { App, DefineApp } from '../typing/index.js';
import type { ModelClass } from './meta.js';
import { metaOf } from './meta-of.js';
import { registerApp } from './registry.js';

function define(label: string, models: Readonly<Record<string, unknown>>): App {
  if (typeof label !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(label)) {
    throw new ConfigurationError(`defineApp: '${label}' is no app label.`, {
      hint: "use one word: defineApp('blog', { … })",
    });
  }
  if (typeof models !== 'object' || models === null) {
    throw new ConfigurationError(`defineApp('${label}') takes its models in an object.`, {
      hint: `write defineApp('${label}', { Author })`,
    });
  }
  const classes = Object.entries(models).map(([name, value]) => checkModel(label, name, value));
  registerApp(label, classes);
  return Object.freeze({ label, models: Object.freeze({ ...models }) });
}

function checkModel(app: string, name: string, value: unknown): ModelClass {
  const meta = metaOf(value);
  if (meta === null) {
    throw new ConfigurationError(`defineApp('${app}'): '${name}' is no model.`, {
      hint: `write class ${name} extends Model<${name}>('${app}.${name}')({ … }) {}`,
    });
  }
  if (meta.appLabel !== app || meta.modelName !== name) {
    throw new ConfigurationError(`defineApp('${app}'): '${name}' is the model ${meta.label}.`, {
      model: meta.label,
      hint: `its label must be '${app}.${name}', or it belongs in another app or under another name`,
    });
  }
  return value as ModelClass;
}

/**
 * Names an app and registers its models; JavaScript has no hook for "a class was extended".
 *
 * The types compare every relatedName with the reverse sides that are declared. A label that is defined again replaces the former model.
 *
 * @throws ConfigurationError for what is no model, a label of another app, or a relatedName that is taken.
 * @example
 * export const blog = defineApp('blog', { Author, Post });
 */
export const defineApp: DefineApp = define as DefineApp;
