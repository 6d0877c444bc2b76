/** ManyRelation: many rows on both sides, joined by the rows of a third table. A path over it is two hops. */
import { processState } from '../config/process-state.js';
import { ConfigurationError } from '../errors/index.js';
import type { RelationSpec } from '../fields/field-spec.js';
import type { ModelMeta } from './meta.js';
import { type ForwardRelation, ReverseRelation, relatedLabel, relatedModel } from './relation.js';

/** From the rows of a model to the joining rows, and from those to the other model. */
export type ManyHops = readonly [toJoining: ReverseRelation, toTarget: ForwardRelation];

export class ManyRelation {
  readonly kind = 'many';
  readonly many = true;
  readonly source: ModelMeta;
  readonly name: string;
  readonly spec: RelationSpec;
  /** The field's own side; null for the field itself. */
  readonly #field: ManyRelation | null;
  #hops: ManyHops | null = null;
  #generation = -1;

  constructor(source: ModelMeta, name: string, spec: RelationSpec, field: ManyRelation | null = null) {
    this.source = source;
    this.name = name;
    this.spec = spec;
    this.#field = field;
  }

  get label(): string {
    return `${this.source.label}.${this.name}`;
  }

  /** The label of the field that defines it, from either side. */
  get fieldLabel(): string {
    return this.#field?.label ?? this.label;
  }

  get isInverse(): boolean {
    return this.#field !== null;
  }

  /** The name of the other side; null when it has none. */
  get inverseName(): string | null {
    if (this.#field !== null) return this.#field.name;
    return this.symmetrical ? this.name : this.spec.relatedName;
  }

  /** Of a relation to itself: whether a link leads both ways. One with a relatedName has two sides, and leads one way. */
  get symmetrical(): boolean {
    const { symmetrical, relatedName } = this.spec;
    return this.#field === null && this.target === this.source && (symmetrical ?? relatedName === null);
  }

  /** The target's label; null while its class is not there yet. */
  get targetLabel(): string | null {
    return this.#field?.source.label ?? relatedLabel(this.spec.to, this.source);
  }

  get target(): ModelMeta {
    return this.#field?.source ?? relatedModel(this.spec.to, this.source, this.name);
  }

  /** The label of the joining model. */
  get throughLabel(): string | null {
    if (this.#field !== null) return this.#field.throughLabel;
    const { through } = this.spec;
    return through === null ? `${this.source.label}_${this.name}` : relatedLabel(through, this.source);
  }

  /** The joining model. @throws ConfigurationError when it is in no app. */
  get through(): ModelMeta {
    const meta = processState.models.get(this.throughLabel ?? '');
    if (meta !== undefined) return meta;
    const waits =
      this.spec.through === null
        ? `its target ${this.targetLabel ?? ''} is in no app`
        : 'its joining model is in no app';
    throw new ConfigurationError(`${this.label}: ${waits}.`, {
      model: this.source.label,
      field: this.name,
      hint: 'name the model in defineApp() and import that file before the first query',
    });
  }

  get hops(): ManyHops {
    if (this.#hops === null || this.#generation !== processState.generation) {
      this.#hops = this.#find();
      this.#generation = processState.generation;
    }
    return this.#hops;
  }

  #find(): ManyHops {
    const field = this.#field ?? this;
    if (field.spec.symmetrical === true && field.target !== field.source) {
      throw new ConfigurationError(`${field.label} is symmetrical and leads to another model.`, {
        model: field.source.label,
        field: field.name,
        hint: 'leave symmetrical out: it is for relations of a model to itself',
      });
    }
    const { from, to } = keysOf(field);
    const [first, second] = field === this ? [from, to] : [to, from];
    return [new ReverseRelation(this.source, first, `${this.name}+`, second), second];
  }
}

/** The foreign keys of the joining model: to the model that has the field, and to the target. */
function keysOf({ label, source, target, through }: ManyRelation): { from: ForwardRelation; to: ForwardRelation } {
  const keys = [...through.relations.values()].filter((relation) => relation.kind === 'forward');
  const from = keys.find((key) => key.target === source);
  const to = keys.find((key) => key.target === target && key !== from);
  if (from !== undefined && to !== undefined) return { from, to };
  throw new ConfigurationError(`${label}: ${through.label} does not join ${source.label} and ${target.label}.`, {
    model: source.label,
    hint: 'a joining model has a foreign key to each of the two',
  });
}
