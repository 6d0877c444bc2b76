/** ShownRows: the lookups that a manager's rows must match, as a condition on any table of the model. */
import type { Condition } from '@dorm/query';
import { ConfigurationError } from '../errors/index.js';
import type { Shown } from '../model/standing.js';
import { emitCondition } from './conditions.js';
import type { Joined } from './joins.js';
import type { QItem } from './q.js';
import { Reading } from './reading.js';
import { FILTER } from './tokens.js';

export class ShownRows implements Shown {
  readonly #where: QItem;

  constructor(where: QItem) {
    this.#where = where;
  }

  /** @throws ConfigurationError for a path that follows a relation. */
  condition(table: Joined): Condition {
    const { meta } = table;
    const constants: unknown[] = [];
    const shape = emitCondition(meta.root.step(FILTER), this.#where, constants);
    const far = shape.path().find(({ lookup }) => (lookup?.path.hops.length ?? 0) > 0);
    if (far !== undefined) {
      throw new ConfigurationError(`${meta.label}: what a manager shows cannot depend on ${String(far.token)}.`, {
        model: meta.label,
        hint: "use the model's own fields: the condition stands in every join",
      });
    }
    const reading = new Reading(shape, { constants, from: table });
    reading.take();
    return reading.call(false).condition;
  }
}
