/** Catches class fields that hide what a model defines: `posts: RelatedManager<Post>` without the word `declare`. */
import { ConfigurationError } from '../errors/index.js';
import { LOAD } from './instance.js';
import type { ModelClass, ModelMeta } from './meta.js';
import { ADDING } from './origin.js';

const checked = new WeakSet<ModelClass>();

/**
 * Looks once a class, at its first construction: class fields are set after the base constructor, so an instance is made to see them.
 *
 * @throws ConfigurationError naming the class field and the line to write.
 */
export function checkClassFields(Class: ModelClass): void {
  if (checked.has(Class)) return;
  checked.add(Class);
  try {
    for (const name of Object.keys(new Class(LOAD, ADDING))) refuseIfHiding(Class.meta, name);
  } catch (error) {
    checked.delete(Class); // said again at the next construction
    throw error;
  }
}

function refuseIfHiding({ label, byName, relations }: ModelMeta, name: string): void {
  const reverse = relations.get(name)?.kind === 'reverse';
  if (!reverse && !byName.has(name)) return;
  throw new ConfigurationError(
    `${label}: the class field '${name}' hides ${reverse ? 'the reverse side of a relation' : 'a field'}.`,
    {
      model: label,
      field: name,
      hint: reverse
        ? `write \`declare ${name}: …\`, with the word declare`
        : `leave it out: '${name}' has its type from the fields`,
    },
  );
}
