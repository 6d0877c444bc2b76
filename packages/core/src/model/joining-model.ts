/** The joining model of a many-to-many relation that names none: Django's table, columns and unique pair. */
import { type FieldSpec, f, isFieldSpec } from '../fields/index.js';
import { buildModel } from './define-model.js';
import type { ManyRelation } from './many-relation.js';
import type { ModelClass } from './meta.js';
import { snakeCase } from './names.js';

/** `blog.Post_tags`, with `post` and `tag`; of a relation to itself `fromPost` and `toPost`. */
export function joiningModel({ source, target, name, spec, throughLabel }: ManyRelation): ModelClass {
  const self = source === target;
  const [from, to] = self
    ? [`from${source.modelName}`, `to${target.modelName}`]
    : [lowerFirst(source.modelName), lowerFirst(target.modelName)];
  const fields = { [from]: key(source.label), [to]: key(target.label) };
  return buildModel(throughLabel ?? '', fields, {
    dbTable: spec.dbTable ?? `${source.dbTable}_${snakeCase(name)}`,
    managed: source.managed,
    uniqueTogether: [[from, to]],
    autoCreated: true,
  });
}

function key(label: string): FieldSpec {
  const field = f.foreignKey({ label } as never, { onDelete: 'CASCADE' });
  if (!isFieldSpec(field)) throw new TypeError('f.foreignKey() gave no field');
  return field;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
