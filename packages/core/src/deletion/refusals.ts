/** Refusals: rows that stand in the way of a deletion, by PROTECT always, by RESTRICT unless they are deleted as well. */
import { ProtectedError, RestrictedError } from '../errors/index.js';
import type { ModelMeta } from '../model/meta.js';
import type { ForwardRelation } from '../model/relation.js';
import { FoundRows } from './found-rows.js';

export class Refusals {
  readonly #rows = { PROTECT: new FoundRows(), RESTRICT: new FoundRows() };
  readonly #keys = { PROTECT: new Set<ForwardRelation>(), RESTRICT: new Set<ForwardRelation>() };

  /** Keeps a row that refers to one that shall go. */
  add(relation: ForwardRelation, key: unknown): void {
    const rule = relation.spec.onDelete === 'PROTECT' ? 'PROTECT' : 'RESTRICT';
    this.#keys[rule].add(relation);
    this.#rows[rule].add(relation.source, key);
  }

  /** @throws ProtectedError or RestrictedError when a row stands in the way. */
  check(meta: ModelMeta, doomed: FoundRows): void {
    this.#refuse(meta, 'PROTECT', () => true);
    this.#refuse(meta, 'RESTRICT', (model, key) => !doomed.has(model, key));
  }

  #refuse(
    { label }: ModelMeta,
    rule: 'PROTECT' | 'RESTRICT',
    counts: (model: ModelMeta, key: unknown) => boolean,
  ): void {
    const rows = this.#rows[rule];
    const standing = [...rows.models]
      .map((model) => ({
        model,
        keys: rows
          .keys(model)
          .filter((key) => counts(model, key))
          .reverse(),
      }))
      .filter(({ keys }) => keys.length > 0);
    if (standing.length === 0) return;
    const models = new Set(standing.map(({ model }) => model));
    const by = [...this.#keys[rule]].filter(({ source }) => models.has(source)).map(({ field }) => field.label);
    const rest = standing.map(({ model, keys }) => `${keys.length} of ${model.label}`).join(', ');
    const ErrorClass = rule === 'PROTECT' ? ProtectedError : RestrictedError;
    throw new ErrorClass(
      `${label}: delete() would take rows that others refer to: ${rest} (${rule} of ${by.join(', ')}).`,
      {
        model: label,
        hint: 'delete those rows first, or let them refer to another row',
        objects: Object.fromEntries(standing.map(({ model, keys }) => [model.label, keys])),
      },
    );
  }
}
