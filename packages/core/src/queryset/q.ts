/** Q: conditions joined by and, or, not. Free-standing: checked where they are used. Immutable. */
import { brand } from '../config/brand.js';
import { FieldError } from '../errors/index.js';
import { isPlainObject } from '../fields/index.js';
import { isExpression } from './expressions.js';

const CONDITION = brand('q');

/** An own lookup object, or another Q. */
export type QItem = object;

export class QNode {
  readonly connector: 'and' | 'or';
  readonly negated: boolean;
  readonly items: readonly QItem[];

  constructor(connector: 'and' | 'or', negated: boolean, items: readonly QItem[]) {
    for (const item of items) {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) {
        throw new FieldError('Q takes lookups in an object, or other Qs.', { hint: 'write Q({ views__gt: 3 })' });
      }
    }
    this.connector = connector;
    this.negated = negated;
    this.items = Object.freeze(items.map(copied));
  }
  not(): QNode {
    return new QNode(this.connector, !this.negated, this.items);
  }
  and(other: QItem): QNode {
    return new QNode('and', false, [this, other]);
  }
  or(other: QItem): QNode {
    return new QNode('or', false, [this, other]);
  }
}

CONDITION.mark(QNode);

/** `Q({ … })`, `Q.or(…)`, `Q.and(…)`, `Q.not(…)`. */
export const makeQ: {
  (where: QItem): QNode;
  or(...any: readonly QItem[]): QNode;
  and(...all: readonly QItem[]): QNode;
  not(one: QItem): QNode;
} = Object.assign((where: QItem) => new QNode('and', false, [where]), {
  or: (...any: readonly QItem[]) => new QNode('or', false, any),
  and: (...all: readonly QItem[]) => new QNode('and', false, all),
  // The opposite of a Q is that Q turned round, so that two NOTs are none.
  not: (one: QItem) =>
    typeof one === 'object' && one !== null && isQ(one) ? one.not() : new QNode('and', true, [one]),
});

export function isQ(value: object): value is QNode {
  return CONDITION.has(value);
}

/** A lookup object is copied, so that changing it later does not change the Q; what is no plain object is refused where it is used. */
function copied(item: QItem): QItem {
  if (isQ(item) || isExpression(item)) return item;
  return isPlainObject(item) ? Object.freeze({ ...item }) : item;
}
