/** DeletionGraph: which foreign keys lead to a model, and so what a deletion has to look at. Worked out once for a configuration. */
import { currentDorm } from '../config/dorm.js';
import { processState } from '../config/process-state.js';
import type { Settings } from '../config/settings.js';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import type { ForwardRelation } from '../model/relation.js';

interface Known {
  readonly generation: number;
  readonly graph: DeletionGraph;
}

const graphs = new WeakMap<Settings, Known>();

/** The graph of the configuration around this call: models of other apps have no tables there. */
export function deletionGraph(): DeletionGraph {
  const { settings } = currentDorm();
  const { generation } = processState;
  const known = graphs.get(settings);
  if (known !== undefined && known.generation === generation) return known.graph;
  const apps = settings.apps ?? [...processState.apps.values()];
  const graph = new DeletionGraph(apps.flatMap(({ label }) => processState.apps.get(label)?.models ?? []));
  graphs.set(settings, { generation, graph });
  return graph;
}

export class DeletionGraph {
  readonly #leading = new Map<string, ForwardRelation[]>();
  readonly #restricted = new Set<ModelMeta>();
  readonly #cyclic = new Map<ForwardRelation, boolean>();

  constructor(models: readonly ModelMeta[]) {
    for (const model of models) {
      for (const relation of model.relations.values()) {
        if (relation.kind !== 'forward' || relation.spec.onDelete === 'DO_NOTHING') continue;
        const label = relation.targetLabel ?? '';
        this.#leading.set(label, [...(this.#leading.get(label) ?? []), relation]);
        if (relation.spec.onDelete === 'RESTRICT') this.#restricted.add(model);
      }
    }
  }

  /** The foreign keys that lead to a model, but for those that a deletion leaves alone. */
  leadingTo({ label }: ModelMeta): readonly ForwardRelation[] {
    return this.#leading.get(label) ?? [];
  }

  /** Whether nothing has to be looked at for a row of the model. Receivers of a signal of its deletion will be one thing more. */
  isLeaf(meta: ModelMeta): boolean {
    return this.leadingTo(meta).length === 0;
  }

  /** Whether rows of the model may stand in the way, unless they are deleted themselves: then one has to know which are. */
  isRestricted(meta: ModelMeta): boolean {
    return this.#restricted.has(meta);
  }

  /** What has to be known of a row: its key, then the other fields by which it is referred to. */
  columns(meta: ModelMeta): readonly BoundField[] {
    const key = meta.singleKey('delete() of a model that others refer to needs a single key');
    return [...new Set([key, ...this.leadingTo(meta).map(({ targetField }) => targetField)])];
  }

  /** Whether deleting what a foreign key belongs to may lead back to what it points at. */
  isCyclic(relation: ForwardRelation): boolean {
    const known = this.#cyclic.get(relation);
    if (known !== undefined) return known;
    const answer = this.#below(relation.source).has(relation.target.label);
    this.#cyclic.set(relation, answer);
    return answer;
  }

  /** Models in the order in which their rows go: those that refer to others first, as far as they do not go in circles. */
  inOrder(models: Iterable<ModelMeta>): readonly ModelMeta[] {
    const wanted = new Set(models);
    const ordered: ModelMeta[] = [];
    const entered = new Set<ModelMeta>();
    const visit = (model: ModelMeta): void => {
      if (entered.has(model)) return;
      entered.add(model);
      for (const { source } of this.leadingTo(model)) visit(source);
      if (wanted.has(model)) ordered.push(model);
    };
    for (const model of wanted) visit(model);
    return ordered;
  }

  /** The models whose rows go with rows of a model, itself among them. */
  #below(start: ModelMeta): ReadonlySet<string> {
    const labels = new Set([start.label]);
    const waiting = [start];
    for (let model = waiting.pop(); model !== undefined; model = waiting.pop()) {
      for (const { source, spec } of this.leadingTo(model)) {
        if (spec.onDelete !== 'CASCADE' || labels.has(source.label)) continue;
        labels.add(source.label);
        waiting.push(source);
      }
    }
    return labels;
  }
}
