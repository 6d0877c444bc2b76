/** BoundField: a field of one model, with its names. What a FieldSpec becomes when a model is defined. */
import { type DataType, isAuto } from '@dorm/query';
import type { FieldKind, FieldSpec } from '../fields/field-spec.js';
import { IMPLICIT_KEY, implicitKeyKind } from '../fields/implicit-key.js';
import type { ModelMeta } from './meta.js';
import { checkIdentifier, snakeCase, verbose } from './names.js';
import { ForwardRelation } from './relation.js';

export class BoundField {
  readonly model: ModelMeta;
  readonly spec: FieldSpec;
  /** The name it was given: `author`. */
  readonly name: string;
  /** The property that holds the column's value: `authorId` for a foreign key, else the name. */
  readonly attr: string;
  readonly column: string;
  readonly null: boolean;
  readonly relation: ForwardRelation | null;

  constructor(model: ModelMeta, name: string, spec: FieldSpec) {
    this.model = model;
    this.spec = spec;
    this.name = name;
    this.attr = spec.relation === null ? name : `${name}Id`;
    this.column = checkIdentifier(spec.dbColumn ?? snakeCase(this.attr), 'the column', model.label);
    this.null = spec.null;
    this.relation = spec.relation === null ? null : new ForwardRelation(model, this, spec.relation);
  }

  /** The field whose values this column holds: the target's for a relation, else itself. */
  get valueField(): BoundField {
    return this.relation === null ? this : this.relation.targetField.valueField;
  }

  get kind(): FieldKind {
    const { spec } = this.valueField;
    return spec === IMPLICIT_KEY ? implicitKeyKind() : spec.kind;
  }

  get type(): DataType {
    const { type } = this.kind;
    if (type === null) throw new TypeError(`${this.model.label}.${this.name} has no column type`);
    return type;
  }

  /** Whether the database chooses the value of a new row. */
  get isAuto(): boolean {
    const { type } = this.spec.kind;
    return type !== null && isAuto(type);
  }

  get verboseName(): string {
    return this.spec.verboseName ?? verbose(this.name);
  }

  /** `blog.Author.email`: how messages name it. */
  get label(): string {
    return `${this.model.label}.${this.name}`;
  }
}
