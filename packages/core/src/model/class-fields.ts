/** Catches class fields that hide what a model defines: `posts: RelatedManager<Post>` without the word `declare`. */
import { ConfigurationError } from '../errors/index.js';
import { LOAD, originOf } from './instance.js';
import type { ModelClass, ModelMeta } from './meta.js';
import { type Origin, origin } from './origin.js';

const PROBE: Origin = Object.freeze(origin(null));
const checked = new WeakSet<ModelClass>();
const forgetful = new WeakSet<ModelClass>();

/** Whether a class has a constructor that hands its first argument on and no other: its rows must be told where they come from. */
export function forgetsOrigin(Class: ModelClass): boolean {
  checkClassFields(Class);
  return forgetful.has(Class);
}

/**
 * Looks once a class, at its first construction: class fields are set after the base constructor, so an instance is made to see them.
 *
 * @throws ConfigurationError naming the class field and the line to write.
 */
export function checkClassFields(Class: ModelClass): void {
  if (checked.has(Class)) return;
  checked.add(Class);
  try {
    const probe = new Class(LOAD, PROBE);
    for (const name of Object.keys(probe)) refuseIfHiding(Class.meta, name);
    if (originOf(probe) !== PROBE) forgetful.add(Class);
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
